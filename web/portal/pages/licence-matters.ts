// What a holder may begin about a licence: renewal with one tap, change, a new copy, use again after a suspension, deregistration. What is possible the API says.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { button, keyInput, notice } from '../parts.ts'
import { dateWords } from '../spoken.ts'
import type { LicenceView } from '../shapes.ts'
import type { LicenceMatter } from '../shapes-after.ts'
import { postedText, type Answer, type Visit } from '../visit.ts'

const acts: ReadonlySet<string> = new Set(['renewal', 'change', 'reissue', 'resumption', 'deregistration'])

export function addLicenceMatters(site: Site): void {
  site.post('/licences/:licence/matters/:act', begin)
}

interface Begun {
  id: string
  faults: unknown[]
}

/** Begins the application with what the licence says; where nothing more is asked it is sent at once. */
async function begin(visit: Visit): Promise<Answer> {
  const act = visit.params['act'] ?? ''
  const id = visit.params['licence'] ?? ''
  const key = postedText(visit, 'key')
  const draft = await visit.api.send<Begun>({ method: 'POST', path: '/applications', body: { licence: { id, act: acts.has(act) ? act : 'renewal' } }, key })
  if (draft.faults.length > 0) return { redirect: `/apply/${encodeURIComponent(draft.id)}` }
  const sent = await visit.api.send<{ number: string }>({ method: 'POST', path: `/applications/${encodeURIComponent(draft.id)}/submission`, body: {}, key: `${key}-sent` })
  return { redirect: `/cases/${encodeURIComponent(sent.number)}?submitted=1` }
}

/** The reminder of a renewal, first; then the other matters. */
export function matterList(visit: Visit, one: LicenceView): Html | undefined {
  const { w, t } = visit
  // Years ahead a renewal is one matter among others; when its day is near it stands first.
  const renewal = one.matters.find((matter) => matter.act === 'renewal' && (matter.isNear || matter.open !== null))
  const others = one.matters.filter((matter) => matter !== renewal)
  if (one.matters.length === 0 && !one.renewing) return undefined
  return html`${one.renewing ? notice(w('after.renewing'), html`<p class="govuk-notification-banner__heading">${w('after.renewing-words')}</p>`) : ''}
${renewal && !one.renewing ? renewalPart(visit, one, renewal) : ''}
${others.length === 0 ? '' : html`<h2 class="govuk-heading-m">${w('after.matters')}</h2><div class="govuk-button-group">${others.map((matter) => (matter.open === null ? form(one, matter, t(matter.item.name), 'secondary') : html`<a class="govuk-link" href="/cases/${encodeURIComponent(matter.open)}">${t(matter.item.name)} · ${w('after.in-hand')}</a>`))}</div>`}`
}

function renewalPart(visit: Visit, one: LicenceView, renewal: LicenceMatter): Html {
  const { w } = visit
  if (renewal.open !== null) return html`<p class="govuk-body"><a class="govuk-link" href="/cases/${encodeURIComponent(renewal.open)}">${w('after.renewal-open')}</a></p>`
  const words = renewal.isLate ? w('after.renewal-late', { date: dateWords(visit, renewal.lastDay) ?? '', end: dateWords(visit, one.validTo) ?? '' }) : w('after.renewal-by', { date: dateWords(visit, renewal.lastDay) ?? '', end: dateWords(visit, one.validTo) ?? '' })
  return html`<div class="govuk-inset-text"><p class="govuk-body">${words}</p>${form(one, renewal, w('after.renew'), 'main')}</div>`
}

function form(one: LicenceView, matter: LicenceMatter, words: string, kind: 'main' | 'secondary'): Html {
  return html`<form method="post" action="/licences/${encodeURIComponent(one.id)}/matters/${matter.act}">${keyInput()}${button(words, kind)}</form>`
}
