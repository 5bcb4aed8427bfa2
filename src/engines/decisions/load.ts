// From DMN XML (1.1 to 1.5) to a decision model: elements, what they require, imports by namespace. Faults are named by element and line.
import { boxedIn, findBoxed, isFeel, literalOf, noteFault, parametersOf, type Reading } from './boxed.ts'
import { compilerFor } from './compile.ts'
import { fieldNames, referredType, typesOf } from './item-types.ts'
import { readTable } from './load-table.ts'
import type { Decision, DecisionModel, DecisionProblem, Element, Knowledge, Module, PlacedTable, Requirement, Offering } from './model.ts'
import { declared, type KnownNames } from './names.ts'
import { checkRequirements } from './requirements.ts'
import type { Type } from './types.ts'
import { childNamed, childrenNamed, nameOf, readXml, type XmlElement } from './xml.ts'

const dmnSpaces = ['20151101/dmn.xsd', '20151101/dmn11.xsd', '20180521/MODEL/', '20191111/MODEL/', '20211108/MODEL/', '20230324/MODEL/', '20240513/MODEL/'].flatMap((end) => [`https://www.omg.org/spec/DMN/${end}`, `http://www.omg.org/spec/DMN/${end}`])

/** A model and the faults found in it; what is faulty gives null when it is evaluated. */
export interface Loaded {
  model?: DecisionModel
  problems: DecisionProblem[]
}

interface Parsed {
  root: XmlElement
  module: Module
  /** Modules whose elements were read, so that circles of imports end. */
  isRead: boolean
}

interface Library {
  texts: readonly string[]
  parsed: Map<string, Parsed>
  problems: DecisionProblem[]
  tables: PlacedTable[]
  /** Where each element was read. */
  sources: Map<Element, XmlElement>
}

/** Reads and checks a DMN file; with problems there is no model. `others` are the texts of files it may import. */
export function loadDecisions(xml: string, others: readonly string[] = []): Loaded {
  const { model, problems } = readModel(xml, others)
  return problems.length > 0 ? { problems: problems.sort((a, b) => a.line - b.line) } : { ...(model ? { model } : {}), problems: [] }
}

/** Reads a DMN file and keeps what can be run of it. */
export function readModel(xml: string, others: readonly string[] = []): Loaded {
  const { root, fault } = readXml(xml, dmnSpaces)
  if (root?.name !== 'definitions' || root.space === '') {
    const why = fault?.why ?? 'no DMN definitions'
    return { problems: [{ code: 'decision.not-dmn', element: '', line: fault?.line ?? 1, zh: `不是可读的 DMN 文件（${why}）。`, en: `Not a readable DMN file (${why}).` }] }
  }
  const library: Library = { texts: others, parsed: new Map(), problems: [], tables: [], sources: new Map() }
  const parsed = register(root, library)
  readElements(parsed, library)
  const { module } = parsed
  const decisions = new Map([...module.elements].filter((entry): entry is [string, Decision] => entry[1].kind === 'decision'))
  const inputs = [...module.elements.values()].filter(({ kind }) => kind === 'input').map(({ name }) => name)
  if (decisions.size === 0) library.problems.push({ code: 'decision.no-decision', element: module.name, line: root.line, zh: '文件中没有决策。', en: 'the file holds no decision.' })
  library.problems.push(...checkRequirements(module))
  return { model: { name: module.name, module, decisions, inputs, tables: library.tables }, problems: library.problems }
}

function register(root: XmlElement, library: Library): Parsed {
  const namespace = root.attributes['namespace'] ?? ''
  const module: Module = { namespace, name: nameOf(root), elements: new Map(), imports: [], findType: () => undefined }
  module.findType = typesOf(root, () => module.imports.map((one) => ({ name: one.name, findType: one.module.findType })))
  const parsed: Parsed = { root, module, isRead: false }
  library.parsed.set(namespace, parsed)
  for (const element of childrenNamed(root, 'import')) {
    if (!/DMN/i.test(element.attributes['importType'] ?? 'DMN')) continue
    const other = findModule(element.attributes['namespace'] ?? '', library)
    if (other) module.imports.push({ name: (element.attributes['name'] ?? '').trim(), module: other.module })
    else library.problems.push({ code: 'decision.import-missing', element: nameOf(element), line: element.line, zh: `找不到要导入的模型 ${element.attributes['namespace'] ?? ''}。`, en: `The model to import, ${element.attributes['namespace'] ?? ''}, was not found.` })
  }
  return parsed
}

