// What changed between the uploads of a row: cell by cell, each with its value and where it stood. Pure.
import type { BatchRow, RowVersion } from './batch.ts'

/** A cell as it stood in one sheet; `cell` is null where that sheet is not kept, or never had the column. */
export interface StoodCell {
  cell: string | null
  value: string
}

export interface CellChange {
  /** When the later sheet came. */
  at: string
  column: string
  from: StoodCell
  to: StoodCell
}

/** The letter of each column, by sheet. */
export type Letters = ReadonlyMap<string, Readonly<Record<string, string>>>

type Stood = Pick<RowVersion, 'sheet' | 'line' | 'cells'>

/** The states of a row, oldest first, the present one last. */
export function statesOf(row: Pick<BatchRow, 'sheet' | 'line' | 'cells'>, versions: readonly RowVersion[]): Stood[] {
  return [...versions, row]
}

/** A column in the n-th state: what it says, and where. A sheet without the column left the cell as an earlier sheet had it. */
export function stoodAt(states: readonly Stood[], n: number, column: string, letters: Letters): StoodCell {
  const value = states[n]?.cells[column] ?? ''
  const own = states.slice(0, n + 1).findLast(({ sheet, line }) => line !== null && letters.get(sheet ?? '')?.[column] !== undefined)
  const letter = own && letters.get(own.sheet ?? '')?.[column]
  return { cell: own && letter ? `${letter}${own.line}` : null, value }
}

/** Every cell that a later sheet changed, the newest first. */
export function changesOf(row: Pick<BatchRow, 'sheet' | 'line' | 'cells'>, versions: readonly RowVersion[], letters: Letters): CellChange[] {
  const states = statesOf(row, versions)
  return versions.flatMap(({ at }, n) => {
    const [before, after] = [states[n]?.cells ?? {}, states[n + 1]?.cells ?? {}]
    const columns = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((column) => (before[column] ?? '') !== (after[column] ?? ''))
    return columns.map((column) => ({ at, column, from: stoodAt(states, n, column, letters), to: stoodAt(states, n + 1, column, letters) }))
  }).toReversed()
}

/** How a cell stood before the last sheet that changed its row; undefined where none did. */
export function beforeOf(row: Pick<BatchRow, 'sheet' | 'line' | 'cells'>, versions: readonly RowVersion[], column: string, letters: Letters): StoodCell | undefined {
  return versions.length === 0 || column === '' ? undefined : stoodAt(statesOf(row, versions), versions.length - 1, column, letters)
}
