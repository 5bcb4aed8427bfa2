// Showing one number of a case whole to a civil servant who says what for (个人信息保护法 6, 44; handbook 03 §9). It is noted before it is told, every time anew;
// the person concerned reads who it was by post, what for and in which words. The answer is kept nowhere, under no key either.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { bodyOf, callerOf, route, type Access, type Caller, type Post, type Route } from '#base/http'
import { caseNotFound, findWholeCase, numbersOf, readers, visibleCase } from '#core/cases'
import { getItemVersion } from '#core/items'
import { purposeOf } from '#core/packs'
import { holdersOfRoles } from '#core/people'
import { mustBeLive } from '#core/purposes'
import { postFor } from './note.ts'
import { limits, noSuchNumber, reasons, tooManyNumbers, type Reason } from './reading.ts'
import { findShownSince, insertShown } from './store.ts'

/** Whoever reads the case, as officer. */
const officers: Access = Array.isArray(readers) ? readers.filter(({ who }) => who.includes('staff')) : []
const shownLock = (reader: string): string => `readings:shown:${reader}`

export function shownRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/cases/:number/shown-numbers', access: officers, status: 200, zh: '说明用途，完整显示办件中的一个号码（记录并告知本人）', en: 'Show one number of a case whole, for a stated reason: noted, and told to the person',
    params: Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) }),
    body: Type.Object({ field: Type.String({ minLength: 2, maxLength: 200, description: 'Where it stands, as `masked` of the case says' }), reason: Type.Unsafe<Reason>({ enum: [...reasons] }), words: Type.String({ minLength: 1, maxLength: 300, description: 'What for, in words that the person will read' }) }, { additionalProperties: false }),
    answer: Type.Object({ value: Type.String() }), example: { as: '{clerk}', params: { number: '{submitted}' }, body: { field: '/parties/0/idNumber', reason: 'compare', words: '与登记机关核对身份。' } },
    handle: async (call) => {
      const caller = callerOf(call)
      const id = await visibleCase(ground, call.params.number, call.reach)
      return { value: await showNumber(ground, caller, id, call.body) }
    },
  })
}

interface Asked {
  field: string
  reason: Reason
  words: string
}

/** The number, once it is noted that it is shown. Throws `readings.no-such-number`, `readings.too-many-numbers`. */
async function showNumber(ground: Ground, caller: Caller, id: string, asked: Asked): Promise<string> {
  const whole = await findWholeCase(ground.sql, id)
  if (!whole) throw caseNotFound()
  const item = await getItemVersion(ground.sql, whole.case.itemVersion)
  const found = numbersOf(item.form, whole).get(asked.field)
  if (!found) throw noSuchNumber({ field: asked.field })
  const purpose = purposeOf(item.content)
  await mustBeLive(ground.sql, purpose)
  const post = await postFor(ground.sql, caller, 'case', id)
  await note(ground, caller, { id, post, purpose, asked, accounts: found.accounts.filter((account) => account !== caller.id) })
  return found.number
}

async function note(ground: Ground, caller: Caller, { id, post, purpose, asked, accounts }: { id: string; post: Post | undefined; purpose: string; asked: Asked; accounts: readonly string[] }): Promise<void> {
  // No key: what was once answered is not answered again without being noted.
  await ground.runAct({ actor: { id: caller.id, kind: caller.kind, ...(post ? { post: post.id } : {}) }, locks: [shownLock(caller.id)] }, async (act) => {
    const { count, oldest } = await findShownSince(act.tx, caller.id, act.now.subtract({ hours: 1 }))
    if (count >= limits.numbersAnHourMax) throw tooManyNumbers({ seconds: oldest ? Math.max(1, Math.ceil(3600 - act.now.since(oldest).total('seconds'))) : 3600 })
    const [shown, salt] = [act.newId(), act.random.bytes(16)]
    await insertShown(act.tx, { id: shown, reader: caller.id, caseId: id, ...asked, salt, at: act.now })
    const what = asked.field.toLowerCase().includes('phone') ? 'whole-phone' : 'whole-number'
    const facts = { about: id, of: 'case', what, purpose, reason: asked.reason, shown, role: post?.role ?? null, organisation: post ? bodyOf(post) : null, ...(caller.emergencies?.includes(id) ? { emergency: true } : {}) }
    // Of somebody without an account nobody can be told: it stands in the course of the case.
    for (const subject of accounts.length > 0 ? accounts : [id]) act.record('readings.number-shown', { subject, facts, proves: { salt, content: { words: asked.words } } })
    if (count + 1 === limits.numbersAnHourMax) act.record('readings.many-numbers', { subject: caller.id, facts: { many: limits.numbersAnHourMax, told: await holdersOfRoles(act.tx, ['security-admin', 'audit-admin'], null, act.now) } })
  })
}