function findModule(namespace: string, library: Library): Parsed | undefined {
  const known = library.parsed.get(namespace)
  if (known) return known
  for (const text of library.texts) {
    if (!text.includes(namespace)) continue
    const { root } = readXml(text, dmnSpaces)
    if (root?.name === 'definitions' && root.attributes['namespace'] === namespace) return register(root, library)
  }
  return undefined
}

/** First all elements, then what they require and run, since each may name any other. */
function readElements(parsed: Parsed, library: Library): void {
  if (parsed.isRead) return
  parsed.isRead = true
  const { root, module } = parsed
  for (const { module: other } of module.imports) {
    const imported = library.parsed.get(other.namespace)
    if (imported) readElements(imported, library)
  }
  const isMain = library.parsed.values().next().value === parsed
  const problems = isMain ? library.problems : []
  const tables = isMain ? library.tables : []
  const made: [XmlElement, Element][] = []
  for (const element of root.children) {
    const one = makeElement(element, module)
    if (!one) continue
    if (module.elements.has(one.id)) problems.push({ code: 'decision.id-twice', element: one.id, line: one.line, zh: `${one.id}：标识重复。`, en: `${one.id}: this id is used twice.` })
    module.elements.set(one.id, one)
    library.sources.set(one, element)
    made.push([element, one])
  }
  const fields = allFields(parsed, library)
  for (const [element, one] of made) fill(element, one, { problems, tables, fields, sources: library.sources })
}

function makeElement(element: XmlElement, module: Module): Element | undefined {
  if (element.space === '') return undefined
  const name = nameOf(element)
  const { line } = element
  const named = { id: element.attributes['id'] ?? name, name, label: element.attributes['label'] ?? name, line, module }
  const type = variableType(element, module)
  switch (element.name) {
    case 'inputData':
      return { ...named, kind: 'input', type }
    case 'decision':
      return { ...named, kind: 'decision', type, requires: [], inputs: [], decisions: [], literal: undefined, table: undefined, code: () => null }
    case 'businessKnowledgeModel':
      return { ...named, kind: 'knowledge', requires: [], parameters: [], result: resultType(type), code: undefined }
    case 'decisionService':
      return { ...named, kind: 'service', outputs: [], inputs: [], result: resultType(type) }
    default:
      return undefined
  }
}

function variableType(element: XmlElement, module: Module): Type | undefined {
  return referredType(childNamed(element, 'variable')?.attributes['typeRef'], module.findType)
}

// The variable of an invocable may be typed by the function or, as before 1.3, by its result.
function resultType(type: Type | undefined): Type | undefined {
  const plain = type?.kind === 'defined' ? type.type() : type
  return plain?.kind === 'function' ? plain.result : plain?.kind === 'simple' && plain.name === 'function' ? undefined : type
}

function allFields({ root, module }: Parsed, library: Library): KnownNames {
  const imported = module.imports.map(({ module: other }) => library.parsed.get(other.namespace)).filter((one) => one !== undefined)
  return Object.assign({}, ...imported.map((one) => fieldNames(one.root)), fieldNames(root))
}

interface Filling {
  problems: DecisionProblem[]
  tables: PlacedTable[]
  fields: KnownNames
  sources: Library['sources']
}

function fill(element: XmlElement, one: Element, filling: Filling): void {
  if (one.kind === 'input') return
  if (one.kind === 'service') return fillOffering(element, one, filling)
  one.requires = requirementsOf(element, one, filling)
  const reading = readingOf(element, one, filling)
  if (one.kind === 'decision') fillDecision(element, one, reading)
  else fillKnowledge(element, one, reading)
}

function readingOf(element: XmlElement, one: Decision | Knowledge, { problems, tables, fields, sources }: Filling): Reading {
  const names: Record<string, KnownNames | null> = { ...fields, ...declaredNames(element) }
  for (const needed of one.requires) Object.assign(names, resultNames(needed.element, sources))
  for (const { path } of one.requires) for (const name of path) names[name] = null
  if (one.kind === 'knowledge') names[one.name] = null
  return { compiler: compilerFor(one.module.findType), names, problems, tables, element: one.name, label: one.label, type: one.kind === 'decision' ? one.type : one.result, readTable }
}

/** Names that the result of a required element may have: entries of contexts, columns, outputs. */
function resultNames(element: Element, sources: Library['sources']): KnownNames {
  const source = sources.get(element)
  if (element.kind === 'service') return Object.fromEntries([...element.module.elements.values()].filter(({ kind }) => kind === 'decision').map(({ name }) => [name, null]))
  return source ? declaredNames(source) : {}
}

