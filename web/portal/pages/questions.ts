// One page of the form at a time, or all of it on one page for those who do this daily. What is asked, computed and required follows
// from the answers so far: with script at once (`then=look` answers without saving), without it after "continue".
import { checkForm, coerceForm, isRecord, isWithin, regionDepth, rowChangeOf, settleForm, type CompiledField, type FormData } from '#engines/forms'
import type { Site } from '../site.ts'
import { placeOfFault } from '../fault-places.ts'
import { renderField, type FieldState, type FieldWorld } from '../fields.ts'
import { uploadForm, type RegionLevel, type RegionLine } from '../fields-composite.ts'
import { html, type Html } from '../html.ts'
import { button, keyInput } from '../parts.ts'
import type { Listed } from '../shapes.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { answeredByScenario, backFrom, getDraft, pagesToAsk, progress, putDraft, stepAfter, type Draft } from './apply.ts'
import { knownNotes } from './known.ts'

export function addQuestions(site: Site): void {
  site.get('/apply/:application/questions/:page', showQuestions)
  site.post('/apply/:application/questions/:page', saveQuestions)
}

async function showQuestions(visit: Visit): Promise<Answer> {
  const draft = await getDraft(visit)
  const page = visit.params['page'] ?? ''
  if (draft.application.itemChanged) return { redirect: `/apply/${draft.application.id}/version` }
  const isPage = page === 'all' || pagesToAsk(draft).includes(page)
  return isPage ? questionPage(visit, draft, page, []) : { redirect: `/apply/${draft.application.id}` }
}

/** A page of questions as it follows from the draft's answers, with what is wrong beside them. */
export async function questionPage(visit: Visit, draft: Draft, page: string, faults: ShownFault[], options: { isFollowUp?: boolean } = {}): Promise<Page> {
  const { w, t } = visit
  const here = `/apply/${draft.application.id}/questions/${page}`
  const settled = settleForm(draft.form, draft.application.form)
  const answered = answeredByScenario(draft)
  const fields = settled.asked.filter((field) => (page === 'all' || field.page === page) && !answered.has(field.name))
  const layout = draft.form.definition.layout.find((one) => one.page === page)
  const title = layout === undefined ? t(draft.form.definition.title) : t(layout.title)
  const isSingle = fields.length === 1 && fields.every(isPlain)
  const world: FieldWorld = {
    faults, base: `/apply/${draft.application.id}`, files: draft.application.files, scope: settled.scope, notes: knownNotes(visit, draft),
    regions: await regionsFor(visit, fields, draft.application.form), mayUpload: page !== 'all' && fields.every((field) => field.widget === 'documents' || field.compute),
  }
  const stateOf = (field: CompiledField): FieldState => ({
    name: field.name, value: field.compute ? settled.answers[field.name] : draft.application.form[field.name], required: settled.required.has(field.name), heading: isSingle,
  })
  return {
    title,
    faults,
    status: faults.length > 0 ? 422 : 200,
    back: backFrom(visit, draft, here),
    body: html`${progress(visit, draft, here)}
${isSingle ? '' : html`<h1 class="govuk-heading-l">${title}</h1>`}${layout?.hint === undefined ? '' : html`<p class="govuk-body">${t(layout.hint)}</p>`}
${page === 'all' ? html`<p class="govuk-body">${w('apply.all-words')}</p>` : ''}
${options.isFollowUp === true ? html`<div class="govuk-inset-text" role="status">${w('apply.follow-up')}</div>` : ''}
<form method="post" action="${here}" novalidate${isLive(draft, page) ? html` data-live` : ''} data-save data-saving="${w('draft.saving')}" data-saved="${w('draft.saved', { time: '{time}' })}" data-cut="${w('draft.not-saved')}" data-out="${w('draft.signed-out')}">${keyInput()}${pressedByEnter()}
${visit.query['from'] === 'review' || postedText(visit, 'from') === 'review' ? html`<input type="hidden" name="from" value="review">` : ''}
<div data-questions>${fields.map((field) => renderField(visit, field, stateOf(field), world))}</div>
<div class="govuk-button-group">${button(w('apply.continue'))}<button type="submit" name="then" value="leave" class="govuk-button govuk-button--secondary">${w('apply.leave')}</button></div>
<p class="govuk-body-s yw-quiet" data-save-words role="status"></p>
</form>
${world.mayUpload ? fields.filter((field) => field.widget === 'documents').map((field) => uploadForm(field, world)) : ''}
${page === 'all' || pagesToAsk(draft).length < 3 ? '' : html`<p class="govuk-body-s"><a class="govuk-link" href="/apply/${draft.application.id}/questions/all">${w('apply.all')}</a></p>`}`,
  }
}

const manyInputs = new Set(['group', 'table', 'documents', 'signature', 'address', 'date-range'])

function isPlain(field: CompiledField): boolean {
  return field.schema.const === undefined && field.compute === undefined && !manyInputs.has(field.widget)
}

// Enter presses the first button of a form: that must not be one that removes a row.
function pressedByEnter(): Html {
  return html`<button type="submit" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true"></button>`
}

