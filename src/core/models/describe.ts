// How models and drafts look in answers: names of people and bodies, titles, the acts open to the caller, and who would be affected.
import type { Ground } from '#base/context'
import type { Caller } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { loadDecisions } from '#engines/decisions'
import { loadProcess } from '#engines/process'
import { countOpenCases } from '#core/cases'
import { findModelText, listUsers, sourceDigest, waitingVersions, type ModelKind } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { namesOf } from '#core/people'
import { possibleModelActs, type ModelDraft } from './model.ts'
import { listWords, type DraftRow } from './store.ts'

type Text = { zh: string; en?: string }

const titlesMax = 500
const titles = new Map<string, Text>()

/** The title that a text gives itself; what it is called otherwise where it gives none or cannot be read. */
async function titleOf(kind: ModelKind, otherwise: Text, digest: string, text: string): Promise<Text> {
  const known = titles.get(digest)
  if (known) return known
  const said = kind === 'process' ? (await loadProcess(text)).model?.name : kind === 'decision' ? { zh: loadDecisions(text).model?.name ?? '' } : titleIn(text)
  const title = said && said.zh !== '' ? said : otherwise
  if (titles.size >= titlesMax) titles.delete(titles.keys().next().value ?? '')
  titles.set(digest, title)
  return title
}

/** The title of a form, the name of an item. */
function titleIn(text: string): Text | undefined {
  try {
    const { title, name } = JSON.parse(text) as { title?: Text; name?: Text }
    return title ?? name
  } catch {
    return undefined
  }
}

/** The title of a stored source. */
export async function titleOfSource(ground: Ground, { body, kind, name }: { body: string; kind: ModelKind; name: string }, digest: string): Promise<Text> {
  return titles.get(digest) ?? titleOf(kind, { zh: name }, digest, (await findModelText(ground.sql, { body, kind, name }, digest)) ?? '')
}

const today = (ground: Ground) => dateInChina(ground.clock.now()).toString()

/** Drafts as lists show them. */
export async function describeRows(ground: Ground, rows: readonly DraftRow[]) {
  const organisations = await findOrganisations(ground.sql, rows.map((row) => row.body))
  const people = await namesOf(ground.sql, rows.map((row) => row.savedBy))
  return Promise.all(rows.map(async (row) => ({
    id: row.id, body: nameOrganisation(organisations, row.body), kind: row.kind, name: row.name, title: await titleOfSource(ground, row, row.base),
    state: row.state, revision: row.revision, savedAt: timeText(row.savedAt), savedBy: people.get(row.savedBy)?.name ?? null, effectiveFrom: row.effectiveFrom,
  })))
}

/** One draft as its page shows it; its text is read on its own. */
export async function describeDraft(ground: Ground, draft: ModelDraft, caller: Caller) {
  const [row] = await describeRows(ground, [draft])
  if (!row) throw new Error('one draft gives one row')
  const words = await listWords(ground.sql, draft.id)
  const people = await namesOf(ground.sql, [...draft.authors, ...words.map((one) => one.by)])
  const users = await listUsers(ground.sql, draft.body, draft.kind, draft.name, today(ground))
  return {
    ...row, title: await titleOf(draft.kind, row.title, sourceDigest(draft.kind, draft.text), draft.text), base: draft.base, createdAt: timeText(draft.createdAt), examples: draft.examples,
    changed: sourceDigest(draft.kind, draft.text) !== draft.base, overtaken: draft.state !== 'published' && users.every((user) => user.digest !== draft.base),
    authors: draft.authors.map((account) => people.get(account)?.name ?? ''), acts: possibleModelActs(draft, caller.id, caller.posts),
    history: words.map((one) => ({ id: one.entry, kind: one.kind, at: timeText(one.at), by: people.get(one.by)?.name ?? null, words: one.content })),
  }
}

/** Whom a publication would touch: the items that use the model, with their open cases, and how many of these run on older versions already. */
export async function describeEffect(ground: Ground, model: { body: string; kind: ModelKind; name: string }) {
  const users = await listUsers(ground.sql, model.body, model.kind, model.name, today(ground))
  const codes = users.map(({ row }) => row.code)
  const open = await countOpenCases(ground.sql, model.body, codes)
  const waiting = await waitingVersions(ground.sql, codes, today(ground))
  return {
    items: users.map(({ row }) => {
      const own = open.filter((one) => one.item === row.code)
      const sum = (counts: typeof own) => counts.reduce((total, one) => total + one.count, 0)
      return { code: row.code, name: row.content.name, version: row.version, openCases: sum(own), onOlderVersions: sum(own.filter((one) => one.itemVersion !== row.id)), waitingFrom: waiting.find((one) => one.code === row.code)?.effectiveFrom ?? null }
    }),
  }
}
