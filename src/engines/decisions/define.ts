// How a built-in function is declared: its signatures, and what it does with arguments that fit one of them.
import { isNumber, toDouble } from './decimal.ts'
import { spend, textMax, tooLong } from './operators.ts'
import { report, wrongArguments } from './problems.ts'
import { FeelFunction, type FeelType, type FeelValue, fromPlain, type Parameter, type Run, typeOf } from './values.ts'

/** Gives undefined when the arguments are wrong after all; that becomes null and a problem. */
type Body = (args: FeelValue[], run: Run) => FeelValue | undefined

interface Formal {
  name: string
  /** `any` takes null too; `point` is what can be ordered. */
  types: string[]
  isOptional: boolean
  /** Takes all further arguments. */
  isRest: boolean
}

interface Signature {
  formals: Formal[]
  body: Body
}

const shortNames: Record<string, FeelType[]> = {
  datetime: ['date and time'],
  months: ['years and months duration'],
  duration: ['days and time duration'],
  point: ['number', 'string', 'date', 'time', 'date and time', 'years and months duration', 'days and time duration'],
}

function readFormal(text: string): Formal {
  const [head = '', types = 'any'] = text.split(':').map((part) => part.trim())
  const all = types.split('|').flatMap((type) => shortNames[type] ?? [type])
  return { name: head.replace(/^\.\.\.|\?$/g, ''), types: all, isOptional: head.endsWith('?'), isRest: head.startsWith('...') }
}

/**
 * Declares a function by its signatures, tried in turn: `n: number, scale?: number`. A trailing `?` marks what may be left out or null,
 * leading dots what may come any number of times. Arguments are converted as §10.3.2.9.4 says: a list of one stands for its item, an item for a list of one.
 */
export function define(name: string, ...given: (string | Body)[]): [string, FeelFunction] {
  const signatures: Signature[] = []
  for (let i = 0; i < given.length; i += 2) {
    const [head, body] = [given[i], given[i + 1]]
    if (typeof head === 'string' && typeof body === 'function') signatures.push({ formals: head === '' ? [] : head.split(',').map(readFormal), body })
  }
  const apply = (args: FeelValue[], run: Run) => tryAll(name, signatures, run, (signature) => fitPositions(signature.formals, args))
  const applyNamed = (args: Map<string, FeelValue>, run: Run) => tryAll(name, inOrder(signatures, [...args.keys()]), run, (signature) => fitNames(signature.formals, args))
  const parameters: Parameter[] = (signatures[0]?.formals ?? []).map((formal) => ({ name: formal.name, ...typed(formal) }))
  return [name, new FeelFunction(parameters, apply, { applyNamed })]
}

// `before(range:, point:)` and `before(point:, range:)` differ in nothing but the order in which the names are written.
function inOrder(signatures: Signature[], names: string[]): Signature[] {
  const isSame = ({ formals }: Signature) => formals.length === names.length && formals.every(({ name }, i) => name === names[i])
  return [...signatures.filter(isSame), ...signatures.filter((signature) => !isSame(signature))]
}

function typed({ types }: Formal): { type?: Parameter['type'] } {
  const [only] = types
  return types.length === 1 && only !== undefined && only !== 'any' ? { type: { kind: 'simple', name: only as FeelType } } : {}
}

function tryAll(name: string, signatures: Signature[], run: Run, fit: (signature: Signature) => FeelValue[] | undefined): FeelValue {
  for (const signature of signatures) {
    const args = fit(signature)
    if (!args) continue
    const before = run.problems.length
    const result = signature.body(args, run)
    // Long results cost work, so that what doubles ends in time.
    if (Array.isArray(result)) spend(run, result.length >> 2)
    if (typeof result === 'string' && result.length > textMax) return tooLong(run)
    if (result !== undefined && !(typeof result === 'number' && Number.isNaN(result))) return result
    if (run.problems.length === before) return report(run, 'feel.wrong-arguments', `函数 ${name} 对这些参数没有结果。`, `Function ${name} has no result for these arguments.`)
    return null
  }
  return wrongArguments(run, name, signatures.map(({ formals }) => `(${formals.map((formal) => formal.name).join(', ')})`).join(' / '))
}

function fitPositions(formals: Formal[], args: FeelValue[]): FeelValue[] | undefined {
  const fitted: FeelValue[] = []
  for (const [i, formal] of formals.entries()) {
    if (formal.isRest) {
      const rest = args.slice(i).map((arg) => convert(arg, formal))
      return rest.length > 0 && rest.every((arg) => arg !== undefined) ? [...fitted, ...rest] : undefined
    }
    if (i >= args.length && !formal.isOptional) return undefined
    const value = convert(args[i] ?? null, formal)
    if (value === undefined) return undefined
    fitted.push(value)
  }
  return args.length > formals.length ? undefined : fitted
}

function fitNames(formals: Formal[], args: Map<string, FeelValue>): FeelValue[] | undefined {
  if ([...args.keys()].some((name) => !formals.some((formal) => formal.name === name))) return undefined
  const fitted: FeelValue[] = []
  for (const formal of formals) {
    const value = convert(args.get(formal.name) ?? null, formal)
    if (value === undefined) return undefined
    fitted.push(value)
  }
  return fitted
}

function convert(value: FeelValue, { types, isOptional }: Formal): FeelValue | undefined {
  if (types.includes('any')) return value
  if (value === null) return isOptional ? null : undefined
  const type = typeOf(value)
  if (types.includes(type)) return value
  if (Array.isArray(value)) return value.length === 1 ? convert(fromPlain(value[0]), { name: '', types, isOptional: false, isRest: false }) : undefined
  return types.includes('list') ? [value] : undefined
}

/** The items of a list. */
export function itemsIn(value: FeelValue | undefined): FeelValue[] {
  return Array.isArray(value) ? value.map((item) => fromPlain(item)) : []
}

/** A number cut to a whole one, as an index or a count. */
export function asWhole(value: FeelValue | undefined): number {
  return value !== undefined && value !== null && isNumber(value) ? Math.trunc(toDouble(value)) : Number.NaN
}
