// Applying: the start, the scenario questions, the steps and the way between them. The form's own questions are in questions.ts. Every answer
// is saved as a draft through the API before it is checked, so nothing typed is lost.
import { checkForm, compileForm, settleForm, visibleFields, type CompiledField, type CompiledForm, type FormData, type FormDefinition } from '#engines/forms'
import type { Site } from '../site.ts'
import { answerWords } from '../answers.ts'
import { placeOfFault } from '../fault-places.ts'
import { html, type Html } from '../html.ts'
import { bullets, button, faultOf, keyInput, radios } from '../parts.ts'
import type { Application, ItemContent, ItemGuide, Scenario } from '../shapes.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { materialTable } from './guide.ts'
import { purposeNotice } from './purposes.ts'

export function addApply(site: Site): void {
  site.get('/apply', showStart)
  site.post('/apply', start)
  site.get('/apply/:application', showNext)
  site.get('/apply/:application/version', showVersion)
  site.post('/apply/:application/version', moveToVersion)
  site.get('/apply/:application/scenario', showScenario)
  site.post('/apply/:application/scenario', saveScenario)
  site.post('/apply/:application/removal', remove)
}

/** A draft with everything a page needs to ask about it. */
export interface Draft {
  application: Application
  item: ItemContent
  form: CompiledForm
}

/** Gets the draft that the address names. */
export async function getDraft(visit: Visit): Promise<Draft> {
  const application = await visit.api.get<Application>(`/applications/${encodeURIComponent(visit.params['application'] ?? '')}`)
  const item = await visit.api.get<ItemGuide>(`/items/${encodeURIComponent(application.item.code)}?version=${application.item.version}`)
  return { application, item: item.content, form: compiled(application.definition) }
}

// Compiling a schema takes milliseconds and the same form is asked page after page.
const compiledForms = new Map<string, CompiledForm>()

/** A form ready to be asked. */
export function compiled(definition: FormDefinition): CompiledForm {
  const text = JSON.stringify(definition)
  const known = compiledForms.get(text)
  if (known !== undefined) return known
  const form = compileForm(definition)
  if (compiledForms.size >= 200) compiledForms.clear()
  compiledForms.set(text, form)
  return form
}

/** Fields that the scenario has answered: they are shown on the review alone. */
export function answeredByScenario(draft: Draft): Set<string> {
  return new Set(draft.application.known.filter(({ from }) => from === 'scenario').map(({ field }) => field))
}

/** The pages that still have something to ask, in order. */
export function pagesToAsk(draft: Draft, data: FormData = draft.application.form): string[] {
  const answered = answeredByScenario(draft)
  return [...new Set(visibleFields(draft.form, data).filter(({ name }) => !answered.has(name)).map(({ page }) => page))]
}

function scenariosOf(draft: Draft): Scenario[] {
  return draft.item.scenarios ?? []
}

/** Whether others may be entered beside the applicant, or were before the item changed; with the answer to a correction they stay as they are. */
export function takesOthers({ application, item }: Draft): boolean {
  return application.correctionOf === null && (item.parties !== undefined || application.others.length > 0)
}

/** The pages of a draft in order, as addresses: scenario, questions, who takes part, materials, review. */
function stepsOf(draft: Draft): string[] {
  const base = `/apply/${draft.application.id}`
  return [
    ...(scenariosOf(draft).length > 0 ? [`${base}/scenario`] : []),
    ...pagesToAsk(draft).map((page) => `${base}/questions/${page}`),
    ...(takesOthers(draft) ? [`${base}/parties`] : []),
    ...(draft.application.promiseOffer ? [`${base}/promise`] : []),
    `${base}/materials`,
    `${base}/review`,
  ]
}

/** The page after this one; the review page after the last, or where the reader came from to correct one answer. */
export function stepAfter(draft: Draft, here: string): string {
  const steps = stepsOf(draft)
  return steps[steps.indexOf(here) + 1] ?? steps.at(-1) ?? '/my'
}

