// The sheet being drawn on: measures, fonts and the current place. Tags what it draws, so that a screen reader can follow.
import type PDFDocument from 'pdfkit'
import { emPoints, type PdfDocument, type Run } from './document.ts'
import type { CutFont, Weight } from './fonts.ts'

export type Pdf = InstanceType<typeof PDFDocument>

/** Where text may stand, and how large it is. Points. */
export interface Measures {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
  textWidth: number
  bodySize: number
  titleSize: number
  lineHeight: number
}

export interface Sheet {
  pdf: Pdf
  fonts: Record<Weight, CutFont>
  measures: Measures
}

/** How lines are set. */
export interface LineStyle {
  size: number
  bold?: boolean
  color?: string
  align?: 'left' | 'center' | 'right'
  indent?: number
  lineHeight?: number
  x?: number
  width?: number
}

const a4 = { width: 595.28, height: 841.89 }

/** Letters: the type area of GB/T 9704-2012 (top 37 mm, left 28 mm, 22 lines of 28 characters). Licences: a wider sheet inside a frame. */
export function measuresOf(look: PdfDocument['look']): Measures {
  if (look === 'licence') return measures({ left: 84, right: a4.width - 84, top: 96, bottom: 84, bodySize: 13, titleSize: 27, lineHeight: 22 })
  return measures({ left: 79.4, right: 79.4 + emPoints * 28, top: 104.9, bottom: 99.2, bodySize: emPoints, titleSize: 22, lineHeight: 637.8 / 22 })
}

function measures(given: Omit<Measures, 'width' | 'height' | 'textWidth'>): Measures {
  // A little more than the sum of the characters: rounding must not push the last one to the next line.
  return { ...a4, ...given, textWidth: given.right - given.left + 0.5 }
}

/** Room left on this page. */
export function roomLeft({ pdf, measures }: Sheet): number {
  return measures.height - measures.bottom - pdf.y
}

/** Goes to a new page unless `height` fits here or this page is still empty. */
export function needRoom(sheet: Sheet, height: number): void {
  if (height > roomLeft(sheet) && sheet.pdf.y > sheet.measures.top + 1) sheet.pdf.addPage()
}

/** Draws what is part of the text, under a tag (P, H1, LI …). */
export function tagged(sheet: Sheet, tag: string, draw: () => void): void {
  const element = sheet.pdf.struct(tag, {}, draw)
  sheet.pdf.addStructure(element)
  element.end()
}

/** Draws a picture that has words of its own for those who cannot see it. */
export function figure(sheet: Sheet, alt: string, draw: () => void): void {
  const element = sheet.pdf.struct('Figure', { alt }, draw)
  sheet.pdf.addStructure(element)
  element.end()
}

/** Draws what is no part of the text: lines, frames, page numbers. */
export function artifact(sheet: Sheet, draw: () => void): void {
  sheet.pdf.markContent('Artifact')
  draw()
  sheet.pdf.endMarkedContent()
}

/** Writes runs as one paragraph at the current place. */
export function writeRuns(sheet: Sheet, runs: Run[], style: LineStyle): void {
  const { pdf, measures } = sheet
  const shown = runs.filter((run) => run.text !== '')
  shown.forEach((run, index) => {
    setFont(sheet, { ...style, bold: style.bold || run.bold || false })
    const options = { ...optionsOf(sheet, style), continued: index < shown.length - 1 }
    if (index === 0) pdf.text(run.text, style.x ?? measures.left, pdf.y, options)
    else pdf.text(run.text, options)
  })
}

/** Height of a text set in this style. */
export function heightOf(sheet: Sheet, text: string, style: LineStyle): number {
  setFont(sheet, style)
  return sheet.pdf.heightOfString(text, optionsOf(sheet, style))
}

export function setFont({ pdf }: Sheet, { size, bold, color }: LineStyle): void {
  pdf.font(bold ? 'bold' : 'regular').fontSize(size).fillColor(color ?? 'black')
}

function optionsOf({ pdf, measures }: Sheet, { size, align, indent, lineHeight, width }: LineStyle) {
  const lineGap = (lineHeight ?? size * 1.6) - pdf.fontSize(size).currentLineHeight(true)
  return { width: width ?? measures.textWidth, align: align ?? 'left', indent: indent ?? 0, lineGap }
}
