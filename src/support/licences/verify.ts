// Verifies a licence off line. What it says rests on the trusted keys it was given, on the given moment and on a dated status
// list; never on a key, an address or a date inside the file alone.
import type { TrustedKey } from '#base/crypto'
import { dateInChina } from '#base/time'
import { verifyCredential, type LicenceClaims } from './credential.ts'
import { extractLicence } from './extract.ts'
import { checkProof } from './proof.ts'
import { reasonsOf, type Reason, type ReasonCode } from './reasons.ts'
import { askStatusList, type LicenceStatus } from './status-list.ts'

export interface Verification {
  /** yes: signed by a trusted key, and of a PDF every byte is as issued · unknown-key: cannot be told. */
  genuine: 'yes' | 'no' | 'unknown-key'
  /** The signed data by itself; `yes` beside `genuine: no` means that only the pages are doubtful. */
  data: 'yes' | 'no' | 'unknown-key'
  /** The pages: as issued, not as issued, without proof, or not there at all. */
  document: 'whole' | 'altered' | 'unproven' | 'none'
  kid?: string
  /** By the calendar of Asia/Shanghai; `unknown` where the data is not genuine. */
  withinDates: 'yes' | 'no' | 'not-yet' | 'unknown'
  status: LicenceStatus | 'unknown'
  /** The moment the status is true of, by the list; and whether the list is out of date. */
  asOf?: string
  stale?: boolean
  since?: string
  /** What was signed. Only there when the data is genuine. */
  claims?: LicenceClaims
  reasons: Reason[]
}

export interface Question {
  file: Uint8Array
  trusted: readonly TrustedKey[]
  /** A signed status list (JWS). */
  statusList?: string | undefined
  now: Temporal.Instant
}

/** Judges a file, a PDF or a bare JWS. Never throws on what the file holds. */
export async function verifyLicence({ file, trusted, statusList, now }: Question): Promise<Verification> {
  const extracted = extractLicence(file)
  if (!('jws' in extracted)) return nothingKnown('no', extracted.pdf, [extracted.found === 'several' ? 'several-licences' : 'no-licence'])
  const pdf = extracted.found === 'pdf'
  const credential = await verifyCredential(extracted.jws, trusted)
  if (credential.verdict === 'unknown-key') return { ...nothingKnown('unknown-key', pdf, ['key-unknown']), kid: credential.kid }
  if (credential.verdict === 'bad') return { ...nothingKnown('no', pdf, ['signature-broken']), ...(credential.kid ? { kid: credential.kid } : {}) }
  const { claims, kid } = credential
  const pages = pdf ? await judgePages(file, trusted, claims) : { document: 'none' as const, code: 'data-only' as const }
  const dates = judgeDates(claims, now)
  const status = await judgeStatus(statusList, trusted, claims, now)
  const genuine = pages.document === 'whole' || pages.document === 'none' ? 'yes' : 'no'
  const codes: ReasonCode[] = ['data-genuine', pages.code, ...dates.codes, ...status.codes, ...(claims.demonstration ? ['demonstration' as const] : [])]
  return { genuine, data: 'yes', document: pages.document, kid, withinDates: dates.withinDates, ...status.said, claims, reasons: reasonsOf(codes) }
}

/** Whether somebody may rely on it now: genuine, within its dates, in force by a list that is not out of date. */
export function isUsable({ genuine, withinDates, status, stale }: Verification): boolean {
  return genuine === 'yes' && withinDates === 'yes' && status === 'in-force' && stale === false
}

function nothingKnown(genuine: 'no' | 'unknown-key', pdf: boolean, codes: ReasonCode[]): Verification {
  return { genuine, data: genuine, document: pdf ? 'unproven' : 'none', withinDates: 'unknown', status: 'unknown', reasons: reasonsOf(codes) }
}

type Pages = { document: 'whole' | 'altered' | 'unproven'; code: ReasonCode }

async function judgePages(file: Uint8Array, trusted: readonly TrustedKey[], claims: LicenceClaims): Promise<Pages> {
  const proof = await checkProof(file, trusted)
  if (proof.verdict === 'altered') return { document: 'altered', code: 'document-altered' }
  if (proof.verdict !== 'whole') return { document: 'unproven', code: 'document-unproven' }
  const same = proof.licence === claims.licence && proof.version === claims.version
  return same ? { document: 'whole', code: 'document-whole' } : { document: 'altered', code: 'document-other' }
}

function judgeDates({ validFrom, validTo }: LicenceClaims, now: Temporal.Instant): { withinDates: 'yes' | 'no' | 'not-yet'; codes: ReasonCode[] } {
  const today = dateInChina(now).toString()
  // Dates as YYYY-MM-DD compare as texts.
  if (today < validFrom) return { withinDates: 'not-yet', codes: ['not-yet-valid'] }
  return validTo !== null && today > validTo ? { withinDates: 'no', codes: ['expired'] } : { withinDates: 'yes', codes: [] }
}

type StatusPart = { said: Pick<Verification, 'status' | 'asOf' | 'stale' | 'since'>; codes: ReasonCode[] }

async function judgeStatus(list: string | undefined, trusted: readonly TrustedKey[], claims: LicenceClaims, now: Temporal.Instant): Promise<StatusPart> {
  if (list === undefined) return { said: { status: 'unknown' }, codes: ['status-none'] }
  const answer = await askStatusList(list, trusted, claims, now)
  if (answer.said === 'unusable') {
    const codes = { signature: 'status-broken', format: 'status-broken', 'unknown-key': 'status-key-unknown', future: 'status-future' } as const
    return { said: { status: 'unknown' }, codes: [codes[answer.reason]] }
  }
  const { asOf, stale } = answer
  const staleCodes: ReasonCode[] = stale ? ['status-stale'] : []
  if (answer.said === 'not-listed') return { said: { status: 'unknown', asOf, stale }, codes: ['status-not-listed', ...staleCodes] }
  const codes: ReasonCode[] = [...(answer.status === 'in-force' ? [] : ['not-in-force' as const]), ...staleCodes]
  return { said: { status: answer.status, asOf, stale, ...(answer.since ? { since: answer.since } : {}) }, codes }
}
