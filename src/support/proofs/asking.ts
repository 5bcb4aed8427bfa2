// Asking a source, from the question to what came of it: an act before the call, the call outside any act, an act after it. What is refused
// is refused after it was noted, and nothing about the person has changed then.
import { accountLock, assuranceLevelOf, birthOf, forgetCallers, getPartyIdentity, lockProfile, type PartyIdentity } from '#core/people'
import type { Act } from '#base/act'
import type { Ground, ProofRelay } from '#base/context'
import { isProblem, type Problem } from '#base/problem'
import { dateInChina } from '#base/time'
import { readSeen } from './acts-checks.ts'
import { beginAsk, noteUnanswered, noteVisit, takeAnswer, type ProvedOf } from './acts.ts'
import { answerRefused, askNotFound, askOver, consentNeeded, documentNeeded, documentSettled, guardianNeeded, isOpen, isTooYoung, mismatch, notFinished, notRepresentative, notSetUp, sourceDown, sourceSlow, type Ask } from './ask.ts'
import { faceTold, toldDigest } from './told.ts'
import { isKnownKind, readHeard, sources, subjectOf, type Heard, type Person, type Question, type SourceAnswer, type SourceName } from './source.ts'
import { putQuestion } from './send.ts'
import { findAsk } from './store.ts'

export interface Given {
  account: string
  source: SourceName
  /** Name and number typed for this question; else the account's. */
  typed?: Person | undefined
  /** The digest of the words that were agreed to. */
  told?: string | undefined
  /** The page of the portal to come back to. */
  back?: string | undefined
  /** A company that the person says to represent, and whose account the proof is. */
  company?: { uscc: string; provedOf: ProvedOf; locks: string[] } | undefined
}

/** The source as it is set up here. Throws `proofs.not-set-up`. */
function relayOf(ground: Ground, source: SourceName): ProofRelay {
  const relay = ground.relays.proofs?.[source]
  if (!relay) throw notSetUp({ source })
  return relay
}

/** Asks a source about somebody. Answers the question as it then stands: with its page, or proved. Everything else is a refusal. */
export async function askSource(ground: Ground, given: Given): Promise<Ask> {
  const { account, source } = given
  const relay = relayOf(ground, source)
  const identity = await getPartyIdentity(ground.sql, ground.keys, account)
  const typed = given.typed && (await readTyped(ground, identity, given.typed))
  const person = typed ?? personOf(identity)
  if (sources[source].tells === 'document' && !isKnownKind(person?.idKind)) throw documentNeeded({ source }, ['name', 'idNumber'].map((field) => ({ path: `/${field}`, code: 'document', zh: '请填写姓名和身份证件号码', en: 'Give your name and the number of your document' })))
  if (sources[source].visit && isTooYoung(birthOf(person ?? {}), dateInChina(ground.clock.now()))) throw guardianNeeded({ source })
  if (sources[source].consent && given.told !== toldDigest(faceTold(relay))) throw consentNeeded({ source }, [{ path: '/told', code: 'consent', zh: '请看清说明后勾选同意', en: 'Read the notice and tick the box' }])
  const ask = await doAct(ground, account, (act) => beginAsk(act, { account, source, back: given.back ?? null, told: sources[source].consent ? (given.told ?? null) : null }))
  const question = questionOf(ground, ask, person, given.company?.uscc)
  const heard = await hear(ground, relay, ask, question)
  if ('pending' in heard || 'visit' in heard !== sources[source].visit) return refuse(ground, ask, 'visit')
  if ('visit' in heard) {
    await doAct(ground, account, (act) => noteVisit(act, ask, heard.visit))
    return { ...ask, visit: heard.visit }
  }
  return settle(ground, ask, heard, relay, { person, typed, provedOf: given.company?.provedOf, locks: given.company?.locks })
}

/** Asks for the answer to a question whose page was visited; `code` came back with the person. Once it was answered the same answer stands. */
export async function collectAnswer(ground: Ground, account: string, id: string, code: string): Promise<Ask> {
  const ask = await findAsk(ground.sql, account, id)
  if (!ask) throw askNotFound()
  if (ask.state === 'proved') return ask
  if (ask.state === 'mismatched') throw mismatch({ source: ask.source })
  if (!isOpen(ask, ground.clock.now()) || !sources[ask.source].visit) throw askOver()
  const relay = relayOf(ground, ask.source)
  const person = personOf(await getPartyIdentity(ground.sql, ground.keys, account))
  const heard = await hear(ground, relay, ask, { ...questionOf(ground, ask, person), code })
  if ('pending' in heard) throw notFinished()
  if ('visit' in heard) return refuse(ground, ask, 'visit')
  return settle(ground, ask, heard, relay, { person })
}

function personOf({ name, idKind, idNumber }: PartyIdentity): Person | undefined {
  return idKind === undefined || idNumber === undefined ? undefined : { name, idKind, idNumber }
}

