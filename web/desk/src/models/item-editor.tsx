// Editing an item: what changes often has fields of its own; all the rest is the text below. The check says what the law does not allow.
import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../parts/panel.tsx'

type Content = Record<string, unknown>
type Editing = { content: Content; editing: boolean; onChange: (content: Content) => void }
type Material = Content & { key: string; name: { zh: string; en?: string }; need?: string; source?: string }

const needs = ['required', 'optional', 'gap']
const sources = ['applicant', 'government', 'third-party']
const isTree = (value: unknown): value is Content => typeof value === 'object' && value !== null && !Array.isArray(value)

function at(content: Content, path: string[]): unknown {
  return path.reduce<unknown>((value, part) => (isTree(value) ? value[part] : undefined), content)
}

function put(content: Content, [part = '', ...rest]: string[], value: unknown): Content {
  if (rest.length === 0) return { ...content, [part]: value }
  const inner = content[part]
  return { ...content, [part]: put(isTree(inner) ? inner : {}, rest, value) }
}

function Line({ path, content, editing, onChange, long = false }: Editing & { path: string[]; long?: boolean }) {
  const { t } = useTranslation()
  const id = `item-${path.join('-')}`
  const value = at(content, path)
  const shown = typeof value === 'string' ? value : ''
  const type = (event: { target: { value: string } }) => onChange(put(content, path, event.target.value))
  return (
    <div className="property">
      <label htmlFor={id}>{t(`models.item2.${path.join('-')}`)}</label>
      {long ? <Input.TextArea id={id} value={shown} disabled={!editing} autoSize={{ minRows: 3, maxRows: 14 }} onChange={type} /> : <Input id={id} value={shown} disabled={!editing} onChange={type} />}
    </div>
  )
}

function Materials({ content, editing, onChange }: Editing) {
  const { t } = useTranslation()
  const materials = (Array.isArray(content['materials']) ? content['materials'] : []) as Material[]
  const write = (next: Material[]) => onChange({ ...content, materials: next })
  const change = (index: number, part: Content) => write(materials.map((one, place) => (place === index ? { ...one, ...part } : one)))
  const move = (index: number, by: 1 | -1) => {
    const one = materials[index]
    if (one !== undefined && index + by >= 0 && index + by < materials.length) write(materials.toSpliced(index, 1).toSpliced(index + by, 0, one))
  }
  const add = () => {
    let n = materials.length + 1
    while (materials.some((one) => one.key === `material${n}`)) n++
    write([...materials, { key: `material${n}`, name: { zh: t('models.item2.newMaterial'), en: 'New document' }, form: 'either', need: 'required', source: 'applicant' }])
  }
  return (
    <Panel title={t('models.item2.materials')}>
      <ul className="plain">
        {materials.map((material, index) => (
          <li key={material.key} className="item-material">
            <Input aria-label={`${t('models.item2.materialZh')} ${material.key}`} value={material.name.zh} disabled={!editing} onChange={(event) => change(index, { name: { ...material.name, zh: event.target.value } })} />
            <Input aria-label={`${t('models.item2.materialEn')} ${material.key}`} value={material.name.en ?? ''} disabled={!editing} onChange={(event) => change(index, { name: { ...material.name, en: event.target.value } })} />
            <Select aria-label={`${t('models.part.need')} ${material.key}`} value={material.need ?? null} disabled={!editing} options={needs.map((value) => ({ value, label: t(`material.need.${value}`) }))} onChange={(need: string | null) => change(index, { need })} />
            <Select aria-label={`${t('models.part.source')} ${material.key}`} value={material.source ?? null} disabled={!editing} options={sources.map((value) => ({ value, label: t(`material.source.${value}`) }))} onChange={(source: string | null) => change(index, { source })} />
            {editing && (
              <span className="buttons">
                <Button size="small" type="text" aria-label={`${t('models.moveUp')} ${material.name.zh}`} onClick={() => move(index, -1)}>
                  ↑
                </Button>
                <Button size="small" type="text" aria-label={`${t('models.moveDown')} ${material.name.zh}`} onClick={() => move(index, 1)}>
                  ↓
                </Button>
                <Button size="small" type="text" aria-label={`${t('parts.remove')} ${material.name.zh}`} onClick={() => write(materials.filter((_, place) => place !== index))}>
                  ×
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {editing && (
        <Button size="small" type="dashed" onClick={add}>
          + {t('models.item2.addMaterial')}
        </Button>
      )}
    </Panel>
  )
}

/** The whole text; what cannot be read is kept on the screen and not taken over. */
function WholeText({ content, editing, onChange }: Editing) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const [broken, setBroken] = useState(false)
  const take = (text: string) => {
    setTyped(text)
    try {
      const value: unknown = JSON.parse(text)
      setBroken(!isTree(value))
      if (isTree(value)) onChange(value)
    } catch {
      setBroken(true)
    }
  }
  return (
    <Panel title={t('models.item2.text')}>
      <Input.TextArea aria-label={t('models.item2.text')} className="item-text" spellCheck={false} disabled={!editing} value={typed ?? JSON.stringify(content, null, 2)} autoSize={{ minRows: 8, maxRows: 30 }} onChange={(event) => take(event.target.value)} onBlur={() => !broken && setTyped(null)} />
      {broken && <p className="notice" role="alert">{t('models.notJson')}</p>}
    </Panel>
  )
}

export function ItemEditor(props: Editing) {
  const { t } = useTranslation()
  const { content, editing, onChange } = props
  const days = at(content, ['limits', 'promised', 'days'])
  return (
    <div className="item-editor">
      <Panel title={t('models.item2.basics')}>
        <div className="field-row">
          <Line {...props} path={['name', 'zh']} />
          <Line {...props} path={['name', 'en']} />
        </div>
        <div className="field-row">
          {typeof days === 'number' && (
            <div className="property">
              <label htmlFor="item-days">{t('models.item2.promised')}</label>
              <InputNumber id="item-days" min={0} max={400} precision={0} value={days} disabled={!editing} onChange={(value) => onChange(put(content, ['limits', 'promised', 'days'], value ?? 0))} />
            </div>
          )}
          <Line {...props} path={['contacts', 'enquiry']} />
          <Line {...props} path={['contacts', 'complaint']} />
        </div>
      </Panel>
      <Materials {...props} />
      <Panel title={t('models.item2.guide')}>
        <Line {...props} path={['guide', 'zh']} long />
        <Line {...props} path={['guide', 'en']} long />
      </Panel>
      <WholeText {...props} />
    </div>
  )
}
