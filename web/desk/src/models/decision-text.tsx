// The text of a decision file shown to read: as tables where the engine can read it, else as it is written.
import { loadDecisions } from '#engines/decisions'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DecisionView } from './decision-view.tsx'

type Shown = { xml: string; rule?: string | undefined; marked?: ReadonlySet<string> }

export function DecisionText({ xml, ...marks }: Shown) {
  const { t } = useTranslation()
  const { model } = useMemo(() => loadDecisions(xml), [xml])
  if (model !== undefined) return <DecisionView model={model} {...marks} />
  return (
    <>
      <p className="notice">{t('models.notReadable')}</p>
      <pre className="formula">{xml}</pre>
    </>
  )
}
