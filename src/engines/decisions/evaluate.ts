// Evaluates decisions, services and business knowledge and explains them: which rule, which cells, which inputs. Never throws on data.
import type { Scope } from './code.ts'
import { applyTo, reportExternal, wrongKind } from './compile.ts'
import { makeRun, type RunProblem, settle } from './expression.ts'
import { type Decision, type DecisionModel, type Element, findDecision, findInvocable, type InputData, type Knowledge, type Module, type Requirement, type Offering } from './model.ts'
import { callFunction } from './operators.ts'
import { report } from './problems.ts'
import { readDateTime } from './temporal.ts'
import { explainExpression, type TraceStep } from './trace.ts'
import { coerce } from './types.ts'
import { FeelFunction, type FeelValue, fromPlain, isContext, type Run, toPlain } from './values.ts'

/** `value` is JSON, `exact` the FEEL value; the trace begins with the decisions required and ends with the one asked for. */
export interface DecisionOutcome {
  value: unknown
  exact: FeelValue
  trace: TraceStep[]
  problems: RunProblem[]
}

/** `now` is the moment that `now()` and `today()` tell, as `2026-05-01T08:30:00+08:00`. */
export interface DecisionOptions {
  now?: string
}

interface Session {
  run: Run
  /** Given values by name; those of imported models lie in contexts under the name of the import, or under their own. */
  given: { [name: string]: unknown }
  known: Map<Element, FeelValue>
  open: Set<Element>
  trace: TraceStep[]
  /** The model that was asked; its own inputs are given by name alone. */
  home: Module
  /** A model without input data reads whatever it is given. */
  isLoose: boolean
}

function unknown(name: string): DecisionOutcome {
  return { value: null, exact: null, trace: [], problems: [{ code: 'decision.unknown', zh: `没有名为“${name}”的决策。`, en: `There is no decision "${name}".` }] }
}

function openSession(model: DecisionModel, inputs: { [name: string]: unknown }, options: DecisionOptions): Session {
  const trace: TraceStep[] = []
  const now = options.now === undefined ? null : readDateTime(options.now)
  const run: Run = { ...makeRun(now ?? undefined), tell: (step) => trace.push(step as TraceStep) }
  return { run, given: inputs, known: new Map(), open: new Set(), trace, home: model.module, isLoose: model.inputs.length === 0 && model.module.imports.length === 0 }
}

/** Evaluates the decision of this name (or id) over JSON inputs by name. An unknown decision, like every error, gives null and a problem. */
export function evaluateDecision(model: DecisionModel, name: string, inputs: { [name: string]: unknown }, options: DecisionOptions = {}): DecisionOutcome {
  const decision = findDecision(model, name)
  if (!decision) return unknown(name)
  const session = openSession(model, inputs, options)
  const exact = settle(() => decide(session, decision), session.run)
  return { value: settle(() => toPlain(exact), session.run), exact, trace: session.trace, problems: session.run.problems }
}

/** Calls the decision service or business knowledge model of this name with arguments by name; what is not given is null. */
export function invoke(model: DecisionModel, name: string, args: { [name: string]: unknown }, options: DecisionOptions = {}): DecisionOutcome {
  const element = findInvocable(model, name)
  if (!element) return unknown(name)
  const session = openSession(model, args, options)
  const exact = settle(() => {
    const target = valueOf(session, element)
    if (!(target instanceof FeelFunction)) return null
    const given = element.kind === 'service' ? element.inputs.map((input) => findGiven(args, input, model.module)) : target.parameters.map((parameter) => args[parameter.name])
    return callFunction(target, given.map(fromPlain), session.run, undefined, name)
  }, session.run)
  return { value: settle(() => toPlain(exact), session.run), exact, trace: session.trace, problems: session.run.problems }
}

function valueOf(session: Session, element: Element): FeelValue {
  if (element.kind === 'decision') return decide(session, element)
  const known = session.known.get(element)
  if (known !== undefined) return known
  const value = element.kind === 'input' ? inputValue(session, element) : element.kind === 'knowledge' ? knowledgeValue(session, element) : serviceValue(session, element)
  session.known.set(element, value)
  return value
}

