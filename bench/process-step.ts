// One in-memory process step beside bpmn-engine: the same model (twelve user tasks, three choices, a parallel pair), the same answers, in one run.
// Starting a case is left out on both sides, so that only steps are compared. Printed: how many times faster a step is here, median of pairs.
import { Engine } from 'bpmn-engine'
import { BpmnModdle } from 'bpmn-moddle'
import { EventEmitter } from 'node:events'
import { type BenchResult, spread, tell } from './result.ts'
import { loadProcess, type ProcessModel, startProcess, stepProcess } from '#engines/process'

const pairs = 7
const casesPerPair = 40
// A step of ours takes microseconds: more of them make the clock's grain not matter.
const ourCasesPerPair = 2000

const task = (id: string) => `<bpmn:userTask id="${id}" name="${id}" yiwang:step="work" yiwang:role="clerk" yiwang:unit="handling"/>`
const flow = (id: string, from: string, to: string, condition = '') => `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>` : ''}</bpmn:sequenceFlow>`

/** Three rounds of task, choice, task, fork of two tasks, join. */
function modelXml(condition: string): string {
  const parts = ['<bpmn:startEvent id="s"/>', '<bpmn:endEvent id="e"/>']
  let last = 's'
  for (const n of [1, 2, 3]) {
    parts.push(task(`a${n}`), `<bpmn:exclusiveGateway id="g${n}" default="d${n}"/>`, task(`b${n}`), `<bpmn:exclusiveGateway id="m${n}"/>`, `<bpmn:parallelGateway id="f${n}"/>`, task(`c${n}`), task(`h${n}`), `<bpmn:parallelGateway id="j${n}"/>`)
    parts.push(flow(`p${n}`, last, `a${n}`), flow(`q${n}`, `a${n}`, `g${n}`), flow(`r${n}`, `g${n}`, `b${n}`, condition), flow(`d${n}`, `g${n}`, `m${n}`), flow(`t${n}`, `b${n}`, `m${n}`), flow(`y${n}`, `m${n}`, `f${n}`), flow(`u${n}`, `f${n}`, `c${n}`), flow(`v${n}`, `f${n}`, `h${n}`), flow(`w${n}`, `c${n}`, `j${n}`), flow(`x${n}`, `h${n}`, `j${n}`))
    last = `j${n}`
  }
  parts.push(flow('z', last, 'e'))
  return `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:yiwang="urn:yiwang:bpmn" id="definitions" targetNamespace="urn:bench"><bpmn:process id="p" isExecutable="true">${parts.join('')}</bpmn:process></bpmn:definitions>`
}

const stepsPerCase = 12

/** Microseconds per step of our engine. */
function measureOurs(model: ProcessModel, cases: number): number {
  let spent = 0
  for (let n = 0; n < cases; n++) {
    let { state } = startProcess(model, { form: { large: true } })
    let steps = 0
    const began = performance.now()
    for (let token = state.tokens.find((one) => one.via === undefined); token; token = state.tokens.find((one) => one.via === undefined)) {
      const step = stepProcess(model, state, { type: 'completed', element: token.at, token: token.id, result: { outcome: 'done' } })
      if (step.problem) throw new Error(step.problem.code)
      state = step.state
      steps++
    }
    spent += performance.now() - began
    if (steps !== stepsPerCase || state.ended !== 'e') throw new Error(`our engine took ${steps} steps`)
  }
  return (spent * 1000) / (cases * stepsPerCase)
}

interface Waiting {
  signal(message?: unknown): void
}

/** Microseconds per step of the peer. */
async function measurePeer(moddleContext: unknown, cases: number): Promise<number> {
  let spent = 0
  for (let n = 0; n < cases; n++) {
    const waiting: Waiting[] = []
    const listener = new EventEmitter()
    listener.on('activity.wait', (api: Waiting) => waiting.push(api))
    const engine = new Engine({ name: `case ${n}`, moddleContext: moddleContext as never, variables: { large: true } })
    const ended = new Promise<void>((resolve) => engine.once('end', () => resolve()))
    await engine.execute({ listener: listener as never })
    let steps = 0
    const began = performance.now()
    for (let api = waiting.shift(); api; api = waiting.shift()) {
      api.signal({ outcome: 'done' })
      steps++
    }
    await ended
    spent += performance.now() - began
    if (steps !== stepsPerCase) throw new Error(`the peer took ${steps} steps`)
  }
  return (spent * 1000) / (cases * stepsPerCase)
}

/** Runs the pairs, ours and the peer in turn. */
export async function run(): Promise<BenchResult[]> {
  const { model, problems } = await loadProcess(modelXml('form.large = true'))
  if (!model) throw new Error(JSON.stringify(problems))
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the peer's own expression language
  const moddleContext = await new BpmnModdle().fromXML(modelXml('${environment.variables.large}'))
  measureOurs(model, ourCasesPerPair)
  await measurePeer(moddleContext, 5)
  const measured: { oursMicroseconds: number; peerMicroseconds: number; ratio: number }[] = []
  for (let n = 0; n < pairs; n++) {
    const oursMicroseconds = measureOurs(model, ourCasesPerPair)
    const peerMicroseconds = await measurePeer(moddleContext, casesPerPair)
    measured.push({ oursMicroseconds, peerMicroseconds, ratio: peerMicroseconds / oursMicroseconds })
  }
  return [{ name: 'process step ÷ bpmn-engine', ...spread(measured.map(({ ratio }) => ratio)), unit: '× as fast', atLeast: 5, details: { stepsPerCase, casesPerPair, ourCasesPerPair, pairs: measured } }]
}

if (import.meta.main) tell(await run())
