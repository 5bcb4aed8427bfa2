// Reads sheets in a thread of its own, one after the other: ten thousand rows take seconds that no request may wait for.
// The thread's memory and time have an end, so that a sheet made to hurt hurts nobody but its sender.
import { Worker } from 'node:worker_threads'
import type { FieldFault, Refusal } from '#base/problem'
import { damagedWorkbook, hasMacros, hasPassword, oldWorkbook, tooMuchInside } from './archive.ts'
import { notCsv } from './csv.ts'
import type { SheetKind } from './read.ts'
import { mergedCells, noRows, repeatedColumn, tooManyRows, wrongSheet, type ReadSheet } from './rows.ts'
import type { Column } from './sheet.ts'

export interface ReadOrder {
  bytes: Uint8Array
  columns: readonly Column[]
  next: number
}

type Read = ReadSheet & { kind: SheetKind }
export type ReadAnswer = { read: Read } | { refused: string; facts: Record<string, unknown>; fields: FieldFault[] }

const heapMegabytesMax = 512
const secondsMax = 60
const refusals: Refusal[] = [notCsv, oldWorkbook, hasPassword, hasMacros, damagedWorkbook, tooMuchInside, noRows, tooManyRows, wrongSheet, mergedCells, repeatedColumn]

/** Reads a sheet as `readSheet` does. Throws what that throws; `batches.too-much-inside` where it takes more memory or time than any honest sheet. */
export const readAside = makeReader({ heapMegabytesMax, secondsMax })

/** A reader with these limits. */
export function makeReader(limits: { heapMegabytesMax: number; secondsMax: number }): (order: ReadOrder) => Promise<Read> {
  let last: Promise<unknown> = Promise.resolve()
  return (order) => {
    // One at a time bounds the memory.
    const reading = last.then(() => readOne(order, limits))
    last = reading.catch(() => undefined)
    return reading
  }
}

async function readOne(order: ReadOrder, limits: { heapMegabytesMax: number; secondsMax: number }): Promise<Read> {
  // It gets nothing of the environment: it needs none of the server's settings, secrets least of all.
  const thread = new Worker(new URL('./reading-thread.ts', import.meta.url), { workerData: order, env: {}, resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytesMax } })
  const answered = Promise.withResolvers<ReadAnswer>()
  thread.once('message', answered.resolve)
  thread.once('error', (error: NodeJS.ErrnoException) => answered.reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuchInside() : error))
  thread.once('exit', () => answered.reject(new Error('the reading thread ended without an answer')))
  const clock = setTimeout(() => answered.reject(tooMuchInside()), limits.secondsMax * 1000)
  try {
    const answer = await answered.promise
    if ('read' in answer) return answer.read
    const refused = refusals.find(({ kind }) => kind.code === answer.refused)
    throw refused ? refused(answer.facts, answer.fields) : new Error(`the reading thread refused with ${answer.refused}`)
  } finally {
    clearTimeout(clock)
    await thread.terminate()
  }
}
