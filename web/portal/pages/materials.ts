// Handing in materials, checking all answers and submitting. Files go to the API as they came; nothing is read or kept here.
import { checkForm } from '#engines/forms'
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html, type Html } from '../html.ts'
import { bullets, button, buttonLink, facts, keyInput, radios, tag } from '../parts.ts'
import { bytesWords, codeWord } from '../spoken.ts'
import type { AutomationSaid, Listed, Material, StoredFile } from '../shapes.ts'
import type { HeldLicence, LibraryEntry, UploadUnderWay } from '../shapes-of-applying.ts'
import { type Answer, type Page, postedText, sentences, type ShownFault, type Visit } from '../visit.ts'
import type { WordKey } from '../words.ts'
import { placeOfFault } from '../fault-places.ts'
import { choice, getAutomation } from './automation.ts'
import { answerRows, backFrom, getDraft, progress, takesOthers, type Draft } from './apply.ts'
import { identityAddress, levelPart } from './identity.ts'
import { gapForm, promiseRows, warningBox } from './promise.ts'
import { failureWords, levelTag } from './papers.ts'
import { faultsOfParties, partyRows } from './parties.ts'
import { questionPage } from './questions.ts'

export function addMaterials(site: Site): void {
  site.get('/apply/:application/materials', async (visit) => materialsPage(visit, await getDraft(visit), []))
  site.post('/apply/:application/reuses', reuse)
  site.post('/apply/:application/files', upload)
  site.post('/apply/:application/files/:file/removal', removeFile)
  site.get('/apply/:application/review', async (visit) => {
    const draft = await getDraft(visit)
    return draft.application.itemChanged ? { redirect: `/apply/${draft.application.id}/version` } : showReview(visit, draft, [])
  })
  site.post('/apply/:application/submission', submit)
  site.post('/apply/:application/proof', toProof)
}

/** The materials this application needs by its answers, and room for what no list foresaw. */
function materialsOf(visit: Visit, draft: Draft): Material[] {
  const name = { zh: visit.w('materials.other') }
  return [...draft.application.materials.filter((one) => !one.replaced).map((one) => one.material), { key: 'other', name, form: 'either', need: 'optional', source: 'applicant' }]
}

/** What a page of materials shows beside the draft: papers from before, and files that are not yet whole. */
interface Around {
  library: readonly LibraryEntry[]
  uploads: readonly UploadUnderWay[]
}

async function materialsPage(visit: Visit, draft: Draft, faults: ShownFault[]): Promise<Answer> {
  const { w } = visit
  const base = `/apply/${draft.application.id}`
  if (draft.application.itemChanged) return { redirect: `${base}/version` }
  const materials = materialsOf(visit, draft)
  const [library, uploads] = await Promise.all([visit.api.find<Listed<LibraryEntry>>('/library'), visit.api.find<Listed<UploadUnderWay>>(`/applications/${draft.application.id}/uploads`)])
  const around = { library: library?.items ?? [], uploads: uploads?.items ?? [] }
  return {
    title: w('materials.title'),
    faults,
    status: faults.length > 0 ? 422 : 200,
    back: backFrom(visit, draft, `${base}/materials`),
    body: html`${progress(visit, draft, `${base}/materials`)}<h1 class="govuk-heading-l">${w('materials.title')}</h1>
<p class="govuk-body">${w('materials.words')}</p>
${draft.application.materials.length === 0 ? html`<p class="govuk-body">${w('guide.materials-none')}</p>` : ''}${materials.map((material) => oneMaterial(visit, draft, material, faults, around))}
${stillMissing(visit, draft)}
${gapForm(visit, draft, w('apply.continue')) ?? buttonLink(`${base}/review`, w('apply.continue'))}`,
  }
}

/** Whether the store gives it, so that nobody is asked. */
function isHeld(draft: Draft, material: Material): boolean {
  const held = draft.application.materials.find((one) => one.material.key === material.key)?.held
  return held !== undefined && held !== null && held.failure === null
}

