// Reading items ready to work with: sources are compiled once and versions kept, since neither ever changes.
import type { Sql } from '#base/db'
import type { Serves } from '#core/packs'
import { dateInChina } from '#base/time'
import { loadDecisions, type DecisionModel } from '#engines/decisions'
import { compileForm, type CompiledForm, type FormDefinition } from '#engines/forms'
import { loadProcess, type ProcessModel } from '#engines/process'
import { itemNotFound, type Item } from './item.ts'
import { findCurrentId, findVersion, findVersionId, listAutomaticIds, findSupervisionItemId, listMatterItemIds, type WholeVersion, findOpenedByReview, findServingId } from './store.ts'

const versionsMax = 5000
const versions = new Map<string, Item>()
const forms = new Map<string, CompiledForm>()
const processes = new Map<string, ProcessModel>()
const decisions = new Map<string, DecisionModel>()

/** One version, in force or not: what a case pins. Throws where the id is not of a version: ids come from our own rows. */
export async function getItemVersion(sql: Sql, id: string): Promise<Item> {
  const known = versions.get(id)
  if (known) return known
  const row = await findVersion(sql, id)
  if (!row) throw new Error(`item version ${id} does not exist`)
  const item = await makeReady(row)
  if (versions.size >= versionsMax) versions.delete(versions.keys().next().value ?? '')
  versions.set(id, item)
  return item
}

/** The version of an item in force at a moment. */
export async function findItem(sql: Sql, code: string, now: Temporal.Instant): Promise<Item | undefined> {
  const id = await findCurrentId(sql, code, dateInChina(now).toString())
  return id === undefined ? undefined : getItemVersion(sql, id)
}

/** The items in force at a moment that say of their automation that a machine decides clear cases. */
export async function findAutomaticItems(sql: Sql, now: Temporal.Instant): Promise<Item[]> {
  return Promise.all((await listAutomaticIds(sql, dateInChina(now).toString())).map((id) => getItemVersion(sql, id)))
}

/** The item under which a bad verdict is answered, where the place has one. */
export async function findRectificationItem(sql: Sql, now: Temporal.Instant): Promise<Item | undefined> {
  const id = await findOpenedByReview(sql, dateInChina(now).toString())
  return id === undefined ? undefined : getItemVersion(sql, id)
}

/** The items in force at a moment that are about a licence (延续, 变更, 补发) or undo what a case granted, and what a body does of its own accord. */
export async function findMatterItems(sql: Sql, now: Temporal.Instant): Promise<Item[]> {
  return Promise.all((await listMatterItemIds(sql, dateInChina(now).toString())).map((id) => getItemVersion(sql, id)))
}

/** The item in force at a moment under which late cases are supervised (督办). */
export async function findSupervisionItem(sql: Sql, now: Temporal.Instant): Promise<Item | undefined> {
  const id = await findSupervisionItemId(sql, dateInChina(now).toString())
  return id === undefined ? undefined : getItemVersion(sql, id)
}

/** The item in force at a moment that serves something the platform itself does, where the place has one. */
export async function findServingItem(sql: Sql, serves: Serves, now: Temporal.Instant): Promise<Item | undefined> {
  const id = await findServingId(sql, serves, dateInChina(now).toString())
  return id === undefined ? undefined : getItemVersion(sql, id)
}

/** The version of an item in force at a moment, or a given one whether in force or not; refuses where there is none. */
export async function getItem(sql: Sql, code: string, now: Temporal.Instant, version?: number): Promise<Item> {
  const item = version === undefined ? await findItem(sql, code, now) : await findNumbered(sql, code, version)
  if (!item) throw itemNotFound({ code })
  return item
}

async function findNumbered(sql: Sql, code: string, version: number): Promise<Item | undefined> {
  const id = await findVersionId(sql, code, version)
  return id === undefined ? undefined : getItemVersion(sql, id)
}

async function makeReady(row: WholeVersion): Promise<Item> {
  return {
    versionId: row.id, code: row.code, version: row.version, content: row.content, flags: row.flags,
    effectiveFrom: row.effectiveFrom, effectiveTo: row.effectiveTo, processXml: row.process,
    form: keep(forms, row.form, () => compileForm(JSON.parse(row.form) as FormDefinition)),
    process: processes.get(row.process) ?? (await readProcess(row.process)),
    ...(row.decision ? { decision: decisions.get(row.decision) ?? (await readDecision(row.decision)), decisionXml: row.decision } : {}),
  }
}

function keep<T>(kept: Map<string, T>, text: string, make: () => T): T {
  const known = kept.get(text)
  if (known !== undefined) return known
  const made = make()
  kept.set(text, made)
  return made
}

async function readProcess(xml: string): Promise<ProcessModel> {
  const { model, problems } = await loadProcess(xml)
  if (!model) throw new Error(`a published process cannot be read: ${problems[0]?.code ?? ''}`)
  return keep(processes, xml, () => model)
}

async function readDecision(xml: string): Promise<DecisionModel> {
  const { model, problems } = await loadDecisions(xml)
  if (!model) throw new Error(`a published decision cannot be read: ${problems[0]?.code ?? ''}`)
  return keep(decisions, xml, () => model)
}
