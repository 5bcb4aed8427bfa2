// What an applicant promises: papers that follow by a day (容缺受理), or that a promise stands in for (告知承诺, 国办发〔2020〕42号). Which
// papers, how long, on what conditions and with what consequences, the item says. While a paper is owed nothing is granted.
import { canonicalJson, sha256Hex } from '#base/crypto'
import type { ItemContent, ItemPromise, Material } from '#core/packs'
import { missingMaterials } from './papers.ts'
import { gapDateNotPossible, gapPromiseNeeded, latePapersOpen, paperOwed } from './refusals-acceptance.ts'
import { findCommitment, findHandedIn, findOwed, insertCommitment, markLate, meetOwed, putOwed, type Owed } from './store-acceptance.ts'
import { endTerms, note, startTerm, type Work } from './work.ts'

/** Whether the law of an item knows papers that follow later. */
export function knowsOwed(content: ItemContent): boolean {
  return content.promise !== undefined || content.materials.some(({ need }) => need === 'gap')
}

/** The last day that may be promised for these papers: the shortest of their times, from the day of the promise. */
export function gapLimit(materials: readonly Material[], from: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const days = materials.flatMap(({ gapDays }) => gapDays ?? [])
  return days.length === 0 ? undefined : from.add({ days: Math.min(...days) })
}

/** The papers of an application that may follow and have not come. */
async function missingGaps(work: Work, materials: ReadonlySet<string>): Promise<Material[]> {
  const commitment = work.item.content.promise && (await findCommitment(work.act.tx, work.case.id))
  const replaced = new Set(commitment && commitment.withdrawnAt === null ? commitment.materials : [])
  return missingMaterials(work.item.content, { ...work.answers, materials, replaced }).filter(({ need }) => need === 'gap')
}

/** Takes the applicant's written promise to hand in by a day what is missing and may follow. The caller saves. */
export async function takeGapPromise(work: Work, until: Temporal.PlainDate, materials: ReadonlySet<string>): Promise<void> {
  const gaps = await missingGaps(work, materials)
  if (gaps.length === 0) return
  const last = gapLimit(gaps, work.today)
  if (!last || Temporal.PlainDate.compare(until, work.today) < 0 || Temporal.PlainDate.compare(until, last) > 0) throw gapDateNotPossible({ until: until.toString(), last: last?.toString() ?? null })
  endTerms(work, ['gap'], 'ended')
  const term = startTerm(work, { kind: 'gap', days: work.today.until(until, { largestUnit: 'days' }).days, unit: 'calendar', starts: 'receipt', basis: gaps[0]?.basis ?? null }, work.today)
  for (const { key } of gaps) await putOwed(work.act.tx, work.case.id, { material: key, why: 'gap', dueOn: term.dueOn })
  note(work, 'cases.gap-promised', { materials: gaps.map(({ key }) => key), due: term.dueOn })
}

/** Refuses to accept while a paper that may follow is missing and no day was promised; after the one notice nothing new is asked (许可法 32). */
export async function mustPromiseGaps(work: Work, wasCorrected: boolean): Promise<void> {
  if (wasCorrected || !work.item.content.materials.some(({ need }) => need === 'gap')) return
  const { materials } = await findHandedIn(work.act.tx, work.case.id)
  const owed = new Set((await findOwed(work.act.tx, work.case.id)).map(({ material }) => material))
  const open = (await missingGaps(work, new Set(materials))).filter(({ key }) => !owed.has(key))
  if (open.length > 0) throw gapPromiseNeeded({ materials: open.map(({ key }) => key) })
}

/** Refuses a grant, wholly or in part, while a paper is owed. */
export async function mayGrantWithout(work: Work): Promise<void> {
  if (!knowsOwed(work.item.content)) return
  const open = openOf(await findOwed(work.act.tx, work.case.id))
  if (open.length > 0) throw paperOwed({ materials: open.map(({ material }) => material) })
}

/** The task by which a person answers papers that came after their promised day. */
export const latePapersTask = 'late-papers'

/** Refuses a decision before papers that came late are answered: the answer says whether they count. */
export function mustAnswerLate({ steps, case: row }: Work): void {
  const waiting = steps.find(({ element, state }) => element === latePapersTask && state === 'open')
  if (waiting) throw latePapersOpen({ case: row.number, step: waiting.id })
}

/** Takes the papers that came late, or refuses them in writing; they count only where they are taken. The caller saves. */
export async function answerLate(work: Work, outcome: string, reasons: string): Promise<void> {
  const { tx, now } = work.act
  const materials = (await findOwed(tx, work.case.id)).filter(({ late }) => late === 'waiting').map(({ material }) => material)
  const isTaken = outcome === 'take-late'
  await markLate(tx, work.case.id, materials, isTaken ? 'taken' : 'refused')
  if (isTaken) await meetOwed(tx, work.case.id, materials, now)
  note(work, isTaken ? 'cases.late-papers-taken' : 'cases.late-papers-refused', { materials }, { reasons })
}

/** The digest of what is told and promised: another wording of the item is another promise. */
export function promiseDigest(promise: ItemPromise): string {
  const { kind, materials, conditions, consequences, checkDays, basis } = promise
  return sha256Hex(canonicalJson({ kind, materials, conditions, consequences, checkDays, basis }))
}

/** Records the promise of a case that is being opened. */
export async function makeCommitment(work: Work): Promise<void> {
  const { promise } = work.item.content
  if (!promise) return
  const digest = promiseDigest(promise)
  await insertCommitment(work.act.tx, work.case.id, { kind: promise.kind, digest, materials: promise.materials }, work.act.now)
  note(work, 'cases.commitment-made', { kind: promise.kind, digest, materials: promise.materials, version: work.item.version })
}

/** Those that have not come. */
export function openOf(owed: readonly Owed[]): Owed[] {
  return owed.filter(({ metAt }) => metAt === null)
}