function oneMaterial(visit: Visit, draft: Draft, material: Material, faults: ShownFault[], around: Around): Html {
  const { w, t } = visit
  const files = draft.application.files.filter((file) => file.material === material.key)
  const held = draft.application.materials.find((one) => one.material.key === material.key)?.held ?? undefined
  const fault = faults.find((one) => one.field === `file-${material.key}`)
  const state = files.length > 0 ? tag(w('materials.there'), 'green') : isHeld(draft, material) ? tag(w('held.there'), 'green') : tag(codeWord(visit, 'need', material.need), material.need === 'required' ? 'blue' : 'grey')
  return html`<section class="yw-material" aria-labelledby="material-${material.key}">
<h2 class="govuk-heading-s yw-material__name" id="material-${material.key}">${t(material.name)} ${state}</h2>
<p class="govuk-hint">${codeWord(visit, 'source', material.source)} · ${codeWord(visit, 'medium', material.form)}${material.note === undefined ? '' : html`<br>${t(material.note)}`}</p>
${fileList(visit, draft, files)}
${held && !held.failure && files.length === 0 ? heldWords(visit, draft, material, held) : material.form === 'paper' ? html`<p class="govuk-body">${w('materials.paper')}</p>` : html`${held?.failure ? html`<p class="govuk-body">${w('held.failed', { reason: failureWords(visit, held.failure) })}</p>` : ''}${resumeWords(visit, material, around)}${uploadForm(visit, draft, material, fault)}${reuseForm(visit, draft, material, around.library)}`}
</section>`
}

function heldWords(visit: Visit, draft: Draft, material: Material, held: HeldLicence): Html {
  const { w, t } = visit
  return html`<p class="govuk-body yw-tight">${w('held.words', { name: t(held.name), number: held.number ?? '', issuer: t(held.issuer) })}</p>
<p class="yw-known"><a class="govuk-link" href="/apply/${draft.application.id}/correction?material=${material.key}">${w('known.wrong')}<span class="govuk-visually-hidden"> ${t(material.name)}</span></a></p>`
}

function resumeWords(visit: Visit, material: Material, { uploads }: Around): Html | undefined {
  const cut = uploads.find((one) => one.material === material.key && one.received > 0)
  return cut && html`<p class="govuk-body yw-list__todo">${visit.w('upload.resume', { name: cut.name })}</p>`
}

/** Papers from before that may serve again: those for the same material first. */
function reuseForm(visit: Visit, draft: Draft, material: Material, library: readonly LibraryEntry[]): Html | undefined {
  const taken = new Set(draft.application.files.map((file) => `${file.material} ${file.name}`))
  const same = library.filter((one) => (one.material === material.key) !== (material.key === 'other') && !taken.has(`${material.key} ${one.name}`)).slice(0, 5)
  if (same.length === 0) return undefined
  const { w } = visit
  return html`<details class="govuk-details"${material.key === 'other' ? '' : html` open`}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('reuse.title')}</span></summary>
<ul class="govuk-list govuk-details__text">${same.map((one) => html`<li class="yw-file">${one.name} ${levelTag(visit, one.level)}<form method="post" action="/apply/${draft.application.id}/reuses">${keyInput()}<input type="hidden" name="material" value="${material.key}"><input type="hidden" name="entry" value="${one.id}"><button class="yw-link-button yw-link-button--dark" type="submit">${w('reuse.button')}<span class="govuk-visually-hidden"> ${one.name}</span></button></form></li>`)}</ul></details>`
}

async function reuse(visit: Visit): Promise<Answer> {
  const application = encodeURIComponent(visit.params['application'] ?? '')
  const material = postedText(visit, 'material')
  await visit.api.send<unknown>({ method: 'POST', path: `/applications/${application}/reuses`, key: postedText(visit, 'key'), body: { material, entry: postedText(visit, 'entry') } })
  return { redirect: `/apply/${application}/materials#material-${encodeURIComponent(material)}` }
}

