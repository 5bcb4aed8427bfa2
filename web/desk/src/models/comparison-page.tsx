// The page that compares two published versions of a model.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { Panel, ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useText } from '../parts/text.ts'
import { BothSides, ChangeList, type Focus, useChanges } from './comparison.tsx'
import { DifferenceList } from './difference-list.tsx'
import { findDifferences } from './differences.ts'
import { addressOf, modelOf, textOfVersion, useModelName } from './reading.ts'
import '../look/models.css'
import '../look/designer.css'

export function ComparisonPage() {
  const named = useModelName()
  const [search] = useSearchParams()
  const [from, to] = [search.get('from') ?? undefined, search.get('to') ?? undefined]
  const { t } = useTranslation()
  const text = useText()
  const model = useQuery(modelOf(named))
  const before = useQuery(textOfVersion(named, from))
  const after = useQuery(textOfVersion(named, to))
  const [focus, setFocus] = useState<Focus | undefined>()
  const changes = useChanges(before.data, after.data)
  const error = model.error ?? before.error ?? after.error
  if (error !== null) return <RefusalNotice error={error} />
  if (model.data === undefined || before.data === undefined || after.data === undefined) return <Waiting />
  const since = (digest: string | undefined) => t('models.from', { date: model.data.versions.find((version) => version.digest === digest)?.effectiveFrom ?? '' })
  return (
    <div className="screen">
      <ScreenHead title={text(model.data.title)} note={t('models.comparison')}>
        <Link to={addressOf(named)}>{t('models.back')}</Link>
      </ScreenHead>
      {named.kind === 'form' || named.kind === 'item' ? (
        <Panel title={t('models.comparison')}>
          <DifferenceList differences={findDifferences(JSON.parse(before.data), JSON.parse(after.data))} />
        </Panel>
      ) : changes === undefined ? (
        <p className="notice">{t('models.notReadable')}</p>
      ) : (
        <>
          <BothSides kind={named.kind} before={before.data} after={after.data} beforeName={since(from)} afterName={since(to)} changes={changes} focus={focus} />
          <Panel title={t('models.changes', { count: changes.length })}>
            <ChangeList changes={changes} show={(element) => setFocus({ element, at: Date.now() })} />
          </Panel>
        </>
      )}
    </div>
  )
}
