// For tests only: writes BPMN from a few words per element, so that a test shows the one thing it is about.
import { loadProcess } from './load.ts'
import type { ProcessModel } from './model.ts'

const shapes: Record<string, string> = { start: 'startEvent', end: 'endEvent', user: 'userTask', service: 'serviceTask', rule: 'businessRuleTask', exclusive: 'exclusiveGateway', parallel: 'parallelGateway' }

/** One flow: `from -> to`, with an optional condition after `if`; `default` marks the default flow. */
function flowXml(text: string, number: number): { xml: string; isDefault: boolean; from: string; id: string } {
  const match = /^(\S+) -> (\S+)(?: if (.+)| (default))?$/.exec(text)
  if (!match) throw new Error(`not a flow: ${text}`)
  const [, from = '', to = '', condition, marked] = match
  const id = `f${number}`
  const inner = condition ? `<bpmn:conditionExpression>${condition.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</bpmn:conditionExpression>` : ''
  return { xml: `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inner}</bpmn:sequenceFlow>`, isDefault: marked !== undefined, from, id }
}

/** Elements read `kind id attributes…`; anything that begins with `<` is taken as it is. */
export function processXml(elements: string[], flows: string[], roots = ''): string {
  const drawn = flows.map((flow, i) => flowXml(flow, i + 1))
  const nodes = elements.map((element) => {
    if (element.startsWith('<')) return element
    const [kind = '', id = '', ...rest] = element.split(' ')
    const chosen = drawn.find((flow) => flow.isDefault && flow.from === id)
    const usual = kind === 'user' && !rest.some((part) => part.startsWith('yiwang:step')) ? ' yiwang:step="work"' : ''
    const post = kind === 'user' && !rest.some((part) => part.startsWith('yiwang:role')) ? ' yiwang:role="clerk" yiwang:unit="handling"' : ''
    return `<bpmn:${shapes[kind] ?? kind} id="${id}" name="${id}"${usual}${post} ${rest.join(' ')}${chosen ? ` default="${chosen.id}"` : ''}/>`
  })
  return `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:yiwang="urn:yiwang:bpmn" id="definitions" targetNamespace="urn:test">
${roots}
<bpmn:process id="p" name="测试" isExecutable="true">
${[...nodes, ...drawn.map(({ xml }) => xml)].join('\n')}
</bpmn:process>
</bpmn:definitions>`
}

/** A model that must load; throws with its problems otherwise. */
export async function makeModel(elements: string[], flows: string[], roots = ''): Promise<ProcessModel> {
  const { model, problems } = await loadProcess(processXml(elements, flows, roots))
  if (!model) throw new Error(JSON.stringify(problems))
  return model
}

/** Timer or message boundary event as XML. */
export function boundaryXml(id: string, host: string, definition: string, interrupting = true): string {
  return `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupting}">${definition}</bpmn:boundaryEvent>`
}

export const fiveDays = '<bpmn:timerEventDefinition><bpmn:timeDuration>P5D</bpmn:timeDuration></bpmn:timerEventDefinition>'
