// One case as the applicant sees it: where it stands, who has it, what is due next, everything that happened, and what the
// applicant may do now. Which acts are possible the API says; nothing is decided here.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { bullets, button, buttonLink, facts, keyInput, notice } from '../parts.ts'
import { bytesWords, codeWord, dateWords, limitWords, momentWords, outcomeWord, stateTag } from '../spoken.ts'
import type { CaseView, Explanation, ItemGuide, Licence, Listed, TimelineEntry } from '../shapes.ts'
import type { Late, Letter } from '../shapes-after.ts'
import type { Page, Visit } from '../visit.ts'
import { joinedNotice, partiesPart } from './invitations.ts'
import { annulledNotice, defenceNotice, lateNotice, letterList } from './after.ts'
import { paymentNotices, settledPayments } from './payments.ts'
import { explanation, getAutomation, soon } from './automation.ts'
import { owedPart } from './owed-part.ts'
import { procedureParts, stoppedWords, thirdPartyHead } from './procedure.ts'
import { stageLine } from './stages.ts'
import { timelineList } from './timeline.ts'

export function addCase(site: Site): void {
  site.get('/cases/:number', showCase)
  site.pass('/cases/:number/letters/:letter/original', (visit) => `${casePath(visit)}/letters/${encodeURIComponent(visit.params['letter'] ?? '')}/pdf?original=true`)
  site.pass('/cases/:number/letters/:letter', (visit) => `${casePath(visit)}/letters/${encodeURIComponent(visit.params['letter'] ?? '')}/pdf`)
  site.pass('/cases/:number/files/:file', (visit) => `${casePath(visit)}/files/${encodeURIComponent(visit.params['file'] ?? '')}`)
}

function casePath(visit: Visit): string {
  return `/cases/${encodeURIComponent(visit.params['number'] ?? '')}`
}

/** Gets the case that the address names. */
export function getCase(visit: Visit): Promise<CaseView> {
  return visit.api.get<CaseView>(casePath(visit))
}

/** A case with what hangs on it. */
interface Whole {
  one: CaseView
  timeline: TimelineEntry[]
  letters: Letter[]
  licences: Licence[]
  item: ItemGuide | undefined
  isReviewed: boolean
  why: Explanation | undefined
  /** The system has not said yet whether it decides. */
  isPending: boolean
  /** Codes of visits to a window that were not judged yet. */
  visits: string[]
  late: Late | undefined
  /** By which its progress is asked without signing in; '' for none. */
  enquiryCode: string
}

async function getWhole(visit: Visit): Promise<Whole> {
  const path = casePath(visit)
  const one = await getCase(visit)
  const isGranted = one.outcome === 'granted' || one.outcome === 'partly-granted'
  const [timeline, letters, licences, item, reviews, visits, why, late, enquiry] = await Promise.all([
    visit.api.get<Listed<TimelineEntry>>(`${path}/timeline`),
    visit.api.find<Listed<Letter>>(`${path}/letters`),
    isGranted ? visit.api.find<Listed<Licence>>(`/licences?case=${encodeURIComponent(one.number)}`) : undefined,
    visit.api.find<ItemGuide>(`/items/${encodeURIComponent(one.item.code)}?version=${one.item.version}`),
    can(one, 'review') ? visit.api.find<Listed<{ case: string | null; kind: string }>>('/reviews?limit=100') : undefined,
    visit.api.find<Listed<{ code: string | null; given: boolean }>>(`${path}/visits`),
    visit.api.find<Explanation>(`${path}/explanation`),
    one.finishedAt === null ? visit.api.find<Late>(`${path}/supervision`) : undefined,
    visit.api.find<{ code: string }>(`${path}/enquiry-code`),
  ])
  const isReviewed = reviews?.items.some((review) => review.case === one.number && review.kind === 'matter') ?? false
  const isPending = one.state === 'submitted' && !why && (await getAutomation(visit, one.item.code)) !== undefined
  return { one, why, late, isPending, enquiryCode: enquiry?.code ?? '', timeline: timeline.items, letters: letters?.items ?? [], licences: licences?.items ?? [], item, isReviewed, visits: visits?.items.flatMap(({ code, given }) => (code === null || given ? [] : [code])) ?? [] }
}

