// What the ledger asks of letters: each act that must be told in writing gets its letter; the written decision comes first,
// then the licence, then the delivery (许可法 38, 39, 44). The chain runs through the ledger, never inside one act.
import { oncePerBatch, type Entry, type Follower } from '#base/act'
import type { Ground } from '#base/context'
import { caseLock, deliverElectronically, findProcedures, findWholeCase, findWholeCases, findWords, findWordsOf, recordTold, startDefence, systemActor } from '#core/cases'
import { missingLicences, owesVersion } from '#support/licences'
import { visitOnPaper } from '#support/reviews'
import { sealLock } from '#support/seals'
import { findDueLetter, makeLetter, receiveLetters, takesElectronically, type DueLetter, type LetterSources } from './acts.ts'
import { addresseesOf, causes, isDecision, letterRules, type Letter, type LetterKind } from './letter.ts'
import { first } from './recipient.ts'
import { findLetter, findTemplates, listLetters, listLettersFor } from './store.ts'
import { findReceivedByAll, listRecipients } from './store-records.ts'

/** Follows cases and licences. */
export function letterFollower(ground: Ground): Follower {
  const known = oncePerBatch((batch) => readKnown(ground, batch))
  const letters = Object.fromEntries(Object.keys(causes).map((kind) => [kind, async (entry: Entry, batch: readonly Entry[]) => answerEntry(ground, entry, await known(batch))]))
  return {
    name: 'deliveries', owner: 'system-admin',
    on: {
      ...letters,
      'deliveries.letter-made': (entry) => (isDecision(String(entry.facts.kind)) ? deliverIfReady(ground, entry.subject) : Promise.resolve()),
      'licences.issued': (entry) => deliverIfReady(ground, String(entry.facts.case)),
      'licences.changed': (entry) => deliverIfReady(ground, String(entry.facts.case)),
      'licences.renewed': (entry) => deliverIfReady(ground, String(entry.facts.case)),
      'licences.reissued': (entry) => deliverIfReady(ground, String(entry.facts.case)),
      'cases.delivered': (entry) => receiveRest(ground, entry),
      // Who now takes letters in the own space need not wait for a window any more.
      'cases.letters-chosen': (entry) => deliverIfReady(ground, entry.subject),
      'deliveries.delivery-recorded': (entry) => (entry.facts.letterKind === 'third-party' ? tellThirdParty(ground, entry) : openDefence(ground, entry)),
    },
  }
}

/** What the letters of a batch are made from, and those of them that were made already. */
interface Known extends LetterSources {
  made: readonly Letter[]
}

async function readKnown({ sql }: Ground, batch: readonly Entry[]): Promise<Known> {
  const asking = batch.flatMap((entry) => ((kind) => (kind ? [{ entry, kind }] : []))(causes[entry.kind]?.(entry)))
  const [subjects, entries] = [asking.map(({ entry }) => entry.subject), asking.map(({ entry }) => entry.id)]
  return {
    templates: await findTemplates(sql, asking.flatMap(({ kind }) => letterRules[kind].templates)),
    made: await listLettersFor(sql, subjects, entries), cases: await findWholeCases(sql, subjects), words: await findWordsOf(sql, entries),
  }
}

/** Makes the letters of an entry, each once, and has them printed. */
async function answerEntry(ground: Ground, entry: Entry, known: Known): Promise<void> {
  const kind = causes[entry.kind]?.(entry)
  if (!kind) return
  const due = await findDueLetter(ground.sql, kind, entry, known)
  for (const addressee of addresseesOf(kind, entry, due?.whole.parties ?? [])) {
    await answerTo(ground, kind, entry, due, addressee, known.made.find((one) => one.cause === entry.id && one.kind === kind && one.addressee === (addressee ?? null)))
  }
}

async function answerTo(ground: Ground, kind: LetterKind, entry: Entry, due: DueLetter | undefined, addressee: number | undefined, made: Letter | undefined): Promise<void> {
  let letter = made
  if (!letter) {
    if (!due) return
    const { word, seal, signs } = letterRules[kind]
    const signing = due.whole.case[signs]
    const locks = [caseLock(entry.subject), `letters:${signing}:${word}`, sealLock(signing, seal)]
    const visit = kind === 'receipt' ? await visitOnPaper(ground, entry) : undefined
    letter = await ground.runAct({ actor: systemActor, locks }, (act) => makeLetter(act, { ...due, ...(addressee === undefined ? {} : { addressee }) }, ground, visit))
  }
  if (!letter.sha256) await ground.addJob('deliveries.print', { letter: letter.id }, { key: `letter:${letter.id}` })
}

/** Whose notice reached it was told, in the own space or on paper: from that day it may speak (许可法 36). */
async function tellThirdParty(ground: Ground, { subject, facts }: Entry): Promise<void> {
  const addressee = (await findLetter(ground.sql, String(facts.letter)))?.addressee
  const waiting = (await findProcedures(ground.sql, subject)).find((one) => one.kind === 'third-party' && one.about === String(addressee))
  if (typeof addressee !== 'number' || !waiting || waiting.toldOn) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(subject)] }, (act) => recordTold(act, subject, addressee, { means: String(facts.means), on: Temporal.PlainDate.from(String(facts.on)) }))
}

/** Hands over in the applicant's own space once the decision, and every licence it grants, is there. Others wait for a window or the post. */
async function deliverIfReady(ground: Ground, caseId: string): Promise<void> {
  const whole = await findWholeCase(ground.sql, caseId)
  if (whole?.case.state !== 'decided' || !takesElectronically(whole)) return
  // A form may ask how the result shall come (领取方式): what is to be fetched or posted waits for a window.
  if (whole.form.delivery === 'window' || whole.form.delivery === 'post') return
  if (!(await listLetters(ground.sql, caseId)).some((letter) => isDecision(letter.kind))) return
  if ((await missingLicences(ground.sql, whole)).length > 0 || (await owesVersion(ground.sql, whole))) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(caseId)] }, (act) => deliverElectronically(act, caseId))
}

/** The time to state and defend runs from the delivery of the notice; where it is about several, from the last of theirs (许可法 7). */
async function openDefence(ground: Ground, entry: Entry): Promise<void> {
  if (entry.facts.letterKind !== 'intention') return
  const on = await findReceivedByAll(ground.sql, String(entry.facts.letter))
  if (on === undefined) return
  const whole = await findWholeCase(ground.sql, entry.subject)
  if (whole?.case.state !== 'accepted' || whole.terms.some((term) => term.kind === 'defence')) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(entry.subject)] }, (act) => startDefence(act, entry.subject, Temporal.PlainDate.from(on)))
}

async function receiveRest(ground: Ground, entry: Entry): Promise<void> {
  const recipients = await listRecipients(ground.sql, entry.subject)
  const waiting = (await listLetters(ground.sql, entry.subject)).filter(({ id }) => recipients.get(id)?.some(({ place, record }) => place === first && record === null))
  if (waiting.length === 0) return
  const said = (await findWords(ground.sql, entry.subject)).find((words) => words.entry === entry.id)?.content as { proof?: string } | undefined
  const means = entry.facts.means === 'post' ? 'post' : entry.facts.means === 'electronic' ? 'electronic' : 'window'
  await ground.runAct({ actor: systemActor, locks: [caseLock(entry.subject)] }, (act) => receiveLetters(act, entry.subject, waiting, means, said?.proof ?? ''))
}
