// The input of a rehearsal: an example is chosen, or values are typed as JSON; what is no JSON is told at once.
import { Input, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelExample } from '../api/types.ts'

/** The values in a text; undefined where it is not an object in JSON. */
export function readVariables(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

type Field = { text: string; setText: (text: string) => void; examples: ModelExample[]; chosen: number | undefined; choose: (at: number | undefined) => void }

export function VariablesField({ text, setText, examples, chosen, choose }: Field) {
  const { t } = useTranslation()
  const id = useId()
  const isRead = readVariables(text) !== undefined
  return (
    <div className="property">
      {examples.length > 0 && (
        <>
          <label htmlFor={`${id}example`}>{t('models.example')}</label>
          <Select
            id={`${id}example`}
            allowClear
            value={chosen ?? null}
            placeholder={t('models.ownInput')}
            options={examples.map((example, at) => ({ value: at, label: example.title }))}
            onChange={(at: number | null | undefined) => choose(at ?? undefined)}
          />
        </>
      )}
      <label htmlFor={id}>{t('models.variables')}</label>
      <Input.TextArea id={id} className="code" value={text} autoSize={{ minRows: 4, maxRows: 12 }} aria-invalid={!isRead} status={isRead ? '' : 'error'} onChange={(event) => setText(event.target.value)} spellCheck={false} />
      {!isRead && <p className="fault">{t('models.notJson')}</p>}
    </div>
  )
}
