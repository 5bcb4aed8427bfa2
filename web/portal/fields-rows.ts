// Renders groups of rows and tables. Rows are added and removed by plain buttons; with script the same answer is put in place.
import { isRecord, mostRows, settleRow, totalsOf, type CompiledField, type Settled } from '#engines/forms'
import type { FieldState, FieldWorld } from './fields.ts'
import { asHead, totalWords } from './answers.ts'
import { html, type Html } from './html.ts'
import { questionSet, type Input } from './parts.ts'
import type { Visit } from './visit.ts'

type DrawField = (visit: Visit, field: CompiledField, state: FieldState, world: FieldWorld) => Html

/** The row as it was typed, and what follows from it: what is asked, computed, required. */
interface ShownRow {
  typed: Record<string, unknown>
  settled: Settled
}

function rowsOf(field: CompiledField, value: unknown, world: FieldWorld): ShownRow[] {
  const given: unknown[] = Array.isArray(value) ? value : []
  const least = field.layout.rows?.length ?? Math.max(1, given.length)
  return Array.from({ length: least }, (_, at) => {
    const typed = isRecord(given[at]) ? given[at] : {}
    return { typed, settled: settleRow(field, typed, world.scope) }
  })
}

function stateOf(one: CompiledField, row: ShownRow, prefix: string): FieldState {
  const value = one.compute ? row.settled.answers[one.name] : row.typed[one.name]
  return { name: `${prefix}.${one.name}`, value, required: row.settled.required.has(one.name) }
}

/** A repeating group: every row under its own legend, with a button that removes it, and one that adds another. */
export function drawGroup(visit: Visit, input: Input, field: CompiledField, state: FieldState, world: FieldWorld, draw: DrawField): Html {
  const rows = rowsOf(field, state.value, world)
  const rowName = visit.t(field.layout.rowName) || visit.w('form.row')
  const change = (what: string) => html`name="row-change" value="${state.name} ${what}" formaction="#${state.name}"`
  const shown = rows.map((row, at) => html`<fieldset class="govuk-fieldset yw-row"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${asHead(rowName)} ${at + 1}</legend>
${row.settled.asked.map((one) => draw(visit, one, stateOf(one, row, `${state.name}.${at}`), world))}
${rows.length > 1 ? html`<button type="submit" class="govuk-button govuk-button--secondary yw-row__remove" ${change(`remove ${at}`)}>${visit.w('form.remove-row', { row: `${rowName} ${at + 1}` })}</button>` : ''}</fieldset>`)
  const add = rows.length < mostRows(field) ? html`<button type="submit" class="govuk-button govuk-button--secondary" ${change('add')}>${visit.w('form.add-row', { row: rowName })}</button>` : html`<p class="govuk-body yw-quiet">${visit.w('form.rows-full', { most: mostRows(field) })}</p>`
  return questionSet(visit, input, html`${shown}${totalWords(visit, field, totalsOf(field, state.value))}${add}`)
}

/** A table with fixed rows, or rows that are added; each input says its row and column to screen readers. */
export function drawTable(visit: Visit, input: Input, field: CompiledField, state: FieldState, world: FieldWorld, draw: DrawField): Html {
  const rows = rowsOf(field, state.value, world)
  const columns = field.row?.fields ?? []
  const fixed = field.layout.rows
  const head = (column: CompiledField) => html`<th scope="col" class="govuk-table__header">${visit.t(column.layout.label)}</th>`
  const cell = (column: CompiledField, row: ShownRow, at: number) => {
    if (!row.settled.asked.includes(column)) return html`<td class="govuk-table__cell yw-cards__none"></td>`
    return html`<td class="govuk-table__cell"><span class="yw-cards__key" aria-hidden="true">${visit.t(column.layout.label)}</span>${draw(visit, inRow(column, fixed?.[at]?.label ?? { zh: String(at + 1) }), { ...stateOf(column, row, `${state.name}.${at}`), quiet: true }, world)}</td>`
  }
  const table = html`<table class="govuk-table yw-cards yw-rows yw-rows--asked"><thead><tr>${fixed ? html`<td class="govuk-table__cell"></td>` : ''}${columns.map(head)}</tr></thead>
<tbody>${rows.map((row, at) => html`<tr>${fixed ? html`<th scope="row" class="govuk-table__header">${visit.t(fixed[at]?.label)}</th>` : ''}${columns.map((column) => cell(column, row, at))}</tr>`)}</tbody></table>`
  const change = (what: string) => html`name="row-change" value="${state.name} ${what}" formaction="#${state.name}"`
  const buttons = fixed ? '' : html`<div class="govuk-button-group">${rows.length < mostRows(field) ? html`<button type="submit" class="govuk-button govuk-button--secondary" ${change('add')}>${visit.w('form.add-row', { row: visit.w('form.row') })}</button>` : ''}${rows.length > 1 ? html`<button type="submit" class="govuk-button govuk-button--secondary" ${change(`remove ${rows.length - 1}`)}>${visit.w('form.remove-row', { row: `${visit.w('form.row')} ${rows.length}` })}</button>` : ''}</div>`
  return questionSet(visit, input, html`${table}${totalWords(visit, field, totalsOf(field, state.value))}${buttons}`)
}

function inRow(column: CompiledField, row: { zh: string; en?: string }): CompiledField {
  const { label } = column.layout
  return { ...column, layout: { ...column.layout, label: { zh: `${row.zh} ${label.zh}`, en: `${row.en ?? row.zh} ${label.en ?? label.zh}` } } }
}
