// Small questions to the parsed XML: attributes, parts and lists of a moddle element, whatever the text may hold.
import type { ModdleElement } from 'bpmn-moddle'
import type { Text } from './model.ts'

/** The trimmed text of an attribute or of a simple part; empty when absent. */
export function attribute(element: ModdleElement, name: string): string {
  const value = element.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

export function isElement(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value && 'get' in value
}

export function elementOf(element: ModdleElement, name: string): ModdleElement | undefined {
  const value = element.get(name)
  return isElement(value) ? value : undefined
}

export function listOf(element: ModdleElement, name: string): ModdleElement[] {
  const value = element.get(name)
  return Array.isArray(value) ? value.filter(isElement) : []
}

/** The number of an attribute, or what is given for one that is absent or no whole number from 0. */
export function numberOf(element: ModdleElement, name: string, otherwise: number): number {
  const value = element.get(name)
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : otherwise
}

/** The Chinese name, with the English one where the model has it. */
export function textOf(element: ModdleElement): Text {
  const english = attribute(element, 'yiwang:nameEn')
  return { zh: element.name ?? element.id ?? '', ...(english ? { en: english } : {}) }
}

/** Name of the element as it stands in the XML: `userTask` for `bpmn:UserTask`. */
export function elementName(element: ModdleElement): string {
  const plain = element.$type.replace('bpmn:', '')
  return plain.charAt(0).toLowerCase() + plain.slice(1)
}

/** The name something is known by outside: its name, else its id. */
export function nameOf(element: ModdleElement | undefined): string {
  return element?.name?.trim() || element?.id || ''
}

/** Attributes of other vendors, without their prefix: `camunda:decisionRef` is found as `decisionRef`. */
export function foreignAttribute(element: ModdleElement, ...names: string[]): string {
  for (const [key, value] of Object.entries(element.$attrs ?? {})) {
    const [prefix, name] = key.split(':')
    if (name !== undefined && names.includes(name) && prefix !== 'xmlns' && typeof value === 'string') return value.trim()
  }
  return ''
}
