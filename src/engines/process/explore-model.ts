// A model made ready for a proof: what depends on data is taken out, so that every way it could turn out is walked. A collection stands for none or two of
// its items, since instances that are alike do no more together than two do; scripts and associations change data, which a proof does not know.
import { compileExpression, type Expression } from '#engines/decisions'
import type { EventDefinition, ProcessModel, ProcessNode } from './model.ts'

const someTime = 'P1D'

/** What a proof decides by itself: conditions of loops and of completion, and numbers of instances. */
export interface Proof {
  model: ProcessModel
  /** Expressions that may turn out either way at each evaluation, and counts that may be none or two. */
  open: ReadonlySet<Expression>
  counts: ReadonlySet<Expression>
}

/** Takes data out of a model. The nodes keep their ids, so that findings and paths are those of the model. */
export function proofOf(model: ProcessModel): Proof {
  const open = new Set<Expression>()
  const counts = new Set<Expression>()
  const nodes = new Map([...model.nodes].map(([id, node]) => [id, bare(model, node, open, counts)]))
  const containers = new Map([...model.containers].map(([id, container]) => {
    const { ports: _ports, ...rest } = container
    return [id, { ...rest, data: [] }]
  }))
  return { model: { ...model, nodes, containers, hasConditions: false }, open, counts }
}

function bare(model: ProcessModel, node: ProcessNode, open: Set<Expression>, counts: Set<Expression>): ProcessNode {
  const plain = 'ports' in node ? withoutPorts(node) : node
  if ('definitions' in plain) return { ...plain, definitions: plain.definitions.map(withoutDue) }
  if (plain.type === 'complex') {
    const own = new Set([...plain.incoming, ...plain.incoming.map((id) => model.flows.get(id)?.name.zh ?? ''), 'activationCount', 'waitingForStart'])
    if (plain.activation?.reads.some(([name = '']) => !own.has(name))) open.add(plain.activation)
    return plain
  }
  if (!('boundaries' in plain)) return plain
  if (plain.type === 'sub' && plain.completion) noteOpen(plain.completion, open)
  const { loop } = plain
  const bared = { ...plain, data: [] }
  if (bared.type === 'script') delete bared.script
  if (!loop) return bared
  if (loop.kind === 'loop') {
    if (loop.condition) noteOpen(loop.condition, open)
    return bared
  }
  if (loop.completion) noteOpen(loop.completion, open)
  const literal = loop.items === undefined && loop.cardinality?.reads.length === 0 ? Number(loop.cardinality.text) : Number.NaN
  const cardinality = compileExpression(literal === 0 || literal === 1 ? String(literal) : '2')
  if (Number.isNaN(literal)) counts.add(cardinality)
  return { ...bared, loop: { kind: 'many', sequential: loop.sequential, throws: loop.throws.map((one) => (typeof one.when === 'object' ? { ...one, when: openOne(one.when, open) } : one)), cardinality, ...(loop.completion ? { completion: loop.completion } : {}) } }
}

function noteOpen(expression: Expression, open: Set<Expression>): void {
  if (expression.reads.length > 0) open.add(expression)
}

function openOne(expression: Expression, open: Set<Expression>): Expression {
  noteOpen(expression, open)
  return expression
}

function withoutPorts<N extends ProcessNode & { ports?: unknown }>(node: N): N {
  const rest = { ...node }
  delete rest.ports
  return rest
}

function withoutDue(definition: EventDefinition): EventDefinition {
  return definition.kind === 'timer' && typeof definition.due !== 'string' ? { ...definition, due: definition.as === 'cycle' ? `R/${someTime}` : someTime } : definition
}
