// The verbs of applying: begin, fill in, add papers, submit, or receive at a window on behalf of a person.
import type { Act, Whose } from '#base/act'
import { bodyOf, type Post } from '#base/http'
import type { Sql } from '#base/db'
import type { Keys } from '#base/crypto'
import { dateInChina } from '#base/time'
import { mayPromise } from '#support/commitments'
import { applicantOf, answerCorrection, findWholeCase, openCase, type Party } from '#core/cases'
import { getItem, getItemVersion, type Item } from '#core/items'
import { assuranceLevelOf, getPartyIdentity, getWindowAuthority, mustCover, mayBeApplicant, readDocument, readName, type ShownPerson } from '#core/people'
import { purposeOf, type LicenceActName } from '#core/packs'
import { mustBeLive } from '#core/purposes'
import { keepAnswers } from '#engines/forms'
import { answersFrom, itemAbout, mustNameLicence, openingAbout, ownLicence } from './about.ts'
import { completeAnswers, filesThatCount, withDocuments } from './answers.ts'
import { makeConfirmationCode } from './confirmation.ts'
import { placeOthers, type EnteredParty } from './acts-others.ts'
import { openOthers, sealOthers, type OtherParty } from './others.ts'
import { insertConfirmation } from './store-confirmations.ts'
import { draftNotFound, itemChanged, levelOf, listMaterials, mayAddFile, mayApplyFor, mayChange, mustBeComplete, mustBeMaterial, mustReachLevel, notCorrecting, windowOnly, type Draft, type DraftFile, type HeldLevel, type Levels } from './application.ts'
import { afterScenario, gatherKnown, scenarioData, scenarioSets, withKnown } from './known.ts'
import { keepInLibrary } from './acts-library.ts'
import { exemptMaterials, fetchLicences, paperOf, recordFetched, type Paper, type Prepared } from './papers.ts'
import { deleteDraft, deleteFile, findDraft, insertDraft, insertFile, updateDraft } from './store.ts'

/** The lock of one draft. */
export const draftLock = (id: string): string => `application:${id}`

/** One's own draft; refuses others'. */
export async function getDraft(sql: Sql, id: string, whose: Whose): Promise<Draft> {
  const draft = await findDraft(sql, id, whose)
  if (!draft) throw draftNotFound({ application: id })
  return draft
}

/** Begins an application for an item in force, filled in with what is known; about a licence that one holds; or the answer to a correction notice, filled with what was sent. */
export async function startApplication(act: Act, keys: Keys, input: { item?: string; correctionOf?: string; licence?: { id: string; act: LicenceActName } }): Promise<string> {
  const base = { id: act.newId(), account: act.actor.id, consent: true, byPerson: false, gapUntil: null, promise: null, createdAt: act.now.toString(), updatedAt: act.now.toString(), aboutLicence: null, othersSealed: null, caseNumber: null, files: [] }
  let draft: Draft
  // A correction belongs to a case that runs; anything new is not begun in vain.
  if (!input.correctionOf) await mayBeApplicant(act.tx, act.actor)
  if (input.correctionOf) {
    const whole = await findWholeCase(act.tx, input.correctionOf)
    if (whole?.case.state !== 'correcting' || !whole.parties.some((party) => party.account === act.actor.id)) throw notCorrecting()
    draft = { ...base, item: whole.case.item, itemVersion: whole.case.itemVersion, correctionOf: whole.case.id, form: whole.form, known: [], scenario: whole.scenario }
  } else if (input.licence) {
    const licence = await ownLicence(act, input.licence.id)
    const item = await itemAbout(act, licence, input.licence.act)
    mustCover(act.actor, item.code)
    const known = await gatherKnown(act.tx, keys, item, act.actor.id, dateInChina(act.now))
    draft = { ...base, item: item.code, itemVersion: item.versionId, correctionOf: null, aboutLicence: licence.licence, form: withKnown(answersFrom(item, licence), known), known, scenario: {} }
  } else {
    const item = await getItem(act.tx, input.item ?? '', act.now)
    mayApplyFor(item)
    mustNameLicence(item, null)
    const known = await gatherKnown(act.tx, keys, item, act.actor.id, dateInChina(act.now))
    draft = { ...base, item: item.code, itemVersion: item.versionId, correctionOf: null, form: withKnown({}, known), known, scenario: {} }
  }
  // Nothing is asked of a person for what was not assessed (个人信息保护法 55).
  await mustBeLive(act.tx, purposeOf((await getItemVersion(act.tx, draft.itemVersion)).content))
  await insertDraft(act.tx, draft)
  act.record('applications.started', { subject: draft.id, facts: { item: draft.item, correction: draft.correctionOf !== null } })
  return draft.id
}

