// HTTP of registered systems: proposed by a system administrator, registered by a security administrator (三员分立, 双人复核).
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { page, pageOf, pageQuery, readCursor, route, type Access, type Route } from '#base/http'
import { timeText } from '#base/time'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { namesOf } from '#core/people'
import { listProposals, type Proposal } from '#core/proposals'
import { endClient, registrationLock } from './acts.ts'
import type { Content, Registration, State } from './client.ts'
import { ContentShape } from './kind.ts'
import { findInForce, listRegistrations } from './store.ts'

const officers: Access = [{ who: ['staff'], roles: ['system-admin', 'security-admin', 'audit-admin'], scope: 'all' }]
const enders: Access = [{ who: ['staff'], roles: ['system-admin', 'security-admin'], scope: 'all' }]

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])
/** Of what was registered, and of what waits for a second person or was refused by one. */
type ShownState = State | 'proposed'
const StateShape = Type.Unsafe<ShownState>({ enum: ['proposed', 'in-force', 'refused', 'replaced', 'ended'] })
const Person = Type.Object({ id: Type.String(), name: Type.String() })
const ClientShape = Type.Object({
  id: Type.String(), state: StateShape, content: ContentShape, organisation: Type.Object({ code: Type.String(), name: TextSchema }), proposedBy: Person, proposedAt: Type.String(), decidedBy: nullable(Person), decidedAt: nullable(Type.String()), reason: nullable(Type.String()),
  inForce: nullable(ContentShape),
})
const Reason = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false })

/** The operations of the register of systems. */
export function clientRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/clients', access: officers, zh: '列出接入系统', en: 'List the systems that sign people in through us', answer: pageOf(ClientShape), example: { as: '{system-admin}' },
      query: Type.Object({ ...pageQuery, state: Type.Optional(StateShape) }),
      handle: async ({ query }) => {
        const after = readCursor(query.cursor, 2)
        const limit = query.limit ?? 20
        const { items, next } = page(await listBoth(ground, query.state, limit + 1, after && { at: String(after[0]), id: String(after[1]) }), limit, (row) => [row.proposedAt.toString(), row.id])
        return { items: await show(ground, items), next }
      },
    }),
    route({
      method: 'POST', path: '/api/clients/:code/end', access: enders, zh: '停用接入系统，立即生效', en: 'End a system at once', params: Type.Object({ code: Type.String({ maxLength: 40 }) }), body: Reason, example: { as: '{security-admin}', params: { code: '{registered-client}' }, body: { reason: '系统下线。' } },
      handle: async ({ params, body, act }) => act([registrationLock(params.code)], (inside) => endClient(inside, params.code, body.reason)),
    }),
  ]
}

type Row = Omit<Registration, 'state' | 'decidedBy' | 'decidedAt'> & { state: ShownState; decidedBy: string | null; decidedAt: Temporal.Instant | null }

const waitingStates = { proposed: 'waiting', refused: 'refused' } as const

/** What was registered and what waits for it, or was refused, in one order: the last proposed first. */
async function listBoth(ground: Ground, state: ShownState | undefined, limit: number, after?: { at: string; id: string }): Promise<Row[]> {
  const registered = state === 'proposed' ? [] : await listRegistrations(ground.sql, state ?? null, limit, after)
  const states = Object.entries(waitingStates).flatMap(([shown, of]) => (state === undefined || state === shown ? [of] : []))
  const waiting = states.length > 0 ? await listProposals(ground.sql, { states, kind: 'client', limit, after }, { text: 'true', values: [] }) : []
  const rows: Row[] = [...registered, ...waiting.map(rowOf)]
  return rows.sort((a, b) => Temporal.Instant.compare(b.proposedAt, a.proposedAt) || (a.id < b.id ? 1 : -1)).slice(0, limit)
}

function rowOf({ id, subject, content, state, askedBy, askedAt, decidedBy, decidedAt, answer }: Proposal): Row {
  return { id, code: subject, content: content as Content, state: state === 'waiting' ? 'proposed' : 'refused', reason: answer, proposedBy: askedBy, proposedAt: askedAt, decidedBy, decidedAt }
}

async function show(ground: Ground, rows: Row[]) {
  const [people, known] = await Promise.all([namesOf(ground.sql, rows.flatMap((row) => [row.proposedBy, ...(row.decidedBy ? [row.decidedBy] : [])])), findOrganisations(ground.sql, rows.map((row) => row.content.organisation))])
  const person = (id: string) => ({ id, name: people.get(id)?.name ?? '' })
  const before = new Map(await Promise.all(rows.filter(({ state }) => state === 'proposed').map(async ({ code }) => [code, (await findInForce(ground.sql, code))?.content ?? null] as const)))
  return rows.map((row) => ({
    id: row.id, state: row.state, content: row.content, organisation: nameOrganisation(known, row.content.organisation), proposedBy: person(row.proposedBy), proposedAt: timeText(row.proposedAt),
    decidedBy: row.decidedBy ? person(row.decidedBy) : null, decidedAt: row.decidedAt ? timeText(row.decidedAt) : null, reason: row.reason,
    inForce: row.state === 'proposed' ? (before.get(row.code) ?? null) : null,
  }))
}
