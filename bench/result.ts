// What a bench hands back, and the arithmetic that all of them share. It measures nothing itself.

/** One figure with its limit. `atLeast` for ratios and rates, `atMost` for times and sizes; without either it is told, not judged. */
export interface BenchResult {
  name: string
  /** The median. */
  value: number
  min: number
  max: number
  unit: string
  atLeast?: number
  atMost?: number
  details: Record<string, unknown>
}

/** One alternation: ours and the peer, each as a rate (or each as a time, the ratio then turned round by the caller). */
export interface Pair {
  ours: number
  peer: number
}

/** The middle, the least and the greatest of some figures. */
export function spread(figures: number[]): { value: number; min: number; max: number } {
  const sorted = [...figures].sort((a, b) => a - b)
  return { value: sorted[Math.floor(sorted.length / 2)] ?? 0, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 }
}

/** The figure below which this share (0 to 1) of all figures lies. */
export function percentile(figures: number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
}

/** Measures ours and the peer in turn, changing who begins, after one round that does not count. */
export async function measurePairs(count: number, ours: () => Promise<number>, peer: () => Promise<number>): Promise<Pair[]> {
  const pairs: Pair[] = []
  for (let turn = -1; turn < count; turn++) {
    const oursFirst = turn % 2 === 0
    const first = await (oursFirst ? ours : peer)()
    const second = await (oursFirst ? peer : ours)()
    if (turn >= 0) pairs.push(oursFirst ? { ours: first, peer: second } : { ours: second, peer: first })
  }
  return pairs
}

/** Runs `work` so many times one after another; answers how often a second it can be done. */
export async function perSecond(times: number, work: (turn: number) => Promise<unknown>): Promise<number> {
  const began = performance.now()
  for (let turn = 0; turn < times; turn++) await work(turn)
  return (times * 1000) / (performance.now() - began)
}

/** Whether a figure keeps its limits. */
export function isKept({ value, atLeast, atMost }: BenchResult): boolean {
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost)
}

/** Hands the figures of one bench to the process that asked for them: one line, the last on stdout. */
export function tell(results: BenchResult[]): void {
  console.log(JSON.stringify(results))
}
