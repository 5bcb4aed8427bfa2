// Checks a file against the schema of its kind and says what is wrong in words. Every schema takes no unknown key.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { Static, TSchema } from 'typebox'
import type { Report } from './faults.ts'
import { pathOfPointer, type YamlFile } from './source.ts'

const ajv = new Ajv({ allErrors: true, strict: false })
const compiled = new WeakMap<TSchema, ValidateFunction>()

/** The data of the file as its schema types it, or undefined with faults reported. */
export function readShape<S extends TSchema>(source: YamlFile, schema: S, report: Report): Static<S> | undefined {
  const validate = compiled.get(schema) ?? ajv.compile(schema)
  compiled.set(schema, validate)
  const texts = checkTexts(source, report)
  if (!validate(source.data)) {
    for (const error of validate.errors ?? []) tellShape(source, error, report)
    return undefined
  }
  return texts ? (source.data as Static<S>) : undefined
}

function tellShape(source: YamlFile, error: ErrorObject, report: Report): void {
  const path = pathOfPointer(error.instancePath)
  const missing: unknown = error.params['missingProperty']
  const unknown: unknown = error.params['additionalProperty']
  if (typeof unknown === 'string') return report.add('unknown-key', source.at(...path, unknown), { key: unknown })
  if (missing === 'zh') return report.add('missing-text', source.at(...path), { key: nameOf(path), language: chinese })
  if (typeof missing === 'string') return report.add('missing-key', source.at(...path), { key: [...path, missing].join('.') })
  report.add('wrong-value', source.at(...path), { key: nameOf(path), why: whyOf(error) })
}

const chinese = { zh: '中文', en: 'Chinese' }
const english = { zh: '英文', en: 'English' }

function nameOf(path: string[]): string {
  return path.length === 0 ? '/' : path.join('.')
}

function whyOf(error: ErrorObject): string {
  const allowed: unknown = error.params['allowedValues']
  return Array.isArray(allowed) ? `${error.message ?? error.keyword}: ${allowed.join(', ')}` : (error.message ?? error.keyword)
}

// The faces promise complete English: a text of a pack without it would show as a hole.
function checkTexts(source: YamlFile, report: Report): boolean {
  const holes: (string | number)[][] = []
  collectHoles(source.data, [], holes)
  for (const path of holes) report.add('missing-text', source.at(...path), { key: path.join('.'), language: english })
  return holes.length === 0
}

function collectHoles(node: unknown, path: (string | number)[], holes: (string | number)[][]): void {
  if (node === null || typeof node !== 'object') return
  if (Array.isArray(node)) return node.forEach((one, at) => collectHoles(one, [...path, at], holes))
  if ('zh' in node && typeof node.zh === 'string' && !('en' in node && typeof node.en === 'string' && node.en !== '')) holes.push(path)
  for (const [key, one] of Object.entries(node)) collectHoles(one, [...path, key], holes)
}
