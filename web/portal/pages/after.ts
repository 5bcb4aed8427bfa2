// What a person is shown around and after a decision: the remedy with its last day, how letters came, that a case is late and why,
// and that one may state one's case before something is taken. What may be done the API says; nothing is decided here.
import { html, type Html } from '../html.ts'
import { facts, keyInput, notice, tag } from '../parts.ts'
import { codeWord, dateWords, momentWords } from '../spoken.ts'
import type { CaseView } from '../shapes.ts'
import type { Late, Letter, RemedyWay } from '../shapes-after.ts'
import type { Visit } from '../visit.ts'

/** That a case is late: since when, where it stands, who looks after it, what comes next. */
export function lateNotice(visit: Visit, late: Late | undefined): Html | undefined {
  if (late === undefined || (!late.late && late.supervision === null)) return undefined
  const { w, t } = visit
  const { supervision } = late
  if (!late.late) return undefined
  return notice(w('after.late'), html`<p class="govuk-notification-banner__heading">${w('after.late-words', { date: dateWords(visit, late.dueOn) ?? '' })}</p>
<p class="govuk-body">${late.step === null ? w('after.late-handover', { body: t(late.body.name) }) : w('after.late-where', { step: t(late.step), body: t(late.body.name) })}</p>
<p class="govuk-body">${supervision === null ? w('after.late-soon') : supervision.answer === null ? w('after.late-supervised', { superior: t(supervision.superior.name), time: momentWords(visit, supervision.openedAt) }) : w('after.late-answered', { body: t(late.body.name), answer: supervision.answer })}</p>
<p class="govuk-body">${w('after.late-remedy')}</p>`)
}

/** The letters, each with how it came; what was not delivered can be signed for here, and paper asked for. */
export function letterList(visit: Visit, one: CaseView, letters: readonly Letter[]): Html | undefined {
  if (letters.length === 0) return undefined
  const { w, t } = visit
  const path = `/cases/${encodeURIComponent(one.number)}`
  return html`<h2 class="govuk-heading-m" id="letters">${w('case.letters')}</h2><ul class="yw-list">${letters.map((letter) => html`<li class="yw-list__item"><a class="govuk-link yw-list__link" href="${path}/letters/${letter.id}">${t(letter.title)} (PDF)</a>
${annulledMark(visit, one.number, letter)}
<p class="yw-list__facts">${letter.number} · ${momentWords(visit, letter.issuedAt)} · ${deliveryWords(visit, letter)}</p>
${remedyPart(visit, letter)}${letterActs(visit, path, letter)}</li>`)}</ul>
${choice(visit, one, path)}`
}

/** That a letter was annulled, since when, and the way to the sealed original: what opens at its name says so on every page. */
export function annulledMark(visit: Visit, number: string, { id, annulledOn }: Pick<Letter, 'id' | 'annulledOn'>): Html | undefined {
  if (annulledOn === null) return undefined
  return html` ${tag(visit.w('after.letter-annulled', { date: dateWords(visit, annulledOn) ?? '' }), 'red')} <a class="govuk-link" href="/cases/${encodeURIComponent(number)}/letters/${id}/original">${visit.w('after.letter-original')}</a>`
}

function deliveryWords(visit: Visit, { delivery }: Letter): string {
  return delivery === null ? visit.w('after.not-delivered') : visit.w('after.delivered', { date: dateWords(visit, delivery.on) ?? '', means: codeWord(visit, 'delivery', delivery.means) })
}

function remedyPart(visit: Visit, { remedy, delivery }: Letter): Html | undefined {
  if (remedy === null) return undefined
  const { w } = visit
  return html`<details class="govuk-details yw-tight" open><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('after.remedy')}</span></summary><div class="govuk-details__text">
${facts([
  [w('after.review'), way(visit, remedy.review)],
  [w('after.court'), remedy.reviewFirst === null ? way(visit, remedy.court) : visit.t(remedy.court.words)],
])}${delivery === null ? html`<p class="govuk-body yw-tight">${w('after.last-day-later')}</p>` : ''}</div></details>`
}

