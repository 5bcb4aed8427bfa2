// Reads the command line by commander, runs the command and prints its answer. With --json the last line of stdout is one object.
import { CommanderError, Command as Parser } from 'commander'
import { isProblem, type Problem } from '#base/problem'
import { type Answer, type Command, type CommandInput, exitCodes, type Program } from './command.ts'

/** Where the words go; the process's own streams unless a test gives others. */
export interface Streams {
  out: NodeJS.WritableStream
  err: NodeJS.WritableStream
}

/** Runs the command that the words (without node and script) ask for. Answers the exit code when all is written; never throws. */
export async function runProgram(program: Program, words: readonly string[], streams: Streams = { out: process.stdout, err: process.stderr }): Promise<number> {
  endWithStarter()
  const state = { code: 0 }
  const parser = buildParser(program, streams, state)
  try {
    if (words.length === 0) {
      await write(streams.err, parser.helpInformation())
      return exitCodes.usage
    }
    await parser.parseAsync([...words], { from: 'user' })
    return state.code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    return await tellFailure(error, words.includes('--json'), streams)
  } finally {
    await flush(streams)
  }
}

function buildParser(program: Program, streams: Streams, state: { code: number }): Parser {
  const root = prepareParser(new Parser(program.name), streams).description(program.about).version(program.version)
  const groups = new Map<string, Parser>()
  for (const command of program.commands) {
    const [first = '', second] = command.name.split(' ')
    const parent = second === undefined ? root : (groups.get(first) ?? addGroup(root, first, program.groups[first] ?? '', streams, groups))
    parent.addCommand(buildCommand(program.name, command, second ?? first, streams, state))
  }
  return root
}

function addGroup(root: Parser, name: string, about: string, streams: Streams, groups: Map<string, Parser>): Parser {
  const group = prepareParser(new Parser(name), streams).description(about)
  groups.set(name, group)
  root.addCommand(group)
  return group
}

function prepareParser(parser: Parser, streams: Streams): Parser {
  return parser
    .exitOverride()
    .showHelpAfterError('(see --help)')
    .configureOutput({ writeOut: (text) => streams.out.write(text), writeErr: (text) => streams.err.write(text) })
}

function buildCommand(program: string, command: Command, name: string, streams: Streams, state: { code: number }): Parser {
  const parser = prepareParser(new Parser(name), streams).description(command.about)
  const args = command.arguments ?? []
  for (const argument of args) parser.argument(argument.optional ? `[${argument.name}]` : `<${argument.name}>`, argument.about)
  for (const option of command.options ?? []) {
    if (option.required) parser.requiredOption(option.flags, option.about, option.default)
    else parser.option(option.flags, option.about, option.default)
  }
  parser.option('--json', 'answer with one JSON object on the last line of stdout')
  const examples = command.examples.map((example) => `  $ ${program} ${example.line}\n      ${example.about}`)
  parser.addHelpText('after', `\nExamples:\n${examples.join('\n')}`)
  parser.action(async () => {
    const options: Record<string, string | boolean | undefined> = parser.opts()
    const input: CommandInput = {
      arguments: Object.fromEntries(args.map((argument, place) => [argument.name, parser.args[place]])),
      options,
      say: (line) => void streams.err.write(`${line}\n`),
    }
    const answer = await command.run(input)
    if (!answer) return
    state.code = answer.exit ?? (answer.ok === false ? exitCodes.refused : exitCodes.done)
    await write(streams.out, formatAnswer(answer, options['json'] === true))
  })
  return parser
}

function formatAnswer(answer: Answer, asJson: boolean): string {
  return asJson ? `${JSON.stringify(answer.data)}\n` : answer.text && `${answer.text.trimEnd()}\n`
}

async function tellFailure(error: unknown, asJson: boolean, streams: Streams): Promise<number> {
  const problem = isProblem(error) ? error : undefined
  const expected = problem !== undefined || (error instanceof Error && isExpected(error))
  const words = problem ? describeProblem(problem) : error instanceof Error ? ((expected ? error.message : error.stack) ?? error.message) : String(error)
  await write(streams.err, `${words}\n`)
  if (asJson) {
    const code = problem?.code ?? (expected ? 'failed' : 'fault')
    const message = problem?.kind.en ?? (error instanceof Error ? error.message : String(error))
    await write(streams.out, `${JSON.stringify({ ok: false, error: { code, message, ...(problem && { facts: problem.facts }) } })}\n`)
  }
  return expected ? exitCodes.refused : exitCodes.fault
}

/** A plain Error is written for people (settings, a file that is not there); the built-in kinds below it are faults of the program. */
function isExpected(error: Error): boolean {
  return ![TypeError, RangeError, ReferenceError, SyntaxError, EvalError].some((kind) => error instanceof kind) && error.name !== 'AssertionError'
}

function describeProblem(problem: Problem): string {
  const { kind, fields } = problem
  const list = fields.map((field) => `  ${field.path}: ${field.zh} / ${field.en}`)
  return [`${kind.zh} ${kind.nextZh}`, `${kind.en} ${kind.nextEn} [${kind.code}]`, ...list].join('\n')
}

/** scripts/ready.mjs passes signals on; when it was killed it cannot, and nobody could end this process in order any more. */
function endWithStarter(): void {
  const starter = Number(process.env['YIWANG_STARTED_BY'])
  if (!starter || process.ppid !== starter) return
  const watch = setInterval(() => {
    if (process.ppid === starter) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}

function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    // A reader that left early (`| head`) is no fault.
    stream.once('error', () => resolve())
    stream.write(text, () => resolve())
  })
}

async function flush(streams: Streams): Promise<void> {
  await write(streams.out, '')
  await write(streams.err, '')
}
