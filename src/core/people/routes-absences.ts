// HTTP of leave: one's own, and for a head that of the body's people. No rule lives here.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, noBody, route, type Access, type Caller, type Route } from '#base/http'
import { dateInChina } from '#base/time'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import type { Absence } from './absence.ts'
import { accountLock } from './acts.ts'
import { endAbsenceOf, noteAbsence } from './acts-absences.ts'
import { holdersOf, namesOf } from './read.ts'
import { Id, OrganisationName } from './shapes.ts'
import { selectAbsences } from './store-absences.ts'

const staff: Access = [{ who: ['staff'], scope: 'own' }]
const Day = Type.String({ format: 'date' })
const Person = Type.Object({ account: Id, name: Type.String() })
const AbsenceShape = Type.Object({ id: Id, person: Person, from: Day, until: Day, deputy: Type.Union([Person, Type.Null()]), mine: Type.Boolean() })
const Holder = Type.Object({ account: Id, name: Type.String(), nameEn: Type.Optional(Type.String()), role: Type.String(), organisation: OrganisationName, section: Type.Union([Type.String(), Type.Null()], { description: 'Code of the team or window of it' }) })

const aYear = 366

function headedBy(caller: Caller): string[] {
  return caller.posts.filter((post) => post.role === 'head').map((post) => post.organisation)
}

/** The leave a caller may see: of all who hold a post where the caller does. */
async function absencesFor(ground: Ground, caller: Caller): Promise<Absence[]> {
  const today = dateInChina(ground.clock.now())
  const holders = await holdersOf(ground.sql, caller.posts.map((post) => post.organisation), ground.clock.now())
  return selectAbsences(ground.sql, [...new Set([caller.id, ...holders.map((one) => one.account)])], today.toString(), today.add({ days: 2 * aYear }).toString())
}

async function show(ground: Ground, absences: readonly Absence[], caller: Caller) {
  const names = await namesOf(ground.sql, absences.flatMap((one) => [one.account, ...(one.deputy ? [one.deputy] : [])]))
  const person = (account: string) => ({ account, name: names.get(account)?.name ?? '' })
  return absences.map(({ id, account, from, until, deputy }) => ({ id, person: person(account), from, until, deputy: deputy === null ? null : person(deputy), mine: account === caller.id }))
}

/** The operations of leave. */
export function absenceRoutes(ground: Ground): Route[] {
  const List = Type.Object({ items: Type.Array(AbsenceShape), colleagues: Type.Array(Holder, { description: 'Who holds a post in the bodies of the caller: for choosing a deputy' }) })
  const listed = async (caller: Caller) => {
    const holders = await holdersOf(ground.sql, caller.posts.map((post) => post.organisation), ground.clock.now())
    const known = await findOrganisations(ground.sql, holders.map((one) => one.organisation))
    return { items: await show(ground, await absencesFor(ground, caller), caller), colleagues: holders.map(({ hours: _hours, ...one }) => ({ ...one, organisation: nameOrganisation(known, one.organisation) })) }
  }
  return [
    route({
      method: 'GET', path: '/api/absences', access: staff, zh: '列出本人和本单位同事现在及以后的请假', en: 'List present and coming leave, of oneself and of colleagues', answer: List, example: { as: '{examiner}' },
      handle: (call) => listed(callerOf(call)),
    }),
    route({
      method: 'POST', path: '/api/absences', access: staff, zh: '登记请假和代办人', en: 'Note leave, and who stands in', status: 200,
      body: Type.Object({ account: Id, from: Day, until: Day, deputy: Type.Optional(Id) }, { additionalProperties: false }), answer: List,
      example: { as: '{examiner}', body: { account: '{examiner-account}', from: '2026-12-14', until: '2026-12-18' } },
      handle: async (call) => {
        await call.act([accountLock(call.body.account)], (act) => noteAbsence(act, call.body, headedBy(callerOf(call))))
        return listed(callerOf(call))
      },
    }),
    route({
      method: 'POST', path: '/api/absences/:id/end', access: staff, zh: '提前结束请假', en: 'End leave early', status: 200, params: Type.Object({ id: Id }), body: noBody, answer: List,
      example: { as: '{examiner}', params: { id: '{absence}' }, body: {} },
      handle: async (call) => {
        await call.act([`absence:${call.params.id}`], async (act) => (await endAbsenceOf(act, call.params.id, headedBy(callerOf(call))), null))
        return listed(callerOf(call))
      },
    }),
  ]
}