/** What was typed, where it differs from the account; only who is not proved yet may still say otherwise who he is. */
async function readTyped(ground: Ground, identity: PartyIdentity, typed: Person): Promise<Person | undefined> {
  const read = readSeen(typed)
  if (read.name === identity.name && read.idKind === identity.idKind && read.idNumber === identity.idNumber) return undefined
  if ((await assuranceLevelOf(ground.sql, identity.accountId, ground.clock.now())) > 2) throw documentSettled()
  return read
}

function questionOf(ground: Ground, ask: Ask, person: Person | undefined, uscc?: string): Question {
  const { tells, visit } = sources[ask.source]
  return {
    version: 1, ask: ask.id, nonce: ask.nonce, audience: ground.origin, subject: person ? subjectOf(ask.nonce, person, uscc) : null,
    ...(tells === 'document' && person ? { person } : {}), ...(uscc === undefined ? {} : { company: { uscc } }), ...(visit ? { returnTo: `${ground.origin}/identity/checks/${ask.id}` } : {}),
  }
}

/** Puts the question and reads what comes. Throws where nothing came that counts, after that was noted. */
async function hear(ground: Ground, relay: ProofRelay, ask: Ask, question: Question): Promise<Exclude<Heard, { fault: string }>> {
  const got = await putQuestion(ground.outgoing, relay, question)
  if ('trouble' in got) {
    if (got.trouble === 'too-long') return refuse(ground, ask, 'too-long')
    return refuse(ground, ask, got.trouble === 'slow' ? 'slow' : got.said, got.trouble === 'slow' ? sourceSlow({ source: ask.source }) : sourceDown({ source: ask.source }))
  }
  const heard = await readHeard(got.text, question, { source: ask.source, relay, askedAt: ask.askedAt, now: ground.clock.now() })
  return 'fault' in heard ? refuse(ground, ask, heard.fault) : heard
}

/** Notes that nothing came that counts, and refuses. Whoever was on the page of a source that is only away for a moment may ask again. */
async function refuse(ground: Ground, ask: Ask, reason: string, problem: Problem = answerRefused({ source: ask.source, reason })): Promise<never> {
  ground.log.warn({ source: ask.source, reason, ask: ask.id }, 'a source of proofs gave no answer that counts')
  await doAct(ground, ask.account, (act) => noteUnanswered(act, ask, reason, ask.visit !== null && problem.code !== answerRefused.kind.code))
  throw problem
}

/** Another source may have answered meanwhile, or a granted request corrected the name: what was asked about must still be who the account is, until the act ends, and nobody says otherwise any more once that is proved. */
async function mustStillBe(act: Act, ground: Ground, account: string, person: Person | undefined, typed: Person | undefined): Promise<void> {
  await lockProfile(act.tx, account)
  const is = personOf(await getPartyIdentity(act.tx, ground.keys, account))
  const isSame = is?.name === person?.name && is?.idKind === person?.idKind && is?.idNumber === person?.idNumber
  if (!isSame && (!typed || (await assuranceLevelOf(act.tx, account, act.now)) > 2)) throw documentSettled()
}

async function settle(ground: Ground, ask: Ask, { answer, level }: { answer: SourceAnswer; level: 3 | 4 | 5 }, relay: ProofRelay, { locks = [], person, ...more }: { person: Person | undefined; typed?: Person | undefined; provedOf?: ProvedOf | undefined; locks?: string[] | undefined }): Promise<Ask> {
  const { account, source } = ask
  const take = async (act: Act) => {
    await mustStillBe(act, ground, account, person, more.typed)
    return takeAnswer(act, ground.keys, ask, { answer, level, holdsDays: relay.holdsDays, ...more })
  }
  try {
    await doAct(ground, account, take, [`proofs:answer:${source}:${answer.trace}`, ...locks])
  } catch (error) {
    if (isProblem(error) && error.code === 'people.proof-used') return refuse(ground, ask, 'replayed')
    if (isProblem(error) && error.status < 500) await doAct(ground, account, (act) => noteUnanswered(act, ask, error.code, false))
    throw error
  }
  // Another name holds for the next call.
  if (more.typed) forgetCallers(ground, account)
  const after = await findAsk(ground.sql, account, ask.id)
  if (after?.state === 'proved') return after
  if (after?.state !== 'mismatched') throw askOver()
  throw source === 'enterprise-register' ? notRepresentative() : mismatch({ source })
}

/** Not under the caller's idempotency key: there are two acts, and whoever asks again asks the source again. */
function doAct<T>(ground: Ground, account: string, verb: (act: Act) => Promise<T>, locks: string[] = []): Promise<T> {
  return ground.runAct({ actor: { id: account, kind: 'natural' }, locks: [accountLock(account), ...locks] }, verb)
}
