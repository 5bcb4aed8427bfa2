// One plain question of a form: text, number, money, date, choice. Names and ids come from the field's place, `members.0.name` in a row.
import { Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CompiledField } from '#engines/forms'
import { pickText } from './text.ts'

export type Change = (value: unknown) => void
export type Asked = { field: CompiledField; id: string; value: unknown; change: Change }

function Choice({ field: { layout, widget }, id, value, change }: Asked) {
  const { i18n } = useTranslation()
  const options = (layout.options ?? []).map((option) => ({ value: option.value, label: pickText(option.label, i18n.language) }))
  if (widget === 'select') return <Select id={id} value={value} options={options} onChange={change} allowClear />
  if (widget === 'checkboxes') return <Checkbox.Group options={options} value={Array.isArray(value) ? value : []} onChange={change} />
  return <Radio.Group options={options} value={value} onChange={(event) => change(event.target.value)} />
}

/** A question whose answer is one value. */
export function PlainQuestion(asked: Asked) {
  const { t, i18n } = useTranslation()
  const { field, id, value, change } = asked
  const { layout, schema, widget } = field
  const words = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const yesNo = [
    { value: true, label: t('parts.yes') },
    { value: false, label: t('parts.no') },
  ]
  if ((layout.options?.length ?? 0) > 0 && schema.type !== 'boolean') return <Choice {...asked} />
  if (schema.const === true) return <Checkbox id={id} checked={value === true} onChange={(event) => change(event.target.checked || undefined)}>{pickText(layout.label, i18n.language)}</Checkbox>
  if (schema.type === 'boolean') return <Radio.Group options={yesNo} value={value} onChange={(event) => change(event.target.value)} />
  if (schema.type === 'number' || schema.type === 'integer') {
    const unit = widget === 'money' ? t('parts.yuan') : pickText(layout.unit, i18n.language)
    const precision = schema.type === 'integer' ? 0 : widget === 'money' ? 2 : undefined
    return <InputNumber id={id} value={typeof value === 'number' ? value : null} precision={precision} suffix={unit || undefined} onChange={(number) => change(number ?? undefined)} />
  }
  if (widget === 'textarea') return <Input.TextArea id={id} autoSize={{ minRows: 2 }} value={words} onChange={(event) => change(event.target.value || undefined)} />
  const kind = widget === 'date' ? 'date' : widget === 'phone' ? 'tel' : 'text'
  return <Input id={id} type={kind} value={words} onChange={(event) => change(event.target.value || undefined)} />
}
