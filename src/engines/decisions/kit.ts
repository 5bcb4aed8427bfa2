// Test files of the DMN compatibility kit (tck): cases read, run against a model, compared as the kit's runners do. Reads texts, never files.
import { decimalOf, isNumber, toDouble } from './decimal.ts'
import { type DecisionOutcome, evaluateDecision, invoke } from './evaluate.ts'
import { type DecisionModel, findInvocable } from './model.ts'
import { readDate, readDateTime, readDuration, readTime } from './temporal.ts'
import { equalValues, type FeelContext, type FeelValue, fromPlain, isContext, textOf, typeOf } from './values.ts'
import { childNamed, childrenNamed, readXml, type XmlElement } from './xml.ts'

export interface KitCase {
  id: string
  /** Name of a decision service or business knowledge model that is called instead of decisions. */
  invocable: string | undefined
  inputs: { [name: string]: FeelValue }
  results: { name: string; expected: FeelValue; isError: boolean }[]
}

export interface KitFile {
  modelName: string
  cases: KitCase[]
}

/** Reads a test file; undefined when it is none. */
export function readKitFile(xml: string): KitFile | undefined {
  const { root } = readXml(xml, [])
  if (root?.name !== 'testCases') return undefined
  return { modelName: childNamed(root, 'modelName')?.text.trim() ?? '', cases: childrenNamed(root, 'testCase').map(readCase) }
}

function readCase(element: XmlElement): KitCase {
  const inputs: { [name: string]: FeelValue } = {}
  for (const input of childrenNamed(element, 'inputNode')) {
    const namespace = input.attributes['namespace']
    inputs[nameIn(input)] = valueIn(input)
    if (namespace !== undefined) inputs[`${namespace}#${nameIn(input)}`] = valueIn(input)
  }
  const results = childrenNamed(element, 'resultNode').map((result) => {
    const expected = childNamed(result, 'expected')
    return { name: nameIn(result), expected: expected ? valueIn(expected) : null, isError: result.attributes['errorResult'] === 'true' }
  })
  const type = element.attributes['type']
  const invocable = type === 'decisionService' || type === 'bkm' ? element.attributes['invocableName'] : undefined
  return { id: element.attributes['id'] ?? '', invocable, inputs, results }
}

function nameIn(element: XmlElement): string {
  return (element.attributes['name'] ?? '').replace(/\s+/g, ' ').trim()
}

function attributeNamed(element: XmlElement, local: string): string | undefined {
  return Object.entries(element.attributes).find(([name]) => name.replace(/^.*:/, '') === local)?.[1]
}

function valueIn(element: XmlElement): FeelValue {
  if (attributeNamed(element, 'nil') === 'true') return null
  const list = childNamed(element, 'list')
  if (list) return attributeNamed(list, 'nil') === 'true' ? null : childrenNamed(list, 'item').map(valueIn)
  const components = childrenNamed(element, 'component')
  if (components.length > 0) {
    const made: FeelContext = Object.create(null)
    for (const component of components) made[nameIn(component)] = valueIn(component)
    return made
  }
  const value = childNamed(element, 'value')
  return value && attributeNamed(value, 'nil') !== 'true' ? scalarIn(value) : null
}

// XML Schema may write all parts of a duration; FEEL knows only those of one kind, so that the other kind's have to be nought.
function readXmlDuration(text: string): FeelValue {
  const parts = /^(-?)P((?:\d+Y)?(?:\d+M)?)(.*)$/.exec(text)
  if (!parts || parts[2] === '' || parts[3] === '') return readDuration(text)
  const [, sign = '', months = '', time = ''] = parts
  if (!/[1-9]/.test(months)) return readDuration(`${sign}P${time}`)
  return /[1-9]/.test(time) ? null : readDuration(`${sign}P${months}`)
}

const readers: Record<string, (text: string) => FeelValue> = {
  boolean: (text) => text === 'true' || text === '1',
  date: readDate,
  time: readTime,
  dateTime: readDateTime,
  duration: readXmlDuration,
}
const numberTypes = ['decimal', 'double', 'float', 'integer', 'int', 'long', 'short', 'byte']

function scalarIn(element: XmlElement): FeelValue {
  const type = (attributeNamed(element, 'type') ?? 'string').replace(/^.*:/, '')
  if (numberTypes.includes(type)) return decimalOf(element.text.trim().replace(/^\+/, '')) ?? null
  const read = readers[type]
  return read ? read(element.text.trim()) : element.text
}

/** Runs a case: undefined when all its results are as expected, otherwise why not. `now` is the moment for `now()`. */
export function runKitCase(model: DecisionModel, kitCase: KitCase, now: string): string | undefined {
  const called = kitCase.invocable === undefined ? undefined : invoke(model, kitCase.invocable, kitCase.inputs, { now })
  for (const { name, expected, isError } of kitCase.results) {
    const outcome = called ? { ...called, exact: partOf(model, kitCase, called, name) } : evaluateDecision(model, name, kitCase.inputs, { now })
    const wanted = isError ? null : expected
    if (!isExpected(outcome.exact, wanted)) return `${name}: ${textOf(outcome.exact, true).slice(0, 80)} instead of ${textOf(wanted, true).slice(0, 80)}${reasons(outcome)}`
  }
  return undefined
}

function partOf(model: DecisionModel, { invocable }: KitCase, { exact }: DecisionOutcome, name: string): FeelValue {
  const service = findInvocable(model, invocable ?? '')
  const isCompound = service?.kind === 'service' && service.outputs.length > 1 && service.outputs.some((output) => output.name === name)
  return isCompound && isContext(exact) ? fromPlain(exact[name]) : exact
}

function reasons({ problems }: DecisionOutcome): string {
  return problems.length > 0 ? ` (${problems.slice(0, 2).map(({ en }) => en).join(' ')})` : ''
}

/** Numbers agree to about eight digits, all else wholly. */
function isExpected(found: FeelValue, expected: FeelValue): boolean {
  if (isNumber(found) && isNumber(expected)) {
    const [a, b] = [toDouble(found), toDouble(expected)]
    return a === b || Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(a), Math.abs(b))
  }
  if (typeOf(found) !== typeOf(expected)) return false
  if (Array.isArray(found) && Array.isArray(expected)) return found.length === expected.length && found.every((item, i) => isExpected(fromPlain(item), fromPlain(expected[i])))
  if (isContext(found) && isContext(expected)) {
    const names = Object.keys(expected)
    return names.length === Object.keys(found).length && names.every((name) => Object.hasOwn(found, name) && isExpected(fromPlain(found[name]), fromPlain(expected[name])))
  }
  return equalValues(found, expected) === true
}
