// Applying by spreadsheet: template, upload, what is wrong with which cell, submission, result. The API reads and keeps everything; files go through as they come.
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html, type Html } from '../html.ts'
import { button, buttonLink, keyInput, notice } from '../parts.ts'
import { momentWords } from '../spoken.ts'
import type { ItemGuide, Listed, Named } from '../shapes.ts'
import type { Text } from '#engines/words'
import { type Answer, type Page, postedText, sentences, type ShownFault, type Visit } from '../visit.ts'

export function addBatch(site: Site): void {
  site.get('/batch', async (visit) => startPage(visit, visit.query['item'] ?? '', []))
  site.post('/batch', upload)
  site.get('/batch/:batch', async (visit) => batchPage(visit, await getBatch(visit), []))
  site.post('/batch/:batch/rows', mend)
  site.post('/batch/:batch/submission', submit)
  site.pass('/batch/template/:code', (visit) => `/items/${encodeURIComponent(visit.params['code'] ?? '')}/template${visit.query['format'] === 'csv' ? '?format=csv' : ''}`)
  site.pass('/batch/:batch/sheet', (visit) => `/batches/${batchId(visit)}/sheet${visit.query['only'] === 'faulty' ? '?only=faulty' : ''}`)
  site.pass('/batch/:batch/sheets/:sheet', (visit) => `/batches/${batchId(visit)}/sheets/${encodeURIComponent(visit.params['sheet'] ?? '')}`)
}

const batchId = (visit: Visit): string => encodeURIComponent(visit.params['batch'] ?? '')
const rowsMax = 10_000
const rowsShown = 50

interface Batch {
  id: string
  item: Named
  state: 'checking' | 'checked' | 'submitting'
  createdAt: string
  rows: number
  counts: { unchecked: number; ready: number; faulty: number; submitted: number }
  sheets: { id: string; rows: number; at: string; formulas: { count: number; first: { cell: string; value: string }[] }; changes: { changed: number; added: number; same: number; submitted: number[] } | null }[]
}

interface Stood {
  cell: string | null
  value: string
}

interface Row {
  number: number
  line: number | null
  state: string
  faults: (Stood & { label: Text | null; before: Stood | null; zh: string; en: string })[]
  changes: { at: string; label: Text | null; column: string; from: Stood; to: Stood }[]
}

const getBatch = (visit: Visit): Promise<Batch> => visit.api.get<Batch>(`/batches/${batchId(visit)}`)

async function startPage(visit: Visit, code: string, faults: ShownFault[]): Promise<Answer> {
  const { w, t } = visit
  if (!visit.session?.account) return { redirect: `/sign-in?next=${encodeURIComponent(`/batch?item=${code}`)}` }
  if (visit.session.account.kind !== 'legal') return { redirect: '/acting' }
  const [item, earlier] = await Promise.all([visit.api.get<ItemGuide>(`/items/${encodeURIComponent(code)}`), visit.api.get<Listed<Batch>>('/batches')])
  const name = t(item.content.name)
  return {
    title: w('batch.title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: `/items/${encodeURIComponent(code)}`, text: name }, { href: `/batch?item=${encodeURIComponent(code)}`, text: w('batch.title') }],
    body: html`<span class="govuk-caption-l">${name}</span><h1 class="govuk-heading-l">${w('batch.title')}</h1><p class="govuk-body">${w('batch.words', { most: rowsMax.toLocaleString('en') })}</p>
<h2 class="govuk-heading-m">${w('batch.template')}</h2><p class="govuk-body"><a class="govuk-link" href="/batch/template/${encodeURIComponent(code)}">${w('batch.template-link', { item: name })}</a></p><p class="govuk-body"><a class="govuk-link" href="/batch/template/${encodeURIComponent(code)}?format=csv">${w('batch.template-csv')}</a></p>
<h2 class="govuk-heading-m">${w('batch.upload')}</h2>${sheetForm(visit, `/batch?item=${encodeURIComponent(code)}`, w('batch.upload-button'), faults)}
${earlier.items.length === 0 ? '' : html`<h2 class="govuk-heading-m">${w('batch.list')}</h2><ul class="yw-list">${earlier.items.map((one) => html`<li class="yw-list__item"><a class="govuk-link yw-list__link" href="/batch/${one.id}">${t(one.item.name)}</a><p class="yw-list__facts">${momentWords(visit, one.createdAt)} · ${countWords(visit, one)}</p></li>`)}</ul>`}`,
  }
}

function countWords(visit: Visit, { rows, counts }: Batch): string {
  return visit.w('batch.counts', { rows, ready: counts.ready, faulty: counts.faulty, submitted: counts.submitted })
}

function sheetForm(visit: Visit, action: string, words: string, faults: readonly ShownFault[], hint?: string): Html {
  const fault = faults.find((one) => one.field === 'sheet')
  const key = `${action.includes('?') ? '&' : '?'}key=${crypto.randomUUID()}`
  return html`<form method="post" enctype="multipart/form-data" action="${action}${key}"><div class="govuk-form-group${fault === undefined ? '' : ' govuk-form-group--error'}"><label class="govuk-label" for="sheet">${visit.w('batch.file')}</label>
${hint === undefined ? '' : html`<div class="govuk-hint" id="sheet-hint">${hint}</div>`}${fault === undefined ? '' : html`<p class="govuk-error-message" id="sheet-error">${fault.text}</p>`}
<input class="govuk-file-upload" type="file" id="sheet" name="file" accept=".xlsx,.csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"${hint === undefined ? '' : html` aria-describedby="sheet-hint"`}></div><button class="govuk-button govuk-button--secondary" type="submit">${words}</button></form>`
}

/** Sends the sheet on as it came; a refusal is told on the page it was sent from. */
async function sendSheet(visit: Visit, path: string, again: (faults: ShownFault[]) => Promise<Answer>): Promise<Answer> {
  const payload = visit.request.body
  if (!Buffer.isBuffer(payload)) return again([])
  try {
    const batch = await visit.api.send<Batch>({ method: 'POST', path, key: visit.query['key'] ?? '', raw: { payload, contentType: visit.request.headers['content-type'] ?? '' } })
    return { redirect: `/batch/${batch.id}` }
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.problem.status >= 500 || [401, 403, 404].includes(error.problem.status)) throw error
    const { detail, next, fields } = error.problem
    return again([{ field: 'sheet', text: [detail, ...fields.map(({ message }) => `${message}${visit.language === 'zh' ? '；' : '; '}`), next].join(visit.language === 'zh' ? '' : ' ') }])
  }
}

