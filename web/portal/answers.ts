// Says saved answers in words: on the review page, beside computed values, in rows and tables. It asks nothing and judges nothing.
import { isRecord, totalsOf, type CompiledField } from '#engines/forms'
import { html, joined, type Html } from './html.ts'
import { dateWords, momentWords } from './spoken.ts'
import type { Visit } from './visit.ts'

/** A saved answer in words. */
export function answerWords(visit: Visit, field: CompiledField, value: unknown): Html | string {
  if (value === undefined || value === null) return html`<span class="yw-quiet">${visit.w(field.compute ? 'form.not-computed' : 'form.not-answered')}</span>`
  if (field.row && Array.isArray(value)) return field.widget === 'table' ? rowsTable(visit, field, value) : rowList(visit, field, value)
  if (isRecord(value)) return compositeWords(visit, field, value)
  if (field.widget === 'documents' && Array.isArray(value)) return html`<ul class="govuk-list">${value.filter(isRecord).map((file) => html`<li>${String(file['name'])}</li>`)}</ul>`
  if (field.schema.format === 'date') return dateOf(visit, value)
  const words = (one: unknown): string => plainWords(visit, field, one)
  return Array.isArray(value) ? value.map(words).join(visit.language === 'zh' ? '、' : ', ') : words(value)
}

function plainWords(visit: Visit, field: CompiledField, value: unknown): string {
  if (typeof value === 'boolean') return visit.w(value ? 'form.yes' : 'form.no')
  const option = field.layout.options?.find((each) => each.value === String(value))
  if (option !== undefined) return visit.t(option.label)
  if (field.widget === 'money') return `${amountWords(value)} ${visit.w('form.yuan')}`
  return field.layout.unit === undefined ? String(value) : `${String(value)} ${visit.t(field.layout.unit)}`
}

/** 1234.5 as 1,234.50. */
function amountWords(value: unknown): string {
  return typeof value === 'number' ? value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 }) : String(value)
}

function compositeWords(visit: Visit, field: CompiledField, value: Record<string, unknown>): Html | string {
  if (field.widget === 'date-range') return visit.w('form.from-to', { from: dateOf(visit, value['from']), to: dateOf(visit, value['to']) })
  if (field.widget === 'address') return String(value['text'] ?? value['detail'] ?? '')
  if (field.widget !== 'signature') return JSON.stringify(value)
  const at = value['at']
  return html`${String(value['name'] ?? '')}${typeof at === 'string' ? html`<br><span class="yw-quiet">${visit.w('form.signed-at', { at: momentWords(visit, at) })}</span>` : ''}${drawnSignature(visit, value['drawing'])}`
}

/** The strokes as a picture: only what has the shape of a path is drawn. */
export function drawnSignature(visit: Visit, drawing: unknown): Html | undefined {
  if (typeof drawing !== 'string' || !/^[ML0-9 ]+$/.test(drawing)) return undefined
  return html`<svg class="yw-signature" viewBox="0 0 600 200" role="img" aria-label="${visit.w('form.drawn')}"><path d="${drawing}" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>`
}

/** A name inside a sentence, as it stands at the head of a part. */
export function asHead(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Rows of a group, each as one entry: a column of answers is too narrow for a table of them. */
function rowList(visit: Visit, field: CompiledField, rows: readonly unknown[]): Html {
  const rowName = visit.t(field.layout.rowName) || visit.w('form.row')
  const lines = (row: Record<string, unknown>) => (field.row?.fields ?? []).filter(({ name }) => row[name] !== undefined).map((one) => html`<span class="yw-quiet">${visit.t(one.layout.label)}</span> ${answerWords(visit, one, row[one.name])}`)
  const entries = rows.filter(isRecord).map((row, at) => html`<li class="yw-entry"><strong>${asHead(rowName)} ${at + 1}</strong><br>${joined(lines(row), html`<br>`)}</li>`)
  return html`<ul class="govuk-list">${entries}</ul>${totalWords(visit, field, totalsOf(field, rows))}`
}

/** Rows of a table, with their totals. */
function rowsTable(visit: Visit, field: CompiledField, rows: readonly unknown[]): Html {
  const columns = (field.row?.fields ?? []).filter(({ name }) => rows.some((row) => isRecord(row) && row[name] !== undefined))
  const fixed = field.layout.rows
  const totals = totalsOf(field, rows)
  const head = fixed ? html`<td class="govuk-table__cell"></td>` : ''
  const cell = (column: CompiledField, value: unknown) => html`<td class="govuk-table__cell${value === undefined ? ' yw-cards__none' : ''}"><span class="yw-cards__key">${visit.t(column.layout.label)}</span>${value === undefined ? '' : answerWords(visit, column, value)}</td>`
  return html`<table class="govuk-table yw-cards yw-rows"><thead><tr>${head}${columns.map((column) => html`<th scope="col" class="govuk-table__header">${visit.t(column.layout.label)}</th>`)}</tr></thead>
<tbody>${rows.map((row, at) => html`<tr>${fixed ? html`<th scope="row" class="govuk-table__header">${visit.t(fixed[at]?.label)}</th>` : ''}${columns.map((column) => cell(column, isRecord(row) ? row[column.name] : undefined))}</tr>`)}</tbody></table>${totalWords(visit, field, totals)}`
}

/** "Total of amount: 1,200.00 yuan", a line for each total that can be told. */
export function totalWords(visit: Visit, field: CompiledField, totals: Record<string, unknown>): Html | undefined {
  const lines = Object.entries(totals).flatMap(([name, value]) => {
    const column = field.row?.byName.get(name)
    return column === undefined || value === null ? [] : [html`<strong>${visit.w('form.total', { column: visit.t(column.layout.label) })}</strong> ${plainWords(visit, column, value)}`]
  })
  return lines.length === 0 ? undefined : html`<p class="govuk-body yw-total">${joined(lines, html`<br>`)}</p>`
}

function dateOf(visit: Visit, value: unknown): string {
  return (isDate(value) ? dateWords(visit, value) : undefined) ?? String(value ?? '')
}

// A draft may hold a date that does not exist; it is shown as typed.
function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  try {
    Temporal.PlainDate.from(value, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

/** A date as typed, in its three boxes. */
export function datePartsOf(value: unknown): { year: string; month: string; day: string } {
  const [year = '', month = '', day = ''] = String(value ?? '').split('-')
  const bare = (text: string): string => text.replace(/^0+/, '')
  return { year: bare(year), month: bare(month), day: bare(day) }
}