/** What is not there yet, with the way to each. It warns and never stops a submission (行政许可法 32). */
function stillMissing(visit: Visit, draft: Draft): Html {
  const { w, t } = visit
  const fields = openFaults(visit, draft).map((fault) => html`<a class="govuk-link" href="${fault.href ?? ''}">${fault.text}</a>`)
  const materials = missingMaterials(draft).map((material) => html`<a class="govuk-link" href="#material-${material.key}">${w('missing.material', { name: t(material.name) })}</a>`)
  const all = [...fields, ...materials]
  return html`<section class="yw-panel" aria-labelledby="missing"><h2 class="govuk-heading-s" id="missing">${w('missing.title')}</h2>${all.length === 0 ? html`<p class="govuk-body">${w('missing.nothing')}</p>` : bullets(all)}</section>`
}

function missingMaterials(draft: Draft): Material[] {
  return draft.application.materials.filter((one) => !one.given && !one.replaced && one.material.need === 'required' && one.material.form !== 'paper' && !isHeld(draft, one.material)).map((one) => one.material)
}

function fileList(visit: Visit, draft: Draft, files: readonly StoredFile[]): Html | undefined {
  if (files.length === 0) return undefined
  return html`<ul class="govuk-list">${files.map((file) => html`<li class="yw-file">${file.name} <span class="yw-quiet">${bytesWords(visit, file.bytes)}</span> ${levelTag(visit, file.level ?? '')}
<form method="post" action="/apply/${draft.application.id}/files/${file.id}/removal">${keyInput()}<button class="yw-link-button yw-link-button--dark" type="submit">${visit.w('materials.remove')}<span class="govuk-visually-hidden"> ${file.name}</span></button></form></li>`)}</ul>`
}

function uploadForm(visit: Visit, draft: Draft, material: Material, fault: ShownFault | undefined): Html {
  const id = `file-${material.key}`
  const query = new URLSearchParams({ material: material.key, key: crypto.randomUUID() })
  return html`<form method="post" enctype="multipart/form-data" action="/apply/${draft.application.id}/files?${query.toString()}" data-upload="/api/applications/${draft.application.id}" data-progress="${visit.w('upload.progress', { name: '{name}' })}" data-waiting="${visit.w('upload.waiting')}">
<input type="hidden" name="material" value="${material.key}">
<div class="govuk-form-group${fault === undefined ? '' : ' govuk-form-group--error'}"><label class="govuk-label" for="${id}">${visit.w('materials.choose')}<span class="govuk-visually-hidden"> ${visit.t(material.name)}</span></label>
${fault === undefined ? '' : html`<p class="govuk-error-message" id="${id}-error">${fault.text}</p>`}
<input class="govuk-file-upload" type="file" id="${id}" name="file" accept=".pdf,.jpg,.jpeg,.png,.ofd,.docx"${fault === undefined ? '' : html` aria-describedby="${id}-error"`}></div>
<button class="govuk-button govuk-button--secondary" type="submit">${visit.w('materials.upload')}<span class="govuk-visually-hidden"> ${visit.t(material.name)}</span></button></form>`
}

async function upload(visit: Visit): Promise<Answer> {
  const application = visit.params['application'] ?? ''
  const material = visit.query['material'] ?? ''
  // Files of a form's own field are handed in on its page of questions.
  const page = visit.query['page']
  const payload = visit.request.body
  if (!Buffer.isBuffer(payload)) return { redirect: `/apply/${application}/materials` }
  try {
    await visit.api.send<unknown>({
      method: 'POST', path: `/applications/${encodeURIComponent(application)}/files`, key: visit.query['key'] ?? '',
      raw: { payload, contentType: visit.request.headers['content-type'] ?? '' },
    })
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.problem.status >= 500 || error.problem.status === 401) throw error
    const text = sentences(visit, error.problem.detail, error.problem.next)
    if (page !== undefined) return questionPage(visit, await getDraft(visit), page, [{ field: fieldOfKey(material), text }])
    return materialsPage(visit, await getDraft(visit), [{ field: `file-${material}`, text }])
  }
  return { redirect: page === undefined ? `/apply/${application}/materials#material-${material}` : `/apply/${application}/questions/${encodeURIComponent(page)}#${fieldOfKey(material)}` }
}

