// Renders fields whose answer has parts: a range of dates, an address by the region tree, files, a signature. Each works without script.
import { documentKey, isRecord, partNames, type CompiledField } from '#engines/forms'
import type { Text } from '#engines/words'
import type { FieldState, FieldWorld } from './fields.ts'
import { asHead, datePartsOf, drawnSignature } from './answers.ts'
import { html, type Html } from './html.ts'
import { confirmBox, dateInput, faultOf, questionSet, selectList, textInput, type Input } from './parts.ts'
import { bytesWords, codeWord, momentWords } from './spoken.ts'
import type { Visit } from './visit.ts'

/** A region as the API lists it. */
export interface RegionLine {
  code: string
  name: Text
  level: string
}

/** One level of an address: regions to choose from, and the one that was chosen. */
export interface RegionLevel {
  chosen: string
  regions: readonly RegionLine[]
}

function partsOf(state: FieldState): Record<string, unknown> {
  return isRecord(state.value) ? state.value : {}
}

function partInput(visit: Visit, field: CompiledField, state: FieldState, world: FieldWorld, part: string): Input {
  const id = `${state.name}.${part}`
  const value = partsOf(state)[part]
  return { id, label: asHead(visit.t(partNames[field.widget]?.[part])), fault: faultOf(world.faults, id), value: value === undefined ? undefined : String(value) }
}

export function drawDateRange(visit: Visit, input: Input, field: CompiledField, state: FieldState, world: FieldWorld): Html {
  const one = (part: 'from' | 'to') => dateInput(visit, { ...partInput(visit, field, state, world, part), parts: datePartsOf(partsOf(state)[part]) })
  return questionSet(visit, input, html`${one('from')}${one('to')}`)
}

/** The region level by level: each choice brings the next level, with script at once, without it after "continue". */
export function drawAddress(visit: Visit, input: Input, field: CompiledField, state: FieldState, world: FieldWorld): Html {
  const levels = world.regions.get(field.name) ?? []
  const fault = faultOf(world.faults, `${state.name}.region`)
  const selects = levels.map((level, at) => selectList(visit, {
    id: `${state.name}.region.${at}`, label: codeWord(visit, 'form.level', level.regions[0]?.level ?? 'county'), value: level.chosen,
    // The fault is about the first level that was left open.
    fault: at === levels.length - 1 ? fault : undefined,
    choices: level.regions.map((region) => ({ value: region.code, text: visit.t(region.name) })),
  }))
  return questionSet(visit, input, html`<div class="yw-parts" id="${state.name}.region" tabindex="-1">${selects}</div>${textInput(visit, { ...partInput(visit, field, state, world, 'detail'), hint: visit.w('form.detail-hint'), autocomplete: 'street-address' })}`)
}

/** Files of a field. Handing one in is a form of its own, so a page holds either questions or files. */
export function drawDocuments(visit: Visit, input: Input, field: CompiledField, world: FieldWorld): Html {
  const key = documentKey(field.name)
  const files = world.files.filter((file) => file.material === key)
  const most = field.schema.maxItems ?? 20
  const list = files.length === 0 ? '' : html`<ul class="govuk-list">${files.map((file) => html`<li class="yw-file">${file.name} <span class="yw-quiet">${bytesWords(visit, file.bytes)}</span>
${world.mayUpload ? html`<button class="yw-link-button yw-link-button--dark" type="submit" formaction="${world.base}/files/${file.id}/removal?page=${field.page}" formnovalidate>${visit.w('materials.remove')}<span class="govuk-visually-hidden"> ${file.name}</span></button>` : ''}</li>`)}</ul>`
  if (!world.mayUpload) return questionSet(visit, input, html`${list}<p class="govuk-body"><a class="govuk-link" href="${world.base}/questions/${field.page}">${visit.w('form.to-files')}</a></p>`)
  if (files.length >= most) return questionSet(visit, input, list)
  const box = `file-${key}`
  return questionSet(visit, input, html`${list}<div class="govuk-form-group"><label class="govuk-label" for="${box}">${visit.w('materials.choose')}<span class="govuk-visually-hidden"> ${input.label}</span></label>
<input class="govuk-file-upload" type="file" id="${box}" name="file" form="upload-${field.name}" accept=".pdf,.jpg,.jpeg,.png,.ofd,.docx"></div>
<button class="govuk-button govuk-button--secondary" type="submit" form="upload-${field.name}">${visit.w('materials.upload')}<span class="govuk-visually-hidden"> ${input.label}</span></button>`)
}

/** The form that hands in one file, outside the form of the page, since forms do not nest. */
export function uploadForm(field: CompiledField, world: FieldWorld): Html {
  const key = documentKey(field.name)
  const query = new URLSearchParams({ material: key, page: field.page, key: crypto.randomUUID() })
  return html`<form id="upload-${field.name}" method="post" enctype="multipart/form-data" action="${world.base}/files?${query.toString()}"><input type="hidden" name="material" value="${key}"></form>`
}

/** A name typed under a declaration; drawn as well where there is script. The moment is the server's. */
export function drawSignature(visit: Visit, input: Input, field: CompiledField, state: FieldState, world: FieldWorld): Html {
  const { declared, drawing, at } = partsOf(state)
  const statement = visit.t(field.layout.statement)
  const name = partInput(visit, field, state, world, 'name')
  const box = partInput(visit, field, state, world, 'declared')
  const signed = typeof at === 'string' ? html`<p class="govuk-body yw-quiet">${visit.w('form.signed-at', { at: momentWords(visit, at) })}</p>` : ''
  return questionSet(visit, input, html`${confirmBox(visit, { ...box, label: statement }, declared === true)}
${textInput(visit, { ...name, label: visit.w('form.sign-name'), hint: visit.w('form.sign-hint'), autocomplete: 'name', width: '20' })}
<div class="yw-sign" data-sign="${state.name}.drawing" data-label="${visit.w('form.draw')}" data-clear="${visit.w('form.draw-again')}"><input type="hidden" id="${state.name}.drawing" name="${state.name}.drawing" value="${typeof drawing === 'string' ? drawing : ''}">${drawnSignature(visit, drawing)}</div>${signed}`)
}
