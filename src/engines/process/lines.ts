// Where each element of an XML text stands: bpmn-moddle knows no lines, and a fault without a line is hard to mend.
import { Parser } from 'saxen'
import { startTagLines } from '#engines/decisions'
import type { ProcessProblem } from './model.ts'
import { notXml, twiceNamed } from './problems.ts'

export interface Lines {
  /** Line (from 1) of the element with this id. */
  of(id: string): number
  problems: ProcessProblem[]
  /** Scripts of global script tasks by id: the standard writes them as elements, bpmn-moddle knows an attribute only. */
  scripts: ReadonlyMap<string, string>
}

const textMax = 4_000_000

/** Notes the line of every id; ids used twice and broken XML are problems. Diagram elements are not looked at. */
export function readLines(xml: string): Lines {
  const lines = new Map<string, number>()
  const problems: ProcessProblem[] = []
  const tagLines = startTagLines(xml)
  let tag = 0
  const parser = new Parser()
  let root = false
  const scripts = new Map<string, string>()
  let task: string | undefined
  let inScript = false
  parser.ns({ 'http://www.omg.org/spec/BPMN/20100524/MODEL': 'bpmn' })
  parser.on('openTag', (name, attributes, decode) => {
    const line = tagLines[tag++] ?? 0
    root ||= name === 'bpmn:definitions'
    const id = attributes()['id']
    if (name === 'bpmn:globalScriptTask') task = id ?? ''
    inScript = task !== undefined && name === 'bpmn:script'
    if (id === undefined || !name.startsWith('bpmn:')) return
    const known = decode(id)
    if (lines.has(known)) problems.push(twiceNamed(known, line))
    else lines.set(known, line)
  })
  const hear = (text: string) => {
    if (inScript && task !== undefined) scripts.set(task, (scripts.get(task) ?? '') + text)
  }
  parser.on('text', (text, decode) => hear(decode(text)))
  parser.on('cdata', hear)
  parser.on('closeTag', (name) => {
    if (name === 'bpmn:script') inScript = false
    if (name === 'bpmn:globalScriptTask') task = undefined
  })
  parser.on('error', (error, context) => {
    if (problems.length === 0) problems.push(notXml(error.message, context().line + 1))
  })
  if (xml.length > textMax) problems.push(notXml(`longer than ${textMax} characters`, 1))
  // A DOCTYPE could declare entities without end; no model needs one.
  else if (/<!DOCTYPE/i.test(xml)) problems.push(notXml('DOCTYPE is not allowed', xml.slice(0, xml.search(/<!DOCTYPE/i)).split('\n').length))
  else parser.parse(xml)
  if (!root && problems.length === 0) problems.push(notXml('no bpmn:definitions', 1))
  return { of: (id) => lines.get(id) ?? 0, problems, scripts }
}
