// Applying: who applies together with the reader, and who stands on the other side. Rows are added and removed by plain buttons; all that is typed
// is saved with each of them. Who may be named is said by the item; who becomes an applicant, by that one alone.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { button, faultOf, keyInput, questionSet, selectList, textInput } from '../parts.ts'
import type { Application, ItemContent } from '../shapes.ts'
import type { OtherParty } from '../shapes-of-applying.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { backFrom, getDraft, progress, stepAfter, takesOthers, type Draft } from './apply.ts'

export function addParties(site: Site): void {
  site.get('/apply/:application/parties', showParties)
  site.post('/apply/:application/parties', saveParties)
}

type Role = OtherParty['role']
const documentKinds = ['resident-id', 'uscc', 'hmt-residence', 'permanent-residence', 'passport', 'hmt-travel'] as const
const empty = (role: Role): OtherParty => ({ role, kind: 'natural', name: '', idKind: 'resident-id', idNumber: '', phone: '', address: '' })
const isBlank = ({ name, idNumber, phone, address }: OtherParty) => [name, idNumber, phone, address].every((text) => text === '')

/** What is wrong with those who were entered, in the reader's words; each fault leads to its box. */
export function faultsOfParties(visit: Visit, { faults }: Pick<Application, 'faults'>): (ShownFault & { field: string })[] {
  return faults.filter(({ path }) => path.startsWith('/others')).map(({ path, zh, en }) => ({ field: boxOf(path), text: visit.language === 'zh' ? visit.shape(zh) : en }))
}

/** `/others/0/idKind` is asked by the list of documents. */
function boxOf(path: string): string {
  return path === '/others' ? 'others' : path.slice(1).replaceAll('/', '.').replace(/idKind$/, 'who')
}

async function showParties(visit: Visit): Promise<Answer> {
  const draft = await getDraft(visit)
  if (draft.application.itemChanged) return { redirect: `/apply/${draft.application.id}/version` }
  return takesOthers(draft) ? partiesPage(visit, draft, []) : { redirect: `/apply/${draft.application.id}` }
}

/** What the page is called: by those whom the item lets be named. */
export function partiesTitle(visit: Visit, { parties }: ItemContent): string {
  return visit.w(!parties?.respondents ? 'parties.title-joint' : parties.jointApplicants ? 'parties.title-both' : 'parties.title-sides')
}

function partiesPage(visit: Visit, draft: Draft, faults: ShownFault[]): Page {
  const { w } = visit
  const here = `/apply/${draft.application.id}/parties`
  const { parties } = draft.item
  const title = partiesTitle(visit, draft.item)
  const others = withSide(draft)
  const mostOf = (role: Role) => (role === 'respondent' ? parties?.respondents : parties?.jointApplicants)?.max ?? 0
  // Rows from before the item changed can be taken out.
  const roles = (['joint-applicant', 'respondent'] as const).filter((role) => mostOf(role) > 0 || others.some((one) => one.role === role))
  const isOne = roles.length === 1
  const from = visit.query['from'] === 'review' || postedText(visit, 'from') === 'review'
  return {
    title, faults, status: faults.length > 0 ? 422 : 200, back: backFrom(visit, draft, here),
    body: html`${progress(visit, draft, here)}<div id="others" tabindex="-1">${isOne ? '' : html`<h1 class="govuk-heading-l">${title}</h1>`}
<form method="post" action="${here}" novalidate data-save data-saving="${w('draft.saving')}" data-saved="${w('draft.saved', { time: '{time}' })}" data-cut="${w('draft.not-saved')}" data-out="${w('draft.signed-out')}">${keyInput()}<button type="submit" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true"></button>
${from ? html`<input type="hidden" name="from" value="review">` : ''}
${roles.map((role) => side(visit, { role, most: mostOf(role), isOne, others, faults }))}
<div class="govuk-button-group">${button(w('apply.continue'))}<button type="submit" name="then" value="leave" class="govuk-button govuk-button--secondary">${w('apply.leave')}</button></div>
<p class="govuk-body-s yw-quiet" data-save-words role="status"></p></form></div>`,
  }
}

/** Where somebody has to be named there is a row for that one from the start. */
function withSide({ application: { others }, item: { parties } }: Draft): OtherParty[] {
  return parties?.respondents && !others.some(({ role }) => role === 'respondent') ? [...others, empty('respondent')] : others
}

