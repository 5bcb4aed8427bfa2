// Proofs before publication: a process that starts can always end, strands no token, doubles no work and has no dead element; and the steps that the law
// demands lie on every path. Findings come with a shortest path that shows them. 行政许可法 §32, §38: acceptance and a written decision.
import { type Exploration, explore, type Monitor, pathTo, type Visit } from './explore.ts'
import type { ProcessModel, ProcessNode, ProcessProblem, StepKind } from './model.ts'

export interface Soundness {
  /** True only when everything was explored and nothing was found. */
  sound: boolean
  /** False when the model has more states than the bound. */
  decided: boolean
  states: number
  problems: ProcessProblem[]
}

const statesMaxUsual = 20_000
const problemsMax = 20

/** Explores the model's states (at most `statesMax`) and lists what is unsound, each with a path that leads there. `reduces`: branches that cannot touch each other are walked one after another. */
export function checkSoundness(model: ProcessModel, statesMax = statesMaxUsual, reduces = true): Soundness {
  const exploration = explore(model, statesMax, undefined, reduces)
  const { visits, complete } = exploration
  const problems: ProcessProblem[] = []
  const known = new Set<string>()
  const note = (problem: ProcessProblem) => {
    if (!known.has(problem.code + problem.element)) problems.push(problem)
    known.add(problem.code + problem.element)
  }
  const faulty = new Set<number>()
  for (const [at, visit] of visits.entries()) {
    for (const finding of findingsAt(model, visits, visit, at)) {
      faulty.add(at)
      note(finding)
    }
  }
  if (complete) for (const finding of findingsOfAll(model, exploration, faulty)) note(finding)
  if (!complete) note(problemAt(model, 'soundness-not-decided', model.id, [], `流程的状态超过 ${statesMax} 个，未能全部检查`, `the process has more than ${statesMax} states; not all were checked`))
  return { sound: complete && problems.length === 0, decided: complete, states: visits.length - 1, problems: problems.slice(0, problemsMax) }
}

function problemAt(model: ProcessModel, code: string, element: string, path: string[], zh: string, en: string): ProcessProblem {
  const line = model.nodes.get(element)?.line ?? 1
  const way = path.length > 0 ? [`（路径：${path.join(' → ')}）`, ` (path: ${path.join(' → ')})`] : ['', '']
  return { code: `process.${code}`, element, line, zh: `${element}：${zh}${way[0]}。`, en: `${element}: ${en}${way[1]}.`, path }
}

function findingsAt(model: ProcessModel, visits: Visit[], visit: Visit, at: number): ProcessProblem[] {
  const path = pathTo(visits, at)
  const found = visit.faults.map((fault) => {
    const way = fault.label === '' ? path : [...path, fault.label]
    if (fault.code === 'process.no-way-out') return problemAt(model, 'no-way-out', fault.element, way, '可能没有一个条件成立，又没有默认连线，流程走不下去', 'it may be that no condition holds, and there is no default flow: no way out')
    if (fault.code === 'process.error-uncaught') return problemAt(model, 'error-uncaught', fault.element, way, '这里抛出的错误没有被捕获，流程会以失败告终', 'nothing catches the error that is thrown here: the process fails')
    if (fault.code === 'process.steps-exceeded') return problemAt(model, 'endless-loop', fault.element, way, '流程会在没有人参与的环路中不停打转', 'the process may run in a loop in which nobody takes part')
    return problemAt(model, fault.code.replace('process.', ''), fault.element, way, '可能无法继续', 'it may be impossible to go on')
  })
  if (visit.doubled !== undefined) return [...found, problemAt(model, 'token-doubled', visit.doubled, path, '同一处会同时有两个令牌，工作会做两遍（分开的路没有汇合好）', 'two tokens may stand here at once, so that work is done twice: split paths are not joined properly')]
  const stuck = at > 0 && visit.state.ended === undefined && visit.stuck === true
  const join = visit.state.tokens.find((token) => token.via !== undefined) ?? visit.state.tokens.at(-1)
  if (stuck && join) found.push(problemAt(model, 'deadlock', join.at, path, '会一直等不齐令牌，流程在此停住', 'it may wait for ever for a token that does not come: deadlock'))
  return found
}

