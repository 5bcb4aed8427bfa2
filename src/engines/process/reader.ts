// What the reading of one file has in hand: lines, names, problems, and the way expressions are compiled.
import type { ModdleElement } from 'bpmn-moddle'
import { compileExpression, type Expression, type KnownNames } from '#engines/decisions'
import type { Lines } from './lines.ts'
import type { ProcessProblem, ProcessWorld } from './model.ts'
import { attribute, elementOf } from './moddle.ts'
import { expressionInvalid, type Place } from './problems.ts'

export interface Reader {
  lines: Lines
  /** Given: the model is for the platform, and must be in its profile. */
  world: ProcessWorld | undefined
  problems: ProcessProblem[]
  /** Every element id and datum, so that FEEL reads `first-check.outcome` as a name. */
  names: Record<string, KnownNames | null>
  /** Those of the names that FEEL has to be told of. */
  odd?: { known: number; names: Record<string, KnownNames | null> }
  aliases: Map<string, string>
  stores: Set<string>
  /** Names of data that are not their own. */
  data: Map<ModdleElement, string>
  /** The order in which an element lists its outgoing flows, where it does (§8.4.9: an ordered collection). */
  order: Map<string, string[]>
  /** Number of the next id given to an element without one. */
  nameless: number
}

export function makeReader(lines: Lines, world: ProcessWorld | undefined, names: readonly string[]): Reader {
  return { lines, world, problems: [], names: Object.fromEntries(names.map((name) => [name, null])), aliases: new Map(), stores: new Set(), data: new Map(), order: new Map(), nameless: 1 }
}

export function placeOf(element: ModdleElement, reader: Reader): Place {
  return { id: element.id ?? '', line: reader.lines.of(element.id ?? '') }
}

const plainName = /^[\p{L}_][\p{L}\p{N}_]*$/u

// FEEL reads plain names by itself, and every name it is told of makes its parser slower.
function oddNames(reader: Reader): KnownNames {
  const known = Object.keys(reader.names).length
  if (reader.odd?.known !== known) reader.odd = { known, names: Object.fromEntries(Object.entries(reader.names).filter(([name]) => !plainName.test(name))) }
  return reader.odd.names
}

/** The FEEL text of a part such as `conditionExpression`, compiled; undefined when absent or empty. */
export function expressionOf(element: ModdleElement, name: string, reader: Reader): Expression | undefined {
  const part = elementOf(element, name)
  const text = part ? attribute(part, 'body') : ''
  return text === '' ? undefined : compiled(text, element, reader)
}

/** Whatever `expressionLanguage` says, the text is FEEL. A wrong one is a fault of a model to publish, and of a run only when it is met. */
export function compiled(text: string, element: ModdleElement, reader: Reader): Expression {
  const expression = compileExpression(text.replace(/^=\s*/, ''), oddNames(reader))
  const place = placeOf(element, reader)
  for (const problem of reader.world ? expression.problems : []) reader.problems.push({ ...expressionInvalid(place, problem.en), zh: expressionInvalid(place, problem.zh).zh })
  return expression
}
