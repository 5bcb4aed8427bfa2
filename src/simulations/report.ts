// The report of a simulation, for people: throughput, waits, lateness, reviews, and what was refused.
import type { Plan } from './simulation.ts'
import type { Simulated } from './run.ts'
import type { Counts } from './tally.ts'

const outcomeWords: Record<string, string> = { granted: '准予', 'partly-granted': '部分准予', refused: '不予', 'not-accepted': '不予受理', withdrawn: '撤回', terminated: '终止', 'correction-lapsed': '逾期未补正' }
const stepWords: Record<string, string> = { acceptance: '受理', examination: '审查', opinion: '意见', decision: '决定', delivery: '送达', work: '承办', 'hand-over': '领取（自收件）' }
const listMax = 8

/** The whole report, line by line. */
export function describeSimulated({ counts, acts, entries, ledgerRoot }: Simulated, plan: Plan, seconds: number): string {
  const lines = [
    `${plan.from.toString()} – ${plan.from.add({ days: plan.days - 1 }).toString()}: ${plan.days} days, seed ${plan.seed}`,
    `applied 申请 ${counts.applied} · opened 收件 ${counts.opened} (${(counts.opened / plan.days).toFixed(1)} a day) · finished 办结 ${counts.finished} · open 在办 ${counts.open}`,
    `outcomes 结果: ${listed(counts.outcomes, outcomeWords)}`,
    '', 'waits 等待 (hours 小时: median 中位 / p95):', ...Object.entries(counts.waits).map(([kind, { count, median, p95 }]) => `  ${stepWords[kind] ?? kind} ${kind}: ${median} / ${p95} (${count})`),
    '', `late 超期: ${counts.finishedLate} of ${counts.finished} finished (${share(counts.finishedLate, counts.finished)}), ${counts.openLate} of ${counts.open} open`,
    ...top(counts.lateByItem).map(([name, count]) => `  ${name}: ${count}`),
    '', `reviews 评价: ${reviewLine(counts)}`,
    ...told('refused 被拒绝的操作', counts.refusals), ...told('posts that nobody holds 无人任职', counts.unmanned),
    '', `${acts} acts, ${entries} entries in ${seconds.toFixed(1)} s (${(acts / Math.max(seconds, 0.001)).toFixed(0)} acts/s)`, `ledger root 账本根 ${ledgerRoot}`,
  ]
  return lines.join('\n')
}

function reviewLine({ verdicts }: Counts): string {
  const count = Object.values(verdicts).reduce((sum, one) => sum + one, 0)
  const good = (verdicts['1'] ?? 0) + (verdicts['2'] ?? 0) + (verdicts['3'] ?? 0)
  return `${count}, good 好评 ${share(good, count)} (${[1, 2, 3, 4, 5].map((verdict) => `${verdict}: ${verdicts[verdict] ?? 0}`).join(', ')})`
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part * 100) / whole).toFixed(1)} %`
}

function listed(counts: Record<string, number>, words: Record<string, string>): string {
  return top(counts, 99).map(([name, count]) => `${words[name] ?? name} ${count}`).join(' · ') || '–'
}

function top(counts: Record<string, number>, max = listMax): [string, number][] {
  return Object.entries(counts).sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).slice(0, max)
}

function told(title: string, counts: Record<string, number>): string[] {
  const entries = top(counts)
  return entries.length === 0 ? [] : ['', `${title}:`, ...entries.map(([name, count]) => `  ${name}: ${count}`)]
}
