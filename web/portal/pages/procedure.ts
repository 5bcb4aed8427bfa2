// What a party sees between acceptance and decision: hearings, 公示, related cases, what still has to come before the decision; and the
// head of the page of somebody who is a third party alone (许可法 36, 46–48).
import { html, type Html } from '../html.ts'
import { bullets, facts, notice } from '../parts.ts'
import { codeWord, dateWords, momentWords, stateTag } from '../spoken.ts'
import type { CaseView, HearingsOfCase, PublicityOfCase } from '../shapes.ts'
import type { Visit } from '../visit.ts'
import { isWordKey } from '../words.ts'

/** The page of a case. */
export const pathOf = (one: { number: string }): string => `/cases/${encodeURIComponent(one.number)}`

/** The parts of the case page: what stands before the decision, hearings, 公示, related cases. */
export async function procedureParts(visit: Visit, one: CaseView): Promise<Html> {
  const path = pathOf(one)
  const [hearings, publicity] = await Promise.all([visit.api.find<HearingsOfCase>(`${path}/hearings`), visit.api.find<PublicityOfCase>(`${path}/publicity`)])
  return html`${beforePart(visit, one)}${hearingPart(visit, one, hearings)}${publicityPart(visit, publicity)}${relatedPart(visit, one)}
${one.acts.some(({ act }) => act === 'make-statement') ? html`<p class="govuk-body"><a class="govuk-link" href="${path}/statement">${visit.w('procedure.speak')}</a></p>` : ''}`
}

/** What stopped the clock and until when it is expected to stand (许可法 45). */
export function stoppedWords(visit: Visit, one: CaseView): string {
  const standing = one.suspensions.filter(({ untilOn }) => untilOn === null)
  const words = standing.map((each) => `${visit.w('procedure.stopped', { kind: visit.t(each.name), date: dateWords(visit, each.expectedUntil) ?? '' })}${each.isOverrun ? visit.w('procedure.overrun') : ''}`)
  return [visit.w('case.clock-stopped'), ...words].join(visit.language === 'zh' ? '：' : ': ')
}

function beforePart(visit: Visit, one: CaseView): Html | undefined {
  if (one.before.length === 0) return undefined
  const { w } = visit
  const line = ({ kind, until }: CaseView['before'][number]): string => {
    const key = `procedure.before-${kind}`
    return `${isWordKey(key) ? w(key) : kind}${until === null ? '' : w('procedure.before-until', { date: dateWords(visit, until) ?? '' })}`
  }
  return html`<h2 class="govuk-heading-m">${w('procedure.before')}</h2>${bullets(one.before.map(line))}`
}

function hearingPart(visit: Visit, one: CaseView, said: HearingsOfCase | undefined): Html | undefined {
  if (!said || (said.items.length === 0 && said.acts.length === 0)) return undefined
  const { w } = visit
  const rows = (each: HearingsOfCase['items'][number]): Html => facts([
    [w('hearing.state'), stateWord(visit, each.state)],
    [w('hearing.ask-by'), each.state === 'offered' ? dateWords(visit, each.askBy) : undefined], [w('hearing.hold-by'), each.state === 'called' ? dateWords(visit, each.holdBy) : undefined],
    [w('hearing.at'), each.at === null ? undefined : momentWords(visit, each.at)], [w('hearing.place'), each.place], [w('hearing.presider'), each.presider ?? (each.state === 'scheduled' ? w('hearing.presider-open') : undefined)],
    [w('hearing.manner'), each.at === null ? undefined : w(each.isPublic ? 'hearing.public' : 'hearing.not-public')],
  ])
  return html`<h2 class="govuk-heading-m" id="hearing">${w('hearing.title')}</h2>${said.items.map(rows)}
${said.acts.length === 0 ? '' : html`<ul class="govuk-list">${said.acts.map(({ act }) => html`<li><a class="govuk-link" href="${pathOf(one)}/hearing/${act}">${actWord(visit, act)}</a></li>`)}</ul>`}`
}

function stateWord(visit: Visit, state: string): string {
  const key = `hearing.state-${state}`
  return isWordKey(key) ? visit.w(key) : state
}

/** What an act on a hearing is called. */
export function actWord(visit: Visit, act: string): string {
  const key = `hearing.${act}`
  return isWordKey(key) ? visit.w(key) : act
}

function publicityPart(visit: Visit, said: PublicityOfCase | undefined): Html | undefined {
  if (!said || said.items.length === 0) return undefined
  const { w } = visit
  const state = (each: PublicityOfCase['items'][number]): string => (each.state === 'running' ? w('publicity.state-running', { date: dateWords(visit, each.endsOn) ?? '' }) : w(each.state === 'ended' ? 'publicity.state-ended' : 'publicity.state-closed'))
  return html`<h2 class="govuk-heading-m">${w('publicity.of-case')}</h2>${said.items.map((each) => facts([[w('publicity.intended'), each.summary], [w('hearing.state'), state(each)], [w('publicity.objections'), each.objectionCount === 0 ? undefined : String(each.objectionCount)]]))}`
}

function relatedPart(visit: Visit, one: CaseView): Html | undefined {
  const { w, t } = visit
  const line = (other: CaseView['subCases'][number]): Html => html`<li><a class="govuk-link" href="${pathOf(other)}">${t(other.item.name)}</a> ${stateTag(visit, { ...other, isSuspended: false })}<br><span class="yw-quiet">${t(other.deciding.name)} · <span class="yw-code">${other.number}</span></span></li>`
  const list = (title: string, others: CaseView['subCases']): Html | '' => (others.length === 0 ? '' : html`<h2 class="govuk-heading-m">${title}</h2><ul class="govuk-list govuk-list--spaced">${others.map(line)}</ul>`)
  return html`${list(w('procedure.parent'), one.parent === null ? [] : [one.parent])}${list(w('procedure.sub-cases'), one.subCases)}`
}

/** The head of the page of somebody who is a third party alone. */
export function thirdPartyHead(visit: Visit, one: CaseView): Html {
  const { w } = visit
  const own = one.parties.find((party) => party.interest !== null)
  return html`${notice(w('procedure.third'), html`<p class="govuk-body">${w('procedure.third-words')}</p>`)}
${facts([
  [w('procedure.applicant'), one.parties.filter(({ role }) => role === 'applicant' || role === 'joint-applicant').map(({ name }) => name).join('、')], [w('procedure.interest'), own?.interest], [w('procedure.speak-until'), dateWords(visit, own?.speakUntil)],
  [w('case.where'), codeWord(visit, 'state', one.state)], [w('case.outcome'), one.outcome === null ? undefined : codeWord(visit, 'outcome', one.outcome)],
])}`
}