async function showCase(visit: Visit): Promise<Page> {
  const whole = await getWhole(visit)
  const { one } = whole
  const { w, t } = visit
  const procedure = await procedureParts(visit, one)
  if (one.sight === 'third-party') return thirdPage(visit, whole, procedure)
  return {
    title: t(one.item.name),
    crumbs: [{ href: '/my', text: w('nav.my') }],
    body: html`${visit.query['submitted'] === '1' ? receipt(visit, whole) : ''}
${visit.query['reviewed'] === '1' ? notice(w('case.your-word'), html`<p class="govuk-notification-banner__heading">${w('case.reviewed')}</p>`, 'success', 'reviewed') : ''}
${visit.query['submitted'] === '1' ? '' : html`<span class="govuk-caption-l">${w('case.number')} <span class="yw-code">${one.number}</span></span>`}
<h1 class="govuk-heading-l">${t(one.item.name)} ${stateTag(visit, { ...one, isSuspended: one.suspendedAt !== null, isAnnulled: one.annulled !== null })}</h1>
${whole.isPending ? soon(visit, one) : ''}
${stageLine(visit, one)}
${lateNotice(visit, whole.late)}
${defenceNotice(visit, one)}
${annulledNotice(visit, one)}
${paymentNotices(visit, one)}
${todo(visit, whole)}
${owedPart(visit, one, whole.item)}
${visitsToJudge(visit, whole)}
${joinedNotice(visit)}
${standing(visit, whole)}
${partiesPart(visit, one)}
${results(visit, whole)}
${settledPayments(visit, one)}
${procedure}
${explanation(visit, one, whole.why)}
${letterList(visit, one, whole.letters)}
<h2 class="govuk-heading-m" id="timeline">${w('case.timeline')}</h2>
${timelineList(visit, whole.timeline, one)}
${files(visit, whole)}
${can(one, 'withdraw') ? html`<p class="govuk-body"><a class="govuk-link" href="${casePath(visit)}/withdrawal">${w('case.withdraw')}</a></p>` : ''}`,
  }
}

/** What somebody sees who is a third party alone: whose matter it is, how it stands, the letters to it, and what it may do (许可法 36, 47). */
function thirdPage(visit: Visit, whole: Whole, procedure: Html): Page {
  const { one } = whole
  const { w, t } = visit
  return {
    title: t(one.item.name), crumbs: [{ href: '/my', text: w('nav.my') }],
    body: html`<span class="govuk-caption-l">${w('case.number')} <span class="yw-code">${one.number}</span></span>
<h1 class="govuk-heading-l">${t(one.item.name)}</h1>
${thirdPartyHead(visit, one)}
${procedure}
${letterList(visit, one, whole.letters)}
<h2 class="govuk-heading-m" id="timeline">${w('case.timeline')}</h2>
${timelineList(visit, whole.timeline, one)}`,
  }
}

function can(one: CaseView, act: string): boolean {
  return one.acts.some((possible) => possible.act === act)
}

function receipt(visit: Visit, { one, item, enquiryCode }: Whole): Html {
  const { w } = visit
  return html`<div class="govuk-panel govuk-panel--confirmation yw-receipt" role="status"><h2 class="govuk-panel__title">${w('receipt.title')}</h2>
<div class="govuk-panel__body">${w('case.number')}<br><strong class="yw-code">${one.number}</strong></div></div>
<h2 class="govuk-heading-m">${w('next.title')}</h2>${bullets(nextSteps(visit, one, item))}${enquiryCode === '' ? '' : html`<p class="govuk-body">${w('receipt.code', { code: enquiryCode })}</p>`}`
}

/** What happens next, by whom and until when: the limit to answer, what silence means, the limit to decide. */
function nextSteps(visit: Visit, one: CaseView, item: ItemGuide | undefined): string[] {
  const { w, t } = visit
  const unit = t(one.handling.name)
  const notice = one.terms.find((term) => term.kind === 'notice' && term.state === 'running')
  const limit = item?.content.limits?.promised ?? item?.content.limits?.statutory
  return [
    ...(notice ? [w('next.accept', { unit, date: dateWords(visit, notice.dueOn) ?? '' }), w('next.silence')] : [w('next.unit', { unit })]),
    ...(limit ? [limit.days === 0 ? w('next.at-once') : w('next.decide', { limit: limitWords(visit, limit) })] : []),
    w('next.told'),
  ]
}