/** The way back from a step: to the one before, or to the guide. */
export function backFrom(visit: Visit, draft: Draft, here: string): NonNullable<Page['back']> {
  const steps = stepsOf(draft)
  const at = steps.indexOf(here)
  return { href: (at > 0 ? steps[at - 1] : undefined) ?? `/items/${encodeURIComponent(draft.item.code)}`, text: visit.w('apply.back') }
}

/** Where one is: "step 2 of 5". */
export function progress(visit: Visit, draft: Draft, here: string): Html {
  const steps = stepsOf(draft)
  const at = steps.indexOf(here)
  return html`<p class="govuk-caption-l">${visit.t(draft.item.name)}${at < 0 ? '' : html` · <span class="yw-whole">${visit.w('apply.step', { step: at + 1, steps: steps.length })}</span>`}</p>`
}

async function showStart(visit: Visit): Promise<Answer> {
  const code = visit.query['item'] ?? ''
  const { content: item } = await visit.api.get<ItemGuide>(`/items/${encodeURIComponent(code)}`)
  if (!visit.session?.account) return { redirect: `/sign-in?next=${encodeURIComponent(`/apply?item=${code}`)}` }
  const { w, t } = visit
  return {
    title: w('apply.start-title', { item: t(item.name) }),
    crumbs: [{ href: `/items/${encodeURIComponent(item.code)}`, text: t(item.name) }],
    body: html`<h1 class="govuk-heading-l">${w('apply.start-title', { item: t(item.name) })}</h1>
<p class="govuk-body">${w('apply.as', { name: visit.session.account.name })}</p>
<h2 class="govuk-heading-m">${w('apply.ready')}</h2>
${materialTable(visit, item)}
<h2 class="govuk-heading-m">${w('apply.how')}</h2>
${bullets([w('apply.how-saved'), w('apply.how-receipt'), w('apply.how-five-days')])}
${await purposeNotice(visit, item.purpose ?? 'handling')}
<form method="post" action="/apply">${keyInput()}<input type="hidden" name="item" value="${item.code}">${button(w('apply.start'))}</form>`,
  }
}

/** Begins an application, or the answer to a correction notice: the same pages, filled with what was sent before. */
async function start(visit: Visit): Promise<Answer> {
  const correctionOf = postedText(visit, 'correctionOf')
  const body = correctionOf === '' ? { item: postedText(visit, 'item') } : { correctionOf }
  const application = await visit.api.send<Application>({ method: 'POST', path: '/applications', body, key: postedText(visit, 'key') })
  return { redirect: `/apply/${application.id}` }
}

/** Goes on where the applicant stopped: the first page with a fault, else the review. */
async function showNext(visit: Visit): Promise<Answer> {
  const draft = await getDraft(visit)
  const base = `/apply/${draft.application.id}`
  if (draft.application.caseNumber !== null) return { redirect: `/cases/${encodeURIComponent(draft.application.caseNumber)}` }
  const unanswered = scenariosOf(draft).some((scenario) => draft.application.scenario[scenario.key] === undefined)
  if (unanswered) return { redirect: `${base}/scenario` }
  const faulty = new Set(checkForm(draft.form, draft.application.form).errors.map((fault) => placeOfFault(draft.form, fault.path).page))
  if (draft.application.itemChanged) return { redirect: `${base}/version` }
  const page = pagesToAsk(draft).find((one) => faulty.has(one))
  if (page !== undefined) return { redirect: `${base}/questions/${page}` }
  const lacksParties = takesOthers(draft) && draft.application.faults.some(({ path }) => path.startsWith('/others'))
  return { redirect: `${base}/${lacksParties ? 'parties' : 'materials'}` }
}

/** A newer version of the item is in force: what changed, and that nothing is lost. */
async function showVersion(visit: Visit): Promise<Answer> {
  const draft = await getDraft(visit)
  const { w, t } = visit
  const base = `/apply/${draft.application.id}`
  if (!draft.application.itemChanged) return { redirect: base }
  return {
    title: w('draft.version'),
    back: backFrom(visit, draft, `${base}/version`),
    body: html`${progress(visit, draft, `${base}/version`)}<h1 class="govuk-heading-l">${w('draft.version')}</h1>
<p class="govuk-body">${w('draft.version-words')}</p>${draft.application.changes.length === 0 ? html`<p class="govuk-body">${w('draft.version-none')}</p>` : bullets(draft.application.changes.map(t))}
<form method="post" action="${base}/version">${keyInput()}${button(w('draft.version-button'))}</form>`,
  }
}

