// HTTP of powers of attorney on paper: one officer of a window takes it, another of the same body confirms; principal and agent read the scan.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { bodyOf, callerOf, noBody, pageOf, route, sendFile, type Access, type Route } from '#base/http'
import { timeText } from '#base/time'
import { reachCondition } from '#core/access'
import { agencyLock } from './acts-agency.ts'
import { confirmPower, declinePower, openPower, principalLock, seePower } from './acts-powers.ts'
import { agencyNotFound, isAgent } from './agency.ts'
import { forgetCallers } from './callers.ts'
import { maskName } from './mask.ts'
import { powerCheckNotFound, powerMarks, type PowerMark } from './power.ts'
import { documentKinds } from './documents.ts'
import { namesOf } from './read.ts'
import { ScopeShape, scopesOf } from './scope.ts'
import { IdKindShape, Line, Login } from './shapes.ts'
import { selectPowerCheck, selectPowerChecks, selectPowerPaper } from './store-powers.ts'

const windows: Access = [{ who: ['staff'], roles: ['window'], scope: 'body' }]
const seconds: Access = [{ who: ['staff'], roles: ['window', 'clerk', 'head'], scope: 'body' }]
const parties: Access = [{ who: ['natural', 'legal'], scope: 'own' }]
const columns = { organisations: ['organisation'] }
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })
const PersonShape = { name: Line(60), idKind: IdKindShape, idNumber: Line(40) }
const RepresentativeShape = Type.Optional(Type.Object({ ...PersonShape }, { additionalProperties: false, description: 'Of an organisation: the legal representative who signed' }))
// An organisation is the holder of its code.
const PrincipalShape = { ...PersonShape, idKind: Type.Unsafe<string>({ type: 'string', enum: documentKinds.map(({ kind }) => kind) }) }
const ReadShape = Type.Object({ name: Line(60), idNumber: Line(40) }, { additionalProperties: false })
const Items = Type.Array(Line(80), { minItems: 1, maxItems: 200, description: 'Codes of the items that the paper names (民法典 165)' })
const Day = Type.String({ format: 'date', description: 'The last day' })
const SeenShape = {
  reference: Line(80, 'Number of the paper, as the window files it'), mark: Type.Unsafe<PowerMark>({ type: 'string', enum: [...powerMarks], description: 'How the principal signed' }),
  notarised: Type.Union([Line(80), Type.Null()], { description: 'Number of the notarial certificate or of the authentication' }), abroad: Type.Boolean({ description: 'Signed abroad: notarised or authenticated' }), items: Items, until: Day,
}
const TakenShape = Type.Object({
  ...SeenShape, principal: Type.Object({ ...PrincipalShape, login: Type.Optional(Login) }, { additionalProperties: false }), agent: Type.Object(PersonShape, { additionalProperties: false }), representative: RepresentativeShape,
  paper: Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }), name: Line(200), type: Line(100) }, { additionalProperties: false, description: 'The scan, as `POST /api/intake-files` answered' }),
}, { additionalProperties: false })
const CheckShape = Type.Object({
  id: Type.String({ format: 'uuid' }), principal: Type.String({ description: 'Masked' }), agent: Type.String({ description: 'Masked' }), representative: Type.Union([Type.String(), Type.Null()], { description: 'Who signed for an organisation, masked' }), scope: ScopeShape, ...SeenShape, organisation: Type.String(), seenBy: Type.String(), seenAt: Type.String(), endsAt: Type.String(), own: Type.Boolean({ description: 'Taken by whoever asks' }),
})

/** The operations on powers of attorney on paper. */
export function powerRoutes(ground: Ground): Route[] {
  return [listChecks(ground), take(ground), checkPaper(ground), ...decide(ground), agencyPaper(ground)]
}

