// The grammar of BPMN 2.0: elements, attributes and values against the XML schema. Gives every element its type on the way.
import { breachOf, type Findings, type RuleName } from './standard-rules.ts'
import { isElementName, isKind, isOpen, type Member, memberFor, membersOf } from './standard-schema.ts'
import type { TreeElement } from './standard-tree.ts'

export const bpmnSpace = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
export const diagramSpace = 'http://www.omg.org/spec/BPMN/20100524/DI'
const xsiType = '{http://www.w3.org/2001/XMLSchema-instance}type'
/** XML 1.0 NCName, with the letters of Unicode. */
const plainName = /^[\p{L}_][\p{L}\p{M}\p{N}_.·-]*$/u

type Tell = (name: RuleName, element: TreeElement, about?: string) => void

/** Sets `type` in the whole tree under `definitions` and tells what the schema does not allow. */
export function checkGrammar(root: TreeElement, problems: Findings): void {
  root.type = 'definitions'
  checkElement(root, (name, element, about) => problems.push(breachOf(name, element, about)))
}

function checkElement(element: TreeElement, tell: Tell): void {
  checkAttributes(element, tell)
  if (isOpen(element.type)) return
  if (element.text.trim() !== '' && !isKind(element.type, 'expression')) tell('text-misplaced', element, element.text.trim().slice(0, 40))
  const counts = new Map<Member, number>()
  const { children } = membersOf(element.type)
  let reached = 0
  for (const child of element.children) {
    const member = placeChild(element, child, tell)
    if (!member) continue
    counts.set(member, (counts.get(member) ?? 0) + 1)
    const place = children.indexOf(member)
    if (place < reached) tell('children-out-of-order', child, child.name)
    reached = Math.max(reached, place)
  }
  for (const member of children) {
    const count = counts.get(member) ?? 0
    if (count < member.min) tell('element-missing', element, member.name)
    if (count > member.max) tell('element-repeated', element, member.name)
  }
}

function placeChild(element: TreeElement, child: TreeElement, tell: Tell): Member | undefined {
  if (child.space !== bpmnSpace) {
    const isDiagram = element.type === 'definitions' && child.space === diagramSpace
    if (!isDiagram) tell('foreign-element-misplaced', child, child.name)
    return undefined
  }
  const found = memberFor(element.type, child.name)
  if (!found) {
    tell(isElementName(child.name) ? 'element-misplaced' : 'element-unknown', child, child.name)
    return undefined
  }
  // A reference is an element with nothing but a name in it.
  if (found.member.target !== undefined) {
    for (const inner of child.children) tell('element-misplaced', inner, inner.name)
    return found.member
  }
  child.type = found.type
  checkElement(child, tell)
  return found.member
}

function checkAttributes(element: TreeElement, tell: Tell): void {
  const { attributes } = membersOf(element.type)
  for (const [name, value] of element.attributes) {
    if (name === xsiType) checkXsiType(element, value, tell)
    if (name.startsWith('{')) continue
    const member = attributes.get(name)
    if (!member) tell(name === 'default' ? 'default-misplaced' : 'attribute-unknown', element, name === 'default' ? element.name : `${name}="${value}"`)
    else if (!isValue(value.trim(), member.values)) tell('attribute-invalid', element, `${name}="${value}"`)
  }
  // A flow without an end is told as such, with the other dangling flows.
  if (element.type === 'sequenceFlow') return
  for (const { name, min } of attributes.values()) {
    if (min === 0 || element.attributes.has(name)) continue
    if (name === 'targetNamespace') tell('target-namespace-missing', element)
    else tell('attribute-missing', element, name)
  }
}

/** An element may be retyped by a type derived from its own, as an expression by a formal one. */
function checkXsiType(element: TreeElement, value: string, tell: Tell): void {
  const [, first = '', rest = ''] = /^(?:[^:]*:)?t(\w)(\w*)$/.exec(value.trim()) ?? []
  const named = `${first.toLowerCase()}${rest}`
  const fits = isKind(named, element.type) || (named === 'expression' && isKind(element.type, 'expression'))
  if (!fits) tell('attribute-invalid', element, `xsi:type="${value}"`)
}

function isValue(value: string, values: string): boolean {
  if (values === 'string') return true
  if (values === 'boolean') return /^(true|false|1|0)$/.test(value)
  if (values === 'integer') return /^[+-]?\d+$/.test(value)
  if (values === 'id') return plainName.test(value)
  return values.split('|').includes(value)
}
