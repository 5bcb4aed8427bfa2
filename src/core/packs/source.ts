// YAML files of a pack with the line of everything in them. Reads text; never interprets it.
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml'
import type { Place, Report } from './faults.ts'

/** A path into a file: keys and indexes. */
export type Path = readonly (string | number)[]

/** One YAML file: its content, and where each part of it stands. */
export interface YamlFile {
  file: string
  data: unknown
  at(...path: (string | number)[]): Place
}

/** Parses YAML 1.2; syntax errors and doubled keys are reported and give undefined. `lineOffset`: lines before this text in its file. */
export function parseYaml(file: string, text: string, report: Report, lineOffset = 0): YamlFile | undefined {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, version: '1.2', uniqueKeys: true, prettyErrors: false })
  const placeOf = (offset: number): Place => {
    const { line, col } = counter.linePos(offset)
    return { file, line: Math.max(1, line) + lineOffset, column: Math.max(1, col) }
  }
  for (const error of document.errors) report.add('yaml-syntax', placeOf(error.pos[0]), { why: error.message })
  if (document.errors.length > 0) return undefined
  try {
    return { file, data: document.toJS({ maxAliasCount: 0 }), at: (...path) => placeOf(offsetOf(document, path)) }
  } catch (error) {
    // Anchors and aliases: text that stands for other text is hard to read, and enough of it fills the memory.
    report.add('yaml-syntax', placeOf(0), { why: error instanceof Error ? error.message : String(error) })
    return undefined
  }
}

/** Splits a JSON pointer (RFC 6901). */
export function pathOfPointer(pointer: string): string[] {
  return pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

// The nearest thing that exists: a missing key is told at the map that lacks it.
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents
  let offset = document.contents?.range?.[0] ?? 0
  for (const step of path) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair) break
      offset = rangeStart(pair.key) ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      offset = rangeStart(node) ?? offset
    } else break
  }
  return offset
}

function rangeStart(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0]
}
