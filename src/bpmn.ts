// `npm run -s bpmn -- FILE …`: runs a BPMN model outside the platform, on a virtual clock, one JSON line per event. Only arguments, files and exit codes here.
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type DecisionModel, evaluateDecision, loadDecisions } from '#engines/decisions'
import { checkStandard, defaultProcesses, encodingOf, loadFile, type ProcessModel, type ProcessProblem, type Rehearsal, rehearse } from '#engines/process'

const help = `npm run -s bpmn -- FILE [options]

Runs the BPMN 2.0 model in FILE on a virtual clock that begins at 0 (1970-01-01T00:00:00Z for dates).

  --process ID                 start this process; may be given several times; default: the executable ones that no other calls
  --vars JSON                  variables; they fill properties and data of the same name
  --auto                       complete waiting work at once; leap to the next timer when nothing else can happen
  --fail ELEMENT[=CODE]        let an activity or global task end in a BPMN error; a sub-process or call ends so when its content is done
  --take ELEMENT=DURATION      let it take a time (ISO 8601); a sub-process or call lasts at least so long
  --message NAME[=JSON]        send a message; kept until somebody waits for it
  --until DURATION             let the clock run to there and stop it
  --check                      only say whether the model is allowed

Expressions are FEEL. A context as the result of a script sets variables; another value sets the task's only data output, or the variable
that a resultVariable attribute names. A business rule task is decided by a DMN file that the model imports, if there is one.
Work that waits: user, manual, service and business rule tasks, calls of what is not in the file. --take and --fail make every activity wait.

Output: one line {"time","event","element","type","name","process"} per event of a flow node; event is started, completed, terminated or failed.
Gateways, throw and end events start and complete when they are passed (joins when they fire); catch events and receive tasks start when they begin
to wait; start and boundary events start and complete when they occur. What an event interrupts is terminated, what ends in an error has failed.
Last line {"end","variables","problems"}. Exit codes: completed or checked 0, refused 3, waiting 4, failed 5, wrongly called 2.
`

const exits = { completed: 0, checked: 0, refused: 3, waiting: 4, failed: 5 }

class Misuse extends Error {}

const lines: string[] = []

function say(line: object): void {
  lines.push(JSON.stringify(line))
}

interface Told {
  code: string
  element: string
  line: number
  message: string
}

function toldOf({ code, element, line, en }: ProcessProblem): Told {
  return { code, element, line, message: en }
}

function end(how: keyof typeof exits, variables: object = {}, problems: readonly Told[] = []): number {
  say({ end: how, variables, problems })
  return exits[how]
}

function readOptions(args: string[]) {
  const text = { type: 'string' } as const
  const list = { type: 'string', multiple: true } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({ args, allowPositionals: true, options: { process: list, vars: text, auto: flag, fail: list, take: list, message: list, until: text, check: flag, help: flag } })
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error))
  }
}

/** `NAME=rest` in two; the rest is undefined without `=`. */
function split(text: string): [string, string | undefined] {
  const at = text.indexOf('=')
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function parseJson(text: string, option: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Misuse(`${option} is no JSON: ${text}`)
  }
}

function parseDuration(text: string | undefined, option: string): string {
  try {
    if (text?.startsWith('P')) return Temporal.Duration.from(text).toString()
  } catch {
    // Told below.
  }
  throw new Misuse(`${option} is no ISO 8601 duration: ${text ?? ''}`)
}

function parseVariables(text: string | undefined): Record<string, unknown> {
  const value = text === undefined ? {} : parseJson(text, '--vars')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Misuse('--vars is no JSON object')
  return { ...value }
}

/** The decisions of the DMN files that the model imports and that lie where it says. */
async function readImported(models: readonly ProcessModel[], file: string): Promise<Rehearsal['decide']> {
  const found: DecisionModel[] = []
  for (const location of models[0]?.imports ?? []) {
    try {
      const { model } = await loadDecisions(await readFile(resolve(dirname(file), location), 'utf8'))
      if (model) found.push(model)
    } catch (error) {
      process.stderr.write(`bpmn: ${location}: ${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
  return (name, inputs) => {
    const model = found.find((one) => [...one.decisions.values()].some((decision) => decision.name === name || decision.id === name))
    return model && { value: evaluateDecision(model, name, inputs).value }
  }
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args)
  if (values.help) {
    lines.push(help.trimEnd())
    return 0
  }
  const [name, more] = positionals
  if (name === undefined || more !== undefined) throw new Misuse(`one FILE is needed\n\n${help}`)
  const file = resolve(process.env['INIT_CWD'] ?? process.cwd(), name)
  const variables = parseVariables(values.vars)
  const plan = {
    variables, auto: values.auto === true,
    fail: new Map((values.fail ?? []).map(split)),
    take: new Map((values.take ?? []).map(split).map(([element, duration]) => [element, parseDuration(duration, `--take ${element}`)])),
    messages: (values.message ?? []).map(split).map(([message, payload]) => ({ name: message, ...(payload === undefined ? {} : { payload: parseJson(payload, `--message ${message}`) }) })),
    ...(values.until === undefined ? {} : { until: parseDuration(values.until, '--until') }),
  }
  const text = await readText(file)
  const forbidden = await checkStandard(text)
  if (forbidden.length > 0) return end('refused', {}, forbidden.map(toldOf))
  if (values.check) return end('checked')
  const { models, problems } = await loadFile(text, Object.keys(variables))
  if (problems.length > 0) return end('refused', {}, problems.map(toldOf))
  const processes = values.process ?? defaultProcesses(models)
  const unknown = processes.find((id) => !models.some((model) => model.id === id))
  if (unknown !== undefined) return end('refused', {}, [{ code: 'process.no-process', element: unknown, line: 0, message: `The file holds no process ${unknown}.` }])
  const decide = await readImported(models, file)
  const result = rehearse(models, { ...plan, processes, ...(decide ? { decide } : {}) }, say)
  return end(result.end, result.variables, result.problems)
}

/** Read in its own encoding; the declaration no longer holds then and goes, its line stays. */
function decode(bytes: Buffer): string {
  const text = new TextDecoder(knownEncoding(encodingOf(bytes))).decode(bytes)
  return text.replace(/^(<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')/, '$1')
}

function knownEncoding(name: string): string {
  try {
    return new TextDecoder(name).encoding
  } catch {
    return 'utf-8'
  }
}

async function readText(file: string): Promise<string> {
  try {
    return decode(await readFile(file))
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error))
  }
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Misuse)) throw error
  process.stderr.write(`bpmn: ${error.message}\n`)
  process.exitCode = 2
}
if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
