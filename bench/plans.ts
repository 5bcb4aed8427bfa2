// Keeps the plans by which the database answers: what a page asks is overheard, asked once more under EXPLAIN ANALYZE, and written down.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Town } from '../test/town.ts'

const folder = join(import.meta.dirname, 'results', 'plans')

interface Asked {
  text: string
  values: unknown[]
  ms: number
}

export interface Listener {
  /** Runs a page and answers the statements it asked, slowest first. */
  overhear(work: () => Promise<unknown>): Promise<Asked[]>
}

/** Listens to what contexts ask outside acts. */
export function listenTo({ platform: { ground } }: Town): Listener {
  const { rows, prepared } = ground.sql
  let heard: Asked[] | undefined
  const note = async <R>(text: string, values: unknown[], ask: () => Promise<R[]>): Promise<R[]> => {
    const began = performance.now()
    const answer = await ask()
    heard?.push({ text, values, ms: performance.now() - began })
    return answer
  }
  ground.sql.rows = (text, values) => note(text, values ?? [], () => rows(text, values))
  ground.sql.prepared = (name, text, values) => note(text, values, () => prepared(name, text, values))
  return {
    overhear: async (work) => {
      const mine: Asked[] = (heard = [])
      await work()
      heard = undefined
      return mine.toSorted((a, b) => b.ms - a.ms)
    },
  }
}

/** Writes the plan of the slowest statement on cases among those asked. */
export async function keepPlan({ platform: { ground } }: Town, name: string, cases: number, asked: Asked[]): Promise<void> {
  const slowest = asked.find(({ text }) => /\bcases\./.test(text))
  if (!slowest) return
  const plan = await ground.pool.query({ text: `explain (analyze, buffers, timing off) ${slowest.text}`, values: slowest.values })
  const lines = plan.rows.map((row: Record<string, string>) => row['QUERY PLAN'] ?? '')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${name.replaceAll(/[^a-z0-9]+/g, '-')}.txt`), `-- ${name}, at ${cases} cases\n${slowest.text}\n\n${lines.join('\n')}\n`)
}
