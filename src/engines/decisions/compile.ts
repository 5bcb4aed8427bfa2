// Turns a syntax tree into closures, once. Never eval, never new Function; an evaluation never throws: errors give null and a recorded problem.
import type { Ast } from './ast.ts'
import { builtins } from './builtins.ts'
import { type Code, type Compiler, inputName, type Scope } from './code.ts'
import { compileFilter, compileFor, compileQuantified } from './compile-loops.ts'
import { areComparable, compileIn } from './compile-tests.ts'
import { add, divide, isNumber, multiply, power, subtract } from './decimal.ts'
import { both, callFunction, compared, equal, negated, otherArithmetic, propertyOf, truth } from './operators.ts'
import { report, shortText, wrongType } from './problems.ts'
import { coerce, type FindType, isInstance, readType, type Type, typeWords } from './types.ts'
import { type FeelContext, FeelFunction, FeelRange, type FeelValue, fromPlain, type Parameter, type Run } from './values.ts'

const noTypes: FindType = () => undefined

/** Compiles a tree; `findType` knows the item definitions of the model. */
export function compile(ast: Ast, findType: FindType = noTypes): Code {
  return compilerFor(findType).compile(ast)
}

/** A compiler that knows the item definitions of a model. */
export function compilerFor(findType: FindType = noTypes): Compiler {
  const compiler: Compiler = { findType, compile: (ast) => (makers[ast.kind] as (node: Ast, compiler: Compiler) => Code)(ast, compiler) }
  return compiler
}

type Makers = { [K in Ast['kind']]: (node: Extract<Ast, { kind: K }>, compiler: Compiler) => Code }

const makers: Makers = {
  literal: ({ value, wrong }) => (wrong === undefined ? () => value : (scope) => report(scope.run, 'feel.wrong-literal', `${wrong} 不是日期、时间或时长。`, `${wrong} is no date, time or duration.`)),
  input: () => (scope) => lookUp(scope, inputName) ?? null,
  name: compileName,
  path: compilePath,
  filter: compileFilter,
  call: compileCall,
  arithmetic: compileArithmetic,
  negate: ({ of }, { compile }) => {
    const source = compile(of)
    return (scope) => negated(source(scope), scope.run)
  },
  compare: compileComparison,
  between: ({ of, low, high }, { compile }) => {
    const [value, from, to] = [compile(of), compile(low), compile(high)]
    return (scope) => {
      const middle = value(scope)
      return both(compared('>=', middle, from(scope), scope.run), compared('<=', middle, to(scope), scope.run))
    }
  },
  in: compileIn,
  and: ({ left, right }, { compile }) => {
    const [a, b] = [compile(left), compile(right)]
    return (scope) => {
      const first = truth(a(scope))
      return first === false ? false : both(first, truth(b(scope)))
    }
  },
  or: ({ left, right }, { compile }) => {
    const [a, b] = [compile(left), compile(right)]
    return (scope) => {
      const first = truth(a(scope))
      if (first === true) return true
      const second = truth(b(scope))
      return second === true ? true : first === false && second === false ? false : null
    }
  },
  if: (node, { compile }) => {
    return choose(compile(node.condition), compile(node.then), compile(node.else))
  },
  for: compileFor,
  some: compileQuantified,
  every: compileQuantified,
  list: ({ items }, { compile }) => {
    const codes = items.map(compile)
    return (scope) => codes.map((code) => code(scope))
  },
  context: compileContext,
  range: compileRange,
  function: compileFunction,
  instance: compileInstance,
}

/** `if`: null counts as false; what is neither true nor false nor null is an error. */
export function choose(condition: Code, yes: Code, no: Code): Code {
  return (scope) => {
    const verdict = condition(scope)
    if (verdict === true) return yes(scope)
    return verdict === false || verdict === null ? no(scope) : wrongType(scope.run, 'if', verdict)
  }
}

function lookUp(scope: Scope, name: string): FeelValue | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer) if (Object.hasOwn(at.names, name)) return fromPlain(at.names[name])
  return undefined
}

function compileName({ name }: Extract<Ast, { kind: 'name' }>): Code {
  const builtin = builtins.get(name) ?? null
  return (scope) => {
    for (let at: Scope | undefined = scope; at; at = at.outer) if (Object.hasOwn(at.names, name)) return fromPlain(at.names[name])
    return builtin ?? report(scope.run, 'feel.unknown-name', `没有名为“${name}”的数据。`, `There is no "${name}".`)
  }
}

/** The dotted name a path spells, for names of imported models such as `model.part`. */
function compilePath({ of, name }: Extract<Ast, { kind: 'path' }>, { compile }: Compiler): Code {
  const source = compile(of)
  return (scope) => propertyOf(source(scope), name, scope.run)
}

function compileCall(node: Extract<Ast, { kind: 'call' }>, { compile }: Compiler): Code {
  const callee = compile(node.callee)
  const args = node.args.map(compile)
  const { names } = node
  const label = node.callee.kind === 'name' ? node.callee.name : '(function)'
  // An input named `date` does not hide the function: what is no function cannot have been meant.
  const builtin = builtins.get(label)
  return (scope) => {
    let target = callee(scope)
    if (builtin && !(target instanceof FeelFunction)) target = builtin
    const { run } = scope
    if (target instanceof FeelFunction) return callFunction(target, args.map((code) => code(scope)), run, names, label)
    return target === null ? report(run, 'feel.no-function', `没有名为“${label}”的函数。`, `There is no function "${label}".`) : wrongType(run, `${label}()`, target)
  }
}

