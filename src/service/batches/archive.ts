// What an uploaded sheet is, by its content, and what it would grow to; said before anything of it is inflated (APPNOTE.TXT 4.3; ECMA-376 part 2).
import { inflateRawSync } from 'node:zlib'
import { refusal } from '#base/problem'
import { notCsv } from './csv.ts'

/** [K] All parts of a workbook together; ten thousand rows of forty columns are a third of it. */
export const inflatedBytesMax = 64 * 1024 * 1024
const partsMax = 500

const saveAs = { nextZh: '请在 Excel 或 WPS 中选“另存为”，类型选“Excel 工作簿（*.xlsx）”，再上传。', nextEn: 'In Excel or WPS choose “Save as”, type “Excel workbook (*.xlsx)”, and upload that.' }

export const oldWorkbook = refusal({ code: 'batches.old-workbook', status: 415, zh: '这是旧格式的表格（xls、et 或 xlsb）。', en: 'This is a workbook of an older kind (xls, et or xlsb).', ...saveAs })
export const hasPassword = refusal({ code: 'batches.password', status: 415, zh: '这个表格设了打开密码，读不了。', en: 'This workbook is protected by a password and cannot be read.', nextZh: '请去掉密码，保存后再上传。', nextEn: 'Remove the password, save it and upload it again.' })
export const hasMacros = refusal({ code: 'batches.macros', status: 415, zh: '这个表格带有宏（xlsm），不接收。', en: 'This workbook holds macros (xlsm) and is not taken.', ...saveAs })
export const damagedWorkbook = refusal({ code: 'batches.damaged-workbook', status: 422, zh: '这个表格损坏了，读不出来。', en: 'This workbook is damaged and cannot be read.', nextZh: '请用 Excel 或 WPS 打开并重新保存，再上传。', nextEn: 'Open it in Excel or WPS, save it and upload it again.' })
export const tooMuchInside = refusal({
  code: 'batches.too-much-inside', status: 413, zh: '这个表格展开以后太大，没有读。', en: 'This workbook grows too large when opened and was not read.', nextZh: '请把要申请的行复制到新下载的模板里，不带图片，再上传。', nextEn: 'Copy the rows into a fresh template, without pictures, and upload that.',
})

const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const types = '[Content_Types].xml'

/** Whether the bytes are a workbook that may be opened; false where they are no archive at all. Throws what is wrong with it. */
export function isWorkbook(bytes: Buffer): boolean {
  // Older workbooks and encrypted ones are compound files; the latter name their part.
  if (bytes.subarray(0, 8).equals(compound)) throw bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? hasPassword() : oldWorkbook()
  if (bytes.readUInt32LE(0) !== 0x04034b50) return false
  const parts = readDirectory(bytes)
  const declared = parts.find(({ name }) => name === types)
  const content = declared ? inflate(bytes, declared) : ''
  if (content.includes('sheet.binary')) throw oldWorkbook()
  if (content.includes('macroEnabled') || parts.some(({ name }) => /vbaProject\.bin$/i.test(name))) throw hasMacros()
  if (!content.includes('spreadsheetml.sheet.main+xml')) throw notCsv()
  return true
}

interface Part {
  name: string
  method: number
  packed: number
  size: number
  at: number
}

const endBytes = 22
const beyond = 0xffffffff
const commentBytesMax = 0xffff

/** The parts that the directory at the end names. What it says of their sizes holds: whoever inflates a part stops there. */
function readDirectory(bytes: Buffer): Part[] {
  let end = bytes.length - endBytes
  while (end >= 0 && end >= bytes.length - endBytes - commentBytesMax && bytes.readUInt32LE(end) !== 0x06054b50) end--
  if (end < 0 || bytes.readUInt32LE(end) !== 0x06054b50) throw damagedWorkbook()
  const count = bytes.readUInt16LE(end + 10)
  // The mark of a second directory (ZIP64) for what is beyond 4 GB.
  if (count > partsMax || bytes.readUInt32LE(end + 12) === beyond || bytes.readUInt32LE(end + 16) === beyond) throw tooMuchInside()
  const parts: Part[] = []
  for (let at = bytes.readUInt32LE(end + 16); parts.length < count; ) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw damagedWorkbook()
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
    const part = { name: bytes.toString('utf8', at + 46, nameEnd), flags: bytes.readUInt16LE(at + 8), method: bytes.readUInt16LE(at + 10), packed: bytes.readUInt32LE(at + 20), size: bytes.readUInt32LE(at + 24), at: bytes.readUInt32LE(at + 42) }
    // A part encrypted by itself, packed in a way that no spreadsheet uses, or with its size told only behind it.
    if ((part.flags & 1) === 1 || ![0, 8].includes(part.method) || ((part.flags & 8) === 8 && part.packed === 0)) throw damagedWorkbook()
    parts.push(part)
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  // A size of nothing beside packed bytes would bind nobody.
  if (parts.reduce((sum, { size }) => sum + size, 0) > inflatedBytesMax || parts.some(({ packed, size }) => packed === beyond || (packed > 0 && size === 0))) throw tooMuchInside()
  return parts
}

function inflate(bytes: Buffer, part: Part): string {
  if (part.at + 30 > bytes.length || bytes.readUInt32LE(part.at) !== 0x04034b50) throw damagedWorkbook()
  const from = part.at + 30 + bytes.readUInt16LE(part.at + 26) + bytes.readUInt16LE(part.at + 28)
  const packed = bytes.subarray(from, from + part.packed)
  try {
    return (part.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(part.size, 1) })).toString('utf8')
  } catch (cause) {
    throw Object.assign(damagedWorkbook(), { cause })
  }
}