/** What only the whole graph shows: states from which no end can be reached, and nodes never reached. */
function findingsOfAll(model: ProcessModel, { visits, seen }: Exploration, faulty: ReadonlySet<number>): ProcessProblem[] {
  const settled = reaching(visits, (visit, at) => visit.state.ended !== undefined || visit.doubled !== undefined || faulty.has(at))
  const found: ProcessProblem[] = []
  const hopeless = visits.findIndex((_, at) => !settled.has(at))
  if (hopeless >= 0) {
    const element = visits[hopeless]?.state.tokens[0]?.at ?? model.id
    found.push(problemAt(model, 'cannot-complete', element, pathTo(visits, hopeless), '从这里再也到不了结束', 'no end can be reached from here'))
  }
  // What lies behind a fault may never have had its turn.
  if (faulty.size > 0 || hopeless >= 0) return found
  for (const node of model.nodes.values()) if (!seen.has(node.id) && isAlive(model, node)) found.push(problemAt(model, 'never-reached', node.id, [], '任何情况下都到不了', 'it is never reached'))
  return found
}

/** Whether a node has to be reached: not what belongs to another process of the file that this one does not call, nor the mark by which an activity can be undone. */
function isAlive(model: ProcessModel, node: ProcessNode): boolean {
  if (node.type === 'boundary' && node.definitions.some(({ kind }) => kind === 'compensation')) return false
  return node.process === model.id || [...model.nodes.values()].some((one) => one.type === 'call' && one.called === node.process)
}

/** The visits from which one that is wanted can be reached. */
function reaching(visits: readonly Visit[], wanted: (visit: Visit, at: number) => boolean): Set<number> {
  const before = new Map<number, number[]>()
  for (const [from, visit] of visits.entries()) for (const to of visit.next) before.set(to, [...(before.get(to) ?? []), from])
  const agenda = visits.flatMap((visit, at) => (wanted(visit, at) ? [at] : []))
  const found = new Set(agenda)
  for (let at = agenda.pop(); at !== undefined; at = agenda.pop()) {
    for (const from of before.get(at) ?? []) {
      if (found.has(from)) continue
      found.add(from)
      agenda.push(from)
    }
  }
  return found
}

/** Kinds of step that every path from start to end must pass, in this order. */
export interface PathRule {
  passes: readonly StepKind[]
  /** A path on which a step ended so is let off the rest, e.g. acceptance refused (不予受理). */
  unless?: readonly { kind: StepKind; outcome: string }[]
}

export interface PathVerdict {
  /** Undefined when the model has too many states to tell. */
  holds: boolean | undefined
  /** A path that breaks the rule, and the end event it reaches. */
  path?: string[]
  end?: string
}

/** The rule of administrative permits: acceptance, then a decision, unless acceptance is refused. 行政许可法 §32, §37, §38. */
export const permitRule: PathRule = { passes: ['acceptance', 'decision'], unless: [{ kind: 'acceptance', outcome: 'refuse-acceptance' }] }

/** Tells whether every run that ends obeys the rule. */
export function everyPathPasses(model: ProcessModel, rule: PathRule, statesMax = statesMaxUsual): PathVerdict {
  const { visits, complete } = explore(model, statesMax, monitorOf(model, rule))
  const broken = visits.findIndex((visit) => visit.state.ended !== undefined && visit.mark !== excused && visit.mark !== String(rule.passes.length))
  if (broken >= 0) return { holds: false, path: pathTo(visits, broken), end: visits[broken]?.state.ended ?? '' }
  return { holds: complete ? true : undefined }
}

const excused = 'excused'

/** Counts how many of the kinds have been passed so far. */
function monitorOf(model: ProcessModel, { passes, unless = [] }: PathRule): Monitor {
  return {
    first: '0',
    next(mark, element, outcome) {
      const node = model.nodes.get(element)
      if (mark === excused || node?.type !== 'user') return mark
      if (unless.some((escape) => escape.kind === node.kind && escape.outcome === outcome)) return excused
      return passes[Number(mark)] === node.kind ? String(Number(mark) + 1) : mark
    },
  }
}
