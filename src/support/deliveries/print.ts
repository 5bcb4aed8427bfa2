// Printing a letter: from its stored content to a PDF, kept by its digest and signed by the seal. The same letter gives the same file.
import type { Ground } from '#base/context'
import type { Sql } from '#base/db'
import { fillBlocks, keepPdf, readMarkdown, writePdf, type BlankValues, type PdfBlock, type PdfDocument } from '#base/pdf'
import { timeText } from '#base/time'
import { sayDate } from '#engines/words'
import { findAnnulment, findCaseNumbers, systemActor } from '#core/cases'
import type { VisitOnPaper } from '#support/reviews'
import { drawSeal, getSeal, signLetter, type Seal } from '#support/seals'
import { keepPrint } from './acts.ts'
import { isDecision, isGrant, letterNotFound, type Letter, type LetterValues } from './letter.ts'
import { findLetter, listLetters } from './store.ts'

/** The PDF of a letter; printed now where it was not yet. */
export async function readPrint(ground: Ground, letter: Letter): Promise<Buffer> {
  return ground.files.read(letter.sha256 ?? (await printLetter(ground, letter.id)))
}

/** By what a letter that granted was annulled (许可法 69), and since when. */
export interface Annulled {
  /** ISO. */
  on: string
  /** 文号 of the decision that annulled it; where that is not written here, the number of its case. */
  number: string
}

/** Whether a letter holds no more: it granted, and what it granted was annulled. */
export async function findAnnulledBy(sql: Sql, letter: Pick<Letter, 'kind' | 'caseId'>): Promise<Annulled | undefined> {
  const annulment = isGrant(letter.kind) ? await findAnnulment(sql, letter.caseId) : undefined
  if (!annulment) return undefined
  const decision = (await listLetters(sql, annulment.by)).find(({ kind }) => isDecision(kind))
  return { on: annulment.on, number: decision?.number ?? (await findCaseNumbers(sql, [annulment.by])).get(annulment.by) ?? '' }
}

/** What is given to read of a letter that was annulled: its words with the mark on every page and without the seal. The sealed original stays as it was. */
export async function printReadingCopy({ sql }: Pick<Ground, 'sql'>, letter: Letter, annulled: Annulled): Promise<Buffer> {
  const sealed = layOutLetter(letter, await getSeal(sql, letter.seal))
  const line = `已于${sayDate(annulled.on, 'zh')}被 ${annulled.number} 撤销，不再有效。Annulled on ${sayDate(annulled.on, 'en')}; no longer in force.`
  const bytes = await writePdf({
    ...sealed, title: `${sealed.title}（已撤销）`, info: { AnnulledOn: annulled.on }, stamp: { mark: `已撤销 ${annulled.on}`, line },
    blocks: [
      ...sealed.blocks.map((block): PdfBlock => (block.kind === 'signature' ? { kind: 'signature', lines: block.lines } : block)),
      { kind: 'note', text: `本件是阅览件，没有加盖印章。${line}加盖印章的原件仍然保存，可以下载核验。This is a copy for reading, without the seal; the sealed original is kept and can still be checked.` },
    ],
  })
  return Buffer.from(bytes)
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
