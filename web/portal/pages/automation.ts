// Automatic decisions as residents meet them: announced before, a person to choose, explained after in plain words.
// 个人信息保护法 24. What is so and what may be done the API says; nothing is decided here.
import { html, type Html } from '../html.ts'
import { bullets, buttonLink, facts, radios, tag } from '../parts.ts'
import type { AutomationSaid, Basis, CaseView, Explanation } from '../shapes.ts'
import { dateWords } from '../spoken.ts'
import type { Visit } from '../visit.ts'

/** What an item says of its automatic decisions now; undefined where it is not decided so. */
export async function getAutomation(visit: Visit, code: string): Promise<AutomationSaid | undefined> {
  const said = await visit.api.find<AutomationSaid>(`/items/${encodeURIComponent(code)}/automation`)
  return said?.automatic ? said : undefined
}

/** 本事项由系统自动办理: what is decided, from which data, and the right to a person. */
export function announcement(visit: Visit, said: AutomationSaid | undefined): Html | undefined {
  if (!said) return undefined
  const { w, t } = visit
  return html`<section class="govuk-inset-text" aria-labelledby="automation"><h2 class="govuk-heading-s" id="automation">${w('automation.title')}</h2>
<p class="govuk-body">${t(said.announcement)}</p><p class="govuk-body">${w('automation.only-yes')}</p>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('automation.data')}</span></summary>
<div class="govuk-details__text">${bullets(said.data.map(({ name, sources }) => `${t(name)}${visit.language === 'zh' ? '：' : ': '}${sources.map(t).join(visit.language === 'zh' ? '；' : '; ')}`))}<p class="govuk-body">${releasedWords(visit, said)}</p></div></details>
<p class="govuk-body">${w('automation.right')}</p></section>`
}

function releasedWords(visit: Visit, { release }: Pick<AutomationSaid, 'release'>): string {
  if (!release) return ''
  return visit.w('automation.released', { body: visit.t(release.body.name), role: visit.w(release.role === 'head' ? 'automation.role-head' : 'automation.role-approver'), date: dateWords(visit, release.on) ?? release.on })
}

/** The choice before submitting: the system, or a person. */
export function choice(visit: Visit, said: AutomationSaid | undefined, byPerson: boolean): Html | undefined {
  if (!said) return undefined
  const { w } = visit
  return html`${announcement(visit, said)}${radios(visit, {
    id: 'byPerson', label: w('automation.choice'), value: String(byPerson),
    choices: [{ value: 'false', text: w('automation.choice-machine'), hint: w('automation.choice-machine-hint') }, { value: 'true', text: w('automation.choice-person'), hint: w('automation.choice-person-hint') }],
  })}`
}

/** Shown for the seconds in which the system works. */
export function soon(visit: Visit, one: CaseView): Html {
  return html`<div class="govuk-inset-text" role="status"><p class="govuk-body">${visit.w('automation.soon')}</p>${buttonLink(`/cases/${encodeURIComponent(one.number)}`, visit.w('automation.reload'), 'secondary')}</div>`
}

/** Why it was decided so: which condition, which datum, from which source; or why a person handles it. */
export function explanation(visit: Visit, one: CaseView, why: Explanation | undefined): Html | undefined {
  if (!why) return undefined
  return why.by === 'machine' ? machineWhy(visit, one, why) : personWhy(visit, why)
}

function personWhy(visit: Visit, { reasons }: Explanation): Html {
  return html`<h2 class="govuk-heading-m" id="why">${visit.w('automation.why-person')}</h2>${bullets(reasons.map((reason) => visit.t(reason)))}`
}

function machineWhy(visit: Visit, one: CaseView, why: Explanation): Html {
  const { w, t } = visit
  return html`<h2 class="govuk-heading-m" id="why">${w('automation.why')}</h2><p class="govuk-body">${t(why.sentence)}</p>
${conditionTable(visit, why)}
${facts([
    [w('automation.rule'), why.rule && html`${w('automation.rule-words', { number: why.rule.number })} <span lang="zh-CN">${why.rule.label}</span>`],
    [w('automation.basis'), bullets(why.basis.map(basisText))],
  ])}
${reviewList(visit, why)}
${why.mayAskReview ? html`<p class="govuk-body">${w('automation.ask-words')}</p>${buttonLink(`/cases/${encodeURIComponent(one.number)}/human-review`, w('automation.ask'), 'secondary')}` : ''}`
}

function basisText({ law, article }: Basis): string {
  return `${law}${article ?? ''}`
}

function conditionTable(visit: Visit, { conditions }: Explanation): Html {
  const { w, t } = visit
  const headings = [w('automation.found'), w('automation.condition'), w('automation.source')]
  return html`<table class="govuk-table yw-cards"><caption class="govuk-visually-hidden">${w('automation.why')}</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">${headings.map((heading) => html`<th scope="col" class="govuk-table__header">${heading}</th>`)}</tr></thead>
<tbody class="govuk-table__body">${conditions.map(({ name, value, asks, source }) => html`<tr class="govuk-table__row">
<th scope="row" class="govuk-table__header">${t(name)}${visit.language === 'zh' ? '：' : ': '}${t(value)}</th>
<td class="govuk-table__cell"><span class="yw-cards__key" aria-hidden="true">${headings[1]}</span>${t(asks) || w('automation.no-condition')}</td>
<td class="govuk-table__cell"><span class="yw-cards__key" aria-hidden="true">${headings[2]}</span>${t(source)}</td></tr>`)}</tbody></table>`
}

function reviewList(visit: Visit, { reviews }: Explanation): Html | undefined {
  if (reviews.length === 0) return undefined
  const { w } = visit
  const state = (changed: boolean | null) => (changed === null ? tag(w('automation.review-open'), 'blue') : changed ? tag(w('automation.review-changed'), 'yellow') : tag(w('automation.review-upheld'), 'grey'))
  return html`<h3 class="govuk-heading-s">${w('automation.reviews')}</h3><ul class="govuk-list">${reviews.map(({ number, changed }) => html`<li><a class="govuk-link yw-code" href="/cases/${encodeURIComponent(number)}">${number}</a> ${state(changed)}</li>`)}</ul>`
}