function compileArithmetic({ op, left, right }: Extract<Ast, { kind: 'arithmetic' }>, { compile }: Compiler): Code {
  const [a, b] = [compile(left), compile(right)]
  const numbers = op === '+' ? add : op === '-' ? subtract : op === '*' ? multiply : op === '/' ? divide : power
  return (scope) => {
    const x = a(scope)
    const y = b(scope)
    if (!isNumber(x) || !isNumber(y)) return beyondNumbers(op, x, y, scope.run)
    const result = numbers(x, y)
    return isNumber(result) ? result : noNumber(op, x, y, scope.run)
  }
}

function noNumber(op: string, x: FeelValue, y: FeelValue, run: Run): null {
  return report(run, 'feel.no-number', `${shortText(x)} ${op} ${shortText(y)} 没有结果。`, `${shortText(x)} ${op} ${shortText(y)} has no result.`)
}

function beyondNumbers(op: '+' | '-' | '*' | '/' | '**', x: FeelValue, y: FeelValue, run: Run): FeelValue {
  if (x === null || y === null) return report(run, 'feel.null-operand', `“${op}”遇到空值。`, `"${op}" met a null.`)
  if (Array.isArray(x) && x.length === 1) return beyondNumbers(op, fromPlain(x[0]), y, run)
  return otherArithmetic(op, x, y) ?? wrongType(run, op, isNumber(x) ? y : x)
}

function compileComparison({ op, left, right }: Extract<Ast, { kind: 'compare' }>, { compile }: Compiler): Code {
  const [a, b] = [compile(left), compile(right)]
  if (op === '=') return (scope) => equal(a(scope), b(scope), scope.run)
  if (op === '!=')
    return (scope) => {
      const same = equal(a(scope), b(scope), scope.run)
      return same === null ? null : !same
    }
  return (scope) => compared(op, a(scope), b(scope), scope.run)
}

function compileContext({ entries }: Extract<Ast, { kind: 'context' }>, { compile }: Compiler): Code {
  const codes = entries.map(({ name, value }) => ({ name, code: compile(value) }))
  const repeated = codes.find(({ name }, i) => codes.findIndex((other) => other.name === name) !== i)
  return (scope) => {
    if (repeated) return report(scope.run, 'feel.name-twice', `记录中“${repeated.name}”出现两次。`, `"${repeated.name}" stands twice in the context.`)
    const made: FeelContext = Object.create(null)
    const inner: Scope = { names: made, outer: scope, run: scope.run }
    for (const { name, code } of codes) made[name] = code(inner)
    return made
  }
}

function compileRange(node: Extract<Ast, { kind: 'range' }>, { compile }: Compiler): Code {
  const low = node.low && compile(node.low)
  const high = node.high && compile(node.high)
  return (scope) => {
    const from = low?.(scope) ?? null
    const to = high?.(scope) ?? null
    return node.unary || areComparable(from, to) ? new FeelRange(from, to, node.lowClosed, node.highClosed, node.unary) : wrongType(scope.run, '..', to)
  }
}

function compileFunction({ parameters, body, external }: Extract<Ast, { kind: 'function' }>, { compile, findType }: Compiler): Code {
  const declared = parameters.map(({ name, type }) => ({ name, ...(type === undefined ? {} : { type: readType(type, findType) }) }))
  if (external) return () => new FeelFunction(declared, (_, run) => reportExternal(run))
  const code = compile(body)
  return (scope) => new FeelFunction(declared, (args, run) => applyTo(declared, args, scope, run, code))
}

/** Says that an external function was met. */
export function reportExternal(run: Run): null {
  return report(run, 'feel.external-function', '外部函数不在此执行。', 'External functions are not executed here.')
}

/** Runs the body of a function over its arguments, brought to the types of the parameters; null, and the body never run, where one cannot be. */
export function applyTo(parameters: readonly Parameter[], args: FeelValue[], outer: Scope, run: Run, body: Code): FeelValue {
  const count = parameters.length
  if (args.length !== count) return report(run, 'feel.wrong-arguments', `函数需要 ${count} 个参数。`, `The function takes ${count} arguments.`)
  const names: { [name: string]: FeelValue } = Object.create(null)
  for (const [i, { name, type }] of parameters.entries()) {
    const value = args[i] ?? null
    const fitting = type === undefined ? value : coerce(value, type)
    if (fitting === undefined) return wrongKind(run, name, value, type)
    names[name] = fitting
  }
  return body({ names, outer, run })
}

/** Says that a value is not of the type asked for. */
export function wrongKind(run: Run, name: string, value: FeelValue, type: Type | undefined): null {
  const words = typeWords(type ?? { kind: 'any' })
  return report(run, 'feel.wrong-type', `“${name}”应为${words.zh}，实际是 ${shortText(value)}。`, `"${name}" should be of type ${words.en}, but is ${shortText(value)}.`)
}

function compileInstance({ of, type }: Extract<Ast, { kind: 'instance' }>, { compile, findType }: Compiler): Code {
  const source = compile(of)
  const known = readType(type, findType)
  if (known) return (scope) => isInstance(source(scope), known)
  return (scope) => report(scope.run, 'feel.unknown-type', `没有名为“${type}”的类型。`, `There is no type "${type}".`)
}