function inputValue({ given, home, run }: Session, input: InputData): FeelValue {
  const value = fromPlain(findGiven(given, input, home))
  const fitting = input.type === undefined ? value : coerce(value, input.type, 'input')
  return fitting === undefined ? wrongKind(run, input.name, value, input.type) : fitting
}

/** A given value: by namespace and name, by name; that of an imported model also under the name of an import (`import.name`), or in a context of that name. */
function findGiven(given: { [name: string]: unknown }, { name, module }: InputData | Decision, home: Module): unknown {
  for (const key of [`${module.namespace}#${name}`, name]) if (Object.hasOwn(given, key)) return given[key]
  if (module === home) return null
  for (const [key, value] of Object.entries(given)) {
    if (key.endsWith(`.${name}`)) return value
    const inner = fromPlain(value)
    if (isContext(inner) && Object.hasOwn(inner, name)) return inner[name]
  }
  return null
}

function decide(session: Session, decision: Decision): FeelValue {
  const known = session.known.get(decision)
  if (known !== undefined) return known
  if (session.open.has(decision)) return report(session.run, 'decision.cycle', `“${decision.label}”循环依赖自身。`, `"${decision.label}" depends on itself.`)
  session.open.add(decision)
  const scope = scopeOf(session, decision.requires)
  const steps = session.trace.length
  const value = decision.code(scope)
  session.open.delete(decision)
  const fitting = decision.type === undefined ? value : coerce(value, decision.type)
  const result = fitting === undefined ? wrongKind(session.run, decision.name, value, decision.type) : fitting
  session.known.set(decision, result)
  if (session.trace.length === steps || decision.literal) session.trace.push(explainExpression(decision, result))
  return result
}

/** The names an element sees: what it requires, each under its own name or under that of its import. */
function scopeOf(session: Session, requires: Requirement[]): Scope {
  const names: { [name: string]: unknown } = Object.create(null)
  for (const { element, path } of requires) {
    let at = names
    for (const step of path.slice(0, -1)) at = (at[step] ??= Object.create(null)) as { [name: string]: unknown }
    at[path.at(-1) ?? ''] = valueOf(session, element)
  }
  return { names, outer: session.isLoose ? { names: session.given, outer: undefined, run: session.run } : undefined, run: session.run }
}

function knowledgeValue(session: Session, knowledge: Knowledge): FeelFunction {
  const { parameters, result, code } = knowledge
  let scope: Scope | undefined
  const made = new FeelFunction(parameters, (args, run) => {
    if (!code) return reportExternal(run)
    // Business knowledge may call itself.
    if (!scope) {
      scope = scopeOf(session, knowledge.requires)
      scope = { names: { [knowledge.name]: made }, outer: scope, run: session.run }
    }
    return fit(applyTo(parameters, args, scope, run, code), knowledge, run)
  }, { result })
  return made
}

function fit(value: FeelValue, { name, result }: { name: string; result: Knowledge['result'] }, run: Run): FeelValue {
  if (result === undefined) return value
  const fitting = coerce(value, result)
  return fitting === undefined ? wrongKind(run, name, value, result) : fitting
}

/** A service is a function of its input data and input decisions, whose own logic is then not run (DMN 1.5 §10.4). */
function serviceValue(session: Session, service: Offering): FeelFunction {
  const parameters = service.inputs.map(({ name, type }) => ({ name, ...(type ? { type } : {}) }))
  return new FeelFunction(parameters, (args, run) => {
    if (args.length !== parameters.length) return report(run, 'feel.wrong-arguments', `“${service.label}”需要 ${parameters.length} 个参数。`, `"${service.label}" takes ${parameters.length} arguments.`)
    const known = new Map<Element, FeelValue>()
    for (const [i, input] of service.inputs.entries()) {
      const value = args[i] ?? null
      const fitting = input.type ? coerce(value, input.type) : value
      if (fitting === undefined) return wrongKind(run, input.name, value, input.type)
      known.set(input, fitting)
    }
    const inner: Session = { ...session, run, known, open: new Set() }
    const results = service.outputs.map((output) => decide(inner, output))
    const value = results.length === 1 ? (results[0] ?? null) : Object.fromEntries(service.outputs.map((output, i) => [output.name, results[i] ?? null]))
    return fit(value, service, run)
  }, { result: service.result })
}
