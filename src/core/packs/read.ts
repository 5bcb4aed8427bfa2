// Reads a pack folder, checks all of it and gives one frozen Pack, or the faults. Never writes; only this file and folder.ts touch a disk.
import { readWords } from '#engines/words'
import type { FormDefinition } from '#engines/forms'
import { Type } from 'typebox'
import { checkAfter } from './check-after.ts'
import { checkAutomation } from './check-automation.ts'
import { checkCalendar } from './check-calendar.ts'
import { checkNoCode } from './check-code.ts'
import { checkDecisions, checkForms, checkProcesses, checkUse } from './check-engines.ts'
import { checkItems } from './check-items.ts'
import { checkKnown } from './check-known.ts'
import { checkLetters } from './check-letters.ts'
import { checkLicenceTypes } from './check-licence-types.ts'
import { checkLimitLaw } from './check-limits.ts'
import { checkPlaces } from './check-places.ts'
import { checkParties } from './check-parties.ts'
import { checkProcedure } from './check-procedure.ts'
import { checkAssessments, checkPurposes } from './check-purposes.ts'
import { makeDraft, placed, type Draft, type PackWorld, type Placed } from './draft.ts'
import { checkExamples } from './examples.ts'
import { makeReport, sortFaults, type PackFault, type Report } from './faults.ts'
import { filesIn, readFolder, type Folder } from './folder.ts'
import { freezePack } from './freeze.ts'
import { blanksOf, splitLetter } from './letters.ts'
import { noMemory, type Memory } from './memory.ts'
import type { Pack } from './pack.ts'
import { CalendarYearSchema } from './schema-calendar.ts'
import { ExampleSchema, ItemSchema } from './schema-items.ts'
import { LicenceTypeSchema, OrganisationSchema, PackHeadSchema, PersonSchema, RegionSchema } from './schema-places.ts'
import { TextSchema } from './schema-parts.ts'
import { PurposeSchema, StockAssessmentSchema } from './schema-purposes.ts'
import { StockLicenceSchema } from './schema-stock.ts'
import { readShape } from './shape.ts'
import { parseYaml, type YamlFile } from './source.ts'
import type { Static, TSchema } from 'typebox'

/**
 * Reads and checks a pack. `pack` is there exactly when there are no faults. Throws only when the folder cannot be read.
 */
export async function readPack(dir: string, world: PackWorld = {}): Promise<{ pack?: Pack; faults: PackFault[] }> {
  return checkPack(await readFolder(dir), world)
}

/** As readPack, over files already in memory. */
export async function checkPack(folder: Folder, world: PackWorld = {}): Promise<{ pack?: Pack; faults: PackFault[] }> {
  const report = makeReport()
  checkNoCode(folder, report)
  const memory = world.memory ?? noMemory
  const draft = readDraft({ folder, report, memory })
  checkPlaces(draft, report)
  checkLicenceTypes(draft, report)
  checkCalendar(draft, report)
  checkForms(draft, report)
  checkDecisions(draft, memory, report)
  await checkProcesses(draft, world, report)
  checkItems(draft, report)
  checkProcedure(draft, report)
  checkParties(draft, report)
  checkAfter(draft, report)
  checkLimitLaw(draft, report)
  checkUse(draft, report)
  checkKnown(draft, report)
  checkLetters(draft, report)
  checkAutomation(draft, report)
  checkPurposes(draft, report)
  checkAssessments(draft, report)
  // Examples run on forms and processes that stand; broken ones have been told already.
  if (!report.faults.some((fault) => fault.rule === 'form-definition')) checkExamples(draft, report)
  const faults = sortFaults(report.faults)
  return faults.length === 0 ? { pack: freezePack(draft), faults } : { faults }
}

function readDraft(reader: Reader): Draft {
  const draft = makeDraft()
  const { folder, report } = reader
  draft.head = readOne(reader, 'pack.yaml', PackHeadSchema)?.value
  draft.regions = readList(reader, 'regions.yaml', RegionSchema)
  draft.organisations = readList(reader, 'organisations.yaml', OrganisationSchema)
  draft.people = readList(reader, 'people.yaml', PersonSchema)
  draft.purposes = readList(reader, 'purposes.yaml', PurposeSchema)
  if (folder.has('assessments.yaml')) draft.assessments = readList(reader, 'assessments.yaml', StockAssessmentSchema)
  draft.licenceTypes = readAll(reader, 'licence-types/', LicenceTypeSchema).map((entry) => entry.part)
  if (folder.has('licences.yaml')) draft.stock = readList(reader, 'licences.yaml', StockLicenceSchema)
  draft.calendar = readAll(reader, 'calendar/', CalendarYearSchema).map((entry) => entry.part)
  for (const { name, part } of readAll(reader, 'forms/', FormShape)) draft.forms.set(name, part)
  for (const { name, path } of filesIn(folder, 'processes/', '.bpmn')) draft.processes.set(name, { file: path, xml: folder.get(path) ?? '' })
  for (const { name, path } of filesIn(folder, 'decisions/', '.dmn')) draft.decisions.set(name, { file: path, xml: folder.get(path) ?? '', names: [] })
  for (const { name, path } of filesIn(folder, 'letters/', '.md')) readLetter(reader, name, path, draft)
  draft.words = readWords({ zh: readYaml(reader, 'words/zh.yaml')?.data, en: readYaml(reader, 'words/en.yaml')?.data })
  checkWordsAlike(draft, report)
  readItems(reader, draft)
  return draft
}

