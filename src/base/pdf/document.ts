// What a document is made of. Plain data: it can be stored, compared and sent to the drawing process. Lengths are points (1/72 inch).

/** A piece of a line. */
export interface Run {
  text: string
  bold?: boolean
}

/** A vector picture; its origin is the upper left corner, y goes down. `alt` is read aloud in its place. */
export interface Drawing {
  width: number
  height: number
  alt: string
  /** 1 hides what lies beneath. */
  opacity?: number
  marks: DrawingMark[]
}

/** `path`: an SVG path · `text`: one line centred on (x, y) · `arc-text`: characters standing on a circle, centred at its top. Text becomes outlines. */
export type DrawingMark =
  | { kind: 'path'; path: string; fill?: string; stroke?: string; strokeWidth?: number }
  | { kind: 'text'; text: string; x: number; y: number; size: number; color: string; bold?: boolean; widthMax?: number }
  | { kind: 'arc-text'; text: string; x: number; y: number; radius: number; size: number; spanDegrees: number; color: string; bold?: boolean; squeeze?: number }

export interface FieldRow {
  label: string
  value: string
}

/** What stands on the pages, in order. Text given as a string has no bold parts. */
export type PdfBlock =
  | { kind: 'red-head'; organisation: string }
  | { kind: 'title'; text: string; level?: 1 | 2 | 3 }
  | { kind: 'number'; text: string; align?: 'center' | 'right' }
  | { kind: 'paragraph'; text: string | Run[]; indent?: boolean }
  | { kind: 'list'; items: (string | Run[])[]; ordered?: boolean }
  | { kind: 'fields'; rows: FieldRow[]; look?: 'grid' | 'lines' }
  | { kind: 'signature'; lines: string[]; seal?: Drawing; code?: { text: string; caption: string } }
  | { kind: 'drawing'; drawing: Drawing; align?: 'left' | 'center' | 'right' }
  | { kind: 'code'; text: string; caption: string }
  | { kind: 'note'; text: string; align?: 'left' | 'center' }
  | { kind: 'rule'; color?: string }
  | { kind: 'space'; height: number }
  | { kind: 'page-break' }
  /** A photograph or scan (JPEG or PNG), as large as the type area allows. `alt` is read aloud in its place. */
  | { kind: 'picture'; bytes: Uint8Array; alt: string }

/** A file carried inside the PDF. */
export interface Attachment {
  name: string
  type: string
  description: string
  bytes: Uint8Array
}

export interface PdfDocument {
  /** Identifies the document in its metadata; part of what makes the bytes. */
  id: string
  title: string
  language: 'zh-CN' | 'en'
  author: string
  /** RFC 3339. The bytes follow from the document alone, so the moment is given, never read from a clock. */
  madeAt: string
  blocks: PdfBlock[]
  /** `letter`: margins and lines of GB/T 9704, pages numbered · `licence`: a framed sheet without page numbers. */
  look?: 'letter' | 'licence'
  /** Printed slantwise over every page, e.g. 演示. */
  watermark?: string
  /** Printed in red across every page, and in full above the text: that the document holds no more. */
  stamp?: { mark: string; line: string }
  attachments?: Attachment[]
  /** Further entries of the information dictionary: ASCII letters as names, printable ASCII as values; written uncompressed. */
  info?: Record<string, string>
}

/** Width of one character of the body: the type area of 156 mm holds 28 characters (GB/T 9704-2012 §5.2.3). */
export const emPoints = 442.2 / 28

/** The text of runs without their marks. */
export function plainText(text: string | Run[]): string {
  return typeof text === 'string' ? text : text.map((run) => run.text).join('')
}
