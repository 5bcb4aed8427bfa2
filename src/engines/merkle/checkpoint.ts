// A checkpoint: the text of a signed note that names a log, its size and its root (C2SP tlog-checkpoint).
import type { Hash } from './hash.ts'

/** A log as it stood: `origin` names it for ever, `extensions` are further lines that verifiers may ignore. */
export interface Checkpoint {
  origin: string
  size: number
  root: Hash
  extensions: string[]
}

const sizePattern = /^(?:0|[1-9]\d{0,15})$/
const rootPattern = /^[A-Za-z0-9+/]{43}=$/

/** The text of a checkpoint, ready for `signNote`. Throws an Error on an origin or size that cannot stand in one (bugs). */
export function writeCheckpoint(checkpoint: { origin: string; size: number; root: Hash; extensions?: readonly string[] }): string {
  const { origin, size, root, extensions = [] } = checkpoint
  if (!isLine(origin) || !extensions.every(isLine)) throw new Error('a line of a checkpoint is empty or broken')
  if (!Number.isSafeInteger(size) || size < 0 || root.length !== 32) throw new Error('a checkpoint needs a size and a root of 32 bytes')
  return [origin, String(size), Buffer.from(root).toString('base64'), ...extensions].map((line) => `${line}\n`).join('')
}

/** Reads the text of a note as a checkpoint; undefined where it is not one. It proves nothing until its note is verified. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n')
  if (!origin || !size || !root || !sizePattern.test(size) || !rootPattern.test(root) || !extensions.every(isLine)) return undefined
  const bytes = Buffer.from(root, 'base64')
  if (bytes.toString('base64') !== root || !Number.isSafeInteger(Number(size))) return undefined
  return { origin, size: Number(size), root: bytes, extensions }
}

function isLine(line: string): boolean {
  return line.length > 0 && !line.includes('\n')
}
