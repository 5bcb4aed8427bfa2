// The signed, dated list of statuses, so that a licence can be judged off line. Ids and statuses only: no names, no numbers.
import { canonicalJson, signJws, verifyJws, type SigningKey, type TrustedKey } from '#base/crypto'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

const statusListType = 'yiwang-licence-status+jws'

/** 撤销 annulled (许可法 69) · 撤回 withdrawn (8) · 吊销 revoked and 注销 deregistered (70) are four acts with four grounds. */
export const licenceStatuses = ['in-force', 'suspended', 'annulled', 'withdrawn', 'revoked', 'deregistered', 'superseded'] as const
export type LicenceStatus = (typeof licenceStatuses)[number]

/** Statuses in words. */
export const statusTexts: Record<LicenceStatus | 'unknown', { zh: string; en: string }> = {
  'in-force': { zh: '有效', en: 'in force' },
  suspended: { zh: '暂停使用', en: 'suspended' },
  annulled: { zh: '已撤销', en: 'annulled' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  revoked: { zh: '已吊销', en: 'revoked' },
  deregistered: { zh: '已注销', en: 'deregistered' },
  superseded: { zh: '已被新版本替代', en: 'superseded by a newer version' },
  unknown: { zh: '状态未知', en: 'status unknown' },
}

export const StatusListSchema = Type.Object({
  issuer: Type.String(),
  /** RFC 3339: the moment the list tells of, and the moment by which a newer one is out. */
  asOf: Type.String(),
  nextUpdate: Type.String(),
  /** Sorted by licence and version. */
  entries: Type.Array(Type.Object({
    licence: Type.String(),
    version: Type.String(),
    status: Type.Unsafe<LicenceStatus>({ enum: [...licenceStatuses] }),
    since: Type.Optional(Type.String()),
  })),
})
export type StatusList = Static<typeof StatusListSchema>
export type StatusEntry = StatusList['entries'][number]

/** What a list says of one licence. */
export type StatusVerdict =
  | { said: 'listed'; status: LicenceStatus; since?: string; asOf: string; stale: boolean }
  | { said: 'not-listed'; asOf: string; stale: boolean }
  | { said: 'unusable'; reason: 'signature' | 'unknown-key' | 'format' | 'future' }

/** Signs a list. The same list and key give the same text. */
export function signStatusList(key: SigningKey, list: StatusList): Promise<string> {
  const entries = [...list.entries].sort((a, b) => (`${a.licence} ${a.version}` < `${b.licence} ${b.version}` ? -1 : 1))
  return signJws(key, Buffer.from(canonicalJson({ ...list, entries })), statusListType)
}

/** Asks a list about one licence. A list past its nextUpdate still answers, marked stale; one from the future does not. */
export async function askStatusList(jws: string, trusted: readonly TrustedKey[], about: { licence: string; version: string }, now: Temporal.Instant): Promise<StatusVerdict> {
  const said = await verifyJws(jws.trim(), trusted, statusListType)
  if (said.verdict === 'unknown-key') return { said: 'unusable', reason: 'unknown-key' }
  if (said.verdict === 'bad') return { said: 'unusable', reason: 'signature' }
  const list = parseList(said.payload)
  if (!list) return { said: 'unusable', reason: 'format' }
  // Five minutes, because clocks of verifiers differ.
  if (Temporal.Instant.compare(list.asOf, now.add({ minutes: 5 })) > 0) return { said: 'unusable', reason: 'future' }
  const stale = Temporal.Instant.compare(list.nextUpdate, now) < 0
  const entry = list.entries.find(({ licence, version }) => licence === about.licence && version === about.version)
  if (!entry) return { said: 'not-listed', asOf: list.asOf, stale }
  return { said: 'listed', status: entry.status, ...(entry.since ? { since: entry.since } : {}), asOf: list.asOf, stale }
}

function parseList(payload: Uint8Array): StatusList | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload).toString('utf8'))
    if (!Value.Check(StatusListSchema, value)) return undefined
    Temporal.Instant.from(value.asOf)
    Temporal.Instant.from(value.nextUpdate)
    return value
  } catch {
    return undefined
  }
}
