// The verbs: a draft is begun, saved, submitted, returned, withdrawn, discarded, and published by a second person. Nothing in force is ever edited.
import type { Act } from '#base/act'
import { dateInChina } from '#base/time'
import { publishModel, sourceDigest, waitingVersions, listUsers, type ModelKind } from '#core/items'
import {
  datePast, hasProblems, laterVersionWaits, modelNotFound, mustBe, mustBeSecond, nothingChanged, overtaken, savedByAnother, textDigest,
  type ModelDraft, type ModelExample,
} from './model.ts'
import { findDraftForAct, insertDraft, insertWords, updateDraft } from './store.ts'

async function getDraft(act: Act, id: string): Promise<ModelDraft> {
  const draft = await findDraftForAct(act.tx, id)
  if (!draft) throw modelNotFound({ draft: id })
  return draft
}

/** Records an act on a draft and keeps what was said with it; the text itself is proved by its digest. */
async function tell(act: Act, kind: string, draft: ModelDraft, words: string | undefined, facts: Record<string, string | number | null> = {}): Promise<void> {
  const salt = act.random.bytes(16)
  const content = words?.trim() || null
  const entry = act.record(kind, {
    subject: draft.id,
    facts: { body: draft.body, model: draft.name, of: draft.kind, revision: draft.revision, text: textDigest(draft.text), ...facts },
    proves: { salt, content: { draft: draft.id, words: content } },
  })
  await insertWords(act.tx, { entry, draft: draft.id, kind, content, salt, by: act.actor.id, at: act.now })
}

export interface NewModelDraft {
  body: string
  region: string
  kind: ModelKind
  name: string
  /** Digest of the text in force. */
  base: string
  text: string
}

/** Begins a draft from the version in force, or from a file that somebody brings. */
export async function startDraft(act: Act, given: NewModelDraft): Promise<string> {
  const draft: ModelDraft = {
    ...given, id: act.newId(), state: 'drafting', examples: [], revision: 1, authors: [act.actor.id], createdAt: act.now, savedBy: act.actor.id, savedAt: act.now, effectiveFrom: null,
  }
  await insertDraft(act.tx, draft)
  await tell(act, 'models.drafted', draft, undefined, { base: draft.base })
  return draft.id
}

export interface SavedModel {
  /** The revision that the author had opened. */
  revision: number
  text?: string | undefined
  examples?: ModelExample[] | undefined
  note?: string | undefined
}

/** Keeps a new text or new examples; refuses where somebody else was first. `nameOf` names that person. */
export async function saveDraft(act: Act, id: string, given: SavedModel, nameOf: (account: string) => Promise<string>): Promise<void> {
  const draft = await getDraft(act, id)
  mustBe(draft, 'drafting')
  if (draft.revision !== given.revision) throw savedByAnother({ by: await nameOf(draft.savedBy), at: draft.savedAt.toString(), revision: draft.revision })
  const saved: ModelDraft = {
    ...draft, text: given.text ?? draft.text, examples: given.examples ?? draft.examples, revision: draft.revision + 1,
    authors: [...new Set([...draft.authors, act.actor.id])], savedBy: act.actor.id, savedAt: act.now,
  }
  await updateDraft(act.tx, saved)
  await tell(act, 'models.saved', saved, given.note)
}

/** What was checked before the act: which revision, and how many problems it had. */
export interface CheckedRevision {
  revision: number
  problems: number
}

function mustBeChecked(draft: ModelDraft, checked: CheckedRevision): void {
  if (draft.revision !== checked.revision) throw savedByAnother({ revision: draft.revision })
  if (checked.problems > 0) throw hasProblems({ problems: checked.problems })
  if (sourceDigest(draft.kind, draft.text) === draft.base) throw nothingChanged()
}

/** Hands a draft over for publication. Who submits counts among its authors. */
export async function submitDraft(act: Act, id: string, checked: CheckedRevision, note: string | undefined): Promise<void> {
  const draft = await getDraft(act, id)
  mustBe(draft, 'drafting')
  mustBeChecked(draft, checked)
  const submitted: ModelDraft = { ...draft, state: 'submitted', authors: [...new Set([...draft.authors, act.actor.id])] }
  await updateDraft(act.tx, submitted)
  await tell(act, 'models.submitted', submitted, note)
}

/** Takes a submission back, by one of its authors. */
export async function withdrawDraft(act: Act, id: string): Promise<void> {
  const draft = await getDraft(act, id)
  mustBe(draft, 'submitted')
  if (!draft.authors.includes(act.actor.id)) throw modelNotFound({ draft: id })
  await updateDraft(act.tx, { ...draft, state: 'drafting' })
  await tell(act, 'models.withdrawn', draft, undefined)
}

/** Gives a submission back with reasons, by a second person. */
export async function returnDraft(act: Act, id: string, reasons: string): Promise<void> {
  const draft = await getDraft(act, id)
  mustBe(draft, 'submitted')
  mustBeSecond(draft, act.actor.id)
  await updateDraft(act.tx, { ...draft, state: 'drafting' })
  await tell(act, 'models.returned', draft, reasons)
}

/** Gives a draft up; it stays readable. */
export async function discardDraft(act: Act, id: string): Promise<void> {
  const draft = await getDraft(act, id)
  mustBe(draft, 'drafting')
  if (!draft.authors.includes(act.actor.id)) throw modelNotFound({ draft: id })
  await updateDraft(act.tx, { ...draft, state: 'discarded' })
  await tell(act, 'models.discarded', draft, undefined)
}

export interface Publication {
  /** First day in force; a calendar date in Asia/Shanghai, not before today. */
  from: string
  note?: string | undefined
}

/** Publishes a draft by a second person: each item of the body that uses the model gets a new version; running cases keep theirs. */
export async function publishDraft(act: Act, id: string, checked: CheckedRevision, { from, note }: Publication): Promise<void> {
  const draft = await getDraft(act, id)
  mustBe(draft, 'submitted')
  mustBeSecond(draft, act.actor.id)
  mustBeChecked(draft, checked)
  const today = dateInChina(act.now).toString()
  if (from < today) throw datePast({ today })
  const users = await listUsers(act.tx, draft.body, draft.kind, draft.name, from)
  const [waiting] = await waitingVersions(act.tx, users.map(({ row }) => row.code), from)
  if (waiting) throw laterVersionWaits({ item: waiting.code, from: waiting.effectiveFrom })
  if (users.every((user) => user.digest !== draft.base)) throw overtaken()
  const versions = await publishModel(act, { kind: draft.kind, name: draft.name, body: draft.body, text: draft.text, from })
  const published: ModelDraft = { ...draft, state: 'published', effectiveFrom: from }
  await updateDraft(act.tx, published)
  await tell(act, 'models.published', published, note, { from, items: versions.length })
}
