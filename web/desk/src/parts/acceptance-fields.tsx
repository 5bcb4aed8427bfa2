// Questions of receiving and accepting: what of the notice is still missing, which promised papers came, what the form should say
// (行政许可法第三十二条；容缺受理). Each offers only what the case has; nothing new can be named.
import { useQuery } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { formOf } from '../api/reading.ts'
import type { Missing } from '../api/types.ts'
import { FormQuestions } from './form-questions.tsx'
import { Waiting } from './panel.tsx'

type Bound<T> = { id?: string; value?: T; onChange?: (value: T) => void }

/** The points of the one notice: ticked by their place. */
export function NotifiedField({ id, value, onChange, notified }: Bound<number[]> & { notified: Missing[] }) {
  return (
    <div id={id}>
      <Checkbox.Group className="points" value={value} onChange={(places) => onChange?.(places)} options={notified.map((point, place) => ({ value: place, label: point.text }))} />
    </div>
  )
}

export type OwedPaper = { material: string; name: string }

/** Papers that are still to come: those that came now are ticked. */
export function OwedField({ id, value = [], onChange, owed }: Bound<OwedPaper[]> & { owed: OwedPaper[] }) {
  const options = owed.map((paper) => ({ value: paper.material, label: paper.name }))
  return (
    <div id={id}>
      <Checkbox.Group className="points" value={value.map(({ material }) => material)} onChange={(keys) => onChange?.(owed.filter(({ material }) => keys.includes(material)))} options={options} />
    </div>
  )
}

/** The form as it was sent; only what is changed is sent. */
export function MendField({ value = {}, onChange, form, item }: Bound<Record<string, unknown>> & { form: Record<string, unknown>; item: { code: string; version: number } }) {
  const { t } = useTranslation()
  const definition = useQuery(formOf(item.code, item.version))
  if (definition.data === undefined) return <Waiting />
  const change = (answers: Record<string, unknown>) => onChange?.(Object.fromEntries(Object.entries(answers).filter(([name, answer]) => JSON.stringify(answer) !== JSON.stringify(form[name]))))
  return (
    <div className="mend">
      <p className="quiet">{t('field.mendCount', { count: Object.keys(value).length })}</p>
      <FormQuestions definition={definition.data} answers={{ ...form, ...value }} onChange={change} error={null} />
    </div>
  )
}
