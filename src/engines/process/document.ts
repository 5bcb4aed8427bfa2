// A model as the text that was stored: it is the source. Unedited it goes out byte for byte; an edit touches its own characters, so that comments, unknown extensions, order, diagrams and white space survive.
import { decodeModel, encodeModel } from './document-bytes.ts'
import { type Change, changeFor, type Edit } from './document-edits.ts'
import { findPlaces, type Place } from './document-places.ts'
import type { ProcessProblem } from './model.ts'
import { breachOf } from './standard-rules.ts'
import { readTree } from './standard-tree.ts'

export interface ModelDocument {
  /** With a byte order mark where the file had one. */
  readonly text: string
  /** In which the file came; an edited one goes out in UTF-8. */
  readonly encoding: string
  /** The bytes that came in, as long as nothing was edited. */
  readonly bytes?: Uint8Array
}

export type DocumentResult = { document: ModelDocument; problem?: undefined } | { document?: undefined; problem: ProcessProblem }

/** Opens a stored model. Any well-formed XML is taken; what the standard forbids in it is another question. */
export function openDocument(source: string | Uint8Array): DocumentResult {
  const decoded = typeof source === 'string' ? { text: source, encoding: 'utf-8' } : decodeModel(source)
  if ('why' in decoded) return { problem: breachOf('not-bpmn', { id: '', line: 1 }, decoded.why) }
  const { fault } = readTree(decoded.text)
  if (fault) return { problem: breachOf('not-bpmn', { id: '', line: fault.line }, fault.why) }
  return { document: { ...decoded, ...(typeof source === 'string' ? {} : { bytes: source }) } }
}

/** The file: the very bytes that were opened, or the edited text in UTF-8. */
export function exportDocument(document: ModelDocument): Uint8Array {
  return document.bytes ?? encodeModel(document.text, document.encoding)
}

/** Applies edits in their order, all or none. A problem says which element cannot be edited so. */
export function editDocument(document: ModelDocument, edits: readonly Edit[]): DocumentResult {
  let { text } = document
  let places = findPlaces(text)
  for (const edit of edits) {
    if (!places) return { problem: refuse(edit, 'the text is not well-formed', '文件不是格式良好的 XML') }
    const edited = applyEdit(text, places, edit)
    if ('problem' in edited) return edited
    text = edited.text
    places = edited.places
  }
  return { document: text === document.text ? document : { text, encoding: document.encoding } }
}

function applyEdit(text: string, places: Place[], edit: Edit): { text: string; places: Place[] } | { problem: ProcessProblem } {
  const change = changeFor(text, places, edit)
  if ('en' in change) return { problem: refuse(edit, change.en, change.zh) }
  const edited = spliceText(text, change)
  if (edited === text) return { text, places }
  const after = findPlaces(edited)
  if (!after) return { problem: refuse(edit, 'the text would no longer be well-formed', '改后不是格式良好的 XML') }
  const putsXml = edit.do === 'insert-element' || edit.do === 'replace-element' || edit.do === 'replace-children'
  if (!putsXml) return { text: edited, places: after }
  const twice = twiceNamed(after)
  if (twice !== undefined && twiceNamed(places) === undefined) return { problem: refuse(edit, `the id ${twice} would be used twice`, `标识 ${twice} 会重复`) }
  return fitsIn(places, after, edit) ? { text: edited, places: after } : { problem: refuse(edit, 'what is put in is not one element', '放入的不是一个元素') }
}

function spliceText(text: string, changes: Change[]): string {
  return [...changes].sort((a, b) => b.from - a.from).reduce((edited, { from, to, put }) => edited.slice(0, from) + put + edited.slice(to), text)
}

/** XML put in must not close what is around it, nor bring several elements where one is meant: the children around it are counted. */
function fitsIn(before: Place[], after: Place[], edit: Edit): boolean {
  const at = edit.id === '' ? 0 : before.findIndex(({ element }) => element.attributes.get('id') === edit.id)
  const outer = edit.do === 'replace-element' ? before.findIndex(({ span }) => span === before[at]?.span.parent) : at
  const [was, is] = [before[outer], after[outer]]
  // The root has nothing around it, and a second root is not well-formed.
  if (!was || !is) return true
  const added = edit.do === 'insert-element' ? 1 : 0
  if (edit.do !== 'replace-children' && is.span.children.length !== was.span.children.length + added) return false
  let [one, other] = [was.span.parent, is.span.parent]
  for (; one && other; [one, other] = [one.parent, other.parent]) if (one.children.length !== other.children.length) return false
  return one === other
}

function twiceNamed(places: Place[]): string | undefined {
  const seen = new Set<string>()
  for (const { element } of places) {
    const id = element.attributes.get('id')
    if (id === undefined) continue
    if (seen.has(id)) return id
    seen.add(id)
  }
  return undefined
}

function refuse(edit: Edit, en: string, zh: string): ProcessProblem {
  return { code: 'process.edit-refused', element: edit.id, line: 1, zh: `${edit.id}：不能这样修改：${zh}。`, en: `${edit.id}: cannot be edited so: ${en}.` }
}
