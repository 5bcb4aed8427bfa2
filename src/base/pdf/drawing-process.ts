// The drawing process: one document after the other. Started by press.ts alone; ends with whoever started it.
import { isProblem } from '#base/problem'
import type { PdfDocument } from './document.ts'
import { drawPdf } from './draw.ts'
import type { PressAnswer } from './press.ts'

let queue = Promise.resolve()

process.on('message', ({ order, document }: { order: number; document: PdfDocument }) => {
  // One at a time bounds the memory: a document in the making holds two cut fonts and all its pages.
  queue = queue.then(async () => void process.send?.(await answer(order, document)))
})
// Whoever started it was killed. An orderly exit was seen to wait for ever on a font that was being read just then; there is nothing to put in order.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
// Ctrl-C reaches the whole group; the server then still waits for the documents it has ordered.
process.on('SIGINT', () => undefined)

async function answer(order: number, document: PdfDocument): Promise<PressAnswer> {
  try {
    return { order, bytes: await drawPdf(document) }
  } catch (error) {
    if (isProblem(error)) return { order, refused: error.code, facts: error.facts }
    return { order, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
