// What a DMN file says once it was read: inputs, decisions, business knowledge, services, with expressions compiled. Never changes after loading.
import type { Code } from './code.ts'
import type { CellTests, Expression } from './expression.ts'
import type { FindType, Type } from './types.ts'
import type { FeelValue, Parameter } from './values.ts'

/** A fault of a decision model, with the element and the line (from 1) where it stands. */
export interface DecisionProblem {
  code: string
  element: string
  line: number
  zh: string
  en: string
}

export interface TableInput {
  label: string
  expression: Expression
  /** Values the input may have; others are an error. */
  values?: CellTests
  type: string
  /** What the type allows, where it is an item definition with allowed values. */
  domain?: { allows: (value: FeelValue) => boolean; bounds: readonly FeelValue[] }
  line: number
}

export interface TableOutput {
  /** Empty for the only output. */
  name: string
  label: string
  values?: CellTests
  type: Type | undefined
  default?: Expression
  line: number
}

export interface TableRule {
  /** From 1, in the order of the file. */
  number: number
  id: string
  /** The author's words on the rule; may be empty. */
  label: string
  line: number
  tests: CellTests[]
  outputs: Expression[]
}

/** U unique, A any, P priority, F first, R rule order, O output order, C collect; with + the sum, < the least, > the greatest, # the count. */
export type HitPolicy = 'U' | 'A' | 'P' | 'F' | 'R' | 'O' | 'C' | 'C+' | 'C<' | 'C>' | 'C#'

/** A decision table (DMN 1.5 §8). */
export interface TableLogic {
  policy: HitPolicy
  inputs: TableInput[]
  outputs: TableOutput[]
  rules: TableRule[]
  line: number
}

/** A table and the element it stands in. */
export interface PlacedTable {
  element: string
  label: string
  table: TableLogic
}

interface Named {
  id: string
  name: string
  label: string
  line: number
  module: Module
}

export interface InputData extends Named {
  kind: 'input'
  type: Type | undefined
}

/** What an element needs: another one, and the path of names under which it is seen. */
export interface Requirement {
  element: Element
  path: readonly string[]
}

interface Requiring extends Named {
  requires: Requirement[]
}

export interface Decision extends Requiring {
  kind: 'decision'
  type: Type | undefined
  /** Names of input data and ids of decisions this one needs. */
  inputs: string[]
  decisions: string[]
  /** The expression, where the logic is one. */
  literal: Expression | undefined
  /** The table, where the logic is one. */
  table: TableLogic | undefined
  code: Code
}

export interface Knowledge extends Requiring {
  kind: 'knowledge'
  parameters: Parameter[]
  result: Type | undefined
  /** Absent for external functions. */
  code: Code | undefined
}

/** A decision service: a function of its inputs that gives the decisions named as its outputs (DMN 1.5 §10.4). */
export interface Offering extends Named {
  kind: 'service'
  outputs: Decision[]
  /** In the order in which the service takes its arguments. */
  inputs: (Decision | InputData)[]
  result: Type | undefined
}

export type Element = InputData | Decision | Knowledge | Offering

/** One DMN file among those that import each other. */
export interface Module {
  namespace: string
  name: string
  /** By id. */
  elements: Map<string, Element>
  /** By the name under which they are imported; the name may be empty. */
  imports: { name: string; module: Module }[]
  findType: FindType
}

export interface DecisionModel {
  name: string
  module: Module
  /** By id, in the order of the file. */
  decisions: ReadonlyMap<string, Decision>
  inputs: readonly string[]
  tables: readonly PlacedTable[]
}

/** A decision by its name or its id; one of an imported model as `import.name`. */
export function findDecision(model: DecisionModel, name: string): Decision | undefined {
  return model.decisions.get(name) ?? [...model.decisions.values()].find((decision) => decision.name === name) ?? findImported(model.module, name)
}

function findImported({ imports }: Module, name: string): Decision | undefined {
  for (const { name: prefix, module } of imports) {
    for (const element of module.elements.values()) if (element.kind === 'decision' && (prefix === '' ? element.name : `${prefix}.${element.name}`) === name) return element
  }
  return undefined
}

/** A decision service or business knowledge model by its name or its id. */
export function findInvocable(model: DecisionModel, name: string): Knowledge | Offering | undefined {
  for (const element of model.module.elements.values()) {
    if ((element.kind === 'knowledge' || element.kind === 'service') && (element.name === name || element.id === name)) return element
  }
  return undefined
}
