// The data of a running process: what an expression sees, where a value is kept, and how data flow in and out (BPMN 2.0.2 §10.4, §13.3.2).
import { evaluate, type Expression } from '#engines/decisions'
import { type Draft, changeToken, containerOf, refuse, rootOf, scopeOf, tokenOf } from './draft.ts'
import type { ActivityNode, Association, DataPorts, Datum } from './model.ts'
import type { Scope, Token, Variables } from './state.ts'
import { keepRead, keepResult } from './variables.ts'

/** Where an expression stands: a scope, perhaps one token in it, perhaps names of the moment. */
export interface Place {
  in: string
  token?: Token
  names?: Variables
}

/** The value under a name, innermost first; undefined where there is none. A called process does not see its caller's data. */
export function lookUp(draft: Draft, place: Place, asked: string): unknown {
  const name = draft.model.aliases.get(asked) ?? asked
  if (place.names && Object.hasOwn(place.names, name)) return place.names[name]
  if (place.token?.vars && Object.hasOwn(place.token.vars, name)) return place.token.vars[name]
  for (let scope: Scope | undefined = scopeOf(draft, place.in); scope; scope = outer(draft, scope)) {
    if (scope.vars && Object.hasOwn(scope.vars, name)) return scope.vars[name]
    if (scope.rounds) {
      const counted = countOf(scope, name)
      if (counted !== undefined) return counted
    }
  }
  const { vars } = rootOf(draft)
  return draft.model.stores.has(name) && vars && Object.hasOwn(vars, name) ? vars[name] : undefined
}

/** The scope around, within one process; where the scope is held by a token, that token's own data come first. */
function outer(draft: Draft, scope: Scope): Scope | undefined {
  return scope.kind === 'call' ? undefined : scopeOf(draft, scope.in)
}

/** Attributes of a multi-instance activity at run time (table 10.31). */
function countOf({ rounds }: Scope, name: string): number | undefined {
  if (!rounds) return undefined
  if (name === 'numberOfInstances') return rounds.total
  if (name === 'numberOfActiveInstances') return rounds.begun - rounds.done - rounds.stopped
  if (name === 'numberOfCompletedInstances') return rounds.done
  return name === 'numberOfTerminatedInstances' ? rounds.stopped : undefined
}

/** All that an expression may read from where it stands; a variable may be called like a function of FEEL, so that everything in sight is given. */
export function namesFor(draft: Draft, expression: Expression, place: Place): Variables {
  const simple = place.in === '' && !place.token?.vars && !place.names
  const names = simple ? (rootOf(draft).vars ?? {}) : namesAt(draft, place)
  if (draft.model.aliases.size === 0) return names
  const others = expression.reads.flatMap(([name = '']) => {
    const own = Object.hasOwn(names, name) ? undefined : draft.model.aliases.get(name)
    return own !== undefined && Object.hasOwn(names, own) ? [[name, names[own]]] : []
  })
  return others.length === 0 ? names : { ...names, ...Object.fromEntries(others) }
}

const counted = ['numberOfInstances', 'numberOfActiveInstances', 'numberOfCompletedInstances', 'numberOfTerminatedInstances']

function namesAt(draft: Draft, place: Place): Variables {
  let names: Variables = { ...place.token?.vars, ...place.names }
  for (let scope: Scope | undefined = scopeOf(draft, place.in); scope; scope = outer(draft, scope)) {
    const counts = scope.rounds ? Object.fromEntries(counted.map((name) => [name, scope && countOf(scope, name)])) : {}
    names = { ...counts, ...scope.vars, ...names }
  }
  const { vars } = rootOf(draft)
  for (const name of draft.model.stores) if (vars && Object.hasOwn(vars, name) && !Object.hasOwn(names, name)) names[name] = vars[name]
  return names
}

/** The JSON value of an expression. One that does not compile ends the step. */
export function valueOf(draft: Draft, expression: Expression, place: Place, element: string): unknown {
  const guessed = draft.choose.guess?.(expression)
  if (guessed !== undefined) return guessed
  if (expression.problems.length > 0) refuse('process.expression-invalid', element)
  return evaluate(expression, namesFor(draft, expression, place)).value
}

/** Puts a value where its name lives: with the token, in the nearest scope that has it, else in the process. */
export function assign(draft: Draft, place: Place, asked: string, value: unknown): void {
  const name = draft.model.aliases.get(asked) ?? asked
  draft.changed = true
  if (draft.model.stores.has(name)) {
    setIn(draft, rootOf(draft), name, value)
    draft.commands.push({ type: 'store', element: name, value })
    return
  }
  const token = tokenOf(draft, place.token?.id)
  if (token?.vars && Object.hasOwn(token.vars, name)) {
    changeToken(draft, token, { vars: { ...token.vars, [name]: value } })
    return
  }
  let scope = scopeOf(draft, place.in)
  for (let at: Scope | undefined = scope; at; at = outer(draft, at)) {
    scope = at
    if (at.vars && Object.hasOwn(at.vars, name)) break
  }
  setIn(draft, scope, name, value)
}

function setIn(draft: Draft, scope: Scope, name: string, value: unknown): void {
  if (draft.model.keeps === 'read' && scope.id === '') {
    const kept = keepRead(draft.model, { [name]: value })
    if (name in kept) scope.vars = { ...scope.vars, ...kept }
  } else scope.vars = { ...scope.vars, [name]: value }
}

