// HTTP of proposals: one list of what waits and waited, and for each kind asking, confirming and refusing, each with its own access. No rule lives here.
import { Type } from 'typebox'
import type { Ground, ProposalKind } from '#base/context'
import { callerOf, mayCall, page, pageOf, pageQuery, readCursor, route, type Access, type AccessRule, type Caller, type Route } from '#base/http'
import { isProblem } from '#base/problem'
import { timeText } from '#base/time'
import { reachCondition } from '#core/access'
import { namesOf } from '#core/people'
import { confirmProposal, locksOf, propose, proposalLock, refuseProposal, withdrawProposal } from './acts.ts'
import { proposalNotFound, proposalStates, type Proposal, type ProposalState } from './proposal.ts'
import { findProposal, firstReachPlace, listProposals } from './store.ts'

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S, description?: string) => Type.Union([shape, Type.Null()], description ? { description } : {})
const Words = Type.Object({ zh: Type.String(), en: Type.String() })
const Person = Type.Object({ id: Type.String(), name: Type.String() })
const StateShape = Type.Unsafe<ProposalState>({ enum: [...proposalStates] })
const Reason = Type.String({ minLength: 1, maxLength: 2000, description: 'Why; kept beside the ledger, which holds only its digest' })
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })
const ProposalShape = Type.Object({
  id: Type.String({ format: 'uuid' }), kind: Type.String(), name: Words, says: Type.Object({ zh: Type.String(), en: Type.String() }, { description: 'What is asked for, in a sentence' }), atOnce: Type.Boolean({ description: 'It holds already; the second person looks at it afterwards' }),
  case: nullable(Type.String(), 'Number of the case that it is about'), reason: Type.String(), state: StateShape, askedBy: Person, askedAt: Type.String({ format: 'date-time' }), lapsesAt: nullable(Type.String({ format: 'date-time' }), 'When it lapses where nobody decides it'),
  decidedBy: nullable(Person), decidedAt: nullable(Type.String({ format: 'date-time' })), answer: nullable(Type.String()),
  acts: Type.Array(Type.Unsafe<'confirm' | 'refuse' | 'withdraw'>({ enum: ['confirm', 'refuse', 'withdraw'] })),
})

/** How far rules let a caller see; undefined where they let him see nothing. */
function reachOf(rules: AccessRule[], caller: Caller) {
  try {
    return mayCall(rules, caller)
  } catch (error) {
    if (isProblem(error)) return undefined
    throw error
  }
}

const columns = { organisations: ['p.organisation'], own: (place: string) => `p.asked_by = ${place}` }

/** What a caller sees of the proposals, as a condition of the query: those of kinds that are his to decide or to see, and what he asked for. */
function visibleTo(kinds: readonly ProposalKind[], caller: Caller, firstPlace: number): { text: string; values: unknown[] } {
  const values: unknown[] = [caller.id]
  const parts = [`p.asked_by = $${firstPlace}`]
  for (const kind of kinds) {
    const reach = reachOf([...kind.decides, ...(kind.sees ?? [])], caller)
    if (!reach) continue
    values.push(kind.code)
    const place = firstPlace + values.length - 1
    const within = reachCondition(reach, columns, place + 1)
    values.push(...within.values)
    parts.push(`p.kind = $${place} and ${within.text}`)
  }
  return { text: `(${parts.join(' or ')})`, values }
}

/** The operations of proposals of these kinds. */
export function proposalRoutes(ground: Ground, kindsOf: () => ProposalKind[]): Route[] {
  const kinds = kindsOf()
  return [listRoute(ground, kinds), withdrawalRoute(ground, kinds), ...kinds.flatMap((kind) => kindRoutes(ground, kinds, kind))]
}

function rolesOf(kinds: readonly ProposalKind[]): Access {
  const roles = new Set(kinds.flatMap((kind) => [...kind.asks, ...kind.decides, ...(kind.sees ?? [])].flatMap((rule) => rule.roles ?? [])))
  return [{ who: ['staff'], roles: [...roles], scope: 'own' }]
}

function listRoute(ground: Ground, kinds: readonly ProposalKind[]): Route {
  return route({
    method: 'GET', path: '/api/proposals', access: rolesOf(kinds), zh: '列出双人复核：等我复核的、我提出的、已经处理的', en: 'List what one person asks for and another decides: what waits, what I asked for, what was decided',
    query: Type.Object({ state: Type.Optional(StateShape), kind: Type.Optional(Type.String({ maxLength: 40 })), ...pageQuery }), answer: pageOf(ProposalShape), example: { as: '{security-admin}', query: { state: 'waiting' } },
    handle: async (call) => {
      const { state, kind = null, limit = 20 } = call.query
      const after = readCursor(call.query.cursor, 2)
      const filter = { states: state ? [state] : null, kind, limit: limit + 1, ...(after ? { after: { at: String(after[0]), id: String(after[1]) } } : {}) }
      const { items, next } = page(await listProposals(ground.sql, filter, visibleTo(kinds, callerOf(call), firstReachPlace)), limit, (row) => [row.askedAt.toString(), row.id])
      return { items: await show(ground, kinds, items, callerOf(call)), next }
    },
  })
}

function withdrawalRoute(ground: Ground, kinds: readonly ProposalKind[]): Route {
  return route({
    method: 'POST', path: '/api/proposals/:id/withdrawal', status: 200, access: rolesOf(kinds), zh: '撤回自己提出的申请', en: 'Take back what one asked for', params: ById, answer: ProposalShape, example: { as: '{system-admin}', params: { id: '{asked-rotation}' } },
    handle: async (call) => {
      const one = await findProposal(ground.sql, call.params.id, { text: 'p.asked_by = $2::uuid', values: [callerOf(call).id] })
      if (!one) throw proposalNotFound({ proposal: call.params.id })
      await call.act([proposalLock(one.kind, one.subject)], async (act) => (await withdrawProposal(act, one.id), null))
      return showOne(ground, kinds, one.id, callerOf(call))
    },
  })
}