export interface Filling {
  form?: Record<string, unknown>
  /** Null takes it back. */
  gapUntil?: string | null
  promise?: string | null
  scenario?: Record<string, string>
  consent?: boolean
  byPerson?: boolean
  others?: OtherParty[]
}

/** Saves what was filled in, whole or not: nothing is refused here, so nothing typed is lost. What the form does not ask by these answers is not kept. */
export async function saveApplication(act: Act, keys: Keys, id: string, filling: Filling): Promise<void> {
  const draft = await getDraft(act.tx, id, act.actor)
  mayChange(draft)
  const item = await getItemVersion(act.tx, draft.itemVersion)
  const { form: ready, content } = item
  if (filling.promise) await mayChoosePromise(act, keys, item, filling.promise, filling.form ?? draft.form)
  const whole = filling.form && keepAnswers(ready, await completeAnswers(act.tx, ready, filling.form, draft, act.now))
  // Lists of files are made from the files whenever they are read: a file that is taken out later leaves no trace in the answers.
  const form = whole ? withDocuments(ready, whole, { form: draft.form, files: [] }) : draft.form
  const answered = filling.scenario ? afterScenario({ form, known: draft.known }, scenarioData(content, ready, filling.scenario)) : { form }
  const othersSealed = filling.others ? sealOthers(keys, id, filling.others, act.random) : draft.othersSealed
  await updateDraft(act.tx, { ...draft, ...answered, othersSealed, scenario: filling.scenario ?? draft.scenario, consent: filling.consent ?? draft.consent, byPerson: filling.byPerson ?? draft.byPerson, gapUntil: filling.gapUntil === undefined ? draft.gapUntil : filling.gapUntil, promise: filling.promise === undefined ? draft.promise : filling.promise }, act.now)
  act.record('applications.saved', { subject: id })
}

/** The choice of 告知承诺 is open unless law, list or an earlier false promise stands against it; it is of what is told now. */
async function mayChoosePromise(act: Act, keys: Keys, item: Item, digest: string, form: Record<string, unknown>): Promise<void> {
  const { kind, idNumber = '' } = await getPartyIdentity(act.tx, keys, act.actor.id)
  await mayPromise(act.tx, keys, item, digest, { form, kind, idNumber })
}

/** Adds a file for one of the item's materials. */
export async function addFile(act: Act, id: string, file: Omit<DraftFile, 'id' | 'at' | 'level' | 'library'> & { from?: Pick<DraftFile, 'level' | 'library'> }): Promise<string> {
  const draft = await getDraft(act.tx, id, act.actor)
  mayChange(draft)
  const item = await getItemVersion(act.tx, draft.itemVersion)
  mayAddFile(item, draft, file.material)
  const { from, ...paper } = file
  const added: DraftFile = { ...paper, id: act.newId(), at: act.now.toString(), ...(from ?? { level: levelOf(item, file.material), library: null }) }
  await insertFile(act.tx, id, added)
  act.record('applications.file-added', { subject: id, facts: { file: added.id, material: file.material, level: added.level, ...(added.library ? { library: added.library } : {}) } })
  return added.id
}

/** Takes a file out again. */
export async function removeFile(act: Act, id: string, file: string): Promise<void> {
  mayChange(await getDraft(act.tx, id, act.actor))
  if (!(await deleteFile(act.tx, id, file, act.now))) throw draftNotFound({ file })
  act.record('applications.file-removed', { subject: id, facts: { file } })
}

/** Throws a draft away. */
export async function discardApplication(act: Act, id: string): Promise<void> {
  mayChange(await getDraft(act.tx, id, act.actor))
  await deleteDraft(act.tx, id, act.now)
  act.record('applications.discarded', { subject: id })
}

