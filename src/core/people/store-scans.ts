// SQL of computers that ask to be let in by a telephone.
import type { Sql } from '#base/db'
import { limits } from './limits.ts'
import type { Relay } from './relay.ts'
import type { BrowserKind, SystemKind } from './scan.ts'

export interface Scan {
  id: string
  number: number
  network: string
  browser: BrowserKind
  system: SystemKind
  endsAt: Temporal.Instant
  account: string | null
  session: string | null
}

const columns = 'id, number, network, browser, system, ends_at as "endsAt", account, session'
/** One that goes on: in time, and not guessed at too often. */
const open = `ends_at > $2 and tries < ${limits.scanTriesMax}`

export async function insertScan(sql: Sql, one: Omit<Scan, 'account' | 'session' | 'endsAt'> & { browserDigest: Uint8Array; scanDigest: Uint8Array; endsAt: string }): Promise<void> {
  await sql.prepared(
    'people-scan-add', 'insert into people.scans (id, browser_digest, scan_digest, number, network, browser, system, ends_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [one.id, one.browserDigest, one.scanDigest, one.number, one.network, one.browser, one.system, one.endsAt],
  )
}

/** What the browser that asked sees. */
export async function selectScanOfBrowser(sql: Sql, browserDigest: Uint8Array, now: Temporal.Instant): Promise<Scan | undefined> {
  return (await sql.prepared<Scan>('people-scan-of-browser', `select ${columns} from people.scans where browser_digest = $1 and ${open}`, [browserDigest, now.toString()]))[0]
}

/** What a telephone sees that scanned it: nothing once somebody has let it in. */
export async function selectScan(sql: Sql, scanDigest: Uint8Array, now: Temporal.Instant): Promise<Scan | undefined> {
  return (await sql.prepared<Scan>('people-scan', `select ${columns} from people.scans where scan_digest = $1 and ${open} and account is null`, [scanDigest, now.toString()]))[0]
}

/** Counts one try at the number; tries run out. */
export async function tryScan(sql: Sql, scanDigest: Uint8Array, now: Temporal.Instant): Promise<Scan | undefined> {
  return (await sql.prepared<Scan>('people-scan-try', `update people.scans set tries = tries + 1 where scan_digest = $1 and ${open} and account is null returning ${columns}`, [scanDigest, now.toString()]))[0]
}

/** Lets the computer in: of many who try at once, one does. The try that was right is none. */
export async function confirmScan(tx: Sql, id: string, by: { account: string; session: string }, now: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('update people.scans set account = $3, session = $4, tries = 0 where id = $1 and ends_at > $2 and account is null returning 1', [id, now.toString(), by.account, by.session])).length === 1
}

export async function deleteScan(sql: Sql, scanDigest: Uint8Array): Promise<boolean> {
  return (await sql.rows('delete from people.scans where scan_digest = $1 and account is null returning 1', [scanDigest])).length === 1
}

/** Takes what a telephone confirmed, for good: of a hundred who try at once, one has it. */
export async function takeScan(tx: Sql, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('delete from people.scans where id = $1 and ends_at > $2 and account is not null returning 1', [id, now.toString()])).length === 1
}

export interface LettingSession {
  strength: 1 | 2
  provedAt: Temporal.Instant
  endsAt: Temporal.Instant
  actingFor: string | null
  relay: Relay | null
}

/** The session of a telephone that goes on at a moment. */
export async function selectLettingSession(tx: Sql, id: string, now: Temporal.Instant): Promise<LettingSession | undefined> {
  const [row] = await tx.rows<LettingSession>(
    `select s.strength, s.proved_at as "provedAt", s.ends_at as "endsAt", s.acting_for as "actingFor", s.relay from people.sessions s join people.accounts a on a.id = s.account
     where s.id = $1 and a.frozen_at is null and s.ends_at > $2 and s.touched_at > $2::timestamptz - make_interval(secs => $3)`, [id, now.toString(), limits.idleSecondsResident],
  )
  return row
}
