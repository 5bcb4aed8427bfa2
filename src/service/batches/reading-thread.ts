// The thread that reads one sheet and ends. Started by reader.ts alone.
import { parentPort, workerData } from 'node:worker_threads'
import { isProblem } from '#base/problem'
import { readSheet } from './read.ts'
import type { ReadOrder, ReadAnswer } from './reader.ts'

const { bytes, columns, next } = workerData as ReadOrder
parentPort?.postMessage(await answer())

async function answer(): Promise<ReadAnswer> {
  try {
    return { read: await readSheet(Buffer.from(bytes), columns, next) }
  } catch (error) {
    if (isProblem(error)) return { refused: error.code, facts: error.facts, fields: error.fields }
    throw error
  }
}