function fieldOfKey(material: string): string {
  return material.replace(/^form\./, '')
}

async function removeFile(visit: Visit): Promise<Answer> {
  const application = encodeURIComponent(visit.params['application'] ?? '')
  const file = encodeURIComponent(visit.params['file'] ?? '')
  await visit.api.send<unknown>({ method: 'DELETE', path: `/applications/${application}/files/${file}`, key: postedText(visit, 'key') })
  const page = visit.query['page']
  return { redirect: page === undefined ? `/apply/${application}/materials` : `/apply/${application}/questions/${encodeURIComponent(page)}` }
}

async function showReview(visit: Visit, draft: Draft, refused: ShownFault[]): Promise<Page> {
  // An answer to a correction goes on with whoever asked for it.
  return reviewPage(visit, draft, refused, draft.application.correctionOf === null ? await getAutomation(visit, draft.application.item.code) : undefined)
}

function reviewPage(visit: Visit, draft: Draft, refused: ShownFault[], automation: AutomationSaid | undefined): Page {
  const { w, t } = visit
  const base = `/apply/${draft.application.id}`
  const faults = refused.length > 0 ? refused : openFaults(visit, draft)
  const scenarios = draft.item.scenarios ?? []
  const promises = promiseRows(visit, draft)
  const materials = materialsOf(visit, draft).filter((material) => material.key !== 'other' || hasFile(draft, 'other'))
  return {
    title: w('review.title'),
    faults,
    status: refused.length > 0 ? 422 : 200,
    back: backFrom(visit, draft, `${base}/review`),
    body: html`${progress(visit, draft, `${base}/review`)}<h1 class="govuk-heading-l">${w('review.title')}</h1>
<h2 class="govuk-heading-m">${w('review.applicant')}</h2>${facts([[w('review.name'), visit.session?.account?.name]])}
${scenarios.length === 0 ? '' : html`<h2 class="govuk-heading-m">${w('apply.scenario')}</h2>${facts(scenarios.map((one) => [t(one.question), t(one.options.find((option) => option.value === draft.application.scenario[one.key])?.label) || w('form.not-answered'), html`<a class="govuk-link" href="${base}/scenario">${w('apply.change')}<span class="govuk-visually-hidden"> ${t(one.question)}</span></a>`] as const))}`}
${takesOthers(draft) ? facts(partyRows(visit, draft)) : ''}
<h2 class="govuk-heading-m">${w('review.answers')}</h2>${facts(answerRows(visit, draft))}
<h2 class="govuk-heading-m">${w('materials.title')}</h2>${materials.length === 0 ? html`<p class="govuk-body">${w('guide.materials-none')}</p>` : facts(materials.map((material) => [t(material.name), materialAnswer(visit, draft, material), html`<a class="govuk-link" href="${base}/materials#material-${material.key}">${w('apply.change')}<span class="govuk-visually-hidden"> ${t(material.name)}</span></a>`] as const))}
${promises.length === 0 ? '' : facts(promises)}
<h2 class="govuk-heading-m">${w('review.send')}</h2>${levelPart(visit, draft.application, { form: 'review', action: `${base}/proof` })}${warningBox(visit, draft)}<p class="govuk-body">${w('review.truth')}</p>
<form id="review" method="post" action="${base}/submission">${keyInput()}
${draft.application.correctionOf === null ? radios(visit, { id: 'consent', label: w('review.letters'), hint: w('review.letters-hint'), value: String(draft.application.consent), choices: [{ value: 'true', text: w('review.letters-online') }, { value: 'false', text: w('review.letters-paper') }] }) : ''}
${choice(visit, automation, draft.application.byPerson)}
${button(w('review.button'))}</form>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('review.delete')}</span></summary><div class="govuk-details__text"><p class="govuk-body">${w('review.delete-words')}</p><form method="post" action="${base}/removal">${keyInput()}${button(w('review.delete'), 'warning')}</form></div></details>`,
  }
}