/** Submits: opens the case, or answers the correction. A newer version of the item keeps the answers and asks for one more look. */
export async function submitApplication(act: Act, keys: Keys, id: string, prepared: Prepared): Promise<{ id: string; number: string }> {
  const draft = await getDraft(act.tx, id, act.actor)
  mayChange(draft)
  const item = await getItemVersion(act.tx, draft.itemVersion)
  if (!draft.correctionOf) await mustBeCurrent(act, draft)
  const form = mustBeComplete(item, withDocuments(item.form, draft.form, draft))
  if (draft.promise && !draft.correctionOf) await mayChoosePromise(act, keys, item, draft.promise, form)
  const gapUntil = draft.gapUntil ? Temporal.PlainDate.from(draft.gapUntil) : undefined
  const own = filesThatCount(item.form, form, draft.files)
  const files = own.map((file) => paperOf(file, prepared))
  const opened = draft.correctionOf ? await correct(act, draft.correctionOf, { form, scenario: draft.scenario, files, gapUntil }) : await openNew(act, keys, { item, draft, form, files, prepared })
  await keepInLibrary(act, draft.account, item, opened.number, own)
  await updateDraft(act.tx, { ...draft, form, caseNumber: opened.number }, act.now)
  act.record('applications.submitted', { subject: id, facts: { case: opened.id, number: opened.number, missing: listMaterials(item, draft, kindOf(act)).filter((one) => !one.given && !one.replaced && one.material.need === 'required').length } })
  return opened
}

/** Opens the case of who applies on the site and is proved well enough, with what the licence store gives instead of papers. */
export async function openNew(act: Act, keys: Keys, { item, draft, form, files, prepared }: { item: Item; draft: Draft; form: Draft['form']; files: Paper[]; prepared: Prepared }): Promise<{ id: string; number: string }> {
  await mayBeApplicant(act.tx, act.actor)
  mustReachLevel(item, await levelsOf(act.tx, item, { account: act.actor.id, hand: act.actor.hand }, act.now))
  const { fetched, papers } = await fetchLicences(act, exemptMaterials(item, { ...draft, form }, kindOf(act)), draft.account, prepared)
  const applicant = await applicantOf(act, keys, draft.consent)
  const others = await placeOthers(act, keys, item, applicant, openOthers(keys, draft), act.actor.hand)
  const opened = await openCase(act, {
    item, parties: [applicant, ...(await agentOf(act, keys)), ...others], form, scenario: draft.scenario, files: [...files, ...papers], channel: 'web', byPerson: draft.byPerson,
    gapUntil: draft.gapUntil ? Temporal.PlainDate.from(draft.gapUntil) : undefined, byPromise: draft.promise !== null, ...(await openingAbout(act, item, draft.aboutLicence, form)),
  })
  await recordFetched(act, item, draft.account, opened, fetched)
  return opened
}

/** Whoever acts for another is proved as well as the other, and as lately. */
export async function levelsOf(sql: Sql, { content }: Item, { account, hand }: { account: string; hand?: string | undefined }, now: Temporal.Instant): Promise<Levels> {
  const held = async (id: string): Promise<HeldLevel> => {
    const level = await assuranceLevelOf(sql, id, now)
    return { level, lately: content.proofDaysMax === undefined ? level : await assuranceLevelOf(sql, id, now, content.proofDaysMax) }
  }
  return { account: await held(account), hand: hand === undefined ? null : await held(hand) }
}

function kindOf(act: Act): 'natural' | 'legal' {
  return act.actor.kind === 'legal' ? 'legal' : 'natural'
}

/** Refuses a draft whose item has a newer version in force, however late that was published. */
async function mustBeCurrent(act: Act, draft: Draft): Promise<void> {
  const current = await getItem(act.tx, draft.item, act.now)
  if (current.versionId !== draft.itemVersion) throw itemChanged({ item: draft.item, version: current.version })
}

async function correct(act: Act, caseId: string, correction: Parameters<typeof answerCorrection>[2]): Promise<{ id: string; number: string }> {
  await answerCorrection(act, caseId, correction)
  const whole = await findWholeCase(act.tx, caseId)
  return { id: caseId, number: whole?.case.number ?? '' }
}

/** Moves a draft to the version in force; its answers stay. Answers it as it then stands. */
export async function moveToCurrentVersion(act: Act, id: string): Promise<Draft> {
  const draft = await getDraft(act.tx, id, act.actor)
  const current = await getItem(act.tx, draft.item, act.now)
  act.record('applications.moved-to-version', { subject: id, facts: { version: current.version } })
  const moved = { ...draft, itemVersion: current.versionId, ...afterScenario(draft, scenarioData(current.content, current.form, draft.scenario)) }
  await updateDraft(act.tx, moved, act.now)
  return moved
}

/** Who acts for the applicant is named in the case (许可法 29); what the agent may see and do follows from the agency, so the party has no account. */
async function agentOf(act: Act, keys: Keys): Promise<Party[]> {
  if (!act.actor.hand) return []
  const { kind, name, idKind = '', idNumber = '', phone = null } = await getPartyIdentity(act.tx, keys, act.actor.hand)
  return [{ role: 'agent', account: null, kind, name, idKind, idNumber, phone, consent: false }]
}

