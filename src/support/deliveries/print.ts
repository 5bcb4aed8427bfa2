// Printing a letter: from its stored content to a PDF, kept by its digest and signed by the seal. The same letter gives the same file.
import type { Ground } from '#base/context'
import { fillBlocks, keepPdf, readMarkdown, writePdf, type BlankValues, type PdfBlock, type PdfDocument } from '#base/pdf'
import { timeText } from '#base/time'
import { sayDate } from '#engines/words'
import { systemActor } from '#core/cases'
import type { VisitOnPaper } from '#support/reviews'
import { drawSeal, getSeal, signLetter, type Seal } from '#support/seals'
import { keepPrint } from './acts.ts'
import { letterNotFound, type Letter, type LetterValues } from './letter.ts'
import { findLetter } from './store.ts'

/** The PDF of a letter; printed now where it was not yet. */
export async function readPrint(ground: Ground, letter: Letter): Promise<Buffer> {
  return ground.files.read(letter.sha256 ?? (await printLetter(ground, letter.id)))
}

/** Prints a letter that is not printed yet and keeps it. Answers the digest of the file. */
export async function printLetter(ground: Ground, id: string): Promise<string> {
  const letter = await findLetter(ground.sql, id)
  if (!letter) throw letterNotFound({ letter: id })
  if (letter.sha256) return letter.sha256
  const seal = await getSeal(ground.sql, letter.seal)
  const pdf = await writePdf(layOutLetter(letter, seal))
  const stored = await keepPdf(ground.files, letter.number, pdf)
  const signature = await signLetter(ground.keys.signing('seals'), seal, { id, bytes: pdf, signedAt: timeText(letter.madeAt) })
  await ground.runAct({ actor: systemActor, locks: [`letter:${id}`] }, (act) => keepPrint(act, letter, { sha256: stored.digest, bytes: stored.size, signature }))
  return stored.digest
}

/** The letter before it is drawn: Chinese, then English on a page of its own, as a courtesy. The Chinese text counts. */
export function layOutLetter(letter: Letter, seal: Seal): PdfDocument {
  const { title, body, values, signed } = letter.content
  const demonstration = seal.certificate === 'demonstration'
  const english: PdfBlock[] = body.en === undefined ? [] : [
    { kind: 'page-break' }, ...(title.en ? [{ kind: 'title' as const, level: 2 as const, text: title.en }] : []), ...fillBlocks(readMarkdown(body.en), nest(values.en)),
    { kind: 'note', text: `${signed.en ?? signed.zh}, ${sayDate(letter.dated, 'en')}. The Chinese text is the letter; this translation is for convenience.` },
  ]
  return {
    id: letter.id, title: `${title.zh} ${letter.number}`, language: 'zh-CN', author: signed.zh, madeAt: timeText(letter.madeAt), look: 'letter', ...(demonstration ? { watermark: '演示' } : {}),
    blocks: [
      { kind: 'title', text: title.zh }, { kind: 'number', text: letter.number, align: 'center' },
      ...fillBlocks(readMarkdown(body.zh), nest(values.zh)),
      ...visitBlocks(letter.content.visit),
      { kind: 'signature', lines: [signed.zh, sayDate(letter.dated, 'zh')], seal: drawSeal(seal) },
      ...english,
      ...(demonstration ? [{ kind: 'note' as const, text: '演示：印章没有依法设立的电子政务电子认证服务机构的证书，本件不具法律效力。' }] : []),
    ],
  }
}

function visitBlocks(visit: VisitOnPaper | undefined): PdfBlock[] {
  if (!visit) return []
  return [
    { kind: 'paragraph', text: `请您评价本次窗口服务，不用登录，评价一次：扫描二维码，或打开 ${visit.address}（评价码 ${visit.code}）。`, indent: true },
    { kind: 'paragraph', text: 'Please judge this visit, once and without signing in: scan the code or open the address.', indent: true },
    { kind: 'code', text: visit.address, caption: `评价码 ${visit.code}` },
  ]
}

/** `case.number` becomes `number` inside `case`, as blanks are looked up. */
export function nest(values: LetterValues): BlankValues {
  const nested: Record<string, Record<string, string | string[]>> = {}
  for (const [name, value] of Object.entries(values)) {
    const [group = '', field = ''] = name.split('.')
    nested[group] = { ...nested[group], [field]: value }
  }
  return nested
}