/** One side; alone on the page it is what the page is about. */
function side(visit: Visit, { role, most, isOne, others, faults }: { role: Role; most: number; isOne: boolean; others: readonly OtherParty[]; faults: readonly ShownFault[] }): Html {
  const { w } = visit
  const rows = others.flatMap((one, place) => (one.role === role ? [{ one, place }] : []))
  const id = `side-${role}`
  const legend = role === 'respondent' ? 'parties.respondents' : 'parties.joint'
  const shown = rows.map(({ one, place }, at) => html`<fieldset class="govuk-fieldset yw-row"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${w(`parties.row-${role}`)} ${at + 1}</legend>${row(visit, one, place, faults)}
${role === 'respondent' && rows.length === 1 && most > 0 ? '' : html`<button type="submit" class="govuk-button govuk-button--secondary yw-row__remove" name="party-change" value="remove ${place}" formaction="#${id}">${w('form.remove-row', { row: `${w(`parties.row-${role}`)} ${at + 1}` })}</button>`}</fieldset>`)
  const add = rows.length < most ? html`<button type="submit" class="govuk-button govuk-button--secondary" name="party-change" value="add ${role}" formaction="#${id}">${w(`parties.add-${role}`)}</button>` : html`<p class="govuk-body yw-quiet">${w('parties.full', { most })}</p>`
  return questionSet(visit, { id, label: w(legend), hint: w(`${legend}-words`), heading: isOne }, html`${shown}${add}`)
}

function row(visit: Visit, one: OtherParty, place: number, faults: readonly ShownFault[]): Html {
  const { w } = visit
  const box = (field: string) => ({ id: `others.${place}.${field}`, fault: faultOf(faults, `others.${place}.${field}`) })
  const isOther = one.role === 'respondent'
  return html`<input type="hidden" name="others.${place}.role" value="${one.role}">
${textInput(visit, { ...box('name'), label: w('parties.name'), value: one.name, autocomplete: 'off' })}
${selectList(visit, { ...box('who'), label: w(isOther ? 'parties.who-respondent' : 'parties.who'), value: one.idKind, choices: documentKinds.map((kind) => ({ value: kind, text: w(`parties.who-${kind}`) })) })}
${textInput(visit, { ...box('idNumber'), label: w(isOther ? 'parties.number-respondent' : 'parties.number'), hint: w(isOther ? 'parties.number-respondent-hint' : 'parties.number-hint'), value: one.idNumber, optional: isOther, autocomplete: 'off' })}
${textInput(visit, { ...box('phone'), label: w('parties.phone'), value: one.phone, optional: true, type: 'tel', autocomplete: 'off' })}
${textInput(visit, { ...box('address'), label: w('parties.address'), hint: w('parties.address-hint'), value: one.address, autocomplete: 'off' })}`
}

/** The rows as they were posted, in their order. */
function postedOthers(visit: Visit): OtherParty[] {
  const others: OtherParty[] = []
  for (let place = 0; visit.posted[`others.${place}.role`] !== undefined; place++) {
    const text = (field: string) => postedText(visit, `others.${place}.${field}`)
    const idKind = text('who')
    others.push({ role: text('role') === 'respondent' ? 'respondent' : 'joint-applicant', kind: idKind === 'uscc' ? 'legal' : 'natural', name: text('name'), idKind, idNumber: text('idNumber'), phone: text('phone'), address: text('address') })
  }
  return others
}

function changed(others: readonly OtherParty[], change: string): OtherParty[] {
  const [what, which = ''] = change.split(' ')
  if (what === 'add') return [...others, empty(which === 'respondent' ? 'respondent' : 'joint-applicant')]
  return others.filter((_, place) => String(place) !== which)
}

async function saveParties(visit: Visit): Promise<Answer> {
  const draft = await getDraft(visit)
  const then = postedText(visit, 'then')
  const change = postedText(visit, 'party-change')
  const typed = postedOthers(visit)
  const others = change !== '' ? changed(typed, change) : then === 'save' ? typed : typed.filter((one) => !isBlank(one))
  // Saved while typing: each time something else, so no key of the page stands for it.
  const application = await visit.api.send<Application>({ method: 'PUT', path: `/applications/${draft.application.id}`, key: then === 'save' ? '' : postedText(visit, 'key'), body: { others } })
  if (then === 'save') return { title: visit.w('draft.saving'), body: html`` }
  if (then === 'leave') return { redirect: '/my' }
  const saved: Draft = { ...draft, application }
  if (change !== '') return partiesPage(visit, saved, [])
  const faults = faultsOfParties(visit, application)
  if (faults.length > 0) return partiesPage(visit, saved, faults.map((fault) => (fault.field === 'others' ? { ...fault, href: '#others' } : fault)))
  const base = `/apply/${draft.application.id}`
  return { redirect: postedText(visit, 'from') === 'review' ? base : stepAfter(saved, `${base}/parties`) }
}

/** Those who were entered, as the review shows them. */
export function partyRows(visit: Visit, draft: Draft): (readonly [string, Html | string, Html])[] {
  const { w } = visit
  const rows = draft.application.others.filter((one) => !isBlank(one))
  const change = (what: string) => html`<a class="govuk-link" href="/apply/${draft.application.id}/parties?from=review">${w('apply.change')}<span class="govuk-visually-hidden"> ${what}</span></a>`
  const title = partiesTitle(visit, draft.item)
  if (rows.length === 0) return [[title, w('parties.none'), change(title)]]
  return rows.map((one) => [w(`parties.row-${one.role}`), html`${one.name}${one.idNumber === '' ? '' : html`<br><span class="yw-code">${one.idNumber}</span>`}<br>${one.address}`, change(one.name)] as const)
}
