// Item definitions of a DMN file as types (DMN 1.5 §7.3.2), and the names of their fields for reading expressions.
import { compilerFor } from './compile.ts'
import { constantOf } from './constants.ts'
import { compileUnaryTests, makeRun, makeScope } from './expression.ts'
import type { KnownNames } from './names.ts'
import { anyType, builtinType, type FindType, readType, type Type } from './types.ts'
import { type FeelValue, fromPlain } from './values.ts'
import { childNamed, childrenNamed, nameOf, textIn, type XmlElement } from './xml.ts'

/** Finds types by name: those of this file, those of imported files under the name of the import, and FEEL's own. */
export function typesOf(root: XmlElement, imports: () => { name: string; findType: FindType }[]): FindType {
  const own = new Map<string, Type>()
  const find: FindType = (reference) => {
    const name = reference.trim()
    return own.get(name) ?? builtinType(name.replace(/^feel[:.]/, '')) ?? imported(name, imports()) ?? localOf(name, own)
  }
  for (const element of childrenNamed(root, 'itemDefinition')) own.set(nameOf(element), itemType(element, find))
  return find
}

function imported(name: string, imports: { name: string; findType: FindType }[]): Type | undefined {
  for (const { name: prefix, findType } of imports) {
    const inner = prefix === '' ? name : name.startsWith(`${prefix}.`) || name.startsWith(`${prefix}:`) ? name.slice(prefix.length + 1) : undefined
    const type = inner === undefined ? undefined : findType(inner)
    if (type) return type
  }
  return undefined
}

// DMN 1.1 wrote references as qualified names of XML.
function localOf(name: string, own: Map<string, Type>): Type | undefined {
  return own.get(name.slice(name.indexOf(':') + 1))
}

/** The type that an attribute or element refers to; undefined where nothing is said. */
export function referredType(reference: string | undefined, find: FindType): Type | undefined {
  if (reference === undefined || reference.trim() === '') return undefined
  return find(reference) ?? readType(reference, find)
}

function itemType(element: XmlElement, find: FindType): Type {
  const isCollection = element.attributes['isCollection'] === 'true'
  const allowed = testOf(childNamed(element, 'allowedValues'), find, true)
  const constraint = testOf(childNamed(element, 'typeConstraint'), find, false)
  let base: Type | undefined
  const type = (): Type => {
    base ??= baseOf(element, find)
    return base
  }
  const name = nameOf(element)
  const single: Type = { kind: 'defined', name, type, allows: isCollection ? allowed : both(allowed, constraint), listed: listedIn(childNamed(element, 'allowedValues')) }
  return isCollection ? { kind: 'defined', name, type: () => ({ kind: 'list', of: single }), allows: constraint } : single
}

function both(a: ((value: FeelValue) => boolean) | undefined, b: ((value: FeelValue) => boolean) | undefined): ((value: FeelValue) => boolean) | undefined {
  return a && b ? (value) => a(value) && b(value) : (a ?? b)
}

function baseOf(element: XmlElement, find: FindType): Type {
  const components = childrenNamed(element, 'itemComponent')
  if (components.length > 0) return { kind: 'context', fields: new Map(components.map((component) => [nameOf(component), itemType(component, find)])) }
  const item = childNamed(element, 'functionItem')
  if (item) {
    const parameters = childrenNamed(item, 'parameters').map((parameter) => referredType(parameter.attributes['typeRef'], find) ?? anyType)
    return { kind: 'function', parameters, result: referredType(item.attributes['outputTypeRef'], find) ?? anyType }
  }
  const own = nameOf(element)
  const reference = childNamed(element, 'typeRef')?.text.trim() ?? ''
  return reference === own ? (builtinType(own) ?? anyType) : (referredType(reference, find) ?? anyType)
}

/** Allowed values and ranges that are constant, in the order in which they stand. */
function listedIn(element: XmlElement | undefined): FeelValue[] | undefined {
  const tests = element && compileUnaryTests(textIn(element)).tests
  const values = tests && !tests.negated ? tests.tests.map(constantOf).filter((value) => value !== undefined) : []
  return values.length > 0 && values.length === tests?.tests.length ? values : undefined
}

/** Allowed values as a test; those of items hold for a list when they hold for each. */
function testOf(element: XmlElement | undefined, find: FindType, isOfItems: boolean): ((value: FeelValue) => boolean) | undefined {
  const text = element ? textIn(element) : ''
  if (text === '') return undefined
  const { code, problems } = compileUnaryTests(text, undefined, compilerFor(find))
  if (problems.length > 0) return undefined
  const holds = (value: FeelValue): boolean => code(makeScope({}, makeRun()), value) === true
  return (value) => holds(value) || (isOfItems && Array.isArray(value) && value.every((item) => holds(fromPlain(item))))
}

/** The names of all fields of all item definitions, for reading paths. */
export function fieldNames(root: XmlElement): KnownNames {
  const names: Record<string, null> = {}
  const walk = (element: XmlElement, depth: number) => {
    for (const component of childrenNamed(element, 'itemComponent')) {
      names[nameOf(component)] = null
      if (depth < 20) walk(component, depth + 1)
    }
  }
  for (const element of childrenNamed(root, 'itemDefinition')) walk(element, 0)
  return names
}
