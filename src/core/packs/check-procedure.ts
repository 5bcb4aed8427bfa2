// Checks what an item says of its way between acceptance and decision: whose law it cites, where it leads, and whether its process does it.
// 行政许可法 26, 34, 43, 45, 46, 58. A local document of the pack is law of this place; what has no name of a law is none.
import { automaticOf } from './schema-automation.ts'
import type { Draft, DraftItem } from './draft.ts'
import type { Report } from './faults.ts'
import { processName } from './pack.ts'
import type { Basis } from './schema-parts.ts'

/** 许可法 45 names these itself; an item names only what comes besides. */
const namedByLaw: ReadonlySet<string> = new Set(['hearing', 'tender', 'auction', 'inspection', 'testing', 'quarantine', 'appraisal', 'expert-review'])

/** Reports faults of every item that says something of its procedure. */
export function checkProcedure(draft: Draft, report: Report): void {
  for (const item of draft.items) {
    checkSuspends(item, report)
    checkPublicity(item, report)
    checkHearing(item, report)
    checkSiteCheck(item, draft, report)
    checkForwards(item, draft, report)
    checkSeparate(item, draft, report)
    checkMachine(item, report)
  }
}

/** Whether a basis is another law than the permit law: what that law leaves to other law is not found in it. */
function isOther(basis: Basis): boolean {
  return !basis.law.includes('行政许可法')
}

function checkSuspends({ value, at }: DraftItem, report: Report): void {
  const seen = new Set<string>()
  for (const [n, one] of (value.suspends ?? []).entries()) {
    const place = at('suspends', n, 'kind')
    if (seen.has(one.kind)) report.add('duplicate-code', place, { code: one.kind, other: 'suspends' })
    seen.add(one.kind)
    if (value.type === 'ADMIN_PERMIT' && namedByLaw.has(one.kind)) report.add('suspension-known', place, { kind: one.kind })
    if (!isOther(one.basis)) report.add('suspension-not-by-law', at('suspends', n, 'basis'), { kind: one.kind })
    // 58: a fee has its basis in law, and so has what stops for it.
    if (one.kind === 'fee' && (value.fees ?? []).length === 0) report.add('suspension-without-fee', place)
    if (one.kind === 'publicity' && !value.publicity) report.add('suspension-without-publicity', place)
  }
}

function checkPublicity({ value, at }: DraftItem, report: Report): void {
  if (value.publicity && !isOther(value.publicity.basis)) report.add('publicity-not-by-law', at('publicity', 'basis'))
}

function checkHearing({ value, at }: DraftItem, report: Report): void {
  const { hearing } = value
  if (!hearing) return
  // 46: laws, regulations and rules say where a hearing must be held; the permit law itself does not.
  if (hearing.required && !isOther(hearing.basis)) report.add('hearing-not-by-law', at('hearing', 'basis'))
  if (hearing.ask && value.type === 'ADMIN_PERMIT' && hearing.ask.unit === 'calendar' && hearing.ask.days < 5) report.add('hearing-days-too-few', at('hearing', 'ask'), { days: hearing.ask.days })
}

function checkSiteCheck(item: DraftItem, draft: Draft, report: Report): void {
  const { value, at } = item
  const model = draft.processes.get(processName(value, (name) => draft.processes.has(name)))?.model
  if (!model) return
  const checks = [...model.nodes.values()].filter((node) => node.lawful === 'site-check')
  if (value.check && checks.length === 0) report.add('check-without-step', at('check'))
  const officers = value.check?.officers ?? (value.type === 'ADMIN_PERMIT' && checks.length > 0 ? 2 : 0)
  for (const node of checks) {
    if (node.type !== 'user') continue
    const organisation = node.unit === 'receiving' || node.unit === 'handling' || node.unit === 'deciding' ? value.bodies[node.unit] : undefined
    const held = draft.people.filter(({ value: person }) => person.posts?.some((post) => post.role === node.role && post.organisation === organisation && (post.section === undefined || post.section === value.bodies.team))).length
    if (organisation && held > 0 && held < officers) report.add('officers-too-few', at(), { step: node.name.zh, held, officers })
  }
}

function checkForwards({ value, at }: DraftItem, draft: Draft, report: Report): void {
  const { forwards } = value
  if (!forwards) return
  if (!draft.organisations.some(({ value: one }) => one.code === forwards.to)) report.add('unknown-organisation', at('forwards', 'to'), { code: forwards.to })
  if (forwards.to !== value.bodies.deciding || forwards.to === value.bodies.handling) report.add('forwards-elsewhere', at('forwards', 'to'), { to: forwards.to })
  const { limit, promised } = forwards
  if (limit && promised && promised.unit === limit.unit && promised.days > limit.days) report.add('limit-above-statutory', at('forwards', 'promised'), { promised: `${promised.days}`, statutory: `${limit.days}` })
  if (limit && value.type === 'ADMIN_PERMIT' && limit.unit === 'working' && limit.days > 20 && !(limit.basis && isOther(limit.basis))) report.add('statutory-above-permit-law', at('forwards', 'limit'), { days: limit.days, most: 20 })
}

function checkSeparate({ value, at }: DraftItem, draft: Draft, report: Report): void {
  for (const [n, { separate, organisation }] of (value.bodies.joint ?? []).entries()) {
    if (separate === undefined) continue
    const place = at('bodies', 'joint', n, 'separate')
    const other = draft.items.find((one) => one.value.code === separate)
    if (!other) report.add('unknown-item', place, { code: separate })
    else if (separate === value.code || other.value.bodies.deciding !== organisation) report.add('separate-of-another-body', place, { code: separate })
    else if ((other.value.bodies.joint ?? []).some((body) => body.separate !== undefined)) report.add('separate-within-separate', place, { code: separate })
  }
}

/** What must be heard, shown or waited for is not decided by a machine (许可法 36, 46, 47). */
function checkMachine({ value, at }: DraftItem, report: Report): void {
  if (!automaticOf(value)) return
  if (value.publicity) report.add('automation-not-lawful', at('publicity'), { what: { zh: '公示', en: 'publication before the decision' } })
  if (value.hearing?.required) report.add('automation-not-lawful', at('hearing'), { what: { zh: '听证（许可法46）', en: 'a hearing (许可法 46)' } })
  if (value.forwards) report.add('automation-not-lawful', at('forwards'), { what: { zh: '转报（许可法43）', en: 'the way to a higher body (许可法 43)' } })
}
