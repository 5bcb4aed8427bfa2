// The noun: a simulated city. Its home is marked by the first entry of its ledger, for ever: nobody who reads it may take it for real.
import { refusal } from '#base/problem'
import { entriesFrom, firstKinds } from '#base/act'
import type { Sql } from '#base/db'

/** What is simulated. `from` is the first day; the same plan and pack give the same ledger. */
export interface Plan {
  days: number
  cases: number
  seed: string
  from: Temporal.PlainDate
}

export const markKind = 'ledger.simulation-begun'

/** The address on its letters and licences, whatever the settings: the ledger holds digests of both, and a simulation must not depend on its machine. */
export const simulatedOrigin = 'http://localhost:8080'

/** Slow work that a simulated home leaves until somebody asks: letters and licences are drawn when they are first read. */
export const drawnWhenRead: readonly string[] = ['deliveries.print', 'licences.print']

/** A first day that stays: the root must not depend on when it is run. */
export const defaultFrom = '2026-01-05'

export const planUnreadable = refusal({
  code: 'simulations.plan-unreadable', status: 422,
  zh: '模拟的参数不对。', en: 'The simulation cannot be run as asked.',
  nextZh: '天数和办件数须为正整数，起始日期形如 2026-01-05。', nextEn: 'Give days and cases as positive whole numbers and the first day as 2026-01-05.',
})
export const homeNotEmpty = refusal({
  code: 'simulations.home-not-empty', status: 409,
  zh: '这个目录或数据库已有数据，不能用于模拟。', en: 'This home or its database holds data already and cannot be simulated in.',
  nextZh: '请把 YIWANG_HOME 设为一个空目录（使用外部数据库时，设为空的数据库）。', nextEn: 'Set YIWANG_HOME to an empty folder, and DATABASE_URL, where it is used, to an empty database.',
})
export const simulatedHome = refusal({
  code: 'simulations.demonstration-only', status: 409,
  zh: '这里的数据是模拟出来的，只能以演示模式运行。', en: 'The data of this home were simulated; it is served in demonstration mode only.',
  nextZh: '演示请设置 YIWANG_DEMO=on；正式使用请换一个空的 YIWANG_HOME。', nextEn: 'For a demonstration set YIWANG_DEMO=on; for real use take another, empty YIWANG_HOME.',
})

const daysMax = 3660
const casesMax = 10_000_000

/** Reads a plan from the words of the command. Throws `simulations.plan-unreadable`. */
export function readPlan(given: { days: string; cases: string; seed: string; from: string }): Plan {
  const whole = (text: string, max: number) => (/^[1-9]\d{0,7}$/.test(text) && Number(text) <= max ? Number(text) : undefined)
  const days = whole(given.days, daysMax)
  const cases = whole(given.cases, casesMax)
  const from = /^\d{4}-\d{2}-\d{2}$/.test(given.from) ? readDate(given.from) : undefined
  if (days === undefined || cases === undefined || from === undefined || given.seed === '') throw planUnreadable({ ...given })
  return { days, cases, seed: given.seed, from }
}

function readDate(text: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    return undefined
  }
}

/** Whether the data were simulated: said by the first entry ever made, also where it has no place in the ledger yet. */
export async function isSimulated(sql: Sql): Promise<boolean> {
  const [first] = await entriesFrom(sql, 0, 1)
  return first ? first.kind === markKind : (await firstKinds(sql, 1)).has(markKind)
}
