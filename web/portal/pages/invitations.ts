// Being asked to apply together: what is asked and by whom, yes or no; and on the page of a case who takes part in it and who has still to say.
import { settleForm } from '#engines/forms'
import type { Site } from '../site.ts'
import { answerWords } from '../answers.ts'
import { html, type Html } from '../html.ts'
import { bullets, button, facts, faultOf, keyInput, notice, radios, tag } from '../parts.ts'
import { dateWords } from '../spoken.ts'
import type { CaseView, Listed } from '../shapes.ts'
import type { Invitation, InvitationLine } from '../shapes-of-applying.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import type { WordKey } from '../words.ts'
import { compiled } from './apply.ts'

export function addInvitations(site: Site): void {
  site.get('/invitations/:number', async (visit) => invitationPage(visit, []))
  site.post('/invitations/:number', answer)
  site.post('/cases/:number/joint-applicants/:party/removal', takeBack)
}

const pathOf = (visit: Visit) => `/invitations/${encodeURIComponent(visit.params['number'] ?? '')}`

async function invitationPage(visit: Visit, faults: ShownFault[]): Promise<Page> {
  const { w, t } = visit
  const one = await visit.api.get<Invitation>(pathOf(visit))
  const { asked, answers } = settleForm(compiled(one.definition), one.form)
  const chosen = postedText(visit, 'join')
  return {
    title: w('invited.title'), faults, status: faults.length > 0 ? 422 : 200, back: { href: '/my', text: w('nav.my') },
    body: html`<span class="govuk-caption-l">${w('case.number')} <span class="yw-code">${one.number}</span></span><h1 class="govuk-heading-l">${w('invited.title')}</h1>
<p class="govuk-body">${w('invited.words', { name: one.applicant, item: t(one.item.name) })}</p>
<h2 class="govuk-heading-m">${w('review.answers')}</h2>${facts(asked.map((field) => [t(field.layout.label), answerWords(visit, field, answers[field.name])] as const))}
${one.others.length === 0 ? '' : html`<h2 class="govuk-heading-m">${w('invited.others')}</h2>${facts(one.others.map(({ role, name }) => [w(roleWord(role)), name] as const))}`}
${one.files.length === 0 ? '' : html`<h2 class="govuk-heading-m">${w('invited.files')}</h2>${bullets(one.files)}`}
<form method="post" action="${pathOf(visit)}" novalidate>${keyInput()}
${radios(visit, { id: 'join', label: w('invited.question'), fault: faultOf(faults, 'join'), value: chosen, choices: [{ value: 'yes', text: w('invited.yes') }, { value: 'no', text: w('invited.no') }] })}
${radios(visit, { id: 'consent', label: w('review.letters'), hint: w('review.letters-hint'), value: postedText(visit, 'consent') || 'true', choices: [{ value: 'true', text: w('review.letters-online') }, { value: 'false', text: w('review.letters-paper') }] })}
${button(w('invited.button'))}</form>`,
  }
}

async function answer(visit: Visit): Promise<Answer> {
  const said = postedText(visit, 'join')
  if (said !== 'yes' && said !== 'no') return invitationPage(visit, [{ field: 'join', text: visit.w('invited.choose') }])
  await visit.api.send<unknown>({ method: 'POST', path: `${pathOf(visit)}/answer`, key: postedText(visit, 'key'), body: { join: said === 'yes', consent: postedText(visit, 'consent') === 'true' } })
  return { redirect: said === 'yes' ? `/cases/${encodeURIComponent(visit.params['number'] ?? '')}?joined=1` : '/my?declined=1' }
}

async function takeBack(visit: Visit): Promise<Answer> {
  const number = encodeURIComponent(visit.params['number'] ?? '')
  await visit.api.send<unknown>({ method: 'DELETE', path: `/cases/${number}/joint-applicants/${encodeURIComponent(visit.params['party'] ?? '')}`, key: postedText(visit, 'key') })
  return { redirect: `/cases/${number}#parties` }
}

/** The matters that wait for the reader's word, for the page of one's own; and what was just said no to. */
export async function invitationList(visit: Visit): Promise<Html> {
  const { w, t } = visit
  const items = (await visit.api.find<Listed<InvitationLine>>('/invitations'))?.items ?? []
  const done = visit.query['declined'] === '1' ? notice(w('invited.title'), html`<p class="govuk-notification-banner__heading">${w('invited.declined')}</p>`, 'success', 'declined') : ''
  if (items.length === 0) return html`${done}`
  return html`${done}<h2 class="govuk-heading-m">${w('invited.mine')}</h2><ul class="yw-list">${items.map((one) => html`<li class="yw-list__item"><a class="govuk-link yw-list__link" href="/invitations/${encodeURIComponent(one.number)}">${t(one.item.name)}</a> ${tag(w('parties.waits'), 'yellow')}
<p class="yw-list__facts yw-list__facts--first"><strong>${w('invited.from', { name: one.applicant })}</strong></p><p class="yw-list__facts">${w('case.opened', { date: dateWords(visit, one.openedAt) ?? '' })} · ${w('case.number')} <span class="yw-code">${one.number}</span></p></li>`)}</ul>`
}

/** `joined` was just said. */
export function joinedNotice(visit: Visit): Html | undefined {
  return visit.query['joined'] === '1' ? notice(visit.w('invited.title'), html`<p class="govuk-notification-banner__heading">${visit.w('invited.joined')}</p>`, 'success', 'joined') : undefined
}

const roleWord = (role: string): WordKey => (role === 'respondent' || role === 'named' ? 'parties.row-respondent' : role === 'agent' ? 'parties.agent' : 'parties.row-joint-applicant')
const standings: Record<string, { word: WordKey; colour: 'yellow' | 'grey' | 'green' }> = { invited: { word: 'parties.waits', colour: 'yellow' }, declined: { word: 'parties.declined', colour: 'grey' }, 'joint-applicant': { word: 'parties.confirmed', colour: 'green' }, named: { word: 'parties.named', colour: 'grey' } }

/** Who takes part beside the applicant, and who has still to say. */
export function partiesPart(visit: Visit, one: CaseView): Html | undefined {
  const { w } = visit
  const shown = one.parties.filter(({ role }) => role === 'respondent' || standings[role] !== undefined)
  if (shown.length === 0) return undefined
  const waits = shown.some(({ role }) => role === 'invited') && (one.state === 'submitted' || one.state === 'correcting')
  const action = (party: CaseView['parties'][number]) => (waits && party.role === 'invited' ? html`<form method="post" action="/cases/${encodeURIComponent(one.number)}/joint-applicants/${party.place}/removal">${keyInput()}<button class="yw-link-button yw-link-button--dark" type="submit">${w('parties.take-back')}<span class="govuk-visually-hidden"> ${party.name}</span></button></form>` : undefined)
  return html`<h2 class="govuk-heading-m" id="parties">${w('parties.of-case')}</h2>${facts(shown.map((party) => [w(roleWord(party.role)), html`${party.name} ${((standing) => standing && tag(w(standing.word), standing.colour))(standings[party.role])}`, action(party)] as const))}
${waits ? html`<p class="govuk-body">${w('parties.waits-words')}</p>` : ''}`
}
