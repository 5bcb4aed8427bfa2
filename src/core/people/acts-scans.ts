// The verbs of letting a computer in by a telephone: the computer asks, the telephone looks and confirms or refuses, the computer comes in.
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import { sha256 } from '#base/crypto'
import { network, type Caller } from '#base/http'
import { idMaker } from '#base/ids'
import { accountLock } from './acts.ts'
import { ticketEnded } from './factor.ts'
import { limits } from './limits.ts'
import { readBrowser, scanNotConfirmed, scanNumberWrong, scanOver, scanPhoneLeft, scanTokenOf, tellNetwork, type BrowserKind, type SystemKind } from './scan.ts'
import { accountFrozen, begin, type Arrival } from './sign-in.ts'
import { selectRelay } from './store-relays.ts'
import { confirmScan, deleteScan, insertScan, selectLettingSession, selectScan, selectScanOfBrowser, takeScan, tryScan } from './store-scans.ts'
import { selectForSignIn } from './store-sign-in.ts'

/** What the computer shows. */
export interface ShownScan {
  /** What the QR says: a page of ours, for a telephone that is signed in. */
  address: string
  number: number
  endsAt: Temporal.Instant
  isConfirmed: boolean
}

const addressOf = (ground: Ground, browserToken: string): string => `${ground.origin}/scan/${scanTokenOf(browserToken)}`

/** A computer asks to be let in. Answers the token that stays in its browser. */
export async function beginScan(ground: Ground, from: { address: string; userAgent: string | undefined }): Promise<{ token: string } & ShownScan> {
  const now = ground.clock.now()
  const token = Buffer.from(ground.random.bytes(32)).toString('base64url')
  const number = 10 + (Buffer.from(ground.random.bytes(6)).readUIntBE(0, 6) % 90)
  const endsAt = now.add({ seconds: limits.scanSeconds })
  await insertScan(ground.sql, {
    id: idMaker(now, ground.random)(), browserDigest: sha256(token), scanDigest: sha256(scanTokenOf(token)), number, network: network(from.address, 'wide'), ...readBrowser(from.userAgent), endsAt: endsAt.toString(),
  })
  return { token, address: addressOf(ground, token), number, endsAt, isConfirmed: false }
}

/** How it stands with what this browser asked. Throws `people.ticket-ended`. */
export async function lookAtScan(ground: Ground, token: string | undefined): Promise<ShownScan> {
  const scan = token === undefined ? undefined : await selectScanOfBrowser(ground.sql, sha256(token), ground.clock.now())
  if (!scan || token === undefined) throw ticketEnded()
  return { address: addressOf(ground, token), number: scan.number, endsAt: scan.endsAt, isConfirmed: scan.account !== null }
}

/** What the telephone is told before it lets a computer in. */
export interface AskingComputer {
  network: string
  sameNetwork: boolean
  browser: BrowserKind
  system: SystemKind
  endsAt: Temporal.Instant
}

/** Who asks to be let in. Throws `people.scan-over`. */
export async function showComputer(ground: Ground, scanToken: string, address: string): Promise<AskingComputer> {
  const scan = await selectScan(ground.sql, sha256(scanToken), ground.clock.now())
  if (!scan) throw scanOver()
  return { network: tellNetwork(scan.network), sameNetwork: scan.network === network(address, 'wide'), browser: scan.browser, system: scan.system, endsAt: scan.endsAt }
}

/** Whose session the telephone has: of whoever sits at it, also where that one acts for another. */
const holderOf = (caller: Caller): { id: string; kind: Caller['kind'] } => (caller.hand ? { id: caller.hand.id, kind: 'natural' } : { id: caller.id, kind: caller.kind })

/** The telephone lets the computer in whose number its holder reads. Throws `people.scan-over`, `people.scan-number-wrong`. */
export async function letIn(ground: Ground, caller: Caller, scanToken: string, number: number): Promise<void> {
  const holder = holderOf(caller)
  const scan = await tryScan(ground.sql, sha256(scanToken), ground.clock.now())
  if (!scan) throw scanOver()
  if (scan.number !== number) throw scanNumberWrong()
  await ground.runAct({ actor: holder, locks: [accountLock(holder.id)] }, async (act) => {
    if (!(await confirmScan(act.tx, scan.id, { account: holder.id, session: caller.session }, act.now))) throw scanOver()
    act.record('people.computer-let-in', { subject: holder.id, facts: { session: caller.session } })
  })
}

/** The telephone refuses: the code works no more for anybody. */
export async function refuseComputer(ground: Ground, scanToken: string): Promise<void> {
  if (!(await deleteScan(ground.sql, sha256(scanToken)))) throw scanOver()
}

/**
 * The computer comes in, by what the telephone has proved and when, as whom the telephone acts, and for no longer than the telephone: else one
 * session could let in the next for ever. Throws `people.ticket-ended`, `people.scan-not-confirmed`, `people.scan-phone-left`.
 */
export async function enterByScan(ground: Ground, token: string | undefined, arrival: Arrival): Promise<string> {
  const scan = token === undefined ? undefined : await selectScanOfBrowser(ground.sql, sha256(token), ground.clock.now())
  if (!scan) throw ticketEnded()
  if (scan.account === null || scan.session === null) throw scanNotConfirmed()
  const { session } = scan
  const row = await selectForSignIn(ground.sql, { id: scan.account })
  if (row?.frozen) throw accountFrozen()
  if (!row || (row.demonstration && !ground.demonstration)) throw ticketEnded()
  const take = async (act: Act) => {
    if (!(await takeScan(act.tx, scan.id, act.now))) throw ticketEnded()
    const letting = await selectLettingSession(act.tx, session, act.now)
    if (!letting) throw scanPhoneLeft()
    return letting
  }
  // What a platform above began on the telephone ends with it on the computer too, and passes on no more there.
  return begin(ground, row, { way: 'phone', strength: 1, from: take, relay: await selectRelay(ground.sql, session) }, arrival)
}
