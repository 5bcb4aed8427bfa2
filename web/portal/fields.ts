// Renders one field of a form by its widget, filled with what was typed, its fault beside it. Rules stay in engines/forms.
import { isRecord, type CompiledField, type FieldOption } from '#engines/forms'
import { drawAddress, drawDateRange, drawDocuments, drawSignature, type RegionLevel } from './fields-composite.ts'
import { drawGroup, drawTable } from './fields-rows.ts'
import { html, type Html } from './html.ts'
import { checkboxes, confirmBox, dateInput, faultOf, radios, selectList, textArea, textInput, type Choice, type Input } from './parts.ts'
import { answerWords, datePartsOf } from './answers.ts'
import type { StoredFile } from './shapes.ts'
import type { ShownFault, Visit } from './visit.ts'

/** What the fields of one page share: the draft they belong to, what is wrong, the regions and files to choose from or show. */
export interface FieldWorld {
  faults: readonly ShownFault[]
  /** Address of the draft, `/apply/{id}`. */
  base: string
  /** By the name of an address field: the levels to choose from so far. */
  regions: ReadonlyMap<string, readonly RegionLevel[]>
  files: readonly StoredFile[]
  /** The page holds files alone, so that handing one in loses nothing typed. */
  mayUpload: boolean
  scope: Record<string, unknown>
  /** By the name of a field: where its answer came from, and the way to contest it. */
  notes?: ReadonlyMap<string, Html>
}

/** One field as it is shown now. `name` is the id and posted name: `width`, or `members.0.name` in a row. */
export interface FieldState {
  name: string
  value: unknown
  required: boolean
  heading?: boolean
  quiet?: boolean
}

/** Draws one field. The input's id is the field's name, so that the error summary can link to it. */
export function renderField(visit: Visit, field: CompiledField, state: FieldState, world: FieldWorld): Html {
  const { layout, schema } = field
  const input: Input = {
    id: state.name,
    label: visit.t(layout.label),
    hint: layout.hint === undefined ? undefined : visit.t(layout.hint),
    fault: faultOf(world.faults, state.name),
    optional: !state.required && !field.compute,
    heading: state.heading === true,
    quiet: state.quiet === true,
    value: shownText(state.value),
    suffix: layout.unit === undefined ? undefined : visit.t(layout.unit),
  }
  const isLive = field.compute !== undefined || field.requiredWhen !== undefined || field.row !== undefined || field.widget === 'address'
  const drawn = field.compute ? computed(visit, input, field, state) : schema.const === true ? confirmBox(visit, input, input.value === 'true') : widgets[field.widget](visit, input, field, state, world)
  return html`<div data-field="${state.name}"${isLive ? html` data-refresh` : ''}>${drawn}${world.notes?.get(state.name) ?? ''}</div>`
}

type Draw = (visit: Visit, input: Input, field: CompiledField, state: FieldState, world: FieldWorld) => Html

const code: Draw = (visit, input) => textInput(visit, { ...input, width: '20', autocomplete: 'off' })

const widgets: Record<CompiledField['widget'], Draw> = {
  text: (visit, input, field) => textInput(visit, { ...input, autocomplete: field.layout.autocomplete }),
  textarea: (visit, input) => textArea(visit, input),
  number: (visit, input) => textInput(visit, { ...input, inputMode: 'decimal', width: '10' }),
  money: (visit, input) => textInput(visit, { ...input, inputMode: 'decimal', width: '10', suffix: visit.w('form.yuan') }),
  'id-number': code,
  uscc: code,
  'licence-id': (visit, input) => textInput(visit, { ...input, autocomplete: 'off' }),
  postcode: (visit, input) => textInput(visit, { ...input, inputMode: 'numeric', width: '10', autocomplete: 'postal-code' }),
  phone: (visit, input, field) => textInput(visit, { ...input, type: 'tel', inputMode: 'tel', width: '20', autocomplete: field.layout.autocomplete ?? 'tel' }),
  date: (visit, input, _field, state) => dateInput(visit, { ...input, parts: datePartsOf(state.value) }),
  select: (visit, input, field) => selectList(visit, { ...input, choices: choicesOf(visit, field) }),
  radios: (visit, input, field) => radios(visit, { ...input, choices: choicesOf(visit, field) }),
  checkboxes: (visit, input, field, state) => checkboxes(visit, { ...input, choices: choicesOf(visit, field), values: shownList(state.value) }),
  'date-range': (visit, input, field, state, world) => drawDateRange(visit, input, field, state, world),
  address: (visit, input, field, state, world) => drawAddress(visit, input, field, state, world),
  documents: (visit, input, field, _state, world) => drawDocuments(visit, input, field, world),
  signature: (visit, input, field, state, world) => drawSignature(visit, input, field, state, world),
  group: (visit, input, field, state, world) => drawGroup(visit, input, field, state, world, renderField),
  table: (visit, input, field, state, world) => drawTable(visit, input, field, state, world, renderField),
}

/** A value that nobody enters: told, with what it is made of in the hint. */
function computed(visit: Visit, input: Input, field: CompiledField, state: FieldState): Html {
  const fault = input.fault === undefined ? '' : html`<p class="govuk-error-message">${input.fault}</p>`
  if (input.quiet === true) return html`<output id="${input.id}" tabindex="-1">${answerWords(visit, field, state.value)}</output>${fault}`
  return html`<div class="govuk-form-group${input.fault === undefined ? '' : ' govuk-form-group--error'}"><p class="govuk-label govuk-label--s" id="${input.id}-label">${input.label}</p>
<div class="govuk-hint">${input.hint ?? visit.w('form.computed')}</div>${fault}<output class="yw-computed" id="${input.id}" tabindex="-1" aria-labelledby="${input.id}-label">${answerWords(visit, field, state.value)}</output></div>`
}

function choicesOf(visit: Visit, field: CompiledField): Choice[] {
  const options: FieldOption[] = field.layout.options ?? (field.schema.type === 'boolean' ? yesNo(visit) : [])
  return options.map((option) => ({ value: option.value, text: visit.t(option.label), ...(option.hint === undefined ? {} : { hint: visit.t(option.hint) }) }))
}

function yesNo(visit: Visit): FieldOption[] {
  return [{ value: 'true', label: { zh: visit.w('form.yes') } }, { value: 'false', label: { zh: visit.w('form.no') } }]
}

function shownText(value: unknown): string | undefined {
  if (value === undefined || value === null || isRecord(value)) return undefined
  return Array.isArray(value) ? String(value[0] ?? '') : String(value)
}

function shownList(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String)
  return value === undefined || value === null ? [] : [String(value)]
}
