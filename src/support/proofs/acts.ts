// The verbs of questions: put one, note what the source said or did not say, keep the proof that came of it, take a consent back.
// The ledger learns the source and what came of it; nobody's name or number, and no word of the source.
import type { Act } from '#base/act'
import { findDigestKey, keyedDigest, type Keys } from '#base/crypto'
import { forgetProofs, keepProof, setDocument } from '#core/people'
import { beingAsked, endOfAsk, holderKnown, isAskedTooOften, limits, nothingProved, tooOften, type Ask } from './ask.ts'
import { sources, type Person, type SourceAnswer, type SourceName } from './source.ts'
import { deleteHolder, endAsk, endLate, findAsk, findHolder, forgetOutcomes, insertAsk, insertConsent, listAsks, listHolderKeys, saveHolder, updateReason, updateVisit, withdrawConsent } from './store.ts'

/** Puts a question; one to the same source whose page was never finished ends. `told` is the digest of the words agreed to, where a consent is needed. */
export async function beginAsk(act: Act, given: { account: string; source: SourceName; back: string | null; told: string | null }): Promise<Ask> {
  const { account, source, back, told } = given
  if (isAskedTooOften(await listAsks(act.tx, account, source, act.now.subtract({ hours: 24 })))) throw tooOften()
  await endLate(act.tx, act.now, { account, source, all: sources[source].visit })
  const ask: Ask = { id: act.newId(), account, source, nonce: Buffer.from(act.random.bytes(24)).toString('base64url'), visit: null, back, state: 'asked', reason: null, proof: null, askedAt: act.now, endsAt: endOfAsk(source, act.now), endedAt: null }
  if (!(await insertAsk(act.tx, ask))) throw beingAsked()
  if (told !== null && (await insertConsent(act.tx, { id: act.newId(), account, source, told, now: act.now }))) act.record('proofs.consented', { subject: account, facts: { source, told } })
  act.record('proofs.asked', { subject: account, facts: { ask: ask.id, source } })
  return ask
}

/** Notes the page on which the source checks the person. */
export async function noteVisit(act: Act, ask: Ask, visit: string): Promise<void> {
  await updateVisit(act.tx, ask.id, visit)
  act.record('proofs.visit-begun', { subject: ask.account, facts: { ask: ask.id, source: ask.source } })
}

/** Notes that the source gave no answer that counts. Where it may still do so the question stays open. */
export async function noteUnanswered(act: Act, ask: Ask, reason: string, staysOpen: boolean): Promise<void> {
  if (staysOpen) await updateReason(act.tx, ask.id, reason)
  else await endAsk(act.tx, ask.id, { state: 'failed', reason, now: act.now })
  act.record('proofs.unanswered', { subject: ask.account, facts: { ask: ask.id, source: ask.source, reason } })
}

/** Finds or makes the account that an answer proves. */
export type ProvedOf = (act: Act, answer: SourceAnswer) => Promise<string>

export interface Taken {
  answer: SourceAnswer
  level: 3 | 4 | 5
  holdsDays: number
  /** Name and number as they were typed for this question, where they are to become the account's. */
  typed?: Person | undefined
  /** Whom the proof is about, where that is not who asked. */
  provedOf?: ProvedOf | undefined
}

/** Takes an answer that counts: once, whoever brings it again. Needs the account's lock and that of the answer. Answers false where the question was over. */
export async function takeAnswer(act: Act, keys: Keys, ask: Ask, { answer, level, holdsDays, typed, provedOf }: Taken): Promise<boolean> {
  const isMatch = answer.result === 'match'
  if (!isMatch) {
    const ended = await endAsk(act.tx, ask.id, { state: 'mismatched', now: act.now })
    act.record(ended ? 'proofs.answered' : 'proofs.answer-known', { subject: ask.account, facts: { ask: ask.id, source: ask.source, ...(ended ? { match: false } : {}) } })
    return ended
  }
  // Asked before anything is written: the proof of an answer that came twice must not be written and undone.
  if ((await findAsk(act.tx, ask.account, ask.id))?.state !== 'asked') {
    act.record('proofs.answer-known', { subject: ask.account, facts: { ask: ask.id, source: ask.source } })
    return false
  }
  if (typed) await setDocument(act, keys, ask.account, typed)
  if (answer.holder !== undefined) await bindHolder(act, keys, ask.account, answer.holder)
  const account = (await provedOf?.(act, answer)) ?? ask.account
  const until = act.now.toZonedDateTimeISO('Asia/Shanghai').add({ days: holdsDays }).toInstant()
  const proof = await keepProof(act, { account, source: ask.source, level, assertion: answer.assertion, trace: answer.trace, score: answer.score, until })
  await endAsk(act.tx, ask.id, { state: 'proved', proof, now: act.now })
  act.record('proofs.answered', { subject: ask.account, facts: { ask: ask.id, source: ask.source, match: true, proof } })
  return true
}

/** One network identity is one account's: who already has it here proves no second account by it. */
async function bindHolder(act: Act, keys: Keys, account: string, holder: string): Promise<void> {
  const digestUnder = (secret: Parameters<typeof keyedDigest>[0]) => keyedDigest(secret, 'proofs.holder', holder)
  const older = (await listHolderKeys(act.tx)).flatMap((kid) => findDigestKey(keys, kid) ?? [])
  const known = await findHolder(act.tx, older.map(({ secret }) => digestUnder(secret)))
  if (known !== undefined && known !== account) throw holderKnown()
  const current = keys.secret('digests')
  await saveHolder(act.tx, { digest: digestUnder(current.secret), digestKey: current.kid, account })
}

/** Forgets what a source said, and takes the consent to it back (个人信息保护法 15, 47): at any time, without a reason. */
export async function withdraw(act: Act, account: string, source: SourceName): Promise<void> {
  const consented = await withdrawConsent(act.tx, account, source, act.now)
  const forgotten = await forgetProofs(act, account, source)
  if (!consented && forgotten === 0) throw nothingProved({ source })
  if (source === 'network-id') await deleteHolder(act.tx, account)
  await forgetOutcomes(act.tx, account, source, act.now)
  act.record('proofs.withdrawn', { subject: account, facts: { source, consented } })
}

/** [K] How long questions that are over are kept. */
export const askKept = { hours: 24 * limits.askDaysKept }
