// Documents: same input same bytes, no gap ever, text that can be copied, pages that hold together.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { inflateSync } from 'node:zlib'
import { isProblem } from '#base/problem'
import { drawPdf } from './draw.ts'
import { fillBlocks, findBlanks, plainText, readMarkdown, writePdf, type PdfBlock, type PdfDocument } from './index.ts'
import { makePress } from './press.ts'

const letter = (blocks: PdfBlock[], more: Partial<PdfDocument> = {}): PdfDocument => ({ id: 'letter-1', title: '准予行政许可决定书', language: 'zh-CN', author: '云州市城市管理局', madeAt: '2026-11-23T10:00:00+08:00', blocks, ...more })
const seal = { width: 119, height: 119, alt: '印章', marks: [{ kind: 'path' as const, path: 'M1 60A59 59 0 1 1 118 60A59 59 0 1 1 1 60Z', stroke: 'red' }, { kind: 'arc-text' as const, text: '云州市城市管理局', x: 59, y: 59, radius: 40, size: 14, spanDegrees: 180, color: 'red' }] }

/** All streams of a PDF, inflated where they are deflated. */
function streams(pdf: Uint8Array): string[] {
  const text = Buffer.from(pdf).toString('latin1')
  return [...text.matchAll(/stream\n([^]*?)\nendstream/g)].map((match) => {
    const bytes = Buffer.from(match[1] ?? '', 'latin1')
    try {
      return inflateSync(bytes).toString('latin1')
    } catch {
      return bytes.toString('latin1')
    }
  })
}
const pageCount = (pdf: Uint8Array) => Number(/\/Type \/Pages\n\/Count (\d+)/.exec(Buffer.from(pdf).toString('latin1'))?.[1])
const everyBlock: PdfBlock[] = [
  { kind: 'red-head', organisation: '云州市城市管理局' }, { kind: 'number', text: '云城管许准字〔2026〕12号', align: 'right' }, { kind: 'title', text: '准予行政许可决定书' },
  { kind: 'paragraph', text: [{ text: '镕堃喆' }, { text: '公司', bold: true }] }, { kind: 'list', items: ['一', '二'], ordered: true },
  { kind: 'fields', rows: [{ label: '申请人', value: '张\t喆\r\n李堃' }] }, { kind: 'fields', look: 'lines', rows: [{ label: '长', value: '值'.repeat(3000) }] },
  { kind: 'rule' }, { kind: 'space', height: 20 }, { kind: 'note', text: '附注' }, { kind: 'code', text: 'https://example.cn/v/1', caption: '扫码核验' },
  { kind: 'page-break' }, { kind: 'drawing', drawing: seal }, { kind: 'signature', lines: ['云州市城市管理局', '2026年11月23日'], seal, code: { text: 'https://example.cn', caption: '核验' } },
]

test('the same document gives the same bytes, in this thread and in the press', async () => {
  const document = letter(everyBlock, { watermark: '演示', attachments: [{ name: 'a.txt', type: 'text/plain', description: '附件', bytes: Buffer.from('hello') }] })
  const first = await drawPdf(document)
  assert.ok(Buffer.from(first).equals(await drawPdf(document)))
  assert.ok(Buffer.from(first).equals(await writePdf(document)))
  assert.ok(!Buffer.from(first).equals(await drawPdf({ ...document, madeAt: '2026-11-24T10:00:00+08:00' })))
})

test('it is tagged, has title and language, and its text can be copied', async () => {
  const pdf = await drawPdf(letter([{ kind: 'title', text: '决定书' }, { kind: 'paragraph', text: '镕堃喆' }]))
  const text = Buffer.from(pdf).toString('latin1')
  assert.match(text, /\/Marked true/)
  assert.match(text, /\/Lang \(zh-CN\)/)
  assert.match(text, /\/DisplayDocTitle true/)
  assert.match(text, /\/S \/H1/)
  const maps = streams(pdf).filter((one) => one.includes('begincmap')).join('\n').toLowerCase()
  for (const character of '镕堃喆') assert.ok(maps.includes((character.codePointAt(0) ?? 0).toString(16)), character)
})

test('a character without glyph stops the printing and is named, also from the press, also inside a seal', async () => {
  const missing = (characters: string[]) => (error: unknown) => isProblem(error) && error.code === 'pdf.missing-glyph' && assert.deepEqual(error.facts['characters'], characters) === undefined
  await assert.rejects(drawPdf(letter([{ kind: 'paragraph', text: '张𠮷' }])), missing(['𠮷 (U+20BB7)']))
  await assert.rejects(writePdf(letter([{ kind: 'paragraph', text: '坏😀' }])), missing(['😀 (U+1F600)']))
  await assert.rejects(drawPdf(letter([{ kind: 'note', text: 'a\u0007' }])), missing(['U+0007']))
  await assert.rejects(drawPdf(letter([{ kind: 'drawing', drawing: { ...seal, marks: [{ kind: 'text', text: '😀', x: 0, y: 0, size: 9, color: 'red' }] } }])), missing(['😀 (U+1F600)']))
})

