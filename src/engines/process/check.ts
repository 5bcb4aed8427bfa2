// The shape of a process: what the standard demands of flows, starts, ends and conditions (BPMN 2.0.2 §7.6.1, §10.5–10.6). Looks at no data.
import type { ProcessModel, ProcessNode, ProcessProblem } from './model.ts'
import { conditionMisplaced, conditionMissing, conditionOnDefault, defaultNotOutgoing, flowIntoStart, flowOutOfEnd, noEnd, noIncoming, noOutgoing, noStart, severalStarts } from './problems.ts'

/** Adds the faults of the model's shape to `problems`. */
export function checkFlows(model: ProcessModel, problems: ProcessProblem[]): void {
  const nodes = [...model.nodes.values()]
  const place = { id: model.id, line: 1 }
  const starts = nodes.filter((node) => node.type === 'start')
  if (starts.length === 0) problems.push(noStart(place))
  const [, extra] = starts
  if (extra) problems.push(severalStarts(extra))
  if (!nodes.some((node) => node.type === 'end')) problems.push(noEnd(place))
  for (const node of nodes) checkNode(node, problems)
  for (const node of nodes) checkConditions(model, node, problems)
}

function checkNode(node: ProcessNode, problems: ProcessProblem[]): void {
  const entered = node.type !== 'start' && node.type !== 'boundary'
  if (entered && node.incoming.length === 0) problems.push(noIncoming(node))
  if (!entered && node.incoming.length > 0) problems.push(flowIntoStart(node))
  if (node.type !== 'end' && node.outgoing.length === 0) problems.push(noOutgoing(node))
  if (node.type === 'end' && node.outgoing.length > 0) problems.push(flowOutOfEnd(node))
}

function checkConditions(model: ProcessModel, node: ProcessNode, problems: ProcessProblem[]): void {
  const chosen = node.type === 'exclusive' ? node.default : undefined
  if (chosen !== undefined && !node.outgoing.includes(chosen)) problems.push(defaultNotOutgoing(node))
  const splits = node.type === 'exclusive' && node.outgoing.length > 1
  for (const id of node.outgoing) {
    const flow = model.flows.get(id)
    if (!flow) continue
    if (!splits && flow.condition) problems.push(conditionMisplaced(flow))
    if (splits && id === chosen && flow.condition) problems.push(conditionOnDefault(flow))
    if (splits && id !== chosen && !flow.condition) problems.push(conditionMissing(flow))
  }
}
