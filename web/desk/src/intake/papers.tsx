// The materials of the item at the window: which came on paper, and scans or files beside them.
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Material } from '../api/types.ts'
import { isFetched } from '../parts/materials.ts'
import { Panel } from '../parts/panel.tsx'
import { useText } from '../parts/text.ts'

export type Scan = { material: string; file: File }
export type Handed = { papers: string[]; scans: Scan[] }

/** `replaced`: keys of the materials that a promise stands in for. */
export function Papers({ materials, replaced, handed, onChange }: { materials: Material[]; replaced: readonly string[]; handed: Handed; onChange: (handed: Handed) => void }) {
  const { t } = useTranslation()
  const text = useText()
  const { papers, scans } = handed
  const toggle = (key: string, on: boolean) => onChange({ scans, papers: on ? [...papers, key] : papers.filter((each) => each !== key) })
  const attach = (key: string, files: FileList | null) =>
    onChange({ papers, scans: [...scans.filter((scan) => scan.material !== key), ...[...(files ?? [])].map((file) => ({ material: key, file }))] })
  return (
    <Panel title={t('intake.papers')} end={<span className="quiet">{t('intake.papersCount', { got: papers.length, all: materials.length - replaced.length })}</span>}>
      <ul className="papers">
        {materials.map((material) => (
          <li key={material.key}>
            <Checkbox checked={papers.includes(material.key)} onChange={(event) => toggle(material.key, event.target.checked)}>
              {text(material.name)} <span className="quiet">{replaced.includes(material.key) ? t('promise.replaced') : t(`material.need.${isFetched(material) ? 'fetched' : (material.need ?? 'required')}`)}</span>
            </Checkbox>
            <input
              type="file"
              multiple
              aria-label={`${t('intake.scan')}：${text(material.name)}`}
              onChange={(event) => attach(material.key, event.target.files)}
            />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
