// Event-based gateways and what instantiates a process: what may follow them, what may enter them (BPMN 2.0.2 §10.6.6, §10.3.3, §13.2).
import { definitionsOf, follow, isTrue, nameOf, processOf, type StandardModel } from './standard-model.ts'
import { breachOf, type Findings, type RuleName } from './standard-rules.ts'
import type { TreeElement } from './standard-tree.ts'

type Tell = (name: RuleName, element: TreeElement, about?: string) => void

export function checkGatewayRules(model: StandardModel, problems: Findings): void {
  const tell: Tell = (name, element, about) => problems.push(breachOf(name, element, about))
  for (const element of model.elements) {
    const process = processOf(element)
    if (!process) continue
    if (element.type === 'eventBasedGateway') checkEventGateway(model, element, tell)
    if ((element.type === 'receiveTask' || element.type === 'eventBasedGateway') && isTrue(element, 'instantiate')) checkInstantiating(model, element, process, tell)
  }
}

function checkEventGateway(model: StandardModel, gateway: TreeElement, tell: Tell): void {
  const flows = model.outgoing(gateway)
  if (flows.length < 2) tell('event-gateway-few-flows', gateway)
  if (gateway.attributes.get('eventGatewayType')?.trim() === 'Parallel' && !isTrue(gateway, 'instantiate')) tell('event-gateway-parallel', gateway)
  const own = new Set(flows)
  const targets = [...new Set(flows.flatMap((flow) => follow(model, flow, 'targetRef') ?? []))]
  const receives = targets.filter((target) => target.type === 'receiveTask')
  const hears = targets.filter((target) => target.type === 'intermediateCatchEvent' && kindsOf(model, target).includes('messageEventDefinition'))
  if (receives.length > 0 && hears.length > 0) tell('event-gateway-target-mixed', gateway)
  for (const target of targets) {
    // Ends that are no flow nodes, starts and boundaries are told with the flow.
    if (target.type === '' || target.type === 'startEvent' || target.type === 'boundaryEvent') continue
    if (!mayFollow(model, target)) tell('event-gateway-target-wrong', gateway, nameOf(target))
    else if (model.incoming(target).some((flow) => !own.has(flow))) tell('event-gateway-target-shared', target)
    if (target.type === 'receiveTask' && model.boundaries(target).length > 0) tell('event-gateway-target-boundary', target)
  }
}

const waits = ['messageEventDefinition', 'timerEventDefinition', 'signalEventDefinition', 'conditionalEventDefinition']

function mayFollow(model: StandardModel, target: TreeElement): boolean {
  if (target.type === 'receiveTask') return true
  return target.type === 'intermediateCatchEvent' && kindsOf(model, target).every((kind) => waits.includes(kind) || !kind.endsWith('EventDefinition'))
}

function kindsOf(model: StandardModel, event: TreeElement): string[] {
  return definitionsOf(model, event).definitions.map((definition) => definition.type)
}

function checkInstantiating(model: StandardModel, element: TreeElement, process: TreeElement, tell: Tell): void {
  const entering = model.incoming(element)
  const fromStart = entering.filter((flow) => follow(model, flow, 'sourceRef')?.type === 'startEvent')
  const startless = model.starts(process).length === 0
  const fits = entering.length === 0 ? startless : entering.length === 1 && fromStart.length === 1
  if (!fits) tell('instantiates-wrongly', element)
}