function upload(visit: Visit): Promise<Answer> {
  const code = visit.query['item'] ?? ''
  return sendSheet(visit, `/items/${encodeURIComponent(code)}/batches`, (faults) => startPage(visit, code, faults))
}

function mend(visit: Visit): Promise<Answer> {
  return sendSheet(visit, `/batches/${batchId(visit)}/rows`, async (faults) => batchPage(visit, await getBatch(visit), faults))
}

async function batchPage(visit: Visit, batch: Batch, faults: ShownFault[]): Promise<Page> {
  const { w, t } = visit
  const here = `/batch/${batch.id}`
  const { counts } = batch
  const rows = counts.faulty > 0 && batch.state === 'checked' ? await visit.api.get<Listed<Row>>(`/batches/${batch.id}/rows?state=faulty&limit=${rowsShown}`) : undefined
  const mended = batch.sheets.length > 1 && batch.state === 'checked' ? await visit.api.get<Listed<Row>>(`/batches/${batch.id}/rows?mended=true&limit=${rowsShown}`) : undefined
  return {
    title: w('batch.title'), faults, status: faults.length > 0 ? 422 : 200, wide: true, crumbs: [{ href: `/batch?item=${encodeURIComponent(batch.item.code)}`, text: w('batch.title') }],
    body: html`<span class="govuk-caption-l">${t(batch.item.name)}</span><h1 class="govuk-heading-l">${w('batch.title')}</h1>
${batch.state === 'checked' ? html`<p class="govuk-body-l">${countWords(visit, batch)}</p>` : progressOf(visit, batch, here)}
${counts.submitted === batch.rows ? notice(w('batch.title'), html`<p class="govuk-notification-banner__heading">${w('batch.done')}</p>`, 'success') : ''}
${batch.state === 'checked' && counts.ready > 0 ? html`<form method="post" action="${here}/submission">${keyInput()}${button(w('batch.submit', { ready: counts.ready }))}</form>` : ''}
${rows === undefined ? '' : html`<h2 class="govuk-heading-m">${w('batch.faults')}</h2>${faultTable(visit, rows.items)}${rows.next === null ? '' : html`<p class="govuk-body">${w('batch.more', { count: rows.items.length })}</p>`}
<p class="govuk-body"><a class="govuk-link" href="${here}/sheet?only=faulty">${w('batch.faulty-sheet')}</a></p><h2 class="govuk-heading-m">${w('batch.mend')}</h2>${sheetForm(visit, `${here}/rows`, w('batch.upload-button'), faults, w('batch.mend-hint'))}`}
${mended === undefined || mended.items.length === 0 ? '' : html`<h2 class="govuk-heading-m">${w('batch.changes')}</h2>${changeTable(visit, mended.items)}${mended.next === null ? '' : html`<p class="govuk-body">${w('batch.more', { count: mended.items.length })}</p>`}`}
<p class="govuk-body"><a class="govuk-link" href="${here}/sheet">${w('batch.result-sheet')}</a></p>${sheetsOf(visit, batch, here)}`,
  }
}

