// Parts that pages share: inputs, buttons, tables of facts, tags, pages of a list. Each shows its fault beside it and is
// tied to its label and hint for screen readers. It knows no page and no call.
import { attribute, html, type Child, type Html } from './html.ts'
import type { ShownFault, Visit } from './visit.ts'

/** One choice of radios, boxes or a list. */
export interface Choice {
  value: string
  text: string
  hint?: string
}

/** What every input has. `id` is also the name that is posted. */
export interface Input {
  id: string
  label: string
  hint?: string | undefined
  fault?: string | undefined
  value?: string | undefined
  optional?: boolean
  /** The label is the page's heading. */
  heading?: boolean
  /** The label is there for screen readers alone: a column's head says it already. */
  quiet?: boolean
  /** What the number counts, after the box. */
  suffix?: string | undefined
}

export function faultOf(faults: readonly ShownFault[] | undefined, id: string): string | undefined {
  return faults?.find((fault) => fault.field === id)?.text
}

/** A fresh key for one write: a repeat with the same key gets the stored answer. */
export function keyInput(key: string = crypto.randomUUID()): Html {
  return html`<input type="hidden" name="key" value="${key}">`
}

export function button(text: string, kind: 'main' | 'secondary' | 'warning' = 'main'): Html {
  const extra = kind === 'main' ? '' : ` govuk-button--${kind}`
  return html`<button type="submit" class="govuk-button${extra}">${text}</button>`
}

export function buttonLink(href: string, text: string, kind: 'main' | 'secondary' = 'main'): Html {
  const extra = kind === 'main' ? '' : ` govuk-button--${kind}`
  return html`<a href="${href}" role="button" draggable="false" class="govuk-button${extra}">${text}</a>`
}

export function textInput(visit: Visit, input: Input & { type?: string; autocomplete?: string | undefined; inputMode?: string; width?: string }): Html {
  return group(input, html`${labelOf(visit, input)}${hintOf(input)}${faultLine(visit, input)}
${input.suffix === undefined ? '' : html`<div class="govuk-input__wrapper">`}<input class="govuk-input${input.fault === undefined ? '' : ' govuk-input--error'}${input.width === undefined ? '' : ` govuk-input--width-${input.width}`}" id="${input.id}" name="${input.id}" type="${input.type ?? 'text'}"${attribute('value', input.value)}${attribute('autocomplete', input.autocomplete)}${attribute('inputmode', input.inputMode)}${described(input)}>${input.suffix === undefined ? '' : html`<div class="govuk-input__suffix" aria-hidden="true">${input.suffix}</div></div>`}`)
}

export function textArea(visit: Visit, input: Input & { rows?: number }): Html {
  return group(input, html`${labelOf(visit, input)}${hintOf(input)}${faultLine(visit, input)}
<textarea class="govuk-textarea${input.fault === undefined ? '' : ' govuk-textarea--error'}" id="${input.id}" name="${input.id}" rows="${input.rows ?? 5}"${described(input)}>
${input.value ?? ''}</textarea>`)
}

export function selectList(visit: Visit, input: Input & { choices: Choice[] }): Html {
  const options = [{ value: '', text: visit.w('form.choose') }, ...input.choices]
  return group(input, html`${labelOf(visit, input)}${hintOf(input)}${faultLine(visit, input)}
<select class="govuk-select${input.fault === undefined ? '' : ' govuk-select--error'}" id="${input.id}" name="${input.id}"${described(input)}>
${options.map((choice) => html`<option value="${choice.value}"${attribute('selected', choice.value === (input.value ?? ''))}>${choice.text}</option>`)}
</select>`)
}

export function radios(visit: Visit, input: Input & { choices: Choice[]; small?: boolean }): Html {
  return choiceGroup(visit, input, 'radios', html`${input.choices.map((choice, at) => oneChoice('radio', 'radios', input, choice, at, choice.value === input.value))}`)
}

