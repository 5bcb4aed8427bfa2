// Checks what an item says of limits, windows, numbers, gaps and promises against the law it may depart from (许可法 32, 42, 44, 57;
// 教师资格条例 14, 16; 国办发〔2020〕42号).
import { checkFeel } from './check-places.ts'
import type { Draft, DraftItem } from './draft.ts'
import type { Report } from './faults.ts'
import { defaultForm } from './pack.ts'
import type { ItemLimits, LawLimit, LimitStart } from './schema-limits.ts'

/** Reports faults of the law of limits of each item. */
export function checkLimitLaw(draft: Draft, report: Report): void {
  for (const item of draft.items) {
    checkBases(item, report)
    checkPermitMost(item, report)
    checkWindows(item, report)
    checkQuota(item, report)
    checkGaps(item, draft, report)
    checkPromise(item, draft, report)
  }
}

type LimitName = keyof ItemLimits

const starts: Record<LimitName, readonly LimitStart[]> = {
  notice: ['receipt', 'complete'], correction: ['notice', 'window-end'], statutory: ['receipt', 'complete', 'acceptance', 'window-end'],
  promised: ['receipt', 'complete', 'acceptance', 'window-end'], extension: [], delivery: ['decision'],
}

/** What departs from the general law has a basis of its own; what a body promises has none; each runs from an event that its kind can have. */
function checkBases({ value, at }: DraftItem, report: Report): void {
  const hasWindows = value.acceptance?.windows !== undefined
  for (const [name, limit] of Object.entries(value.limits ?? {}) as [LimitName, LawLimit][]) {
    if (limit.basis === undefined && name !== 'promised') report.add('limit-without-basis', at('limits', name), { name })
    const { starts: from } = limit
    if (from !== undefined && (!starts[name].includes(from) || (from === 'window-end' && !hasWindows))) report.add('limit-start', at('limits', name, 'starts'), { name, from })
  }
}

const permitMost: readonly [LimitName, single: number, joint: number, article: string][] = [['notice', 5, 5, '32'], ['extension', 10, 15, '42'], ['delivery', 10, 10, '44']]

/** A permit may have longer limits only by other law (许可法 32, 42, 44). */
function checkPermitMost({ value, at }: DraftItem, report: Report): void {
  if (value.type !== 'ADMIN_PERMIT') return
  const isJoint = (value.bodies.joint ?? []).some((body) => !body.tiered)
  for (const [name, single, joint, article] of permitMost) {
    const limit = value.limits?.[name]
    const most = isJoint ? joint : single
    if (limit?.unit === 'working' && limit.days > most && (limit.basis?.law ?? '').includes('行政许可法')) report.add('limit-above-permit-law', at('limits', name, 'days'), { name, days: limit.days, most, article })
  }
}

const leapYear = 2024

function checkWindows({ value, at }: DraftItem, report: Report): void {
  const windows = value.acceptance?.windows ?? []
  for (const [n, window] of windows.entries()) {
    for (const key of ['from', 'to'] as const) if (!isDay(window[key])) report.add('window-day', at('acceptance', 'windows', n, key), { day: window[key] })
    if (windows.slice(0, n).some((other) => overlaps(window, other))) report.add('windows-overlap', at('acceptance', 'windows', n), { from: window.from, to: window.to })
  }
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(`${leapYear}-${text}`, { overflow: 'reject' }) !== undefined
  } catch {
    return false
  }
}

function overlaps(a: { from: string; to: string }, b: { from: string; to: string }): boolean {
  const parts = ({ from, to }: { from: string; to: string }) => (from <= to ? [[from, to]] : [[from, '12-31'], ['01-01', to]])
  return parts(a).some(([fromA = '', toA = '']) => parts(b).some(([fromB = '', toB = '']) => fromA <= toB && fromB <= toA))
}

/** A number that is counted by the window needs windows; and no machine grants where numbers are limited (许可法 57). */
function checkQuota({ value, at }: DraftItem, report: Report): void {
  const { quota } = value
  if (!quota) return
  if (quota.per === 'window' && value.acceptance?.windows === undefined) report.add('quota-without-window', at('quota', 'per'))
  if (!(value.demands ?? []).includes('quota')) report.add('quota-not-demanded', at('quota'))
}

/** What tells of a promised paper that did not come in time, and of one that is not taken after that (许可法 38). */
const gapLetters = ['gap-missed', 'late-papers-refused']

function checkGaps({ value, at }: DraftItem, draft: Draft, report: Report): void {
  const gaps = value.materials.some(({ need }) => need === 'gap')
  for (const name of gaps ? gapLetters : []) if (!draft.letters.has(name)) report.add('letter-missing', { file: `letters/${name}.md`, line: 1 }, { name })
  for (const [n, { need, gapDays, name }] of value.materials.entries()) {
    if (need === 'gap' && gapDays === undefined) report.add('gap-without-days', at('materials', n), { name: name.zh })
    if (need !== 'gap' && gapDays !== undefined) report.add('gap-days-misplaced', at('materials', n, 'gapDays'), { name: name.zh })
  }
}

function checkPromise({ value, at }: DraftItem, draft: Draft, report: Report): void {
  const { promise } = value
  if (!promise) return
  const materials = new Map(value.materials.map((material) => [material.key, material]))
  for (const [n, key] of promise.materials.entries()) {
    const material = materials.get(key)
    if (!material) report.add('unknown-material', at('promise', 'materials', n), { key })
    // What the government holds is fetched and never asked for: there is nothing to promise in its place.
    else if (material.source === 'government') report.add('promise-of-held-paper', at('promise', 'materials', n), { name: material.name.zh })
  }
  const check = draft.items.find((other) => other.value.code === promise.check)?.value
  if (check?.opensFrom !== 'case') report.add('promise-check', at('promise', 'check'), { code: promise.check })
  const form = draft.forms.get(value.form ?? defaultForm)
  const variables = ['form', 'applicant', ...Object.keys(form?.value.schema.properties ?? {})]
  for (const [n, { when }] of (promise.excludes ?? []).entries()) checkFeel(when, variables, at('promise', 'excludes', n, 'when'), report)
}
