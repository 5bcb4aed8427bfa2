// engine: documents as PDF from blocks of text, tables and vector drawings. Knows no government, no database, no network.
// What draws is loaded by the drawing process alone: fonts and their tools are forty megabytes.
export { codePicture } from './code-picture.ts'
export { writePdf } from './press.ts'
export { emPoints, plainText } from './document.ts'
export type { Attachment, Drawing, DrawingMark, FieldRow, PdfBlock, PdfDocument, Run } from './document.ts'
export { isDrawable, pictureDocument } from './picture.ts'
export { keepPdf } from './keep.ts'
export { readMarkdown } from './markdown.ts'
export { fillBlocks, findBlanks, type BlankValues } from './blanks.ts'
export { blankMissing, missingGlyph, pressFailed } from './refusals.ts'