export function checkboxes(visit: Visit, input: Input & { choices: Choice[]; values: string[] }): Html {
  return choiceGroup(visit, input, 'checkboxes', html`${input.choices.map((choice, at) => oneChoice('checkbox', 'checkboxes', input, choice, at, input.values.includes(choice.value)))}`)
}

/** One box that stands for a statement. */
export function confirmBox(visit: Visit, input: Input, checked: boolean): Html {
  return group(input, html`${faultLine(visit, input)}<div class="govuk-checkboxes">${oneChoice('checkbox', 'checkboxes', input, { value: 'true', text: input.label, ...(input.hint === undefined ? {} : { hint: input.hint }) }, 0, checked)}</div>`)
}

function oneChoice(type: 'radio' | 'checkbox', block: string, input: Input, choice: Choice, at: number, checked: boolean): Html {
  const id = at === 0 ? input.id : `${input.id}-${at}`
  return html`<div class="govuk-${block}__item"><input class="govuk-${block}__input" id="${id}" name="${input.id}" type="${type}" value="${choice.value}"${attribute('checked', checked)}${attribute('aria-describedby', choice.hint === undefined ? undefined : `${id}-hint`)}>
<label class="govuk-label govuk-${block}__label" for="${id}">${choice.text}</label>${choice.hint === undefined ? '' : html`<div id="${id}-hint" class="govuk-hint govuk-${block}__hint">${choice.hint}</div>`}</div>`
}

function choiceGroup(visit: Visit, input: Input & { small?: boolean }, block: string, choices: Html): Html {
  const legend = `${input.label}${input.optional === true ? visit.w('form.optional') : ''}`
  return group(input, html`<fieldset class="govuk-fieldset"${described(input)}>
<legend class="govuk-fieldset__legend govuk-fieldset__legend--${input.heading === true ? 'l' : 's'}">${input.heading === true ? html`<h1 class="govuk-fieldset__heading">${legend}</h1>` : legend}</legend>
${hintOf(input)}${faultLine(visit, input)}<div class="govuk-${block}${input.small === true ? ` govuk-${block}--small` : ''}">${choices}</div></fieldset>`)
}

/** Questions that belong together under one legend; the place itself can be reached from the list of faults. */
export function questionSet(visit: Visit, input: Input, body: Child): Html {
  const legend = `${input.label}${input.optional === true ? visit.w('form.optional') : ''}`
  return group(input, html`<fieldset class="govuk-fieldset" id="${input.id}" tabindex="-1"${described(input)}>
<legend class="govuk-fieldset__legend govuk-fieldset__legend--${input.heading === true ? 'l' : 'm'}">${input.heading === true ? html`<h1 class="govuk-fieldset__heading">${legend}</h1>` : legend}</legend>
${hintOf(input)}${faultLine(visit, input)}${body}</fieldset>`)
}

/** A date in three boxes, which every phone and every age can fill in. */
export function dateInput(visit: Visit, input: Input & { parts: { year: string; month: string; day: string } }): Html {
  const names = ['year', 'month', 'day'] as const
  const legend = `${input.label}${input.optional === true ? visit.w('form.optional') : ''}`
  return group(input, html`<fieldset class="govuk-fieldset" role="group"${described(input)}>
<legend class="govuk-fieldset__legend govuk-fieldset__legend--${input.heading === true ? 'l' : 's'}">${input.heading === true ? html`<h1 class="govuk-fieldset__heading">${legend}</h1>` : legend}</legend>
${hintOf(input)}${faultLine(visit, input)}<div class="govuk-date-input">
${names.map((name) => html`<div class="govuk-date-input__item"><div class="govuk-form-group"><label class="govuk-label govuk-date-input__label" for="${name === 'year' ? input.id : `${input.id}-${name}`}">${visit.w(`form.${name}`)}</label>
<input class="govuk-input govuk-date-input__input govuk-input--width-${name === 'year' ? '4' : '2'}${input.fault === undefined ? '' : ' govuk-input--error'}" id="${name === 'year' ? input.id : `${input.id}-${name}`}" name="${input.id}-${name}" type="text" inputmode="numeric" value="${input.parts[name]}"></div></div>`)}
</div></fieldset>`)
}