/** The sheets as they were uploaded, each with the formulas whose kept value was taken. */
function sheetsOf(visit: Visit, { sheets }: Batch, here: string): Html {
  const { w } = visit
  const taken = ({ formulas: { count, first } }: Batch['sheets'][number]) =>
    count === 0 ? '' : html`<p class="yw-list__facts">${w('batch.formulas', { count })} ${first.map(({ cell, value }) => `${cell} = ${value}`).join(visit.language === 'zh' ? '，' : ', ')}${count > first.length ? ' …' : ''}</p>`
  return sheets.length === 0 ? html`` : html`<h2 class="govuk-heading-m">${w('batch.originals')}</h2><ul class="yw-list">${sheets.map((sheet) => html`<li class="yw-list__item"><a class="govuk-link" href="${here}/sheets/${sheet.id}">${w('batch.original', { rows: sheet.rows })}</a><p class="yw-list__facts">${momentWords(visit, sheet.at)}</p>${taken(sheet)}${didWords(visit, sheet.changes)}</li>`)}</ul>`
}

function progressOf(visit: Visit, { state, rows, counts }: Batch, here: string): Html {
  const done = state === 'checking' ? rows - counts.unchecked : counts.submitted
  const words = visit.w(state === 'checking' ? 'batch.reading' : 'batch.submitting', { done, rows: state === 'checking' ? rows : counts.submitted + counts.ready })
  return html`<p class="govuk-body" role="status" data-refresh-page="3">${words}</p><progress class="yw-progress" max="${rows}" value="${done}" aria-label="${words}"></progress>${buttonLink(here, visit.w('batch.refresh'), 'secondary')}`
}

/** What a sheet of mended rows did; what was submitted already is named, so that nobody takes it for changed. */
function didWords({ w, language }: Visit, changes: Batch['sheets'][number]['changes']): Html | undefined {
  if (changes === null) return undefined
  const { submitted, changed, added, same } = changes
  return html`<p class="yw-list__facts">${w('batch.did', { changed, added, same })}${submitted.length === 0 ? '' : html` ${w('batch.stayed', { rows: submitted.slice(0, 20).join(language === 'zh' ? '、' : ', ') + (submitted.length > 20 ? ' …' : '') })}`}</p>`
}

const stood = ({ cell, value }: Stood): Html => html`${cell === null ? '' : html`<span class="yw-quiet">${cell}</span> `}“${value}”`

/** Row by row what later sheets changed: the cell before, and the cell after. */
function changeTable(visit: Visit, rows: readonly Row[]): Html {
  const { w, t } = visit
  const line = ({ label, column, from, to }: Row['changes'][number]): Html => html`<li><strong>${label === null ? column : t(label)}</strong> ${stood(from)} → ${stood(to)}</li>`
  return html`<ul class="yw-list">${rows.map((row) => html`<li class="yw-list__item"><strong>${w('batch.row', { row: row.number })}</strong><ul class="govuk-list yw-tight">${row.changes.map(line)}</ul></li>`)}</ul>`
}

function faultTable(visit: Visit, rows: readonly Row[]): Html {
  const { w, t } = visit
  return html`<ul class="yw-list">${rows.map((row) => html`<li class="yw-list__item"><strong>${row.line === null ? w('batch.row', { row: row.number }) : w('batch.row-line', { row: row.number, line: row.line })}</strong><ul class="govuk-list yw-tight">${row.faults.map((fault) => html`<li>${fault.cell === null ? '' : html`<span class="yw-quiet">${fault.cell}</span> `}${fault.label === null ? '' : html`<strong>${t(fault.label)}</strong> ${fault.value === '' ? '' : html`<span class="yw-quiet">“${fault.value}”</span> `}`}${visit.language === 'zh' ? fault.zh : fault.en}${fault.before === null || fault.before.value === fault.value ? '' : html` <span class="yw-quiet">${w('batch.before')}</span> ${stood(fault.before)}`}</li>`)}</ul></li>`)}</ul>`
}

async function submit(visit: Visit): Promise<Answer> {
  try {
    await visit.api.send<unknown>({ method: 'POST', path: `/batches/${batchId(visit)}/submission`, key: postedText(visit, 'key'), body: {} })
    return { redirect: `/batch/${batchId(visit)}` }
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.problem.status !== 409) throw error
    return batchPage(visit, await getBatch(visit), [{ text: sentences(visit, error.problem.detail, error.problem.next) }])
  }
}
