// What can be changed of one field of a form: words, conditions, options, and what its kind says of itself; of a group or table its columns.
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormDefinition, FormField } from '../api/types.ts'
import { FieldList } from './field-list.tsx'
import { type At, changeField, changeOptions, changeSchema, plainWidgets, putRow, removeField, renameField, rowOf, setRequired } from './form-edit.ts'

type Change = { form: FormDefinition; at: At; region: string; onChange: (form: FormDefinition) => void }
type Properties = Change & { /** Tells a column's properties from its table's. */ prefix?: string; gone: () => void }
type Bilingual = 'label' | 'hint' | 'unit' | 'statement' | 'rowName'
const levels = ['county', 'town', 'village'] as const
/** Kinds whose answers are counted: how many there may be at most. */
const counted: readonly string[] = ['documents', 'group', 'table']

function Options({ field, change }: { field: FormField; change: (options: NonNullable<FormField['options']>) => void }) {
  const { t } = useTranslation()
  const options = field.options ?? []
  const put = (at: number, part: Partial<(typeof options)[number]>) => change(options.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <fieldset className="design-options">
      <legend>{t('models.options')}</legend>
      {options.map((option, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is named by its place while its value is typed
        <div key={at} className="field-row">
          <Input aria-label={t('models.optionValue', { at: at + 1 })} value={option.value} onChange={(event) => put(at, { value: event.target.value })} />
          <Input aria-label={t('models.optionZh', { at: at + 1 })} value={option.label.zh} onChange={(event) => put(at, { label: { ...option.label, zh: event.target.value } })} />
          <Input aria-label={t('models.optionEn', { at: at + 1 })} value={option.label.en ?? ''} onChange={(event) => put(at, { label: { ...option.label, en: event.target.value } })} />
          <Button type="text" aria-label={`${t('parts.remove')} ${option.label.zh}`} disabled={options.length < 2} onClick={() => change(options.filter((_, index) => index !== at))}>
            ×
          </Button>
        </div>
      ))}
      <Button size="small" type="dashed" onClick={() => change([...options, { value: `option${options.length + 1}`, label: { zh: t('models.newOption'), en: `Option ${options.length + 1}` } }])}>
        + {t('models.addOption')}
      </Button>
    </fieldset>
  )
}

/** The columns of a group or table, edited like the fields of a page; no column has columns of its own. */
function Columns({ form, at, region, onChange }: Change) {
  const { t } = useTranslation()
  const [chosen, choose] = useState<At | null>(null)
  const [dragged, drag] = useState<At | null>(null)
  const row = rowOf(form, at)
  const put = (next: FormDefinition) => onChange(putRow(form, at, next))
  return (
    <fieldset className="design-options">
      <legend>{t('models.design.columns')}</legend>
      <FieldList form={row} page={0} kinds={plainWidgets} region={region} editing hand={{ chosen, choose, dragged, drag }} prefix="column-" onChange={put} />
      {chosen !== null && <FieldProperties form={row} at={chosen} region={region} prefix="column-" onChange={put} gone={() => choose(null)} />}
    </fieldset>
  )
}

/** What can be changed of one field, of a page or of a row. */
export function FieldProperties({ form, at, prefix = '', region, onChange, gone }: Properties) {
  const { t } = useTranslation()
  const field = form.layout[at.page]?.fields[at.field]
  if (field === undefined) return null
  const line = (name: string, value: string, put: (value: string) => void) => (
    <>
      <label htmlFor={`design-${prefix}${name}`}>{t(`models.design.${name}`)}</label>
      <Input id={`design-${prefix}${name}`} value={value} onChange={(event) => put(event.target.value)} />
    </>
  )
  const words = (part: Bilingual, language: 'zh' | 'en') => (value: string) => {
    const next = { ...(field[part] ?? { zh: '' }), [language]: value }
    onChange(changeField(form, at, { [part]: next.zh === '' && (next.en ?? '') === '' ? undefined : next }))
  }
  const both = (part: Bilingual) => (
    <>
      {line(`${part}Zh`, field[part]?.zh ?? '', words(part, 'zh'))}
      {line(`${part}En`, field[part]?.en ?? '', words(part, 'en'))}
    </>
  )
  const schema = form.schema.properties[field.field] ?? {}
  return (
    <div className={prefix === '' ? 'property design-properties' : 'property design-column'}>
      {both('label')}
      {both('hint')}
      {field.widget === 'number' && both('unit')}
      {field.widget === 'signature' && both('statement')}
      {field.widget === 'group' && both('rowName')}
      {field.widget === 'address' && (
        <>
          {line('within', field.within ?? '', (value) => onChange(changeField(form, at, { within: value })))}
          <label htmlFor="design-level">{t('models.design.level')}</label>
          <Select id="design-level" value={field.level} options={levels.map((level) => ({ value: level, label: t(`models.design.levelOf.${level}`) }))} onChange={(level: string) => onChange(changeField(form, at, { level }))} />
        </>
      )}
      {counted.includes(field.widget ?? '') && field.rows === undefined && (
        <>
          <label htmlFor="design-max">{t('models.design.max')}</label>
          <InputNumber id="design-max" min={1} max={200} precision={0} value={schema.maxItems ?? null} onChange={(most) => most !== null && onChange(changeSchema(form, at, { maxItems: most }))} />
        </>
      )}
      {field.fields !== undefined && <Columns key={field.field} form={form} at={at} region={region} onChange={onChange} />}
      {line('name', field.field, (value) => onChange(renameField(form, at, value)))}
      {line('when', field.when ?? '', (value) => onChange(changeField(form, at, { when: value === '' ? undefined : value })))}
      <Checkbox checked={form.schema.required?.includes(field.field) ?? false} onChange={(event) => onChange(setRequired(form, field.field, event.target.checked))}>
        {t('models.design.required')}
      </Checkbox>
      {field.options !== undefined && <Options field={field} change={(options) => onChange(changeOptions(form, at, options))} />}
      <Button
        danger
        disabled={form.layout[at.page]?.fields.length === 1}
        onClick={() => {
          onChange(removeField(form, at))
          gone()
        }}
      >
        {t('models.design.remove')}
      </Button>
    </div>
  )
}
