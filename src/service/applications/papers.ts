// What goes with the case beside what was typed: papers as handed in, pictures as documents, and licences that are fetched instead of being
// asked for (免提交, 国令716 art. 7). Drawing and printing happen before the act, which must be short.
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import type { Sql } from '#base/db'
import { isDrawable, keepPdf, pictureDocument, writePdf } from '#base/pdf'
import { dateInChina } from '#base/time'
import type { Item } from '#core/items'
import { findHeld, nameOfType, printHeld, recordUse, type Held, type Print } from '#support/licences'
import { documentKeys } from './answers.ts'
import { listMaterials, type Draft, type DraftFile } from './application.ts'
import { noteLoose } from './store.ts'

/** Documents made before the act: of licences by their version, of pictures by their digest. */
export interface Prepared {
  licences: ReadonlyMap<string, Print>
  pictures: ReadonlyMap<string, Print>
}

/** The materials that a licence can stand for, by key, with the type that does. */
export function exemptMaterials(item: Item, draft: Pick<Draft, 'form' | 'scenario' | 'files' | 'promise'>, applicant: 'natural' | 'legal'): Map<string, string> {
  return new Map(listMaterials(item, draft, applicant).flatMap(({ material }) => (material.source === 'government' && material.licenceType !== undefined ? [[material.key, material.licenceType]] : [])))
}

/** What the store has for each exempt material of a draft. */
export async function heldMaterials(sql: Sql, exempt: ReadonlyMap<string, string>, account: string, now: Temporal.Instant): Promise<Map<string, Held>> {
  const held = await findHeld(sql, account, [...exempt.values()], dateInChina(now))
  return new Map([...exempt].flatMap(([key, type]) => (held.has(type) ? [[key, held.get(type) ?? { failure: 'not-held' as const }]] : [])))
}

/** Makes the documents that a submission will need. */
export async function preparePapers(ground: Ground, item: Item, draft: Draft, applicant: 'natural' | 'legal'): Promise<Prepared> {
  // Files of a form's own fields are answers, named by their digest: they stay as they are.
  const answered = documentKeys(item.form)
  const types = draft.correctionOf ? [] : [...exemptMaterials(item, draft, applicant).values()]
  return { licences: await printHeld(ground, draft.account, types), pictures: await drawPictures(ground, draft.files.filter(({ material }) => !answered.has(material))) }
}

async function drawPictures(ground: Ground, files: readonly DraftFile[]): Promise<Map<string, Print>> {
  const drawn = new Map<string, Print>()
  for (const file of files.filter((one) => one.type.startsWith('image/'))) {
    const bytes = await ground.files.read(file.sha256)
    if (!isDrawable(bytes, file.type)) continue
    // A picture that cannot be drawn goes into the case as it is: nobody loses a paper by our making it nicer.
    const pdf = await writePdf(pictureDocument({ digest: file.sha256, name: file.name, bytes })).catch((error: unknown) => void ground.log.warn({ err: error }, 'a picture could not be drawn'))
    if (!pdf) continue
    const { digest, size } = await keepPdf(ground.files, file.sha256, pdf)
    await noteLoose(ground.sql, digest, ground.clock.now())
    drawn.set(file.sha256, { sha256: digest, bytes: size })
  }
  return drawn
}

export interface Paper {
  material: string
  name: string
  type: string
  bytes: number
  sha256: string
  paper: boolean
}

/** A paper as the case keeps it: a picture as the document that was made of it. */
export function paperOf(file: Pick<DraftFile, 'material' | 'name' | 'type' | 'bytes' | 'sha256'>, { pictures }: Prepared): Paper {
  const { material, name, type, bytes, sha256 } = file
  const drawn = pictures.get(sha256)
  return drawn ? { material, name: `${name.replace(/\.[a-z]+$/i, '')}.pdf`, type: 'application/pdf', ...drawn, paper: false } : { material, name, type, bytes, sha256, paper: false }
}

/** A licence that was looked for: what was found of its material. */
export interface Fetched {
  material: string
  type: string
  held: Held
}

/** What the store gives at this moment; a document that could not be made counts as not had. */
export async function fetchLicences(act: Act, exempt: ReadonlyMap<string, string>, account: string, prepared: Prepared): Promise<{ fetched: Fetched[]; papers: Paper[] }> {
  const fetched: Fetched[] = []
  const papers: Paper[] = []
  for (const [material, held] of await heldMaterials(act.tx, exempt, account, act.now)) {
    const type = exempt.get(material) ?? ''
    const print = held.licence && prepared.licences.get(held.licence.id)
    fetched.push({ material, type, held: held.failure || print ? held : { ...held, failure: 'not-printed' } })
    if (held.failure || !print) continue
    papers.push({ material, name: `${(await nameOfType(act.tx, type)).zh}（电子证照）.pdf`, type: 'application/pdf', ...print, paper: false })
  }
  return { fetched, papers }
}

/** Records every look with the case it was for. A paper that the applicant handed in is no reason not to say that the store failed. */
export async function recordFetched(act: Act, item: Item, account: string, opened: { id: string; number: string }, fetched: readonly Fetched[]): Promise<void> {
  for (const { type, held } of fetched) await recordUse(act, type, held, { holder: account, unit: item.content.bodies.handling, item: item.code, case: opened, purpose: 'exempt-from-submission' })
}