/** Whether an answer on this page can change what stands on it. */
function isLive(draft: Draft, page: string): boolean {
  return draft.form.fields.some((field) => (page === 'all' || field.page === page) && (field.conditions.length > 0 || field.compute || field.requiredWhen || field.row || field.widget === 'address'))
}

/** For each address on the page the levels to choose from: below what is chosen there is one more, until the address is deep enough. */
async function regionsFor(visit: Visit, fields: readonly CompiledField[], data: FormData): Promise<Map<string, RegionLevel[]>> {
  const levels = new Map<string, RegionLevel[]>()
  for (const field of fields.filter((one) => one.widget === 'address')) {
    const answer = data[field.name]
    const region = isRecord(answer) && typeof answer['region'] === 'string' ? answer['region'] : ''
    levels.set(field.name, await levelsOf(visit, field, region))
  }
  return levels
}

async function levelsOf(visit: Visit, field: CompiledField, region: string): Promise<RegionLevel[]> {
  const levels: RegionLevel[] = []
  for (let parent: string | undefined = field.layout.within ?? ''; parent !== undefined && parent !== region && !regionDepth(field.layout).reaches(parent); ) {
    const regions = await regionsIn(visit, parent)
    if (regions.length === 0) break
    const chosen: string | undefined = regions.find(({ code }) => region !== '' && isWithin(region, code))?.code
    levels.push({ chosen: chosen ?? '', regions })
    // What is chosen here is not the end where the address has to go deeper.
    if (chosen === region && chosen !== undefined && !regionDepth(field.layout).reaches(chosen)) levels.push({ chosen: '', regions: await regionsIn(visit, chosen) })
    parent = chosen
  }
  return levels.filter((level) => level.regions.length > 0)
}

async function regionsIn(visit: Visit, parent: string): Promise<RegionLine[]> {
  const found: RegionLine[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = new URLSearchParams({ parent, limit: '100', ...(cursor === '' ? {} : { cursor }) })
    const listed: Listed<RegionLine> = await visit.api.get(`/regions?${query.toString()}`)
    found.push(...listed.items)
    cursor = listed.next
  }
  return found
}

async function saveQuestions(visit: Visit): Promise<Answer> {
  const draft = await getDraft(visit)
  const page = visit.params['page'] ?? ''
  const only = page === 'all' ? undefined : page
  const answered = answeredByScenario(draft)
  const kept = Object.entries(draft.application.form).filter(([name]) => answered.has(name) || draft.form.byName.get(name)?.widget === 'documents' || (only !== undefined && draft.form.byName.get(name)?.page !== only))
  const form: FormData = { ...Object.fromEntries(kept), ...coerceForm(draft.form, visit.posted, only) }
  const filled: Draft = { ...draft, application: { ...draft.application, form } }
  // A look asks only what follows from these answers; nothing is saved by it.
  if (postedText(visit, 'then') === 'look') return questionPage(visit, filled, page, [])
  // Saved while typing: each time something else, so no key of the page stands for it.
  if (postedText(visit, 'then') === 'save') {
    await putDraft(visit, draft, { form }, '')
    return { title: visit.w('draft.saving'), body: html`` }
  }
  await putDraft(visit, draft, { form })
  if (postedText(visit, 'then') === 'leave') return { redirect: '/my' }
  if (rowChangeOf(visit.posted)) return questionPage(visit, filled, page, [])
  return judged(visit, draft, filled, page)
}

/** The same page again with what is still to be done on it, or the next one. */
async function judged(visit: Visit, draft: Draft, filled: Draft, page: string): Promise<Answer> {
  const { errors } = checkForm(filled.form, filled.application.form, page === 'all' ? { full: true } : { page })
  const shownBefore = new Set(settleForm(draft.form, draft.application.form).asked.map((field) => field.name))
  const isNew = (path: string): boolean => !shownBefore.has(path.split('/')[1] ?? '') || isNextLevel(visit, path)
  // Without script an answer shows its follow-up questions only now; asking for them is no reproach.
  if (errors.length > 0 && errors.every((fault) => isNew(fault.path))) return questionPage(visit, filled, page, [], { isFollowUp: true })
  if (errors.length > 0) {
    const faults = errors.map((fault) => ({ field: placeOfFault(filled.form, fault.path).id, text: visit.language === 'zh' ? visit.shape(fault.zh) : fault.en }))
    return questionPage(visit, filled, page, faults)
  }
  const base = `/apply/${draft.application.id}`
  if (page === 'all') return { redirect: `${base}/materials` }
  return { redirect: postedText(visit, 'from') === 'review' ? base : stepAfter(filled, `${base}/questions/${page}`) }
}

/** Whether a fault is about a level of an address that was not yet there to choose. */
function isNextLevel(visit: Visit, path: string): boolean {
  const [, name = '', part] = path.split('/')
  const levels = Object.keys(visit.posted).filter((key) => key.startsWith(`${name}.region.`))
  return part === 'region' && levels.length > 0 && levels.every((key) => postedText(visit, key) !== '')
}
