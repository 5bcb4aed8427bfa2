// Answers of a form with the labels of its definition; what the definition does not name is still shown, under its own key.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormDefinition, FormField } from '../api/types.ts'
import { Facts, Nothing } from './panel.tsx'
import { formatMoment, pickText } from './text.ts'
import { useAsking } from './use-asking.ts'

type Answers = Record<string, unknown>
/** How a number that is masked is shown, by where it stands; others as they are. */
type Cover = (at: string, label: string, shown: string) => ReactNode
type Show = (value: unknown, field?: FormField) => string

const isParts = (value: unknown): value is Answers => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Says one answer in words: options by their label, amounts with their unit, addresses whole. */
export function useShow(): Show {
  const { t, i18n } = useTranslation()
  const showParts = (value: Answers, field: FormField | undefined): string => {
    if (field?.widget === 'address') return String(value['text'] ?? value['detail'] ?? '')
    if (field?.widget === 'date-range') return t('parts.fromTo', { from: value['from'], to: value['to'] })
    if (field?.widget === 'documents') return String(value['name'] ?? '')
    return JSON.stringify(value)
  }
  const show: Show = (value, field) => {
    if (value === null || value === undefined) return ''
    if (Array.isArray(value)) return value.map((each) => show(each, field)).join('、')
    if (typeof value === 'boolean') return t(value ? 'parts.yes' : 'parts.no')
    if (isParts(value)) return showParts(value, field)
    const option = field?.options?.find((each) => String(each.value) === String(value))
    if (option !== undefined) return pickText(option.label, i18n.language)
    if (field?.widget === 'money' && typeof value === 'number') return `${value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${t('parts.yuan')}`
    return field?.unit === undefined ? String(value) : `${String(value)} ${pickText(field.unit, i18n.language)}`
  }
  return show
}

function SignatureAnswer({ value }: { value: Answers }) {
  const { t } = useTranslation()
  const { name, at, drawing } = value
  return (
    <>
      {String(name ?? '')} {typeof at === 'string' && <small className="quiet">{t('parts.signedAt', { at: formatMoment(at) })}</small>}
      {typeof drawing === 'string' && (
        <svg className="drawn-signature" viewBox="0 0 600 200" role="img" aria-label={t('parts.drawn')}>
          <path d={drawing} fill="none" stroke="currentColor" strokeWidth="4" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      )}
    </>
  )
}

/** Rows of a group or table as a table, with the totals that follow from them. */
function RowsAnswer({ field, rows, definition, cover }: { field: FormField; rows: unknown[]; definition: FormDefinition; cover: Cover }) {
  const { t, i18n } = useTranslation()
  const show = useShow()
  const asking = useAsking((field.totals ?? []).length > 0)
  const filled = rows.filter(isParts)
  const columns = (field.fields ?? []).filter((column) => filled.some((row) => row[column.field] !== undefined))
  const totals = asking?.totalsIn(definition, field.field, rows) ?? {}
  const totalOf = (column: FormField) => (totals[column.field] === undefined ? '' : show(totals[column.field], column))
  return (
    <div className="grid-wide">
      <table className="grid">
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column.field}>{pickText(column.label, i18n.language)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {filled.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is named by its place
            <tr key={at}>
              <th scope="row">{field.rows ? pickText(field.rows[at]?.label, i18n.language) : at + 1}</th>
              {columns.map((column) => (
                <td key={column.field}>{cover(`/form/${field.field}/${rows.indexOf(row)}/${column.field}`, pickText(column.label, i18n.language), show(row[column.field], column))}</td>
              ))}
            </tr>
          ))}
        </tbody>
        {Object.keys(totals).length > 0 && (
          <tfoot>
            <tr>
              <th scope="row">{t('parts.totals')}</th>
              {columns.map((column) => (
                <td key={column.field}>{totalOf(column)}</td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

function OneAnswer({ field, value, definition, cover }: { field: FormField; value: unknown; definition: FormDefinition; cover: Cover }): ReactNode {
  const { t, i18n } = useTranslation()
  const show = useShow()
  if (field.fields !== undefined && Array.isArray(value)) return <RowsAnswer field={field} rows={value} definition={definition} cover={cover} />
  if (field.widget === 'signature' && isParts(value)) return <SignatureAnswer value={value} />
  if (field.compute === undefined) return cover(`/form/${field.field}`, pickText(field.label, i18n.language), show(value, field))
  return (
    <>
      {show(value, field)} <small className="tag">{t('parts.computed')}</small>
    </>
  )
}

const bare: Cover = (_at, _label, shown) => shown

/** `changed`: fields whose answers are new to the reader. */
export function FormAnswers({ form, definition, changed = [], cover = bare }: { form: Answers; definition: FormDefinition | undefined; changed?: readonly string[] | undefined; cover?: Cover }) {
  const { t, i18n } = useTranslation()
  const show = useShow()
  const pages = definition?.layout ?? []
  const named = new Set(pages.flatMap((page) => page.fields.map((field) => field.field)))
  const rest = Object.entries(form).filter(([key]) => !named.has(key))
  if (Object.keys(form).length === 0) return <Nothing>{t('case.noAnswers')}</Nothing>
  return (
    <>
      {pages.map((page) => {
        const fields = page.fields.filter((field) => form[field.field] !== undefined)
        if (fields.length === 0 || definition === undefined) return null
        return (
          <section key={page.page}>
            {pages.length > 1 && <h3>{pickText(page.title, i18n.language)}</h3>}
            <Facts rows={fields.map((field) => [changed.includes(field.field) ? <span key="label">{pickText(field.label, i18n.language)} <small className="tag tag-new">{t('case.new')}</small></span> : pickText(field.label, i18n.language), <OneAnswer key={field.field} field={field} value={form[field.field]} definition={definition} cover={cover} />] as const)} />
          </section>
        )
      })}
      {rest.length > 0 && <Facts rows={rest.map(([key, value]) => [key, show(value)] as const)} />}
    </>
  )
}
