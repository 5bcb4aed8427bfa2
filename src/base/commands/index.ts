// engine: how a command of the command line is declared, read, answered and ended, after clig.dev. It knows no command.
export { type Answer, type Command, type CommandArgument, type CommandExample, type CommandInput, type CommandOption, exitCodes, type Program } from './command.ts'
export { runProgram } from './program.ts'
export { askSecret, notATerminal, readStandardInput } from './terminal.ts'
