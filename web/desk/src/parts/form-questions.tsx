// Asks the questions of a form definition in a browser: the same fields, conditions and computations as portal and API; the server checks.
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CompiledField, Settled } from '#engines/forms'
import { faultOf } from '../api/problem.ts'
import type { FormDefinition } from '../api/types.ts'
import { useShow } from './answers.tsx'
import { Address, DateRange, Signature } from './form-composites.tsx'
import { type Asked, PlainQuestion } from './form-inputs.tsx'
import { FormRows } from './form-rows.tsx'
import { Waiting } from './panel.tsx'
import { pickText } from './text.ts'
import { useAsking } from './use-asking.ts'

export type Answers = Record<string, unknown>
type Ask = {
  definition: FormDefinition
  answers: Answers
  /** Answers that are given and not asked: by the chosen situation. */
  set?: Answers
  onChange: (answers: Answers) => void
  error: unknown
}

/** The places within an answer that a fault may name besides the answer itself; rows show their own. */
const parts = ['from', 'to', 'region', 'detail', 'name', 'declared', 'drawing']

function Question({ asked, settled, isSet, error }: { asked: Asked; settled: Settled; isSet: boolean; error: unknown }) {
  const { t } = useTranslation()
  const show = useShow()
  const { field } = asked
  if (isSet)
    return (
      <output id={asked.id} className="computed">
        {show(asked.value, field.layout)} <small className="tag">{t('intake.bySituation')}</small>
      </output>
    )
  if (field.compute)
    return (
      <output id={asked.id} className="computed">
        {settled.answers[field.name] === undefined ? <span className="quiet">{t('parts.notComputed')}</span> : show(settled.answers[field.name], field.layout)}{' '}
        {settled.answers[field.name] !== undefined && <small className="tag">{t('parts.computed')}</small>}
      </output>
    )
  if (field.row) return <FormRows {...asked} scope={settled.scope} error={error} />
  if (field.widget === 'date-range') return <DateRange {...asked} />
  if (field.widget === 'address') return <Address {...asked} />
  if (field.widget === 'signature') return <Signature {...asked} />
  if (field.widget === 'documents') return <p className="quiet">{t('parts.withPapers')}</p>
  return <PlainQuestion {...asked} />
}

function OneField({ field, settled, answers, set = {}, onChange, error }: Omit<Ask, 'definition'> & { field: CompiledField; settled: Settled }) {
  const { i18n } = useTranslation()
  const { name, layout } = field
  const path = `/${name}`
  const fault = faultOf(error, path, `/form${path}`, ...parts.flatMap((part) => [`${path}/${part}`, `/form${path}/${part}`]))
  const asked: Asked = { field, id: name, value: answers[name], change: (value) => onChange({ ...answers, [name]: value }) }
  return (
    <Form.Item
      htmlFor={name}
      label={pickText(layout.label, i18n.language)}
      required={settled.required.has(name)}
      extra={pickText(layout.hint, i18n.language) || undefined}
      validateStatus={fault === undefined ? undefined : 'error'}
      help={fault}
    >
      <Question asked={asked} settled={settled} isSet={name in set} error={error} />
    </Form.Item>
  )
}

export function FormQuestions({ definition, answers, set = {}, onChange, error }: Ask) {
  const { i18n } = useTranslation()
  const asking = useAsking()
  if (asking === undefined) return <Waiting />
  const settled = asking.settleIn(definition, answers)
  return (
    <>
      {definition.layout.map((page) => {
        const fields = settled.asked.filter((field) => field.page === page.page)
        if (fields.length === 0) return null
        return (
          <fieldset key={page.page} className="questions">
            <legend>{pickText(page.title, i18n.language)}</legend>
            {fields.map((field) => (
              <OneField key={field.name} field={field} settled={settled} answers={answers} set={set} onChange={onChange} error={error} />
            ))}
          </fieldset>
        )
      })}
    </>
  )
}