interface Reader {
  folder: Folder
  report: Report
  memory: Memory
}

// The form engine has its own, finer check; here only that it is a form at all.
const FormShape = Type.Unsafe<FormDefinition>({ type: 'object' })

function readYaml({ folder, report, memory }: Reader, path: string): YamlFile | undefined {
  const text = folder.get(path)
  if (text !== undefined) {
    const { source, faults } = memory.recall(`yaml ${path}`, text, () => parseApart(path, text))
    report.faults.push(...faults)
    return source
  }
  report.add('file-missing', { file: path, line: 1 }, { name: path })
  return undefined
}

function parseApart(path: string, text: string): { source: YamlFile | undefined; faults: PackFault[] } {
  const report = makeReport()
  return { source: parseYaml(path, text, report), faults: report.faults }
}

function readOne<S extends TSchema>(reader: Reader, path: string, schema: S): Placed<Static<S>> | undefined {
  const source = readYaml(reader, path)
  const value = source && readShape(source, schema, reader.report)
  return source && value !== undefined ? placed(source, value) : undefined
}

function readList<S extends TSchema>(reader: Reader, path: string, schema: S): Placed<Static<S>>[] {
  const source = readYaml(reader, path)
  const list = source && readShape(source, Type.Array(schema), reader.report)
  return source && Array.isArray(list) ? list.map((value: Static<S>, n) => placed(source, value, n)) : []
}

function readAll<S extends TSchema>(reader: Reader, prefix: string, schema: S): { name: string; part: Placed<Static<S>> }[] {
  return filesIn(reader.folder, prefix, '.yaml').flatMap(({ name, path }) => {
    const part = readOne(reader, path, schema)
    return part ? [{ name, part }] : []
  })
}

function readLetter(reader: Reader, name: string, path: string, draft: Draft): void {
  const parts = splitLetter(reader.folder.get(path) ?? '')
  const head = parts && parseYaml(path, parts.head, reader.report)
  const subject = head && readShape(head, TextSchema, reader.report)
  if (!parts) return reader.report.add('letter-shape', { file: path, line: 1 })
  if (!subject) return
  const body = { zh: parts.zh, en: parts.en }
  const blanks = [...new Set([...blanksOf(body.zh), ...blanksOf(body.en)])]
  draft.letters.set(name, { name, subject, body, blanks, zhPlace: { file: path, line: parts.zhLine }, enPlace: { file: path, line: parts.enLine } })
}

function checkWordsAlike(draft: Draft, report: Report): void {
  const { zh, en } = draft.words
  for (const key of Object.keys(zh)) if (en[key] === undefined) report.add('missing-text', { file: 'words/en.yaml', line: 1 }, { key, language: { zh: '英文', en: 'English' } })
  for (const key of Object.keys(en)) if (zh[key] === undefined) report.add('missing-text', { file: 'words/zh.yaml', line: 1 }, { key, language: { zh: '中文', en: 'Chinese' } })
}

function readItems(reader: Reader, draft: Draft): void {
  const slugs = new Set([...reader.folder.keys()].flatMap((path) => /^items\/([^/]+)\//.exec(path)?.[1] ?? []))
  for (const slug of slugs) {
    const prefix = `items/${slug}/`
    const content = readOne(reader, `${prefix}item.yaml`, ItemSchema)
    const examples = readAll(reader, `${prefix}examples/`, ExampleSchema).map((entry) => entry.part)
    const guide = { zh: readGuide(reader, `${prefix}guide.zh.md`), en: readGuide(reader, `${prefix}guide.en.md`) }
    if (content) draft.items.push({ ...content, slug, guide, examples })
  }
}

function readGuide({ folder, report }: Reader, path: string): string {
  const text = folder.get(path)?.trim() ?? ''
  if (text === '') report.add('file-missing', { file: path, line: 1 }, { name: path })
  return text
}
