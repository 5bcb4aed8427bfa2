// What is offered to somebody: the ways up, each with what it tells whom and whether it can be used now. The window is always one of them,
// so that nothing hangs on a machine, or on a face (人脸识别技术应用安全管理办法 10).
import type { Ground, ProofRelay } from '#base/context'
import { dateInChina } from '#base/time'
import { birthOf, getPartyIdentity } from '#core/people'
import { isAskedTooOften, isTooYoung, limits, type Ask } from './ask.ts'
import { isKnownKind, sources, windowSource, type SourceName } from './source.ts'
import { listAsks, listFailing } from './store.ts'
import { toldBy, toldDigest, type Told } from './told.ts'

/** Sources about persons, from the least to the most. */
const personal = ['name-check', 'network-id', 'face'] as const satisfies readonly SourceName[]

/** Why a way cannot be used. */
export type Hindrance = 'not-set-up' | 'document-kind' | 'document-needed' | 'guardian-needed' | 'too-often'

export interface Way {
  source: SourceName | typeof windowSource
  level: number
  visit: boolean
  /** Whether the source is told name and number that can be read. */
  tellsDocument: boolean
  hindrance: Hindrance | null
  /** Whether its last answers did not come, or did not count. */
  failing: boolean
  runBy: { name: { zh: string; en: string }; contact: string } | null
  holdsDays: number | null
  consent: { digest: string; text: Told } | null
}

export async function waysFor(ground: Ground, account: string): Promise<Way[]> {
  const now = ground.clock.now()
  const person = await getPartyIdentity(ground.sql, ground.keys, account)
  const { idKind } = person
  const failing = await listFailing(ground.sql, now.subtract({ minutes: limits.failingMinutes }))
  const isStates = isKnownKind(idKind)
  const isYoung = isTooYoung(birthOf(person), dateInChina(now))
  const ways: Way[] = []
  for (const source of personal) {
    const relay = ground.relays.proofs?.[source]
    const asked = await listAsks(ground.sql, account, source, now.subtract({ hours: 24 }))
    ways.push({
      source, visit: sources[source].visit, tellsDocument: sources[source].tells === 'document', failing: failing.has(source), level: relay ? Math.max(...Object.values(relay.levels)) : sources[source].levelMax,
      hindrance: hindranceOf(source, relay, { idKind, isStates, isYoung, asked }), runBy: relay ? { name: relay.name, contact: relay.contact } : null, holdsDays: relay?.holdsDays ?? null, consent: consentOf(source, relay),
    })
  }
  return [...ways, { source: windowSource, level: 5, visit: false, tellsDocument: true, hindrance: null, failing: false, runBy: null, holdsDays: null, consent: null }]
}

function hindranceOf(source: SourceName, relay: ProofRelay | undefined, of: { idKind: string | undefined; isStates: boolean; isYoung: boolean; asked: readonly Ask[] }): Hindrance | null {
  if (!relay) return 'not-set-up'
  const needsDocument = sources[source].tells === 'document'
  if (needsDocument && of.idKind !== undefined && !of.isStates) return 'document-kind'
  // Name and number may be typed for the check that compares them; another one starts from what the account says.
  if (needsDocument && of.idKind === undefined && source !== 'name-check') return 'document-needed'
  if (sources[source].visit && of.isYoung) return 'guardian-needed'
  return isAskedTooOften(of.asked) ? 'too-often' : null
}

function consentOf(source: SourceName, relay: ProofRelay | undefined): Way['consent'] {
  const text = relay ? toldBy(source, relay) : null
  return text && { digest: toldDigest(text), text }
}
