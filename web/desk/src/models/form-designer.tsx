// Designing a form: fields of every kind are dragged to their places or moved by Alt+arrow keys; what is chosen is changed beside it. Writes the definition that the engine reads.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormDefinition } from '../api/types.ts'
import { useText } from '../parts/text.ts'
import { FieldList } from './field-list.tsx'
import { FieldProperties } from './field-properties.tsx'
import { addPage, allWidgets, type At } from './form-edit.ts'

/** `region`: where addresses of the form are, unless they are said to be elsewhere. */
type Designing = { form: FormDefinition; region: string; editing: boolean; onChange: (form: FormDefinition) => void }

export function FormDesigner({ form, region, editing, onChange }: Designing) {
  const { t } = useTranslation()
  const text = useText()
  const [chosen, choose] = useState<At | null>(null)
  const [dragged, drag] = useState<At | null>(null)
  return (
    <div className="designer">
      <div>
        {editing && <p className="quiet">{t('models.design.hint')}</p>}
        {form.layout.map((page, at) => (
          <section key={page.page} className="panel design-page" aria-label={text(page.title)}>
            <header>
              <h2>{text(page.title)}</h2>
            </header>
            <FieldList form={form} page={at} kinds={allWidgets} region={region} editing={editing} hand={{ chosen, choose, dragged, drag }} onChange={onChange} />
          </section>
        ))}
        {editing && (
          <Button type="dashed" onClick={() => onChange(addPage(form, { zh: t('models.design.newPage'), en: 'New page' }, { zh: t('models.widget.text'), en: 'Text' }))}>
            + {t('models.design.addPage')}
          </Button>
        )}
      </div>
      {editing && chosen !== null && <FieldProperties key={`${chosen.page}-${chosen.field}`} form={form} at={chosen} region={region} onChange={onChange} gone={() => choose(null)} />}
    </div>
  )
}