async function moveToVersion(visit: Visit): Promise<Answer> {
  const application = encodeURIComponent(visit.params['application'] ?? '')
  await visit.api.send<unknown>({ method: 'POST', path: `/applications/${application}/version`, key: postedText(visit, 'key'), body: {} })
  return { redirect: `/apply/${application}` }
}

async function showScenario(visit: Visit): Promise<Page> {
  return scenarioPage(visit, await getDraft(visit), [])
}

function scenarioPage(visit: Visit, draft: Draft, faults: ShownFault[]): Page {
  const { w, t } = visit
  const here = `/apply/${draft.application.id}/scenario`
  const answers = { ...draft.application.scenario, ...visit.posted }
  return {
    title: w('apply.scenario'),
    faults,
    status: faults.length > 0 ? 422 : 200,
    back: backFrom(visit, draft, here),
    body: html`${progress(visit, draft, here)}<h1 class="govuk-heading-l">${w('apply.scenario')}</h1>
<p class="govuk-body">${w('apply.scenario-words')}</p>
<form method="post" action="${here}" novalidate>${keyInput()}
${scenariosOf(draft).map((scenario) => radios(visit, { id: scenario.key, label: t(scenario.question), hint: t(scenario.hint) || undefined, fault: faultOf(faults, scenario.key), value: String(answers[scenario.key] ?? ''), choices: scenario.options.map((option) => ({ value: option.value, text: t(option.label) })) }))}
${button(w('apply.continue'))}</form>`,
  }
}

async function saveScenario(visit: Visit): Promise<Answer> {
  const draft = await getDraft(visit)
  const scenario: Record<string, string> = {}
  const faults: ShownFault[] = []
  for (const one of scenariosOf(draft)) {
    const value = postedText(visit, one.key)
    if (one.options.some((option) => option.value === value)) scenario[one.key] = value
    else faults.push({ field: one.key, text: visit.w('apply.scenario-choose', { question: visit.t(one.question) }) })
  }
  if (faults.length > 0) return scenarioPage(visit, draft, faults)
  await putDraft(visit, draft, { scenario })
  return { redirect: stepAfter(draft, `/apply/${draft.application.id}/scenario`) }
}

/** Saves answers through the API, whole or not. */
export async function putDraft(visit: Visit, draft: Draft, change: { form?: FormData; scenario?: Record<string, string> }, key = postedText(visit, 'key')): Promise<void> {
  await visit.api.send<unknown>({ method: 'PUT', path: `/applications/${draft.application.id}`, key, body: change })
}

async function remove(visit: Visit): Promise<Answer> {
  await visit.api.send<unknown>({ method: 'DELETE', path: `/applications/${encodeURIComponent(visit.params['application'] ?? '')}`, key: postedText(visit, 'key') })
  return { redirect: '/my' }
}

/** The answers of a draft as rows: question, answer, way to change it; what is computed has no way of its own. */
export function answerRows(visit: Visit, draft: Draft): (readonly [string, Html | string, Html | undefined])[] {
  const { asked, answers } = settleForm(draft.form, draft.application.form)
  const change = (field: CompiledField) => html`<a class="govuk-link" href="/apply/${draft.application.id}/questions/${field.page}?from=review#${field.name}">${visit.w('apply.change')}<span class="govuk-visually-hidden"> ${visit.t(field.layout.label)}</span></a>`
  const answered = answeredByScenario(draft)
  const wayTo = (field: CompiledField) => (field.compute ? undefined : answered.has(field.name) ? html`<a class="govuk-link" href="/apply/${draft.application.id}/scenario">${visit.w('apply.change')}<span class="govuk-visually-hidden"> ${visit.t(field.layout.label)}</span></a>` : change(field))
  return asked.map((field) => [visit.t(field.layout.label), answerWords(visit, field, answers[field.name]), wayTo(field)] as const)
}