function way(visit: Visit, one: RemedyWay): Html {
  const { w, t } = visit
  const last = one.lastDay === null ? undefined : w('after.last-day', { date: dateWords(visit, one.lastDay) ?? '' })
  return html`${last === undefined ? '' : html`<strong>${last}${one.provisional ? w('case.provisional') : ''}</strong><br>`}${t(one.words)}${one.address === null ? '' : html`<br><span class="yw-quiet">${t(one.address)}${one.phone === null ? '' : ` · ${one.phone}`}</span>`}`
}

function letterActs(visit: Visit, path: string, letter: Letter): Html | undefined {
  const { w, t } = visit
  const small = (act: string, words: string): Html => html`<form class="yw-inline" method="post" action="${path}/letters/${letter.id}/${act}">${keyInput()}<button class="yw-link-button yw-link-button--dark" type="submit">${words}<span class="govuk-visually-hidden"> ${t(letter.title)}</span></button></form>`
  return html`<p class="yw-list__facts">${letter.delivery === null ? html`${small('receipt', w('after.sign'))} · ` : ''}${paperWords(visit, letter) ?? small('paper', w('after.paper'))}</p>`
}

/** What became of the paper: handed over, or asked for and waiting; nothing where nobody asked. */
function paperWords(visit: Visit, { paperGiven, paperAskedAt }: Letter): string | undefined {
  if (paperGiven !== null) return visit.w('after.paper-given', { date: dateWords(visit, paperGiven.on) ?? '', means: codeWord(visit, 'delivery', paperGiven.means) })
  return paperAskedAt === null ? undefined : visit.w('after.paper-asked')
}

/** Electronic or on paper: the other one is one tap away. */
function choice(visit: Visit, one: CaseView, path: string): Html | undefined {
  if (!one.acts.some(({ act }) => act === 'choose-letters')) return undefined
  const { w } = visit
  const isElectronic = one.parties.some((party) => party.consent)
  return html`<form method="post" action="${path}/letter-choice">${keyInput()}<input type="hidden" name="electronic" value="${isElectronic ? 'no' : 'yes'}">
<p class="govuk-body">${w(isElectronic ? 'after.choice-electronic' : 'after.choice-paper')} <button class="yw-link-button yw-link-button--dark" type="submit">${w(isElectronic ? 'after.choose-paper' : 'after.choose-electronic')}</button></p></form>`
}

/** What was granted is annulled: since when, by which case, and that its letter holds no more. */
export function annulledNotice(visit: Visit, { annulled }: CaseView): Html | undefined {
  if (annulled === null) return undefined
  const { w } = visit
  return notice(w('after.annulled'), html`<p class="govuk-notification-banner__heading">${w('after.annulled-words', { date: dateWords(visit, annulled.on) ?? '' })}</p>
${annulled.case === null ? '' : html`<p class="govuk-body"><a class="govuk-link" href="/cases/${encodeURIComponent(annulled.case)}">${w('after.annulled-why')}</a></p>`}`, undefined, 'annulled')
}

/** Something is intended: the person has the floor. */
export function defenceNotice(visit: Visit, one: CaseView): Html | undefined {
  if (!one.acts.some(({ act }) => act === 'state-defence')) return undefined
  const { w } = visit
  const due = one.terms.find((term) => term.kind === 'defence' && term.state === 'running')?.dueOn
  return notice(w('case.you-must'), html`<p class="govuk-notification-banner__heading">${w('after.defence')}</p><p class="govuk-body">${w('after.defence-until', { date: dateWords(visit, due) ?? '' })}</p>
<a href="/cases/${encodeURIComponent(one.number)}/defence" role="button" draggable="false" class="govuk-button">${w('after.defence-button')}</a>`)
}
