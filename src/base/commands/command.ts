// The noun: what a command of the command line is. Its answer goes to stdout, everything else it says to stderr.

/** A word the person gives by place. */
export interface CommandArgument {
  name: string
  about: string
  optional?: boolean
}

/** `flags` as commander reads them: `--key <file>`; a flag without a word is a switch. */
export interface CommandOption {
  flags: string
  about: string
  default?: string
  required?: boolean
}

/** One example of the help: the words after `yiwang`, and what they do. */
export interface CommandExample {
  line: string
  about: string
}

/** What was given: arguments by name, options by their camel-case name. */
export interface CommandInput {
  arguments: Record<string, string | undefined>
  options: Record<string, string | boolean | undefined>
  /** One line of progress, to stderr. */
  say(line: string): void
}

/** `data` is the object `--json` prints on one line; `text` is the same for people. `ok: false` ends with code 1. */
export interface Answer {
  data: Record<string, unknown>
  text: string
  ok?: boolean
  /** The exit code, where a command has codes of its own. */
  exit?: number
}

/** A command, `name` with its group: `ledger verify`. One that answers nothing prints nothing. */
export interface Command {
  name: string
  about: string
  arguments?: CommandArgument[]
  options?: CommandOption[]
  examples: CommandExample[]
  run(input: CommandInput): Promise<Answer | undefined>
}

/** The whole command line. `groups` says in a line what the commands of a group are about. */
export interface Program {
  name: string
  version: string
  about: string
  groups: Record<string, string>
  commands: Command[]
}

/** How a command ends: done; the answer is no, or it was refused; wrongly called; a fault of the program. */
export const exitCodes = { done: 0, refused: 1, usage: 2, fault: 70 } as const
