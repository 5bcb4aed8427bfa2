// Designing a form: fields are dragged to their places or moved by Alt+arrow keys; what is chosen is changed beside it. Writes the definition that the engine reads.
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormDefinition, FormField } from '../api/types.ts'
import { useText } from '../parts/text.ts'
import { addField, addPage, type At, changeField, changeOptions, moveField, plainWidgets, removeField, renameField, setRequired, step } from './form-edit.ts'

type Designing = { form: FormDefinition; editing: boolean; onChange: (form: FormDefinition) => void }
const same = (one: At | null, other: At) => one !== null && one.page === other.page && one.field === other.field

function FieldRow({ field, at, chosen, editing, required, choose, drag, drop, move }: { field: FormField; at: At; chosen: boolean; editing: boolean; required: boolean; choose: () => void; drag: () => void; drop: () => void; move: (by: 1 | -1) => void }) {
  const { t } = useTranslation()
  const text = useText()
  const byKey = (event: React.KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(event.key === 'ArrowDown' ? 1 : -1)
  }
  return (
    <li className={chosen ? 'design-field chosen' : 'design-field'} draggable={editing} onDragStart={drag} onDragOver={(event) => editing && event.preventDefault()} onDrop={drop}>
      <button type="button" data-design={`${at.page}-${at.field}`} aria-pressed={chosen} onClick={choose} onKeyDown={byKey}>
        <span className="design-label">
          {text(field.label)} {required && <span className="design-required">*</span>}
        </span>
        <small className="quiet">
          {t(`models.widget.${field.widget ?? 'text'}`, { defaultValue: field.widget ?? 'text' })} · {field.field}
        </small>
      </button>
      {editing && (
        <span className="buttons">
          <Button size="small" type="text" aria-label={`${t('models.moveUp')} ${text(field.label)}`} onClick={() => move(-1)}>
            ↑
          </Button>
          <Button size="small" type="text" aria-label={`${t('models.moveDown')} ${text(field.label)}`} onClick={() => move(1)}>
            ↓
          </Button>
        </span>
      )}
    </li>
  )
}

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

function FieldProperties({ form, at, onChange, gone }: { form: FormDefinition; at: At; onChange: (form: FormDefinition) => void; gone: () => void }) {
  const { t } = useTranslation()
  const field = form.layout[at.page]?.fields[at.field]
  if (field === undefined) return null
  const line = (name: string, value: string, put: (value: string) => void) => (
    <>
      <label htmlFor={`design-${name}`}>{t(`models.design.${name}`)}</label>
      <Input id={`design-${name}`} value={value} onChange={(event) => put(event.target.value)} />
    </>
  )
  const words = (part: 'label' | 'hint', language: 'zh' | 'en') => (value: string) => {
    const next = { ...(field[part] ?? { zh: '' }), [language]: value }
    onChange(changeField(form, at, { [part]: next.zh === '' && (next.en ?? '') === '' ? undefined : next }))
  }
  return (
    <div className="property design-properties">
      {line('labelZh', field.label.zh, words('label', 'zh'))}
      {line('labelEn', field.label.en ?? '', words('label', 'en'))}
      {line('hintZh', field.hint?.zh ?? '', words('hint', 'zh'))}
      {line('hintEn', field.hint?.en ?? '', words('hint', 'en'))}
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

export function FormDesigner({ form, editing, onChange }: Designing) {
  const { t } = useTranslation()
  const text = useText()
  const [chosen, setChosen] = useState<At | null>(null)
  const [dragged, setDragged] = useState<At | null>(null)
  const moveBy = (at: At, by: 1 | -1) => {
    const moved = step(form, at, by)
    onChange(moved.form)
    setChosen(moved.at)
    // The focus goes with the field that was moved.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-design="${moved.at.page}-${moved.at.field}"]`)?.focus())
  }
  const add = (page: number, widget: (typeof plainWidgets)[number]) => {
    const added = addField(form, page, widget, { zh: t(`models.widget.${widget}`), en: widget })
    onChange(added.form)
    setChosen(added.at)
  }
  return (
    <div className="designer">
      <div>
        {editing && <p className="quiet">{t('models.design.hint')}</p>}
        {form.layout.map((page, at) => (
          <section key={page.page} className="panel design-page" aria-label={text(page.title)}>
            <header>
              <h2>{text(page.title)}</h2>
            </header>
            <ul className="plain">
              {page.fields.map((field, index) => (
                <FieldRow
                  key={field.field}
                  field={field}
                  at={{ page: at, field: index }}
                  chosen={same(chosen, { page: at, field: index })}
                  editing={editing}
                  required={form.schema.required?.includes(field.field) ?? false}
                  choose={() => setChosen({ page: at, field: index })}
                  drag={() => setDragged({ page: at, field: index })}
                  drop={() => dragged !== null && onChange(moveField(form, dragged, { page: at, field: index }))}
                  move={(by) => moveBy({ page: at, field: index }, by)}
                />
              ))}
            </ul>
            {editing && (
              <Select
                className="design-add"
                value={null}
                placeholder={`+ ${t('models.design.add')}`}
                aria-label={`${t('models.design.add')}：${text(page.title)}`}
                options={plainWidgets.map((widget) => ({ value: widget, label: t(`models.widget.${widget}`) }))}
                onChange={(widget: (typeof plainWidgets)[number] | null) => widget !== null && add(at, widget)}
              />
            )}
          </section>
        ))}
        {editing && (
          <Button type="dashed" onClick={() => onChange(addPage(form, { zh: t('models.design.newPage'), en: 'New page' }, { zh: t('models.widget.text'), en: 'Text' }))}>
            + {t('models.design.addPage')}
          </Button>
        )}
      </div>
      {editing && chosen !== null && <FieldProperties form={form} at={chosen} onChange={onChange} gone={() => setChosen(null)} />}
    </div>
  )
}