function hasFile(draft: Draft, key: string): boolean {
  return draft.application.files.some((file) => file.material === key)
}

function openFaults(visit: Visit, draft: Draft): ShownFault[] {
  const others = takesOthers(draft) ? faultsOfParties(visit, draft.application).map(({ field, text }) => ({ text, href: `/apply/${draft.application.id}/parties?from=review#${field}` })) : []
  return [...checkForm(draft.form, draft.application.form).errors.map((fault) => placed(draft, fault.path, visit.language === 'zh' ? visit.shape(fault.zh) : fault.en)), ...others]
}

/** A fault of an answer or a material, linked to the page where it can be put right. */
function placed(draft: Draft, path: string, text: string): ShownFault {
  const base = `/apply/${draft.application.id}`
  if (path.startsWith('/others')) return { text, href: `${base}/parties?from=review` }
  const { id, page } = placeOfFault(draft.form, path)
  if (page !== undefined) return { text, href: `${base}/questions/${page}?from=review#${id}` }
  return draft.application.materials.some((one) => one.material.key === id) ? { text, href: `${base}/materials#material-${id}` } : { text }
}

function materialAnswer(visit: Visit, draft: Draft, material: Material): Html | string {
  const files = draft.application.files.filter((file) => file.material === material.key)
  if (files.length > 0) return files.map((file) => file.name).join(visit.language === 'zh' ? '、' : ', ')
  return html`<span class="yw-quiet">${visit.w(absenceWord(draft, material))}</span>`
}

function absenceWord(draft: Draft, material: Material): WordKey {
  if (isHeld(draft, material)) return 'material.fetched'
  if (draft.application.correctionOf !== null) return 'materials.not-again'
  return material.form === 'paper' ? 'materials.paper' : 'materials.none'
}

/** Keeps what was chosen on the last page. */
async function keepWishes(visit: Visit): Promise<void> {
  const [consent, byPerson] = [postedText(visit, 'consent'), postedText(visit, 'byPerson')]
  const wishes = { ...(consent === '' ? {} : { consent: consent === 'true' }), ...(byPerson === '' ? {} : { byPerson: byPerson === 'true' }) }
  if (Object.keys(wishes).length > 0) await visit.api.send<unknown>({ method: 'PUT', path: `/applications/${encodeURIComponent(visit.params['application'] ?? '')}`, body: wishes, key: `${postedText(visit, 'key')}-letters` })
}

/** To the proof that is lacking, and back here: what was chosen on this page is kept first. */
async function toProof(visit: Visit): Promise<Answer> {
  await keepWishes(visit)
  const { application } = await getDraft(visit)
  const back = `/apply/${application.id}/review`
  const lack = application.levelLack
  return { redirect: lack === null ? back : identityAddress({ back, level: lack.needed, days: lack.daysMax ?? 0 }) }
}

async function submit(visit: Visit): Promise<Answer> {
  const application = encodeURIComponent(visit.params['application'] ?? '')
  const key = postedText(visit, 'key')
  try {
    await keepWishes(visit)
    const made = await visit.api.send<{ number: string }>({ method: 'POST', path: `/applications/${application}/submission`, body: {}, key })
    return { redirect: `/cases/${encodeURIComponent(made.number)}?submitted=1` }
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.problem.status >= 500) throw error
    const { detail, next, fields, code, status } = error.problem
    // Who is not proved well enough, or lately enough, stays with the answers; other refusals of who may come in are pages of their own.
    if ([401, 403, 404].includes(status) && code !== 'applications.level-needed' && code !== 'applications.proof-too-old') throw error
    const draft = await getDraft(visit)
    return showReview(visit, draft, [{ text: sentences(visit, detail, next) }, ...fields.map((fault) => placed(draft, fault.path, fault.message))])
  }
}
