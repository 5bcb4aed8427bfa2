// The part of a case's page about promises: papers that are owed (容缺), the promise in place of papers (告知承诺), the place in the order of
// acceptance. It only shows; what may be done, the API says.
import { html, type Html } from '../html.ts'
import { bullets, notice } from '../parts.ts'
import type { CaseView, ItemGuide } from '../shapes.ts'
import { dateWords } from '../spoken.ts'
import type { Visit } from '../visit.ts'

export const pathOf = (one: CaseView): string => `/cases/${encodeURIComponent(one.number)}`
const can = (one: CaseView, act: string): boolean => one.acts.some((possible) => possible.act === act)

export function nameOf(visit: Visit, item: ItemGuide | undefined, key: string): string {
  return visit.t(item?.content.materials.find((material) => material.key === key)?.name) || key
}

/** The part of the case's page: what must be handed in, what was promised, where one stands in the order. */
export function owedPart(visit: Visit, one: CaseView, item: ItemGuide | undefined): Html | undefined {
  const { w } = visit
  const { commitment, place } = one
  const list = bullets(one.owed.map((paper) => html`${nameOf(visit, item, paper.material)} ${dueWords(visit, paper)}`))
  const title = titleOf(visit, one)
  return html`${can(one, 'hand-in-owed') ? notice(w('case.you-must'), html`<p class="govuk-notification-banner__heading">${title}</p>${list}<a class="govuk-button" role="button" draggable="false" href="${pathOf(one)}/owed">${w('owed.send')}</a>`, 'plain', 'owed-title') : one.owed.length > 0 ? html`<h2 class="govuk-heading-m">${title}</h2>${list}` : ''}
${commitment === null ? '' : html`<h2 class="govuk-heading-m">${w('commitment.title')}</h2><p class="govuk-body">${commitment.withdrawnAt === null ? w('commitment.stands', { papers: commitment.materials.map((key) => nameOf(visit, item, key)).join(visit.language === 'zh' ? '、' : ', ') }) : w('commitment.taken-back')}</p>
${can(one, 'withdraw-commitment') ? html`<p class="govuk-body"><a class="govuk-link" href="${pathOf(one)}/commitment">${w('commitment.withdraw')}</a></p>` : ''}`}
${place === null ? '' : html`<h2 class="govuk-heading-m">${w('place.title')}</h2><p class="govuk-body">${w('place.words', { count: place.count, place: place.place, ahead: place.ahead })}</p>`}`
}

export function dueWords(visit: Visit, { dueOn, metAt, late }: CaseView['owed'][number]): Html {
  const { w } = visit
  const words = late !== null ? w(`owed.late-${late}`) : metAt !== null ? w('owed.came') : dueOn === null ? w('owed.before-decision') : w('owed.until', { date: dateWords(visit, dueOn) ?? dueOn })
  return html`<span class="yw-quiet">${words}</span>`
}

/** What the list of owed papers is called: what was promised, or what is needed since a promise was taken back. */
export function titleOf(visit: Visit, one: CaseView): string {
  return visit.w(one.owed.some(({ why, metAt }) => why === 'promise' && metAt === null) ? 'owed.title-promise' : 'owed.title')
}
