// Days that matter: the list, the calendar file, and a private address that a calendar reads by itself and that can be revoked.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { button, keyInput, notice } from '../parts.ts'
import { codeWord, dateWords, momentWords } from '../spoken.ts'
import type { Listed } from '../shapes.ts'
import type { ReminderLine } from '../shapes-mine.ts'
import { postedText, type Answer, type Page, type Visit } from '../visit.ts'
import { mineNav } from './mine.ts'

export function addDates(site: Site): void {
  site.get('/my/dates', (visit) => showDates(visit))
  site.post('/my/dates/address', takeAddress)
  site.post('/my/dates/revocation', revoke)
  site.pass('/my/dates.ics', () => '/calendar')
}

/** The days, each with what it is and how long there is. */
export function reminderList(visit: Visit, reminders: readonly ReminderLine[]): Html {
  const { w, t } = visit
  return html`<ol class="yw-dates">${reminders.map((one) => html`<li class="yw-dates__one${one.kind === 'correction' || one.kind === 'payment' ? ' yw-dates__one--mine' : ''}"><time class="yw-dates__day" datetime="${one.date}">${dateWords(visit, one.date)}</time>
<div><p class="yw-dates__what">${codeWord(visit, 'dates', one.kind)} <span class="yw-quiet">${leftWords(visit, one.days)}</span></p>
<p class="yw-list__facts"><a class="govuk-link" href="${one.licence === null ? `/cases/${encodeURIComponent(one.number)}` : `/licences/${one.licence}`}">${t(one.name)}</a> · <span class="yw-code">${one.number}</span>${one.provisional ? w('case.provisional') : ''}</p></div></li>`)}</ol>`
}

function leftWords(visit: Visit, days: number): string {
  return days === 0 ? visit.w('dates.today') : visit.w(days > 0 ? 'dates.left' : 'dates.past', { days: Math.abs(days) })
}

async function showDates(visit: Visit, taken?: string): Promise<Page> {
  const [reminders, link] = await Promise.all([visit.api.get<Listed<ReminderLine>>('/reminders'), visit.api.get<{ madeAt: string | null }>('/calendar-link')])
  const { w } = visit
  return {
    title: w('dates.title'),
    crumbs: [{ href: '/my', text: w('nav.my') }, { href: '/my/dates', text: w('dates.title') }],
    wide: true,
    body: html`<h1 class="govuk-heading-l">${w('dates.title')}</h1>${mineNav(visit)}<p class="govuk-body">${w('dates.words')}</p>
${taken === undefined ? '' : notice(w('dates.taken'), html`<p class="govuk-notification-banner__heading yw-code">${taken}</p>`, 'success', 'taken')}
${reminders.items.length === 0 ? html`<p class="govuk-body">${w('dates.none')}</p>` : reminderList(visit, reminders.items)}
<p class="govuk-body"><a class="govuk-link" href="/my/dates.ics">${w('dates.file')}</a></p>
<h2 class="govuk-heading-m">${w('dates.subscribe')}</h2><p class="govuk-body">${w('dates.subscribe-words')}</p>
${link.madeAt === null ? '' : html`<p class="govuk-body">${w('dates.since', { time: momentWords(visit, link.madeAt) })}</p>`}
<div class="govuk-button-group"><form method="post" action="/my/dates/address">${keyInput()}${button(w(link.madeAt === null ? 'dates.take' : 'dates.take-new'), 'secondary')}</form>
${link.madeAt === null ? '' : html`<form method="post" action="/my/dates/revocation">${keyInput()}${button(w('dates.revoke'), 'warning')}</form>`}</div>`,
  }
}

// The address is shown on the answer itself and kept nowhere: a reload asks again.
async function takeAddress(visit: Visit): Promise<Answer> {
  const { address } = await visit.api.send<{ address: string }>({ method: 'POST', path: '/calendar-link', body: {}, key: postedText(visit, 'key') })
  return showDates(visit, address)
}

async function revoke(visit: Visit): Promise<Answer> {
  const answer = await visit.api.raw({ method: 'DELETE', path: '/calendar-link', key: postedText(visit, 'key') })
  // What is gone already needs no second revoking.
  return answer.status < 500 ? { redirect: '/my/dates' } : showDates(visit)
}
