// Reads an uploaded sheet: what it is comes from its content. Tens of milliseconds to seconds of reckoning: run by reading-thread.ts alone.
import { isWorkbook } from './archive.ts'
import { csvGrid } from './csv.ts'
import { chooseGrid, readRows, type ReadSheet } from './rows.ts'
import type { Column } from './sheet.ts'
import { readWorkbook } from './workbook.ts'

export type SheetKind = 'xlsx' | 'csv'

/** The rows of a sheet in xlsx or CSV. Throws a refusal that says what is wrong with it. */
export async function readSheet(bytes: Buffer, columns: readonly Column[], next?: number): Promise<ReadSheet & { kind: SheetKind }> {
  if (bytes.length > 4 && isWorkbook(bytes)) return { kind: 'xlsx', ...readRows(chooseGrid(await readWorkbook(bytes), columns), columns, next) }
  return { kind: 'csv', ...readRows(csvGrid(bytes), columns, next) }
}
