// The noun: the archive record 归档 of a finished case: every part listed and hashed, with its places in the ledger. Pure: no database, no HTTP.
// 档案法 13, 14; 国令716 12 (electronic archives count alone). Nothing reopens a case: what comes after is a new case that refers to it.
import type { Entry } from '#base/act'
import { entryBytes } from '#base/act'
import { canonicalJson, sha256Hex } from '#base/crypto'
import { refusal } from '#base/problem'
import { timeText } from '#base/time'
import type { CaseAttachment, FormVersionRow, WholeCase } from '#core/cases'
import type { Item } from '#core/items'
import type { Letter, Recipient } from '#support/deliveries'
import type { Licence } from '#support/licences'

export const partKinds = ['item', 'process', 'form', 'file', 'paper', 'words', 'letter', 'letter-text', 'delivery', 'licence', 'licence-print', 'entry'] as const
export type PartKind = (typeof partKinds)[number]

/** One part. `key` names it within its kind; `sha256` is over its bytes, or over its canonical JSON. `seq`: the place of an entry in the ledger. */
export interface Part {
  kind: PartKind
  key: string
  name: string
  sha256: string
  bytes?: number
  seq?: number | null
}

export interface Manifest {
  format: 'yiwang-archive/1'
  case: { id: string; number: string; item: string; itemVersion: number; outcome: string | null; closingCode: number | null; openedAt: string; finishedAt: string | null; about: string | null; receiving: string; handling: string; deciding: string }
  parts: Part[]
}

/** What a record is made from. */
export interface Sources {
  whole: WholeCase
  item: Item
  closingCode: number | null
  forms: readonly FormVersionRow[]
  words: readonly { entry: string; kind: string; content: unknown }[]
  letters: readonly Letter[]
  recipients: readonly Recipient[]
  licences: readonly Licence[]
  entries: readonly Entry[]
}

const digest = (value: unknown): string => sha256Hex(canonicalJson(JSON.parse(JSON.stringify(value))))

/** Lists and hashes every part of a case. */
export function makeManifest(from: Sources): Manifest {
  const { case: row } = from.whole
  const { id, number, outcome, about, receiving, handling, deciding } = row
  return {
    format: 'yiwang-archive/1',
    case: { id, number, item: row.item, itemVersion: from.item.version, outcome, closingCode: from.closingCode, openedAt: row.openedAt, finishedAt: row.finishedAt, about, receiving, handling, deciding },
    // The record of the record is made after it.
    parts: [...itemParts(from), ...applicationParts(from), ...letterParts(from), ...licenceParts(from), ...from.entries.filter((entry) => entry.kind !== 'archives.made').map(entryPart)],
  }
}

function itemParts({ item }: Sources): Part[] {
  return [
    { kind: 'item', key: `${item.code}@${item.version}`, name: item.content.name.zh, sha256: digest(item.content) },
    { kind: 'process', key: `${item.code}@${item.version}`, name: '流程', sha256: sha256Hex(item.processXml) },
  ]
}

function applicationParts({ forms, whole, words }: Sources): Part[] {
  return [
    ...forms.map((form): Part => ({ kind: 'form', key: String(form.version), name: `申请表第${form.version}版`, sha256: digest({ data: form.data, scenario: form.scenario }) })),
    ...whole.files.map(filePart),
    ...words.toSorted((a, b) => (a.entry < b.entry ? -1 : 1)).map((one): Part => ({ kind: 'words', key: one.entry, name: one.kind, sha256: digest(one.content) })),
  ]
}

/** A paper without a scan has no bytes: what is known of it is hashed. */
function filePart({ id, material, name, bytes, sha256 }: CaseAttachment): Part {
  return sha256 === '' ? { kind: 'paper', key: id, name: `${material}：${name}`, sha256: digest({ material, name }) } : { kind: 'file', key: id, name: `${material}：${name}`, sha256, bytes }
}

function letterParts({ letters, recipients }: Sources): Part[] {
  return [
    ...letters.flatMap((letter): Part[] => [
      { kind: 'letter-text', key: letter.id, name: `${letter.content.title.zh} ${letter.number}`, sha256: digest(letter.content) },
      ...(letter.sha256 ? [{ kind: 'letter' as const, key: letter.id, name: `${letter.content.title.zh} ${letter.number}`, sha256: letter.sha256, bytes: letter.bytes ?? 0 }] : []),
    ]),
    // Of a letter to one the key is the letter, as it was when there was no other.
    ...recipients.flatMap(({ record }) => record ?? []).map((one): Part => ({ kind: 'delivery', key: recipients.some(({ letter, place }) => letter === one.letter && place < one.place) ? `${one.letter}:${one.place}` : one.letter, name: one.means, sha256: digest({ means: one.means, on: one.deliveredOn, refused: one.refused, content: one.content }) })),
  ]
}

function licenceParts({ licences }: Sources): Part[] {
  return licences.flatMap((one): Part[] => [
    { kind: 'licence', key: one.id, name: `${one.number} ${one.licenceId}`, sha256: sha256Hex(one.jws) },
    ...(one.sha256 ? [{ kind: 'licence-print' as const, key: one.id, name: one.number, sha256: one.sha256 }] : []),
  ])
}

function entryPart(entry: Entry): Part {
  return { kind: 'entry', key: entry.id, name: `${entry.kind} ${timeText(entry.at)}`, sha256: sha256Hex(entryBytes(entry)), seq: entry.seq }
}

/** Whether everything that is still to come has come: all entries placed, all letters printed and delivered, all licences printed. */
export function isWhole({ letters, recipients, licences, entries }: Sources): boolean {
  return entries.every((entry) => entry.seq !== null) && letters.every((letter) => letter.sha256 !== null) && recipients.every(({ record }) => record !== null) && licences.every((one) => one.sha256 !== null)
}

export interface Verdict {
  good: boolean
  parts: number
  /** Listed, and gone or different now. */
  missing: string[]
  altered: string[]
  /** There now and not listed: came after the record was made. */
  later: string[]
}

const nameOf = ({ kind, key, name }: Part): string => `${kind} ${key} ${name}`

/** Compares a record with the case as it now is. What came later is told and is no fault. */
export function compare(kept: Manifest, now: Manifest): Verdict {
  const found = new Map(now.parts.map((part) => [`${part.kind} ${part.key}`, part]))
  const listed = new Set(kept.parts.map((part) => `${part.kind} ${part.key}`))
  const missing = kept.parts.filter((part) => !found.has(`${part.kind} ${part.key}`)).map(nameOf)
  const altered = kept.parts.filter((part) => {
    const other = found.get(`${part.kind} ${part.key}`)
    return other !== undefined && (other.sha256 !== part.sha256 || (part.seq ?? null) !== (part.seq === undefined ? null : (other.seq ?? null)))
  }).map(nameOf)
  return { good: missing.length === 0 && altered.length === 0, parts: kept.parts.length, missing, altered, later: now.parts.filter((part) => !listed.has(`${part.kind} ${part.key}`)).map(nameOf) }
}

export const notArchived = refusal({
  code: 'archives.not-archived', status: 404, zh: '这个办件还没有归档。', en: 'This case has no archive record yet.',
  nextZh: '办结并且文书全部送达以后自动归档；请稍后再看。', nextEn: 'It is made by itself when the case is finished and all letters are delivered; look again later.',
})
export const tooLarge = refusal({
  code: 'archives.too-large', status: 413, zh: '档案超过一次可以导出的大小。', en: 'The archive is larger than what is exported at once.',
  nextZh: '请先导出清单，再逐件下载。', nextEn: 'Export the manifest and load the parts one by one.',
})