/** One question with whatever it is asked by; marked where its answer is faulty. */
export function group(input: Pick<Input, 'fault'>, body: Child): Html {
  return html`<div class="govuk-form-group${input.fault === undefined ? '' : ' govuk-form-group--error'}">${body}</div>`
}

function labelOf(visit: Visit, input: Input): Html {
  const text = `${input.label}${input.optional === true ? visit.w('form.optional') : ''}`
  const label = html`<label class="govuk-label ${input.quiet === true ? 'govuk-visually-hidden' : `govuk-label--${input.heading === true ? 'l' : 's'}`}" for="${input.id}">${text}</label>`
  return input.heading === true ? html`<h1 class="govuk-label-wrapper">${label}</h1>` : label
}

export function hintOf(input: Input): Html | undefined {
  return input.hint === undefined || input.hint === '' ? undefined : html`<div class="govuk-hint" id="${input.id}-hint">${input.hint}</div>`
}

export function faultLine(visit: Visit, input: Input): Html | undefined {
  return input.fault === undefined ? undefined : html`<p class="govuk-error-message" id="${input.id}-error"><span class="govuk-visually-hidden">${visit.w('error.prefix')}</span>${input.fault}</p>`
}

export function described(input: Input): Html {
  const ids = [input.hint === undefined || input.hint === '' ? '' : `${input.id}-hint`, input.fault === undefined ? '' : `${input.id}-error`].filter((id) => id !== '')
  return attribute('aria-describedby', ids.length === 0 ? undefined : ids.join(' '))
}

/** Facts in two columns; rows without a value are left out. */
export function facts(rows: readonly (readonly [string, Child, Child?])[]): Html {
  const shown = rows.filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false)
  return html`<dl class="govuk-summary-list">${shown.map(([key, value, action]) => html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${key}</dt><dd class="govuk-summary-list__value">${value}</dd>${action === undefined ? '' : html`<dd class="govuk-summary-list__actions">${action}</dd>`}</div>`)}</dl>`
}

export function tag(text: string, colour: 'blue' | 'green' | 'red' | 'yellow' | 'grey' | 'turquoise' = 'blue'): Html {
  return html`<strong class="govuk-tag govuk-tag--${colour}">${text}</strong>`
}

export function bullets(items: readonly Child[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>`)}</ul>`
}

/** The way to the next page of a list, and back to its start. */
export function nextPage(visit: Visit, next: string | null): Html | undefined {
  const path = visit.request.url.split('?')[0] ?? '/'
  const query = new URLSearchParams(visit.query)
  const isFirst = !query.has('cursor')
  query.delete('cursor')
  const start = query.toString() === '' ? path : `${path}?${query.toString()}`
  if (next !== null) query.set('cursor', next)
  if (next === null && isFirst) return undefined
  return html`<nav class="govuk-pagination" aria-label="${visit.w('list.pages')}">
${isFirst ? '' : html`<div class="govuk-pagination__prev"><a class="govuk-link govuk-pagination__link" href="${start}" rel="first"><span class="govuk-pagination__link-title">${visit.w('list.first')}</span></a></div>`}
${next === null ? '' : html`<div class="govuk-pagination__next"><a class="govuk-link govuk-pagination__link" href="${path}?${query.toString()}" rel="next"><span class="govuk-pagination__link-title">${visit.w('list.next')}</span></a></div>`}
</nav>`
}

export function notice(title: string, body: Child, kind: 'plain' | 'success' = 'plain', id = 'notice-title'): Html {
  return html`<div class="govuk-notification-banner${kind === 'success' ? ' govuk-notification-banner--success' : ''}" role="region" aria-labelledby="${id}">
<div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="${id}">${title}</h2></div>
<div class="govuk-notification-banner__content">${body}</div></div>`
}
