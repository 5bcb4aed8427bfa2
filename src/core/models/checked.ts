// What a check of a draft says: problems that stand in the way of publication, and what came of its examples. Pure.

/** A problem as it is told: with the element and line it stands at, what to do, and the item that it concerns where it is one. */
export interface ModelProblem {
  rule: string
  code: string
  element: string
  line: number
  zh: string
  en: string
  remedy: { zh: string; en: string }
  path: string[]
  item: string | null
}

/** What came of one example. `fault` says why it could not run to its end or differs from what was expected. */
export interface ExampleResult {
  title: string
  passed: boolean
  path: string[]
  outcome: string | null
  value: unknown
  fault: { zh: string; en: string } | null
}

export interface ModelCheck {
  problems: ModelProblem[]
  examples: ExampleResult[]
}
