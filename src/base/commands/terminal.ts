// Questions to a person: only on a terminal, and a secret is never shown or taken from the words of the command.
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { refusal } from '#base/problem'

export const notATerminal = refusal({
  code: 'commands.not-a-terminal',
  status: 400,
  zh: '当前不在终端中，无法询问。',
  en: 'This is not a terminal, so nothing can be asked.',
  nextZh: '请改用参数或标准输入提供所需内容。',
  nextEn: 'Give what is needed by an option or on standard input.',
})

/** Asks for a secret without showing it. Throws `commands.not-a-terminal` where nobody can answer. */
export async function askSecret(question: string): Promise<string> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw notATerminal()
  process.stderr.write(`${question}: `)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await reader.question('')
  } finally {
    reader.close()
    process.stderr.write('\n')
  }
}

/** Reads all of standard input as text, without the newline at its end. */
export async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8').replace(/\r?\n$/, '')
}