export interface Intake {
  item: Item
  applicant: Omit<Party, 'role' | 'account' | 'consent'> & { account: string | null; consent: boolean }
  form: Record<string, unknown>
  scenario: Record<string, string>
  materials: { material: string; name: string; sha256: string; type: string; bytes: number; paper: boolean }[]
  receivedOn?: Temporal.PlainDate
  byPerson?: boolean
  /** The day the applicant promised in writing for papers that may follow (容缺). */
  gapUntil?: Temporal.PlainDate
  /** The digest of what was told, where the applicant signed a promise in place of papers (告知承诺). */
  promise?: string
  channel: 'window' | 'post'
  others?: EnteredParty[]
  /** Who came for the applicant, by the own document (许可法 29). */
  agent?: ShownPerson & { phone: string | null }
  /** Where it is received: the body, and its window. */
  at: { body: string; window: string | null }
}

/** Receives an application at a window for a person who came, or wrote. The window receives; it never decides. */
export async function receiveAtWindow(act: Act, keys: Keys, intake: Intake): Promise<{ id: string; number: string }> {
  mayApplyFor(intake.item)
  mustNameLicence(intake.item, null)
  for (const { material } of intake.materials) mustBeMaterial(intake.item, material)
  const ready = intake.item.form
  const form = mustBeComplete(intake.item, await completeAnswers(act.tx, ready, { ...intake.form, ...scenarioSets(intake.item.content, ready, intake.scenario) }, { form: {}, files: intake.materials }, act.now))
  const { account: known, consent, ...person } = intake.applicant
  const authority = intake.agent ? await getWindowAuthority(act, keys, { principal: person, agent: intake.agent, item: intake.item.code }) : undefined
  const account = authority?.principal ?? known
  const agency = authority?.agency ? { id: authority.agency, agent: authority.agent } : undefined
  if (intake.promise) await mayPromise(act.tx, keys, intake.item, intake.promise, { form, kind: person.kind, idNumber: person.idNumber })
  const opened = await openCase(act, {
    item: intake.item, form, scenario: intake.scenario, files: filesThatCount(ready, form, intake.materials), receiving: intake.at.body, ...(intake.at.window ? { window: intake.at.window } : {}), channel: intake.channel, receivedOn: intake.receivedOn, byPerson: intake.byPerson ?? false, gapUntil: intake.gapUntil, byPromise: intake.promise !== undefined,
    parties: [{ role: 'applicant', account, consent, ...person }, ...(intake.agent ? [seenAgent(intake.agent)] : []), ...(await placeOthers(act, keys, intake.item, { ...person, account }, intake.others ?? [], authority?.agent))],
    ...(agency ? { agency } : {}),
  })
  // The window has the originals before it: what it scans for a known person is of level B from the start.
  const scans = intake.materials.filter((material) => material.sha256 !== '').map((scan) => ({ ...scan, level: 'C' as const }))
  if (account) await keepInLibrary(act, account, intake.item, opened.number, scans, { account: act.actor.id, unit: intake.at.body })
  if (intake.channel === 'window') await insertConfirmation(act.tx, opened.id, makeConfirmationCode(act.random.bytes(10)), act.now)
  act.record('applications.received-at-window', { subject: opened.id, facts: { number: opened.number, window: intake.at.window ?? intake.at.body, papers: intake.materials.filter((material) => material.paper).length, ...(authority ? { agency: authority.agency, agent: authority.agent, principal: authority.principal } : {}) } })
  return opened
}

/** What he may see and do follows from the authority: the party has no account. */
function seenAgent({ name, idKind, idNumber, phone }: NonNullable<Intake['agent']>): Party {
  return { role: 'agent', account: null, kind: 'natural', name: readName(name), idKind, idNumber: readDocument('natural', idKind, idNumber), phone, consent: false }
}

/** Where somebody with these posts receives the item: at a general window any item, as a clerk those of the own body; and at which window of the body, where the post is at one. */
export function windowOf(item: Item, posts: readonly Pick<Post, 'role' | 'organisation' | 'of'>[]): { body: string; window: string | null } {
  const { receiving, handling } = item.content.bodies
  const window = posts.find((post) => post.role === 'window') ?? posts.find((post) => post.role === 'clerk' && [receiving, handling].includes(bodyOf(post)))
  if (!window) throw windowOnly({ item: item.code })
  return { body: bodyOf(window), window: window.role === 'window' && window.of !== undefined ? window.organisation : null }
}
