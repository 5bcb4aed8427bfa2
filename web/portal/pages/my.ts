// My matters: one line each: where it is, who has it, until when, what I must do; drafts not yet submitted; the days that come next.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { keyInput, nextPage, tag } from '../parts.ts'
import { dateWords, momentWords, stateTag, yuanWords } from '../spoken.ts'
import type { CaseLine, DraftLine, Listed } from '../shapes.ts'
import type { ReminderLine } from '../shapes-mine.ts'
import type { Page, Visit } from '../visit.ts'
import { reminderList } from './dates.ts'
import { invitationList } from './invitations.ts'
import { choiceLinks, mineNav } from './mine.ts'

export function addMy(site: Site): void {
  site.get('/my', showMy)
}

const phases = ['all', 'mine-to-do', 'running', 'ended'] as const
type Phase = (typeof phases)[number]

function phaseOf(visit: Visit): Phase {
  return phases.find((phase) => phase === visit.query['phase']) ?? 'all'
}

const soonMax = 3

async function showMy(visit: Visit): Promise<Page> {
  const phase = phaseOf(visit)
  const cursor = visit.query['cursor']
  const query = new URLSearchParams({ view: 'own', ...(phase === 'all' ? {} : { phase }), ...(cursor === undefined ? {} : { cursor }) })
  const isFirst = cursor === undefined
  const [cases, drafts, reminders] = await Promise.all([
    visit.api.get<Listed<CaseLine>>(`/cases?${query.toString()}`),
    isFirst && (phase === 'all' || phase === 'mine-to-do') ? visit.api.get<Listed<DraftLine>>('/applications') : undefined,
    isFirst && phase === 'all' ? visit.api.find<Listed<ReminderLine>>('/reminders') : undefined,
  ])
  const { w } = visit
  const soon = (reminders?.items ?? []).filter((one) => one.days >= 0).slice(0, soonMax)
  return {
    title: w('my.title'),
    crumbs: [{ href: '/my', text: w('nav.my') }],
    wide: true,
    body: html`<h1 class="govuk-heading-l">${w('my.title')}</h1>${mineNav(visit)}
${choiceLinks(w('my.phase'), phases.map((one) => ({ href: one === 'all' ? '/my' : `/my?phase=${one}`, text: w(`my.phase-${one}`), isHere: one === phase })))}
${isFirst && (phase === 'all' || phase === 'mine-to-do') ? await invitationList(visit) : ''}
${draftList(visit, drafts?.items ?? [])}
${soon.length === 0 ? '' : html`<h2 class="govuk-heading-m">${w('my.soon')}</h2>${reminderList(visit, soon)}<p class="govuk-body"><a class="govuk-link" href="/my/dates">${w('my.all-dates')}</a></p>`}
<h2 class="govuk-heading-m">${w(phase === 'all' ? 'my.cases' : `my.phase-${phase}`)}</h2>
${caseList(visit, cases.items, phase)}
${nextPage(visit, cases.next)}`,
  }
}

function draftList(visit: Visit, drafts: readonly DraftLine[]): Html | undefined {
  if (drafts.length === 0) return undefined
  const { w } = visit
  return html`<h2 class="govuk-heading-m">${w('my.drafts')}</h2><ul class="yw-list">${drafts.map((draft) => html`<li class="yw-list__item"><a class="govuk-link yw-list__link" href="/apply/${draft.id}">${visit.t(draft.item.name)}</a> ${tag(w('my.draft'), 'grey')}<p class="yw-list__facts">${w(draft.correctionOf === null ? 'my.draft-words' : 'my.draft-correction')} · ${w('my.saved', { time: momentWords(visit, draft.updatedAt) })}</p></li>`)}</ul>`
}

function caseList(visit: Visit, items: readonly CaseLine[], phase: Phase): Html {
  const { w } = visit
  if (items.length > 0) return html`<ul class="yw-list">${items.map((one) => caseLine(visit, one))}</ul>`
  if (phase !== 'all') return html`<p class="govuk-body">${w(phase === 'mine-to-do' ? 'my.nothing-to-do' : 'my.none-here')}</p>`
  return html`<p class="govuk-body">${w('my.none')} <a class="govuk-link" href="/items">${w('my.find')}</a></p>`
}

/** Where it is, who has it, until when, what I must do. */
function caseLine(visit: Visit, one: CaseLine): Html {
  const { w, t } = visit
  const isMine = one.state === 'correcting'
  const { payment } = one
  const date = dateWords(visit, one.dueAt)
  const step = isMine ? undefined : one.steps[0]
  const finished = dateWords(visit, one.finishedAt)
  const facts = [
    payment === null ? undefined : html`<strong>${w(payment.isMissed ? 'payment.line-missed' : 'payment.line', { sum: yuanWords(payment.cents), date: dateWords(visit, payment.until) ?? '' })}</strong>`,
    step && w('my.step', { step: t(step.name) }), step && w('my.who', { unit: t(step.organisation.name) }),
    date === undefined || one.suspended ? undefined : w(isMine ? 'my.until-you' : 'my.until', { date }), finished === undefined ? undefined : `${w('case.finished-on')} ${finished}`,
  ].filter((fact) => fact !== undefined)
  return html`<li class="yw-list__item">
<a class="govuk-link yw-list__link" href="/cases/${encodeURIComponent(one.number)}">${t(one.item.name)}</a> ${stateTag(visit, { ...one, isSuspended: one.suspended, isAnnulled: one.annulledOn !== null })}${payment === null ? '' : html` ${tag(w('payment.waits'), 'yellow')}`}
${facts.length === 0 ? '' : html`<p class="yw-list__facts yw-list__facts--first">${facts.map((fact, place) => html`${place === 0 ? '' : ' · '}${fact}`)}</p>`}
<p class="yw-list__facts">${w('case.opened', { date: dateWords(visit, one.openedAt) ?? '' })} · ${w('case.number')} <span class="yw-code">${one.number}</span></p>
${isMine ? html`<form class="yw-list__todo" method="post" action="/apply">${keyInput()}<input type="hidden" name="correctionOf" value="${one.number}"><span>${w('my.must-correct')}</span> <button class="govuk-button govuk-button--secondary yw-list__act" type="submit">${w('my.correct-now')}<span class="govuk-visually-hidden"> ${one.number}</span></button></form>` : ''}
</li>`
}
