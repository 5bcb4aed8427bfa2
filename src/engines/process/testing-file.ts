// For tests only: whole BPMN files from a few words, and runs of them told as short lines such as `PT5S completed a`.
import { loadFile } from './load.ts'
import type { ProcessModel } from './model.ts'
import { type Rehearsal, type RehearsedEvent, rehearse } from './rehearse.ts'
import { defaultProcesses } from './triggers.ts'

type Attributes = Record<string, string | number | boolean>

/** An element with attributes and inner XML. */
export function el(tag: string, id: string, attributes: Attributes = {}, inner = ''): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(String(value))}"`)
  return `<${tag}${id === '' ? '' : ` id="${id}"`}${written.join('')}>${inner}</${tag}>`
}

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** A part that holds FEEL or another text: `conditionExpression`, `script` … */
export function feel(tag: string, text: string): string {
  return `<${tag}>${escape(text)}</${tag}>`
}

/** Flows written `a -> b`, `a -> b if x > 1`; ids are `a-b`. Several may be given in one chain `a -> b -> c`. */
export function flow(...texts: string[]): string {
  return texts.flatMap((text) => {
    const [chain = '', condition] = text.split(' if ')
    const stops = chain.split(' -> ')
    return stops.slice(1).map((to, i) => el('sequenceFlow', `${stops[i]}-${to}`, { sourceRef: stops[i] ?? '', targetRef: to }, condition === undefined ? '' : feel('conditionExpression', condition)))
  }).join('\n')
}

/** Inputs and outputs, written `id` or `id:name`, with the sets that the standard asks for. */
export function io(inputs: string[], outputs: string[]): string {
  const put = (tag: string, text: string) => {
    const [id = '', name = id] = text.split(':')
    return { id, xml: el(tag, id, { name }) }
  }
  const ins = inputs.map((text) => put('dataInput', text))
  const outs = outputs.map((text) => put('dataOutput', text))
  const sets = `<inputSet>${ins.map(({ id }) => `<dataInputRefs>${id}</dataInputRefs>`).join('')}</inputSet><outputSet>${outs.map(({ id }) => `<dataOutputRefs>${id}</dataOutputRefs>`).join('')}</outputSet>`
  return `<ioSpecification>${[...ins, ...outs].map(({ xml }) => xml).join('')}${sets}</ioSpecification>`
}

export function script(id: string, text: string, attributes: Attributes = {}, inner = ''): string {
  return el('scriptTask', id, attributes, `${inner}${feel('script', text)}`)
}

/** Event definitions, e.g. `on.timer('PT5S')`; references are to roots declared by `roots`. */
export const on = {
  timer: (duration: string) => `<timerEventDefinition>${feel('timeDuration', duration)}</timerEventDefinition>`,
  date: (date: string) => `<timerEventDefinition>${feel('timeDate', date)}</timerEventDefinition>`,
  cycle: (cycle: string) => `<timerEventDefinition>${feel('timeCycle', cycle)}</timerEventDefinition>`,
  message: (name: string) => `<messageEventDefinition messageRef="${name}"/>`,
  signal: (name: string) => `<signalEventDefinition signalRef="${name}"/>`,
  error: (code = '') => `<errorEventDefinition${code === '' ? '' : ` errorRef="${code}"`}/>`,
  escalation: (code = '') => `<escalationEventDefinition${code === '' ? '' : ` escalationRef="${code}"`}/>`,
  condition: (text: string) => `<conditionalEventDefinition>${feel('condition', text)}</conditionalEventDefinition>`,
  compensation: (activity = '', more = '') => `<compensateEventDefinition${activity === '' ? '' : ` activityRef="${activity}"`}${more}/>`,
  link: (name: string) => `<linkEventDefinition name="${name}"/>`,
  cancel: '<cancelEventDefinition/>',
  terminate: '<terminateEventDefinition/>',
}

/** Everything that event definitions may refer to is declared when the body refers to it: the id is name and code. */
function roots(body: string): string {
  const declare = (attribute: string, tag: string, code: string) => [...new Set([...body.matchAll(new RegExp(`${attribute}="([^"]+)"`, 'g'))].map(([, id = '']) => id))].map((id) => el(tag, id, { name: id, ...(code === '' ? {} : { [code]: id }) }))
  return [...declare('messageRef', 'message', ''), ...declare('signalRef', 'signal', ''), ...declare('errorRef', 'error', 'errorCode'), ...declare('escalationRef', 'escalation', 'escalationCode')].join('\n')
}

/** A file with one executable process `p`, or with the processes and other roots given whole. */
export function file(...parts: string[]): string {
  const body = parts.some((part) => part.startsWith('<process')) ? parts.join('\n') : el('process', 'p', { isExecutable: true }, `\n${parts.join('\n')}\n`)
  return `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="urn:test">
${roots(body)}
${body}
</definitions>`
}

/** The models of a file that must load. */
export async function models(xml: string, names: string[] = []): Promise<ProcessModel[]> {
  const { models: found, problems } = await loadFile(xml, names)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return found
}

interface Played {
  /** `time event element`, of all but starts, sequence of the run. */
  all: string[]
  /** Elements completed, in order, without times. */
  completed: string[]
  events: RehearsedEvent[]
  end: string
  variables: Record<string, unknown>
  codes: string[]
}

/** Runs a file; `auto` unless said otherwise. */
export async function play(xml: string, plan: Partial<Omit<Rehearsal, 'fail' | 'take'>> & { fail?: Record<string, string | undefined>; take?: Record<string, string> } = {}): Promise<Played> {
  const found = await models(xml, Object.keys(plan.variables ?? {}))
  const events: RehearsedEvent[] = []
  const { fail, take, ...rest } = plan
  const result = rehearse(found, { auto: true, processes: defaultProcesses(found), ...rest, fail: new Map(Object.entries(fail ?? {})), take: new Map(Object.entries(take ?? {})) }, (event) => events.push(event))
  return {
    all: events.map(({ time, event, element }) => `${time} ${event} ${element}`), completed: events.filter(({ event }) => event === 'completed').map(({ element }) => element),
    events, end: result.end, variables: result.variables, codes: result.problems.map(({ code }) => code),
  }
}