test('the press goes on after a refusal, and does many at once', async () => {
  const made = await Promise.all(Array.from({ length: 5 }, (_, index) => writePdf(letter([{ kind: 'paragraph', text: `第${index}份` }]))))
  assert.equal(new Set(made.map((pdf) => Buffer.from(pdf).toString('latin1'))).size, 5)
})

test('a press whose process dies refuses what was waiting, and tries again with the next document', async () => {
  const refused = (error: unknown) => isProblem(error) && error.code === 'pdf.press-failed'
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-press-'))
  after(() => rmSync(folder, { recursive: true }))
  for (const script of ['process.exit(1)', 'process.on("message", () => process.exit(1))']) {
    const file = join(folder, 'script.mjs')
    writeFileSync(file, script)
    const press = makePress(pathToFileURL(file))
    await Promise.all([assert.rejects(press(letter([])), refused), assert.rejects(press(letter([])), refused)])
    await assert.rejects(press(letter([])), refused)
  }
})

test('a signature takes the paragraph before it along to the next page', async () => {
  const filler = (lines: number): PdfBlock => ({ kind: 'space', height: (637.8 / 22) * lines })
  const last: PdfBlock[] = [{ kind: 'paragraph', text: '特此决定。' }, { kind: 'signature', lines: ['云州市城市管理局', '2026年11月23日'], seal }]
  const fits = await drawPdf(letter([{ kind: 'paragraph', text: '首段。' }, filler(12), ...last]))
  const moved = await drawPdf(letter([{ kind: 'paragraph', text: '首段。' }, filler(18), ...last]))
  assert.equal(pageCount(fits), 1)
  assert.equal(pageCount(moved), 2)
  // Two pieces of tagged text on the first page would be the paragraph left behind.
  const firstPage = streams(moved).find((one) => one.includes('/P <<'))
  assert.equal(firstPage?.match(/\/P <</g)?.length, 1)
})

test('long text runs over pages', async () => {
  assert.equal(pageCount(await drawPdf(letter([{ kind: 'paragraph', text: '文'.repeat(28 * 22 * 3 - 10) }]))), 3)
})

test('Markdown of letters: address line, paragraphs, bold, lists, headings, rule', () => {
  const blocks = readMarkdown('# 决定书\n\n张三：\n\n您好，**准予**许可：\n- 一\n- 二\n\n1. 甲\n2. 乙\n\n---\n\nZhang San:\n\nDear:')
  assert.deepEqual(blocks.map((block) => block.kind), ['title', 'paragraph', 'paragraph', 'list', 'list', 'rule', 'paragraph', 'paragraph'])
  assert.deepEqual(blocks.map((block) => (block.kind === 'paragraph' ? block.indent : '')), ['', false, true, '', '', '', false, true])
  assert.deepEqual(blocks[2], { kind: 'paragraph', indent: true, text: [{ text: '您好，' }, { text: '准予', bold: true }, { text: '许可：' }] })
  assert.deepEqual(blocks[4], { kind: 'list', ordered: true, items: [[{ text: '甲' }], [{ text: '乙' }]] })
})

test('blanks: filled after reading, lists spread, what is missing is named', () => {
  const blocks = readMarkdown('{{ name }}：\n\n{{case.number}} 号，**{{name}}**\n\n{{reasons}}\n\n- {{reasons}}\n- 理由：{{reasons}}')
  const filled = fillBlocks(blocks, { name: '# **王五** {{case.number}}', case: { number: 12 }, reasons: ['甲', '乙'] })
  assert.deepEqual(filled.map((block) => block.kind), ['paragraph', 'paragraph', 'list', 'list'])
  assert.equal(filled[1]?.kind === 'paragraph' && plainText(filled[1].text), '12 号，# **王五** {{case.number}}')
  assert.deepEqual(filled[2], { kind: 'list', ordered: true, items: ['甲', '乙'] })
  assert.deepEqual(filled[3]?.kind === 'list' && filled[3].items.map(plainText), ['甲', '乙', '理由：甲；乙'])
  assert.deepEqual(findBlanks('{{a.b}} {{ c }} {{a.b}}'), ['a.b', 'c'])
  const refused = (error: unknown) => isProblem(error) && error.code === 'pdf.blank-missing' && assert.deepEqual(error.facts['blanks'], ['name', 'case.number', 'reasons']) === undefined
  assert.throws(() => fillBlocks(blocks, { name: '', case: {}, reasons: [] }), refused)
  assert.throws(() => fillBlocks(readMarkdown('{{constructor.name}}'), {}), (error) => isProblem(error) && error.code === 'pdf.blank-missing')
})