function todo(visit: Visit, { one, isReviewed }: Whole): Html | undefined {
  const { w } = visit
  if (can(one, 'correct')) {
    const due = one.terms.find((term) => term.kind === 'correction' && term.state === 'running')?.dueOn
    return notice(w('case.you-must'), html`<p class="govuk-notification-banner__heading">${w('case.correct')}</p>${one.missing.length === 0 ? '' : bullets(one.missing.map((part) => part.text))}
${due === undefined ? '' : html`<p class="govuk-body">${w('case.correct-until', { date: dateWords(visit, due) ?? '' })}</p>`}
<form method="post" action="/apply">${keyInput()}<input type="hidden" name="correctionOf" value="${one.number}">${button(w('case.correct-button'))}</form>`)
  }
  if (!can(one, 'review') || isReviewed) return undefined
  return notice(w('case.your-word'), html`<p class="govuk-notification-banner__heading">${w('case.review-ask')}</p>${buttonLink(`${casePath(visit)}/review`, w('case.review-button'), 'secondary')}`)
}

/** Visits to a window are judged besides the matter, each by its code, which nobody else gets to see. */
function visitsToJudge({ w }: Visit, { visits }: Whole): Html | undefined {
  if (visits.length === 0) return undefined
  return html`<ul class="govuk-list">${visits.map((code) => html`<li><a class="govuk-link" href="/review/${encodeURIComponent(code)}">${w('case.visit-review')}</a> <span class="yw-code">${code}</span></li>`)}</ul>`
}

function standing(visit: Visit, { one, enquiryCode }: Whole): Html {
  const { w, t } = visit
  const open = one.steps.find((step) => step.state === 'open')
  const due = one.terms.find((term) => term.state === 'running' && term.dueOn === one.dueAt)
  return facts([
    [w('case.where'), open === undefined ? codeWord(visit, 'state', one.state) : t(open.name)],
    [w('case.who'), open === undefined ? undefined : `${t(open.organisation.name)}${open.assigneeName === null ? '' : ` ${open.assigneeName}`}`],
    [w('case.until'), one.suspendedAt === null ? dueWords(visit, one.dueAt, due) : stoppedWords(visit, one)],
    [w('case.opened-on'), momentWords(visit, one.openedAt)],
    [w('case.finished-on'), one.finishedAt === null ? undefined : momentWords(visit, one.finishedAt)],
    [w('case.outcome'), one.outcome === null ? undefined : `${outcomeWord(visit, one.outcome, one.burdens)}${one.annulled === null ? '' : w('after.annulled-since', { date: dateWords(visit, one.annulled.on) ?? '' })}`],
    [w('progress.code'), enquiryCode === '' ? undefined : html`<span class="yw-code">${enquiryCode}</span>`],
  ])
}

function dueWords(visit: Visit, date: string | null, term: CaseView['terms'][number] | undefined): string | undefined {
  const words = dateWords(visit, date)
  if (words === undefined || term === undefined) return words
  const what = codeWord(visit, 'term', term.kind)
  return `${words}${visit.language === 'zh' ? '' : ' '}${what}${term.provisional ? visit.w('case.provisional') : ''}`
}

function results(visit: Visit, { one, licences }: Whole): Html | undefined {
  if (one.results.length === 0) return undefined
  const { w, t } = visit
  return html`<h2 class="govuk-heading-m">${w('case.results')}</h2>${facts(one.results.map((result) => [t(result.name), outcomeWord(visit, result.outcome, one.burdens)] as const))}
${licences.map((licence) => html`<p class="govuk-body">${buttonLink(`/licences/${encodeURIComponent(licence.id)}`, `${w('case.open-licence')} ${licence.number}`)}</p>`)}`
}

function files(visit: Visit, { one, item }: Whole): Html | undefined {
  if (one.files.length === 0) return undefined
  const { w, t } = visit
  const nameOf = (key: string): string => t(item?.content.materials.find((material) => material.key === key)?.name) || w('materials.other')
  return html`<h2 class="govuk-heading-m">${w('case.files')}</h2><ul class="govuk-list">${one.files.map((file) => html`<li>${nameOf(file.material)}: ${file.paper && file.bytes === 0 ? html`${file.name} <span class="yw-quiet">${w('medium.paper')}</span>` : html`<a class="govuk-link" href="/cases/${encodeURIComponent(one.number)}/files/${file.id}">${file.name}</a> <span class="yw-quiet">${bytesWords(visit, file.bytes)}</span>`}</li>`)}</ul>`
}
