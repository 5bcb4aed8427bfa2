// What type an expression must have, as far as its text and the types of the names in it tell; and what in it can only give null.
// Says nothing where it cannot know: a warning here is a fault in the model.
import type { Ast } from './ast.ts'
import { isWithin, readType, type FindType, type Type, typeWords } from './types.ts'
import { type FeelType, typeOf } from './values.ts'

/** What is known where an expression stands; `tell` takes what is wrong in it. */
export interface Known {
  names: ReadonlyMap<string, Type | undefined>
  findType: FindType
  tell: (zh: string, en: string) => void
}

const simple = (name: FeelType): Type => ({ kind: 'simple', name })
const bool = simple('boolean')

/** The type of an expression's value; undefined where it is not known. */
export function inferType(ast: Ast, known: Known): Type | undefined {
  switch (ast.kind) {
    case 'literal':
      return ast.value === null ? undefined : simple(typeOf(ast.value))
    case 'name':
      return known.names.get(ast.name)
    case 'path':
      return inferPath(ast, known)
    case 'arithmetic':
      return inferArithmetic(ast, known)
    case 'negate':
      return inferType(ast.of, known)
    case 'compare':
      return inferComparison(ast, known)
    case 'between':
      checkPair('between', inferType(ast.of, known), inferType(ast.low, known), known)
      checkPair('between', inferType(ast.of, known), inferType(ast.high, known), known)
      return bool
    case 'and':
    case 'or':
      for (const side of [ast.left, ast.right]) checkBoolean(ast.kind, inferType(side, known), known)
      return bool
    case 'in':
    case 'some':
    case 'every':
    case 'instance':
      return bool
    case 'if':
      return inferIf(ast, known)
    case 'list':
      for (const item of ast.items) inferType(item, known)
      return simple('list')
    case 'context':
      return simple('context')
    case 'range':
      return simple('range')
    case 'function':
      for (const { name, type } of ast.parameters) if (type !== undefined && !readType(type, known.findType)) known.tell(`参数“${name}”的类型 ${type} 不存在。`, `parameter "${name}" has the unknown type ${type}.`)
      return simple('function')
    default:
      return undefined
  }
}

function plainOf(type: Type | undefined): Type | undefined {
  let at = type
  for (let n = 0; at?.kind === 'defined' && n < 20; n++) at = at.type()
  return at
}

function inferPath({ of, name }: Extract<Ast, { kind: 'path' }>, known: Known): Type | undefined {
  const outer = plainOf(inferType(of, known))
  if (outer?.kind !== 'context') return undefined
  const field = outer.fields.get(name)
  if (!field) known.tell(`没有名为“${name}”的字段。`, `there is no field "${name}".`)
  return field
}

const textual = ['string', 'number', 'boolean', 'list', 'context', 'range', 'function']

function nameOfType(type: Type | undefined): string | undefined {
  const plain = plainOf(type)
  if (plain === undefined || plain.kind === 'any' || plain.kind === 'null' || plain.kind === 'defined') return undefined
  return plain.kind === 'simple' ? plain.name : plain.kind
}

function inferArithmetic({ op, left, right }: Extract<Ast, { kind: 'arithmetic' }>, known: Known): Type | undefined {
  const [a, b] = [inferType(left, known), inferType(right, known)]
  const [x, y] = [nameOfType(a), nameOfType(b)]
  if (x === undefined || y === undefined) return undefined
  if (x === 'number' && y === 'number') return simple('number')
  if (op === '+' && x === 'string' && y === 'string') return simple('string')
  // Of a list of one its item is meant; what dates and durations give is left to the run.
  if (x === 'list' || y === 'list') return undefined
  const isImpossible = [x, y].some((name) => name === 'boolean' || name === 'context' || name === 'range' || name === 'function' || name === 'string') || (textual.includes(x) && textual.includes(y))
  if (isImpossible) tellPair(op, a, b, known)
  return undefined
}

function tellPair(op: string, a: Type | undefined, b: Type | undefined, known: Known): void {
  const [left, right] = [typeWords(plainOf(a) ?? { kind: 'any' }), typeWords(plainOf(b) ?? { kind: 'any' })]
  known.tell(`“${op}”不能用于${left.zh}和${right.zh}。`, `"${op}" does not take ${left.en} and ${right.en}.`)
}

function inferComparison({ op, left, right }: Extract<Ast, { kind: 'compare' }>, known: Known): Type {
  const [a, b] = [inferType(left, known), inferType(right, known)]
  checkPair(op, a, b, known)
  const name = nameOfType(a)
  if (op !== '=' && op !== '!=' && (name === 'boolean' || name === 'context' || name === 'function')) tellPair(op, a, b, known)
  return bool
}

function checkPair(op: string, a: Type | undefined, b: Type | undefined, known: Known): void {
  const [x, y] = [nameOfType(a), nameOfType(b)]
  if (x !== undefined && y !== undefined && x !== y && x !== 'list' && y !== 'list') tellPair(op, a, b, known)
}

function checkBoolean(op: string, type: Type | undefined, known: Known): void {
  const name = nameOfType(type)
  if (name !== undefined && name !== 'boolean' && name !== 'list') known.tell(`“${op}”的一边是${typeWords(plainOf(type) ?? bool).zh}。`, `one side of "${op}" is of type ${typeWords(plainOf(type) ?? bool).en}.`)
}

function inferIf({ condition, then, else: otherwise }: Extract<Ast, { kind: 'if' }>, known: Known): Type | undefined {
  checkBoolean('if', inferType(condition, known), known)
  const [a, b] = [inferType(then, known), inferType(otherwise, known)]
  return a && b && isWithin(a, b) && isWithin(b, a) ? a : undefined
}

/** Whether a value of the one type can never stand where the other is asked for. */
export function areApart(found: Type | undefined, wanted: Type | undefined): boolean {
  const [x, y] = [nameOfType(found), nameOfType(wanted)]
  if (x === undefined || y === undefined || x === y || x === 'list' || y === 'list') return false
  return !(x === 'date' && y === 'date and time')
}
