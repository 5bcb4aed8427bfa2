// What the server itself puts into answers: files of document fields, the moment of a signature, an address in words. None of it
// is ever taken from outside.
import type { Sql } from '#base/db'
import { documentKey, isRecord, type CompiledForm, type FormData, type Widget } from '#engines/forms'
import { findRegion } from '#core/regions'

interface HandedFile {
  material: string
  name: string
  sha256: string
  type: string
  bytes: number
}

/** What stands already: the answers as they were last kept, and the files handed in. */
export interface Standing {
  form: FormData
  files: readonly HandedFile[]
}

/** Answers as given, with what the server knows: for saving, and for an intake. */
export async function completeAnswers(sql: Sql, form: CompiledForm, given: FormData, standing: Standing, now: Temporal.Instant): Promise<FormData> {
  return withAddresses(sql, form, signedAt(form, withDocuments(form, given, standing), standing.form, now))
}

/** The keys under which files of the form's document fields are handed in. */
export function documentKeys(form: CompiledForm): Set<string> {
  return new Set(namesOf(form, 'documents').map(documentKey))
}

/** Answers of document fields by the files that are there; without a new file those of the form sent before stay (a correction). */
export function withDocuments(form: CompiledForm, given: FormData, { form: earlier, files }: Standing): FormData {
  return changed(form, given, 'documents', (name) => {
    const own = files.filter((file) => file.material === documentKey(name))
    return own.length === 0 ? earlier[name] : own.map(({ name: title, sha256, type, bytes }) => ({ name: title, sha256, type, bytes }))
  })
}

// A signature that stays as it was keeps its moment; a changed one is signed now.
function signedAt(form: CompiledForm, given: FormData, earlier: FormData, now: Temporal.Instant): FormData {
  return changed(form, given, 'signature', (name) => {
    const signature = given[name]
    if (!isRecord(signature)) return signature
    const before = earlier[name]
    const { at: _claimed, ...signed } = signature
    const isSame = isRecord(before) && before['at'] !== undefined && ['name', 'declared', 'drawing'].every((part) => before[part] === signed[part])
    const isSigned = signed['declared'] === true && signed['name'] !== undefined
    return { ...signed, ...(isSame ? { at: before['at'] } : isSigned ? { at: now.toString() } : {}) }
  })
}

async function withAddresses(sql: Sql, form: CompiledForm, given: FormData): Promise<FormData> {
  const filled = { ...given }
  for (const name of namesOf(form, 'address')) {
    const address = given[name]
    if (isRecord(address)) filled[name] = await inWords(sql, address)
  }
  return filled
}

// A region that does not exist was not chosen from the list: it counts as not chosen.
async function inWords(sql: Sql, { region, detail }: Record<string, unknown>): Promise<FormData> {
  const names: string[] = []
  for (let code = typeof region === 'string' ? region : undefined; code !== undefined; ) {
    const found = await findRegion(sql, code)
    if (!found) return { ...(names.length > 0 ? { region } : {}), detail }
    names.unshift(found.name.zh)
    code = found.parent
  }
  return names.length === 0 ? { detail } : { region, detail, text: `${names.join('')}${typeof detail === 'string' ? detail.trim() : ''}` }
}

function namesOf(form: CompiledForm, widget: Widget): string[] {
  return form.fields.filter((field) => field.widget === widget).map((field) => field.name)
}

function changed(form: CompiledForm, given: FormData, widget: Widget, valueOf: (name: string) => unknown): FormData {
  const names = namesOf(form, widget)
  return names.length === 0 ? given : { ...given, ...Object.fromEntries(names.map((name) => [name, valueOf(name)] as const)) }
}

/** The files that go with the case: all but those of document fields that are not asked. */
export function filesThatCount<File extends { material: string }>(form: CompiledForm, data: FormData, files: readonly File[]): File[] {
  const hidden = new Set(namesOf(form, 'documents').filter((name) => data[name] === undefined).map(documentKey))
  return files.filter((file) => !hidden.has(file.material))
}
