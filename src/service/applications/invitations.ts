// HTTP of being asked to apply together (共同申请): who is named sees what is asked and answers by the own account, or at a window; nobody is made an
// applicant by somebody else (民法典 171). Before the answer nothing of the case itself is open to that one.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, route, whoseOf, type Access, type Call, type Route } from '#base/http'
import { timeText } from '#base/time'
import { answerAtWindow, answerInvitation, caseLock, CaseShape, describeCase, findCaseId, findWholeCase, invitationNotFound, listInvited, officerIn, takeInvitationBack, visibleCase } from '#core/cases'
import { getItemVersion } from '#core/items'
import { TextSchema } from '#core/packs'
import { findAccountByDocument, mayBeReceived, mustCover, readDocument, readName } from '#core/people'
import { levelsOf } from './acts.ts'
import { mustReachLevel } from './application.ts'
import { applicants, Form } from './show.ts'
import { harmlessName, ordinaryFileRules } from '#base/files'

const windows: Access = [{ who: ['staff'], roles: ['window', 'clerk'], scope: 'department' }]
const numberParam = Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) })
const partyParams = Type.Object({ number: Type.String({ maxLength: 60 }), party: Type.Integer({ minimum: 1, maximum: 99, description: 'Place of the party in the case' }) })
const head = { number: Type.String(), item: Type.Object({ code: Type.String(), name: TextSchema }), applicant: Type.String(), openedAt: Type.String() }
const InvitationShape = Type.Object({
  ...head, form: Form, definition: Type.Unsafe<object>({ type: 'object', additionalProperties: true, description: 'The form of the version that was applied for' }), files: Type.Array(Type.String(), { description: 'Names of the papers that were handed in' }),
  others: Type.Array(Type.Object({ role: Type.String(), name: Type.String() })),
})

const listedMax = 50

/** The operations of being asked. */
export function invitationRoutes(ground: Ground): Route[] {
  return [...ownRoutes(ground), ...caseRoutes(ground)]
}

/** A case in which the caller is asked; anything else does not exist. */
async function invitedTo(ground: Ground, call: Pick<Call<unknown, unknown, unknown>, 'caller' | 'reach'>, number: string): Promise<string> {
  const id = await findCaseId(ground.sql, number)
  const whole = id === undefined ? undefined : await findWholeCase(ground.sql, id)
  const account = callerOf(call).id
  const { items } = call.reach
  if (!whole || (items && !items.includes(whole.case.item)) || !whole.parties.some((party) => party.account === account && ['invited', 'declined', 'joint-applicant'].includes(party.role))) throw invitationNotFound({ number })
  return whole.case.id
}

function ownRoutes(ground: Ground): Route[] {
  const params = { number: '{inviting}' }
  return [
    route({
      method: 'GET', path: '/api/invitations', access: applicants, zh: '列出请我共同申请、等我确认的办件', en: 'List the matters in which I am asked to apply together',
      answer: Type.Object({ items: Type.Array(Type.Object(head)) }), example: { as: '{resident}' },
      handle: async (call) => ({ items: await Promise.all((await listInvited(ground.sql, whoseOf(call), listedMax)).map(async ({ number, itemVersion, openedAt, applicant }) => {
        const { code, content } = await getItemVersion(ground.sql, itemVersion)
        return { number, item: { code, name: content.name }, applicant, openedAt: timeText(openedAt) }
      })) }),
    }),
    route({
      method: 'GET', path: '/api/invitations/:number', access: applicants, zh: '读取请我共同申请的办件：谁申请、申请什么', en: 'Read what I am asked to apply for together, and by whom', params: numberParam, answer: InvitationShape, example: { as: '{resident}', params },
      handle: async (call) => {
        const id = await invitedTo(ground, call, call.params.number)
        const open = (await listInvited(ground.sql, whoseOf(call), listedMax)).find((one) => one.id === id)
        const whole = open && (await findWholeCase(ground.sql, id))
        if (!whole) throw invitationNotFound({ number: call.params.number })
        const item = await getItemVersion(ground.sql, whole.case.itemVersion)
        return {
          number: whole.case.number, item: { code: item.code, name: item.content.name }, applicant: open.applicant, openedAt: timeText(open.openedAt), form: whole.form, definition: item.form.definition,
          files: whole.files.map(({ name }) => name), others: whole.parties.filter(({ role, account }) => ['joint-applicant', 'invited', 'named', 'agent'].includes(role) && account !== callerOf(call).id).map(({ role, name }) => ({ role, name })),
        }
      },
    }),
    route({
      method: 'POST', path: '/api/invitations/:number/answer', access: applicants, status: 200, zh: '确认共同申请，或者不参加', en: 'Say whether I apply together', params: numberParam, example: { as: '{resident}', params, body: { join: true } },
      body: Type.Object({ join: Type.Boolean(), consent: Type.Boolean({ default: false, description: 'Agrees to letters by electronic means' }) }, { additionalProperties: false }), answer: Type.Object({ number: Type.String(), joined: Type.Boolean() }),
      handle: async (call) => {
        const id = await invitedTo(ground, call, call.params.number)
        const { join, consent } = call.body
        await call.act([caseLock(id)], async (act) => {
          // Whoever applies together is proved as well as who applies alone; to say no asks for nothing.
          const whole = await findWholeCase(act.tx, id)
          const item = whole && (await getItemVersion(act.tx, whole.case.itemVersion))
          if (item) mustCover(call.reach, item.code)
          if (item && join) mustReachLevel(item, await levelsOf(act.tx, item, { account: act.actor.id, hand: act.actor.hand }, act.now))
          await answerInvitation(act, id, act.actor.id, { join, consent: consent ?? false })
          return null
        })
        return { number: call.params.number, joined: join }
      },
    }),
  ]
}

function caseRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/cases/:number/joint-applicants/:party', access: windows, status: 200, zh: '窗口记录共同申请人的确认（当面，或者书面）', en: 'Record at a window whether somebody applies together, in person or on paper', params: partyParams, answer: CaseShape,
      body: Type.Object({
        join: Type.Boolean(), name: Type.String({ minLength: 1, maxLength: 200 }), idNumber: Type.String({ minLength: 1, maxLength: 60, description: 'Read off the document anew' }), means: Type.Unsafe<'present' | 'paper'>({ enum: ['present', 'paper'] }),
        paper: Type.Optional(Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }), type: Type.Unsafe<string>({ enum: ordinaryFileRules.types }), bytes: Type.Integer({ minimum: 0 }) }, { additionalProperties: false, description: 'The scan of what was signed, uploaded before; see /api/intake-files' })),
      }, { additionalProperties: false }),
      example: { as: '{window}', params: { number: '{inviting-unknown}', party: '1' }, body: { join: true, name: '刘强', idNumber: '{unknown-number}', means: 'present' } },
      handle: async (call) => {
        const id = await visibleCase(ground, call.params.number, call.reach)
        const { paper, name, idNumber, ...said } = call.body
        if (paper) (await ground.files.open(paper.sha256)).content.destroy()
        const place = Number(call.params.party)
        await call.act([caseLock(id)], async (act) => {
          const party = (await findWholeCase(act.tx, id))?.parties[place]
          if (!party) throw invitationNotFound({ party: place })
          const number = readDocument(party.kind, party.idKind, idNumber)
          await mayBeReceived(act.tx, ground.keys, { idKind: party.idKind, idNumber: number, byLiquidator: false })
          await answerAtWindow(act, id, await officerIn(act.tx, id, callerOf(call)), place, {
            ...said, name: readName(name), idNumber: number, account: (await findAccountByDocument(act.tx, ground.keys, party.idKind, number, act.now)) ?? null,
            ...(paper ? { paper: { ...paper, name: harmlessName(paper.name, paper.type), material: 'other', paper: true } } : {}),
          })
          return null
        })
        return describeCase(ground, id, call)
      },
    }),
    route({
      method: 'DELETE', path: '/api/cases/:number/joint-applicants/:party', access: applicants, zh: '不再请这个人共同申请', en: 'Ask somebody no more to apply together', params: partyParams, example: { as: '{resident}', params: { number: '{inviting-unknown}', party: '1' } },
      handle: async (call) => {
        const id = await visibleCase(ground, call.params.number, call.reach)
        await call.act([caseLock(id)], async (act) => (await takeInvitationBack(act, id, act.actor.id, Number(call.params.party)), null))
      },
    }),
  ]
}
