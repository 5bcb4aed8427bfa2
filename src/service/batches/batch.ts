// The noun: a sheet of applications of one applicant, and where each of its rows stands.
import { refusal } from '#base/problem'
import type { Spoilt } from './grid.ts'
import type { SheetKind } from './read.ts'
import type { ReadSheet } from './rows.ts'
import type { CellFault } from './sheet.ts'

export type RowState = 'unchecked' | 'ready' | 'faulty' | 'submitted'

export interface Batch {
  id: string
  account: string
  kind: 'natural' | 'legal'
  hand: string | null
  item: string
  itemVersion: string
  state: 'checking' | 'checked' | 'submitting'
  createdAt: string
}

/** A sheet as it was uploaded; it is kept as long as its batch. */
export interface KeptSheet {
  id: string
  kind: SheetKind
  sha256: string
  bytes: number
  rows: number
  letters: ReadSheet['letters']
  formulas: ReadSheet['formulas']
  /** Of mended rows; null for the first sheet. */
  changes: SheetChanges | null
}

export interface BatchRow {
  number: number
  /** The sheet it came in last, and its line there. */
  sheet: string | null
  line: number | null
  spoilt: Record<string, Spoilt>
  cells: Record<string, string>
  form: Record<string, unknown> | null
  scenario: Record<string, string> | null
  faults: CellFault[]
  state: RowState
  caseNumber: string | null
}

/** A row as it stood until a later sheet changed it, at `at`. */
export interface RowVersion extends Pick<BatchRow, 'number' | 'sheet' | 'line' | 'cells' | 'faults'> {
  at: string
}

/** What a sheet of mended rows did. `submitted`: numbers of rows that were sent already and stayed as they are. */
export interface SheetChanges {
  changed: number
  added: number
  same: number
  submitted: number[]
}

export type Counts = Record<RowState, number>

export const batchNotFound = refusal({
  code: 'batches.not-found', status: 404, zh: '没有找到这份批量申请。', en: 'There is no such sheet.', nextZh: '请在“批量申请”中查看。', nextEn: 'Look among your sheets.',
})
export const stillBusy = refusal({
  code: 'batches.busy', status: 409, zh: '这份表格正在检查或者提交。', en: 'This sheet is being checked or submitted.', nextZh: '请等它完成后再操作。', nextEn: 'Wait until that is done.',
})
export const nothingReady = refusal({
  code: 'batches.nothing-ready', status: 409, zh: '没有可以提交的行。', en: 'No row is ready to be submitted.', nextZh: '请先改好有误的行再上传。', nextEn: 'Mend the rows with errors and upload them.',
})

/** Refuses to change a sheet that a job is working on. */
export function mustRest(batch: Pick<Batch, 'state'>): void {
  if (batch.state !== 'checked') throw stillBusy({ state: batch.state })
}