/** Names that the expressions inside an element declare, boxed or written. */
function declaredNames(element: XmlElement): KnownNames {
  const names: Record<string, null> = {}
  const walk = (inside: XmlElement) => {
    if (['variable', 'formalParameter', 'column', 'output', 'parameter'].includes(inside.name)) names[nameOf(inside)] = null
    if (inside.name === 'text') for (const name of declared(inside.text)) names[name] = null
    const iterator = inside.attributes['iteratorVariable']
    if (iterator !== undefined) names[iterator.trim()] = null
    for (const child of inside.children) walk(child)
  }
  walk(element)
  return names
}

function fillDecision(element: XmlElement, decision: Decision, reading: Reading): void {
  const boxed = findBoxed(element)
  if (!boxed) noteFault(reading, 'no-logic', element, '决策没有逻辑。', 'the decision has no logic.')
  decision.inputs = decision.requires.filter((one) => one.element.kind === 'input').map((one) => one.element.name)
  decision.decisions = decision.requires.filter((one) => one.element.kind === 'decision').map((one) => one.element.id)
  decision.literal = boxed?.name === 'literalExpression' ? literalOf(boxed, reading) : undefined
  const before = reading.tables.length
  decision.code = decision.literal?.code ?? boxedIn(element, reading)
  decision.table = boxed?.name === 'decisionTable' ? reading.tables[before]?.table : undefined
}

function fillKnowledge(element: XmlElement, knowledge: Knowledge, reading: Reading): void {
  const logic = childNamed(element, 'encapsulatedLogic')
  if (!logic) {
    knowledge.code = () => null
    return noteFault(reading, 'no-logic', element, '业务知识没有逻辑。', 'the business knowledge model has no logic.')
  }
  knowledge.parameters = parametersOf(logic, reading)
  if (isFeel(logic)) knowledge.code = boxedIn(logic, reading)
}

const requiring: [requirement: string, reference: string][] = [
  ['informationRequirement', 'requiredInput'],
  ['informationRequirement', 'requiredDecision'],
  ['knowledgeRequirement', 'requiredKnowledge'],
]

function requirementsOf(element: XmlElement, one: Decision | Knowledge, { problems }: Filling): Requirement[] {
  return requiring.flatMap(([requirement, reference]) =>
    childrenNamed(element, requirement).flatMap((needed) => childrenNamed(needed, reference)).flatMap((needed) => {
      const found = refer(needed.attributes['href'] ?? '', one.module)
      if (!found) problems.push({ code: 'decision.dangling-reference', element: one.id, line: one.line, zh: `${one.id}：引用的“${needed.attributes['href'] ?? ''}”不存在。`, en: `${one.id}: requires "${needed.attributes['href'] ?? ''}", which does not exist.` })
      return found ? [found] : []
    }),
  )
}

/** The element of a reference `#id` or `namespace#id`, and the names under which it is seen. */
function refer(href: string, module: Module): Requirement | undefined {
  const [namespace = '', id = ''] = href.includes('#') ? [href.slice(0, href.lastIndexOf('#')), href.slice(href.lastIndexOf('#') + 1)] : ['', href]
  const own = module.elements.get(id)
  if (own && (namespace === '' || namespace === module.namespace)) return { element: own, path: [own.name] }
  for (const { name, module: other } of module.imports) {
    const element = other.namespace === namespace ? other.elements.get(id) : undefined
    if (element) return { element, path: name === '' ? [element.name] : [name, element.name] }
  }
  return undefined
}

function fillOffering(element: XmlElement, service: Offering, { problems }: Filling): void {
  const referred = (name: string) => childrenNamed(element, name).flatMap((reference) => {
    const found = refer(reference.attributes['href'] ?? '', service.module)
    if (!found) problems.push({ code: 'decision.dangling-reference', element: service.id, line: service.line, zh: `${service.id}：引用的“${reference.attributes['href'] ?? ''}”不存在。`, en: `${service.id}: refers to "${reference.attributes['href'] ?? ''}", which does not exist.` })
    return found ? [found.element] : []
  })
  service.outputs = referred('outputDecision').filter((one) => one.kind === 'decision')
  service.inputs = [...referred('inputData'), ...referred('inputDecision')].filter((one) => one.kind === 'input' || one.kind === 'decision')
}
