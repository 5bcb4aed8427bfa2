// `yiwang items import`: publishes item lists of other systems, in acts of some hundred rows, with a report for each row.
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Act } from '#base/act'
import type { Command } from '#base/commands'
import type { Ground } from '#base/context'
import { refusal } from '#base/problem'
import { systemActor } from '#core/cases'
import { publishItems, publishLock, readItemList, type ImportedItem, type RowReport } from '#core/items'
import { ensureOrganisation, organisationsLock } from '#core/organisations'
import { getItemVersion, readPack, type Pack } from '#core/packs'
import { demonstrationLock, standInFor } from '#core/people'
import { withInstallation } from './open.ts'

const unreadable = refusal({
  code: 'items.list-unreadable', status: 422, zh: '无法读取这个事项清单文件。', en: 'This list of items cannot be read.',
  nextZh: '请提供每行一个 JSON 对象的文件，或部门—主项—子项的 JSON 数组。', nextEn: 'Give a file with one JSON object a line, or a JSON array of departments, main items and sub-items.',
})

/** What became of each row; reasons count the refused ones. */
export interface ImportReport {
  taken: number
  unchanged: number
  refused: number
  reasons: Record<string, number>
  flagged: Record<string, number>
  rows: { row: number; code?: string; state: 'taken' | 'unchanged' | 'refused'; why?: string; flags?: string[] }[]
}

const rowsInOneAct = 200

/** Publishes what is new in a list. Forms and processes are the defaults of the pack for each type; known versions stay as they are. */
export async function importItems(ground: Ground, pack: Pack, rows: RowReport[]): Promise<ImportReport> {
  const report: ImportReport = { taken: 0, unchanged: 0, refused: 0, reasons: {}, flagged: {}, rows: [] }
  for (const row of rows) if ('refused' in row) tell(report, { row: row.row, code: row.code, state: 'refused', why: row.refused })
  const items = rows.filter((row): row is Extract<RowReport, { item: ImportedItem }> => 'item' in row)
  for (const piece of piecesOf(items)) {
    const states = await ground.runAct({ actor: systemActor, locks: [publishLock, organisationsLock, demonstrationLock] }, (act) => publishPiece(act, ground, pack, piece))
    for (const { row, code, item } of piece) tell(report, { row, code, state: states.get(item.content.code) ?? 'unchanged', flags: item.flags })
  }
  report.rows.sort((a, b) => a.row - b.row)
  return report
}

/** Rows for one act each. A code that comes again begins a new act, so that its rows follow each other as versions do. */
function piecesOf<T extends { item: ImportedItem }>(items: T[]): T[][] {
  const pieces: T[][] = []
  let codes = new Set<string>()
  for (const one of items) {
    const { code } = one.item.content
    if (pieces.length === 0 || codes.size === rowsInOneAct || codes.has(code)) {
      pieces.push([])
      codes = new Set()
    }
    codes.add(code)
    pieces.at(-1)?.push(one)
  }
  return pieces
}

async function publishPiece(act: Act, ground: Ground, pack: Pack, piece: { item: ImportedItem }[]): Promise<Map<string, 'taken' | 'unchanged'>> {
  const named = new Map(piece.flatMap(({ item }) => item.organisations.map((organisation) => [organisation.code, { ...organisation, region: item.region }] as const)))
  for (const organisation of named.values()) await ensureOrganisation(act, organisation)
  // Somebody has to act for bodies that exist here only because a list named them.
  if (ground.demonstration) await standInFor(act, [...new Set(piece.flatMap(({ item: { content: { bodies } } }) => [bodies.handling, ...(bodies.joint ?? []).map((joint) => joint.organisation)]))])
  const states = await publishItems(act, 'import', piece.map(({ item }) => ({ version: getItemVersion(pack, item.content), bodyName: item.organisations[0]?.name ?? '', region: item.region.code, flags: item.flags })))
  act.record('items.list-imported', { subject: act.id, facts: { rows: piece.length, taken: [...states.values()].filter((state) => state === 'taken').length } })
  return states
}

function tell(report: ImportReport, row: ImportReport['rows'][number]): void {
  report[row.state]++
  if (row.why) report.reasons[row.why] = (report.reasons[row.why] ?? 0) + 1
  for (const flag of row.flags ?? []) report.flagged[flag] = (report.flagged[flag] ?? 0) + 1
  report.rows.push(row)
}

export const itemsImport: Command = {
  name: 'items import',
  about: 'Import a published list of service items; says what became of each row. 导入政务服务事项清单。',
  arguments: [{ name: 'file', about: 'JSON lines (guides) or a JSON array (departments, main items, sub-items)' }],
  options: [{ flags: '--pack <folder>', about: 'the pack whose default forms and processes the items get' }, { flags: '--rows', about: 'list every row' }],
  examples: [{ line: 'items import list.jsonl', about: 'publishes what is new' }, { line: 'items import list.jsonl --json', about: 'counts for a program' }],
  run: async ({ arguments: { file = '' }, options, say }) => {
    const rows = readRows(await readFile(resolve(file), 'utf8').catch(() => { throw unreadable({ file }) }), file)
    const { pack } = await readPack(typeof options.pack === 'string' ? resolve(options.pack) : join(import.meta.dirname, '..', 'packs', 'yunzhou'))
    if (!pack) throw unreadable({ file: 'pack' })
    const { rows: details, ...report } = await withInstallation(say, async ({ platform }) => {
      const done = await importItems(platform.ground, pack, rows)
      await platform.settle()
      return done
    })
    const lines = details.map((row) => `row ${row.row}: ${row.code ?? '(no code)'} ${row.state}${row.why ? ` — ${row.why}` : ''}${row.flags?.length ? ` [${row.flags.join(', ')}]` : ''}`)
    const shown = options.rows ? lines : lines.filter((_, at) => details[at]?.state === 'refused')
    const flags = Object.entries(report.flagged).map(([flag, count]) => `  ${flag}: ${count}`)
    return { data: { ...report, ...(options.rows ? { rows: details } : {}) }, text: [...shown, `taken ${report.taken}, unchanged ${report.unchanged}, refused ${report.refused}`, ...(flags.length > 0 ? ['taken and flagged:', ...flags] : [])].join('\n') }
  },
}

function readRows(text: string, file: string): RowReport[] {
  try {
    return readItemList(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable({ file })
    throw error
  }
}
