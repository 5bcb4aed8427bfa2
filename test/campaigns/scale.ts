// How far a campaign goes: short in `npm test`, full in `npm run campaign`; and where it leaves its figures.
import { appendFileSync } from 'node:fs'

/** Whether this is the run of `npm run campaign`. */
export const isFull = process.env.YIWANG_CAMPAIGN === 'full'

/** Picks the size of this run. */
export const atScale = <T>(short: T, full: T): T => (isFull ? full : short)

/** Leaves the figures of a campaign for the run that asked for them. */
export function tellFigures(campaign: string, figures: Record<string, number | string>): void {
  const file = process.env.YIWANG_FIGURES
  if (file) appendFileSync(file, `${JSON.stringify({ campaign, ...figures })}\n`)
}

/** Numbers below `below`, the same in every run with the same seed (mulberry32). */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below)
  }
}
