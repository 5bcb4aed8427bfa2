// Groups of rows and tables of a form in the window's intake: one grid, a row for each member, with totals and computed cells.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type CompiledField, type FormData, mostRows, totalsOf } from '#engines/forms'
import { faultOf } from '../api/problem.ts'
import { useShow } from './answers.tsx'
import { rowsIn, type ShownRow } from './asking.ts'
import { type Asked, PlainQuestion } from './form-inputs.tsx'
import { pickText } from './text.ts'

type Rows = Asked & { scope: FormData; error: unknown }

/** A row without the answer that was emptied. */
function withAnswer(row: FormData, name: string, value: unknown): FormData {
  const { [name]: _old, ...rest } = row
  return value === undefined ? rest : { ...rest, [name]: value }
}

function Cell({ column, row, label, id, put, fault }: { column: CompiledField; row: ShownRow; label: string; id: string; put: (value: unknown) => void; fault: string | undefined }) {
  const show = useShow()
  if (!row.settled.asked.includes(column)) return <td />
  return (
    <td>
      <label htmlFor={id} className="unseen">
        {label}
      </label>
      {column.compute ? <output id={id}>{show(row.settled.answers[column.name], column.layout)}</output> : <PlainQuestion field={column} id={id} value={row.typed[column.name]} change={put} />}
      {fault !== undefined && <div className="fault">{fault}</div>}
    </td>
  )
}

/** The grid of a group or table. */
export function FormRows({ field, id, value, change, scope, error }: Rows) {
  const { t, i18n } = useTranslation()
  const show = useShow()
  const columns = field.row?.fields ?? []
  const fixed = field.layout.rows
  const rows = rowsIn(field, value, scope)
  const typed = rows.map((row) => row.typed)
  const totals = totalsOf(field, value)
  const putAt = (at: number, name: string, answer: unknown) => change(typed.map((row, n) => (n === at ? withAnswer(row, name, answer) : row)))
  return (
    <>
      <div className="grid-wide">
        <table className="grid" id={id}>
          <thead>
            <tr>
              <td />
              {columns.map((column) => (
                <th key={column.name}>{pickText(column.layout.label, i18n.language)}</th>
              ))}
              {!fixed && <td />}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is named by its place
              <tr key={at}>
                <th scope="row">{fixed ? pickText(fixed[at]?.label, i18n.language) : at + 1}</th>
                {columns.map((column) => {
                  const path = `/${field.name}/${at}/${column.name}`
                  return <Cell key={column.name} column={column} row={row} label={`${pickText(column.layout.label, i18n.language)} ${at + 1}`} id={`${id}.${at}.${column.name}`} put={(answer) => putAt(at, column.name, answer)} fault={faultOf(error, path, `/form${path}`)} />
                })}
                {!fixed && (
                  <td>
                    <Button size="small" type="text" onClick={() => change(typed.length === 1 ? undefined : typed.filter((_, n) => n !== at))} aria-label={`${t('parts.remove')} ${at + 1}`}>
                      {t('parts.remove')}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {Object.entries(totals).map(([name, total]) => {
        const column = field.row?.byName.get(name)
        return column && total !== null && <p key={name}>{t('parts.total', { column: pickText(column.layout.label, i18n.language), total: show(total, column.layout) })}</p>
      })}
      {!fixed && rows.length < mostRows(field) && (
        <Button size="small" onClick={() => change([...typed, {}])}>
          {t('parts.addRow', { row: pickText(field.layout.rowName, i18n.language) || t('parts.row') })}
        </Button>
      )}
    </>
  )
}
