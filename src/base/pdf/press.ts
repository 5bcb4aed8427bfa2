// writePdf in a process of its own: drawing takes tens of milliseconds that no request may wait for, and the memory of fonts
// and drawing (some 150 MB, of which a thread was measured to keep 90 to 140 after its end) goes back when the press is idle.
import { fork, type ChildProcess } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { PdfDocument } from './document.ts'
import { pdfRefusals, pressFailed } from './refusals.ts'

/** What the drawing process answers. */
export type PressAnswer = { order: number; bytes: Uint8Array } | { order: number; refused: string; facts: Record<string, unknown> } | { order: number; failed: string }

interface Press {
  drawer: ChildProcess
  waiting: Map<number, PromiseWithResolvers<Uint8Array>>
  idle?: NodeJS.Timeout | undefined
}

const idleMillisecondsMax = 30_000
const heapMegabytesMax = 256

/** Makes the PDF of a document. Throws `pdf.missing-glyph`; `pdf.press-failed` when the drawing process died. Same document, same bytes. */
export const writePdf = makePress(new URL('./drawing-process.ts', import.meta.url))

/** A press over a drawing script. Its process starts with the first document, again after it died, and ends when idle. */
export function makePress(script: URL): (document: PdfDocument) => Promise<Uint8Array> {
  let running: Press | undefined
  let orders = 0
  const start = (): Press => {
    const made: Press = { drawer: startDrawer(script), waiting: new Map() }
    const end = (cause?: unknown) => {
      if (running === made) running = undefined
      stop(made, cause)
    }
    made.drawer.on('message', (answer) => settle(made, answer as PressAnswer, end))
    made.drawer.on('error', end)
    made.drawer.on('exit', () => end(new Error('the drawing process ended')))
    return made
  }
  return async (document) => {
    const press = (running ??= start())
    const order = orders++
    const answer = Promise.withResolvers<Uint8Array>()
    press.waiting.set(order, answer)
    clearTimeout(press.idle)
    press.drawer.ref()
    press.drawer.channel?.ref()
    press.drawer.send({ order, document }, (error) => {
      if (error && press.waiting.delete(order)) answer.reject(Object.assign(pressFailed(), { cause: error }))
    })
    return answer.promise
  }
}

/** It gets nothing of the environment but where compiled code is kept: it needs none of the server's settings, secrets least of all. */
function startDrawer(script: URL): ChildProcess {
  const { NODE_COMPILE_CACHE } = process.env
  const drawer = fork(fileURLToPath(script), [], {
    serialization: 'advanced', env: NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}, execArgv: [`--max-old-space-size=${heapMegabytesMax}`], stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  // Whoever waits for an answer goes before a letter that is ready a little later.
  if (drawer.pid) setPriority(drawer.pid, constants.priority.PRIORITY_LOW)
  return drawer
}

function settle(press: Press, answer: PressAnswer, end: () => void): void {
  const asked = press.waiting.get(answer.order)
  press.waiting.delete(answer.order)
  if ('bytes' in answer) asked?.resolve(answer.bytes)
  else asked?.reject(errorOf(answer))
  if (press.waiting.size > 0) return
  // An idle press must not keep the process alive.
  press.drawer.unref()
  press.drawer.channel?.unref()
  press.idle = setTimeout(end, idleMillisecondsMax)
  press.idle.unref()
}

function errorOf(answer: Exclude<PressAnswer, { bytes: Uint8Array }>): Error {
  if ('failed' in answer) return new Error(answer.failed)
  const known = pdfRefusals.find((one) => one.kind.code === answer.refused)
  return known ? known(answer.facts) : new Error(answer.refused)
}

function stop(press: Press, cause?: unknown): void {
  clearTimeout(press.idle)
  for (const asked of press.waiting.values()) asked.reject(Object.assign(pressFailed(), { cause }))
  press.waiting.clear()
  press.drawer.kill('SIGKILL')
}