function listChecks(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/power-checks', access: seconds, zh: '待复核的授权委托书', en: 'Powers of attorney that wait for a second officer', answer: pageOf(CheckShape), example: { as: '{window}' },
    handle: async (call) => {
      const rows = await selectPowerChecks(ground.sql, reachCondition(call.reach, columns, 2), ground.clock.now())
      const names = await namesOf(ground.sql, rows.map(({ seenBy }) => seenBy))
      const opened = new Map(rows.map((row) => [row.id, openPower(ground.keys, row)]))
      const scope = await scopesOf(ground.sql, [...opened.values()].map(({ seen }) => seen.items))
      const items = rows.map((row) => {
        const { principal, agent, representative, seen: { paper: _paper, ...seen } } = opened.get(row.id) ?? openPower(ground.keys, row)
        // The name of an organisation is no person's.
        return { id: row.id, principal: principal.idKind === 'uscc' ? principal.name : maskName(principal.name), agent: maskName(agent.name), representative: representative && maskName(representative.name), scope: scope(seen.items), ...seen, organisation: row.organisation, seenBy: names.get(row.seenBy)?.name ?? '', seenAt: timeText(row.seenAt), endsAt: timeText(row.endsAt), own: row.seenBy === callerOf(call).id }
      })
      return { items, next: null }
    },
  })
}

function take(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/power-checks', access: windows, zh: '收下授权委托书（待另一位工作人员复核）', en: 'Take a power of attorney on paper; a second officer confirms', body: TakenShape, answer: Type.Object({ id: Type.String() }), example: { as: '{window}', body: '{power}' },
    handle: async (call) => {
      const post = callerOf(call).posts.find(({ role }) => role === 'window')
      const { until, ...body } = call.body
      // A scan that was never uploaded would be a paper that nobody can open.
      const opened = await ground.files.open(body.paper.sha256)
      opened.content.destroy()
      return { id: await call.act([], (act) => seePower(act, ground.keys, { ...body, until: Temporal.PlainDate.from(until), organisation: post ? bodyOf(post) : '' }), post ? { post: post.id } : {}) }
    },
  })
}

function checkPaper(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/power-checks/:id/paper', access: seconds, produces: 'application/octet-stream', zh: '待复核的委托书扫描件', en: 'The scan of a power that waits', params: ById, example: { as: '{second-window}', params: { id: '{taken-power}' } },
    handle: async (call) => {
      const check = await selectPowerCheck(ground.sql, call.params.id, call.reach.organisations, ground.clock.now())
      if (!check) throw powerCheckNotFound()
      const { sha256, name, type } = openPower(ground.keys, check).seen.paper
      sendFile(call.reply, { type, name, content: await ground.files.read(sha256) })
    },
  })
}

function decide(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/power-checks/:id/confirmation', status: 204, access: seconds, zh: '复核：对照证件再次填写，一致的委托生效', en: 'Confirm by reading names and numbers off the documents again: the agent may act', params: ById,
      body: Type.Object({ principal: ReadShape, agent: ReadShape, representative: Type.Optional(ReadShape) }, { additionalProperties: false }), example: { as: '{second-window}', params: { id: '{taken-power}' }, body: { principal: { name: '张老', idNumber: '{power-principal-number}' }, agent: { name: '张敏', idNumber: '990102199203140264' } } },
      handle: async (call) => {
        const check = await selectPowerCheck(ground.sql, call.params.id, call.reach.organisations, ground.clock.now())
        if (!check) throw powerCheckNotFound()
        const { principal, agent } = await call.act([principalLock(ground.keys, check)], (act) => confirmPower(act, ground.keys, call.params.id, call.reach.organisations, call.body))
        for (const account of [principal, agent]) forgetCallers(ground, account)
      },
    }),
    route({
      method: 'POST', path: '/api/power-checks/:id/refusal', status: 204, access: seconds, zh: '复核：委托书不予确认', en: 'Do not confirm a power', params: ById, body: noBody, example: { as: '{second-window}', params: { id: '{taken-power}' }, body: {} },
      handle: async (call) => {
        await call.act([agencyLock(call.params.id)], async (act) => (await declinePower(act, call.params.id, call.reach.organisations), null))
      },
    }),
  ]
}

/** What was signed in somebody's name is shown to that one, and to who acts by it. */
function agencyPaper(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/agencies/:id/paper', access: parties, produces: 'application/octet-stream', zh: '委托所依据的授权委托书扫描件', en: 'The scan of the power that an agency rests on', params: ById, example: { as: '{resident}', params: { id: '{paper-agency}' } },
    handle: async (call) => {
      const caller = callerOf(call)
      const found = await selectPowerPaper(ground.sql, call.params.id, isAgent(caller) ? (caller.hand?.id ?? '') : caller.id)
      if (!found) throw agencyNotFound({ agency: call.params.id })
      sendFile(call.reply, { type: found.power.type, name: found.power.name, content: await ground.files.read(found.paper) })
    },
  })
}
