// SQL of proposals; the only file that names this table.
import type { Sql } from '#base/db'
import type { Proposal, ProposalState } from './proposal.ts'

const columns = `p.id, p.kind, p.subject, p.organisation, p.content, p.reason, p.salt, p.state, p.asked_by as "askedBy", p.asked_at as "askedAt", p.lapses_at as "lapsesAt",
  p.decided_by as "decidedBy", p.decided_at as "decidedAt", p.answer`

/** Keeps a proposal; false where one of its kind about the same waits already. */
export async function insertProposal(tx: Sql, one: Proposal): Promise<boolean> {
  const rows = await tx.rows(
    `insert into proposals.proposals (id, kind, subject, organisation, content, reason, salt, state, asked_by, asked_at, lapses_at) values ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9, $10)
     on conflict (kind, subject) where state = 'waiting' do nothing returning 1`,
    [one.id, one.kind, one.subject, one.organisation, JSON.stringify(one.content), one.reason, one.salt, one.askedBy, one.askedAt.toString(), one.lapsesAt?.toString() ?? null],
  )
  return rows.length > 0
}

/** One proposal, for whoever meets the condition: its parameters begin at $2. */
export async function findProposal(sql: Sql, id: string, within: { text: string; values: unknown[] } = { text: 'true', values: [] }): Promise<Proposal | undefined> {
  return (await sql.rows<Proposal>(`select ${columns} from proposals.proposals p where p.id = $1 and ${within.text}`, [id, ...within.values]))[0]
}

/** What waits of a kind about something. */
export async function findWaiting(sql: Sql, kind: string, subject: string): Promise<Proposal | undefined> {
  return (await sql.prepared<Proposal>('proposals-waiting', `select ${columns} from proposals.proposals p where p.kind = $1 and p.subject = $2 and p.state = 'waiting'`, [kind, subject]))[0]
}

/** Ends a proposal that waits; false where it waited no more. */
export async function endProposal(tx: Sql, id: string, to: Exclude<ProposalState, 'waiting'>, by: { account: string; at: Temporal.Instant; answer: string | null }): Promise<boolean> {
  const rows = await tx.rows("update proposals.proposals set state = $2, decided_by = $3, decided_at = $4, answer = $5 where id = $1 and state = 'waiting' returning 1", [id, to, by.account, by.at.toString(), by.answer])
  return rows.length > 0
}

export interface ProposalFilter {
  states: readonly ProposalState[] | null
  kind: string | null
  limit: number
  after?: { at: string; id: string } | undefined
}

/** The place of the first parameter of the condition in listProposals. */
export const firstReachPlace = 6

/** Proposals, the last asked for first. */
export async function listProposals(sql: Sql, { states, kind, limit, after }: ProposalFilter, within: { text: string; values: unknown[] }): Promise<Proposal[]> {
  return sql.rows<Proposal>(
    `select ${columns} from proposals.proposals p where ($1::text[] is null or p.state = any ($1)) and ($2::text is null or p.kind = $2) and ($3::timestamptz is null or (p.asked_at, p.id) < ($3, $4::uuid)) and ${within.text}
     order by p.asked_at desc, p.id desc limit $5`,
    [states, kind, after?.at ?? null, after?.id ?? null, limit, ...within.values],
  )
}

/** Proposals whose time to be decided is over. */
export async function listLapsing(sql: Sql, now: Temporal.Instant): Promise<{ id: string; kind: string; subject: string }[]> {
  return sql.rows("select id, kind, subject from proposals.proposals where state = 'waiting' and lapses_at <= $1 order by lapses_at, id limit 500", [now.toString()])
}
