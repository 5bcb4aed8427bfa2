// Reading a process of fifty elements from its text to a model that runs: milliseconds.
import { type BenchResult, spread, tell } from './result.ts'
import { loadFile } from '#engines/process'

const rounds = 40
const millisecondsMax = 20

const flow = (from: string, to: string, condition = '') => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${condition === '' ? '' : `<conditionExpression>${condition}</conditionExpression>`}</sequenceFlow>`

/** Start, twelve times a task, a choice, another task and a merge, end: fifty nodes. */
function modelXml(): string {
  const parts = ['<startEvent id="s"/>', '<endEvent id="e"/>']
  let last = 's'
  for (let n = 0; n < 12; n++) {
    parts.push(`<userTask id="a${n}"/><exclusiveGateway id="g${n}" default="g${n}-m${n}"/><task id="b${n}"/><exclusiveGateway id="m${n}"/>`)
    parts.push(flow(last, `a${n}`), flow(`a${n}`, `g${n}`), flow(`g${n}`, `b${n}`, `form.amount &gt; ${n} and form.kind = "x"`), flow(`g${n}`, `m${n}`), flow(`b${n}`, `m${n}`))
    last = `m${n}`
  }
  parts.push(flow(last, 'e'))
  return `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:bench"><process id="p" isExecutable="true">${parts.join('')}</process></definitions>`
}

/** Reads the same text again and again; nothing is kept between two rounds. */
export async function run(): Promise<BenchResult[]> {
  const xml = modelXml()
  const figures: number[] = []
  for (let n = 0; n < rounds * 2; n++) {
    const began = performance.now()
    const { models, problems } = await loadFile(xml)
    const spent = performance.now() - began
    if (models[0]?.nodes.size !== 50) throw new Error(JSON.stringify(problems))
    if (n >= rounds) figures.push(spent)
  }
  return [{ name: 'compile of a process of 50 elements', ...spread(figures), unit: 'ms', atMost: millisecondsMax, details: { rounds } }]
}

if (import.meta.main) tell(await run())