function kindRoutes(ground: Ground, kinds: readonly ProposalKind[], kind: ProposalKind): Route[] {
  const { zh, en } = kind.name
  const as = kind.example.decide.as
  const params = { id: kind.example.decide.id }
  return [
    route({
      method: 'POST', path: `/api/proposals/${kind.code}`, access: kind.asks, zh: kind.atOnce ? `${zh}：立即生效，事后由另一人复核` : `提出${zh}，由另一人复核`, en: kind.atOnce ? `${en}: holds at once, another person looks at it afterwards` : `Ask for it, another person decides: ${en}`,
      body: Type.Object({ content: kind.shape, reason: Reason }, { additionalProperties: false }), answer: ProposalShape, example: { as: kind.example.ask.as, body: { content: kind.example.ask.content, reason: '工作需要。' } },
      handle: async (call) => {
        const id = await call.act(locksOf(kind, { content: call.body.content, askedBy: callerOf(call).id }), (act) => propose(act, kind, call.reach, call.body))
        if (kind.atOnce) kind.done?.(call.body.content, callerOf(call).id)
        return showOne(ground, kinds, id, callerOf(call))
      },
    }),
    route({
      method: 'POST', path: `/api/proposals/${kind.code}/:id/confirmation`, status: 200, access: kind.decides, zh: `复核通过：${zh}`, en: `Confirm what another person asked for: ${en}`, params: ById,
      body: Type.Object({ answer: Type.Optional(Reason) }, { additionalProperties: false }), answer: ProposalShape, example: { as, params, body: {} },
      handle: async (call) => {
        const one = await getWithin(ground, kind, call.params.id, callerOf(call))
        await call.act(locksOf(kind, one), async (act) => (await confirmProposal(act, kind, one.id, call.body.answer ?? null), null))
        kind.done?.(one.content, one.askedBy)
        return showOne(ground, kinds, one.id, callerOf(call))
      },
    }),
    route({
      method: 'POST', path: `/api/proposals/${kind.code}/:id/refusal`, status: 200, access: kind.decides, zh: `复核不通过：${zh}`, en: `Refuse what another person asked for: ${en}`, params: ById,
      body: Type.Object({ answer: Type.String({ maxLength: 2000 }) }, { additionalProperties: false }), answer: ProposalShape, example: { as, params, body: { answer: '理由不充分。' } },
      handle: async (call) => {
        const one = await getWithin(ground, kind, call.params.id, callerOf(call))
        await call.act(locksOf(kind, one), async (act) => (await refuseProposal(act, kind, one.id, call.body.answer), null))
        kind.done?.(one.content, one.askedBy)
        return showOne(ground, kinds, one.id, callerOf(call))
      },
    }),
  ]
}

/** A proposal of a kind, for whoever it is there for to decide; nobody else learns that it exists. */
async function getWithin(ground: Ground, kind: ProposalKind, id: string, caller: Caller): Promise<Proposal> {
  const within = reachCondition(mayCall(kind.decides, caller), columns, 3)
  const one = await findProposal(ground.sql, id, { text: `p.kind = $2 and ${within.text}`, values: [kind.code, ...within.values] })
  if (!one) throw proposalNotFound({ proposal: id })
  return one
}

async function showOne(ground: Ground, kinds: readonly ProposalKind[], id: string, caller: Caller) {
  const one = await findProposal(ground.sql, id)
  const [shown] = one ? await show(ground, kinds, [one], caller) : []
  if (!shown) throw proposalNotFound({ proposal: id })
  return shown
}

async function show(ground: Ground, kinds: readonly ProposalKind[], rows: readonly Proposal[], caller: Caller) {
  const names = await namesOf(ground.sql, rows.flatMap((row) => [row.askedBy, ...(row.decidedBy ? [row.decidedBy] : [])]))
  const person = (id: string) => ({ id, name: names.get(id)?.name ?? '' })
  const known = new Map(kinds.map((kind) => [kind.code, kind]))
  return Promise.all(rows.flatMap((row) => {
    const kind = known.get(row.kind)
    return kind ? [showRow(ground, kind, row, person, caller)] : []
  }))
}

async function showRow(ground: Ground, kind: ProposalKind, row: Proposal, person: (id: string) => { id: string; name: string }, caller: Caller) {
  const reach = reachOf(kind.decides, caller)
  const decides = row.askedBy !== caller.id && reach !== undefined && (reach.all || (row.organisation !== null && reach.organisations.includes(row.organisation)))
  return {
    id: row.id, kind: row.kind, name: kind.name, says: await kind.describe(ground.sql, row.content, row), case: kind.caseOf?.(row.content) ?? null, atOnce: kind.atOnce ?? false, reason: row.reason, state: row.state, askedBy: person(row.askedBy), askedAt: timeText(row.askedAt),
    lapsesAt: row.lapsesAt && timeText(row.lapsesAt), decidedBy: row.decidedBy === null ? null : person(row.decidedBy), decidedAt: row.decidedAt && timeText(row.decidedAt), answer: row.answer,
    acts: row.state !== 'waiting' ? [] : [...(decides ? (['confirm', 'refuse'] as const) : []), ...(row.askedBy === caller.id && row.lapsesAt ? (['withdraw'] as const) : [])],
  }
}
