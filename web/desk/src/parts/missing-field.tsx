// What the applicant has to correct, told all at once (许可法第三十二条：一次告知): materials of the item, each with words, and other points.
import { Button, Checkbox, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Material, Missing } from '../api/types.ts'
import { useText } from './text.ts'

type Field = { value?: Missing[]; onChange?: (value: Missing[]) => void; materials: Material[] }

export function MissingField({ value = [], onChange, materials }: Field) {
  const { t } = useTranslation()
  const text = useText()
  const put = (at: number, words: string) => onChange?.(value.map((each, index) => (index === at ? { ...each, text: words } : each)))
  const toggle = (material: Material, on: boolean) => {
    const rest = value.filter((each) => each.material !== material.key)
    onChange?.(on ? [...rest, { material: material.key, text: t('field.missingWords', { name: text(material.name) }) }] : rest)
  }
  return (
    <div className="missing">
      {materials.map((material) => {
        const at = value.findIndex((each) => each.material === material.key)
        return (
          <div key={material.key}>
            <Checkbox checked={at >= 0} onChange={(event) => toggle(material, event.target.checked)}>
              {text(material.name)}
            </Checkbox>
            {at >= 0 && (
              <Input.TextArea
                autoSize
                value={value[at]?.text}
                aria-label={`${t('field.missing')}：${text(material.name)}`}
                onChange={(event) => put(at, event.target.value)}
              />
            )}
          </div>
        )
      })}
      {value.map((each, at) =>
        each.material === undefined ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: free points have no other name than their place
          <div key={at} className="missing-free">
            <Input.TextArea autoSize value={each.text} aria-label={t('field.missingOther')} onChange={(event) => put(at, event.target.value)} />
            <Button type="text" aria-label={t('parts.remove')} onClick={() => onChange?.(value.filter((_, index) => index !== at))}>
              ×
            </Button>
          </div>
        ) : null,
      )}
      <Button type="dashed" onClick={() => onChange?.([...value, { text: '' }])}>
        {t('field.missingAdd')}
      </Button>
    </div>
  )
}