/** As assign, where the name may be a path into a context: order.total. */
function assignPath(draft: Draft, place: Place, path: string, value: unknown): void {
  const name = draft.model.aliases.get(path) ?? path
  const [first = '', ...rest] = lookUp(draft, place, name) === undefined ? name.split('.').map((part) => part.trim()) : [name]
  assign(draft, place, first, rest.length === 0 ? value : merged(lookUp(draft, place, first), rest, value))
}

function merged(into: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  const context = isContext(into) ? into : {}
  return { ...context, [key]: merged(context[key], rest, value) }
}

export function isContext(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Values that data begin with. A property is filled by what is known outside under its name. */
export function beginData(draft: Draft, data: readonly Datum[], around: Place | undefined): Variables {
  const vars: Variables = {}
  for (const { name, isProperty, isList } of data) vars[name] = (isProperty && around ? lookUp(draft, around, name) : undefined) ?? (isList ? [] : null)
  return vars
}

// ---- associations

/** Runs associations that read at `from` and give values by name; what has no source yet gives nothing. */
function flowIn(draft: Draft, associations: readonly Association[], from: Place, element: string): Variables {
  const made: Variables = {}
  const within = () => ({ ...from, names: { ...from.names, ...made } })
  for (const association of associations) {
    const value = transformed(draft, association, within(), element)
    if (value !== undefined && association.target !== undefined) made[association.target] = value
    for (const { from: expression, to } of association.assignments) {
      const [first = '', ...rest] = (draft.model.aliases.get(to) ?? (to || (association.target ?? ''))).split('.')
      made[first] = merged(made[first], rest, valueOf(draft, expression, within(), element))
    }
  }
  return made
}

function transformed(draft: Draft, { sources, transformation, assignments }: Association, place: Place, element: string): unknown {
  if (transformation) return valueOf(draft, transformation, place, element)
  const [source] = sources
  return source === undefined || assignments.length > 0 ? undefined : lookUp(draft, place, source)
}

/** What an activity or throwing event gets from its data inputs. */
export function inputsOf(draft: Draft, ports: DataPorts | undefined, place: Place, element: string): Variables {
  return ports ? flowIn(draft, ports.incoming, place, element) : {}
}

/** Runs output associations: they read `names` first and write into the place around. */
export function flowOut(draft: Draft, associations: readonly Association[], around: Place, names: Variables, element: string): void {
  for (const association of associations) {
    const place = { ...around, names }
    const value = transformed(draft, association, place, element)
    const { target } = association
    if (value !== undefined && target !== undefined) assign(draft, around, target, value)
    for (const { from, to } of association.assignments) assignPath(draft, around, to || (target ?? ''), valueOf(draft, from, place, element))
  }
}

/**
 * Takes the result of a piece of work or the payload of a message. Data outputs are known by their names; a value that is no
 * context goes to the only output, or to `variable`. What is no output sets a variable. Gives the outputs.
 */
export function takeResult(draft: Draft, ports: DataPorts | undefined, result: unknown, place: Place, variable?: string): Variables {
  const outputs: Variables = {}
  const names = ports?.outputs ?? []
  const [only, second] = names
  if (result === undefined || result === null) return outputs
  if (!isContext(result) || (only !== undefined && second === undefined && !names.some((name) => Object.hasOwn(result, name)) && variable === undefined && !known(draft, place, result))) {
    if (only !== undefined && second === undefined) outputs[only] = result
    if (variable !== undefined) assign(draft, place, variable, result)
    return outputs
  }
  for (const [key, value] of Object.entries(result)) {
    const name = draft.model.aliases.get(key) ?? key
    if (names.includes(name)) outputs[name] = value
    else assign(draft, place, key, value)
  }
  if (variable !== undefined) assign(draft, place, variable, result)
  return outputs
}

/** Whether a context speaks of variables that exist, rather than being one value for the only output. */
function known(draft: Draft, place: Place, context: Variables): boolean {
  return Object.keys(context).some((key) => lookUp(draft, place, key) !== undefined)
}

/** In the platform the result stands under the element's name, and only as far as the model reads it. */
export function keepUnderName(draft: Draft, element: string, result: Variables, isDecision: boolean): void {
  // The variable of a rule task is the decision's value itself, so that a model reads `assess.onsite` or `assess = "high"`.
  const kept = isDecision && 'value' in result ? keepRead(draft.model, { [element]: result['value'] })[element] : keepResult(draft.model, element, result)
  if (kept === undefined) return
  const root = rootOf(draft)
  root.vars = { ...root.vars, [element]: kept }
  draft.changed = true
}

/** Data that an activity's instance begins with: its properties and inputs. */
export function localsOf(draft: Draft, node: ActivityNode, place: Place): Variables {
  return { ...beginData(draft, node.data, place), ...inputsOf(draft, node.ports, place, node.id) }
}

/** What a container that ends gives outside by name. */
export function resultsOf(draft: Draft, scope: Scope): Variables {
  const names = containerOf(draft, scope)?.ports?.outputs ?? []
  return Object.fromEntries(names.flatMap((name) => (scope.vars && Object.hasOwn(scope.vars, name) ? [[name, scope.vars[name]]] : [])))
}
