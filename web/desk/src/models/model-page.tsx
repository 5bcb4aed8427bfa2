// One process or decision in force: drawn, with its versions, the items that use it, and the ways to begin a draft.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ChangeEvent, lazy, Suspense, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import type { FormDefinition, Model, ModelKind, ModelUse } from '../api/types.ts'
import { ListTable } from '../parts/list.tsx'
import { Panel, ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { addressOf, type ModelName, modelOf, textOfVersion, useModelName } from './reading.ts'
import '../look/models.css'
import '../look/designer.css'

const ProcessDrawing = lazy(async () => ({ default: (await import('../parts/process-drawing.tsx')).ProcessDrawing }))
const FormPreview = lazy(async () => ({ default: (await import('../items/form-preview.tsx')).FormPreview }))
const DecisionText = lazy(async () => ({ default: (await import('./decision-text.tsx')).DecisionText }))

/** Which items use it, and how many cases run. */
export function Users({ items }: { items: ModelUse[] }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <ListTable<ModelUse>
      rows={items}
      keyOf={(row) => row.code}
      label={t('models.usedBy')}
      empty={t('models.notUsed')}
      columns={[
        { name: t('models.item'), show: (row) => <Link to={`/items/${row.code}`}>{text(row.name)}</Link> },
        { name: t('models.openCases'), show: (row) => row.openCases, className: 'fit' },
        { name: t('models.older'), show: (row) => row.onOlderVersions, className: 'fit' },
      ]}
    />
  )
}

function Versions({ model, named }: { model: Model; named: ModelName }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('models.versions')}>
      <ul className="plain">
        {model.versions.map((version, at) => {
          const earlier = model.versions[at + 1]
          return (
            <li key={version.digest}>
              {t('models.from', { date: version.effectiveFrom })} {version.inForce && <span className="tag tag-open">{t('models.now')}</span>}
              <div className="quiet">
                {t(`models.origin.${version.origin}`, { defaultValue: version.origin })} · {formatMoment(version.publishedAt)}
              </div>
              <a href={`/api${addressOf(named)}/texts/${version.digest}`} download={`${named.name}.${{ process: 'bpmn', decision: 'dmn', form: 'json', item: 'json' }[named.kind]}`}>
                {t('models.export')}
              </a>{' '}
              {earlier !== undefined && <Link to={`${addressOf(named)}/comparison?from=${earlier.digest}&to=${version.digest}`}>{t('models.compareEarlier')}</Link>}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

function Begin({ named }: { named: ModelName }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const file = useRef<HTMLInputElement>(null)
  const begin = useAct(
    (text: string | undefined, key) => ask(api.POST('/api/model-drafts', { params: { header: { 'Idempotency-Key': key } }, body: { ...named, ...(text === undefined ? {} : { text }) } })),
    ['model-drafts', 'models'],
    (draft) => void navigate(`/model-drafts/${draft.id}`),
  )
  const read = (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? []
    if (chosen !== undefined) void chosen.text().then((text) => begin.mutate(text))
  }
  return (
    <>
      <RefusalNotice error={begin.error} />
      <div className="buttons">
        <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate(undefined)}>
          {t('models.begin')}
        </Button>
        <Button onClick={() => file.current?.click()}>{t('models.import')}</Button>
        <input ref={file} type="file" className="unseen" tabIndex={-1} aria-label={t('models.import')} accept=".bpmn,.dmn,.xml,.json" onChange={read} />
      </div>
    </>
  )
}

function InForce({ kind, source, label }: { kind: ModelKind; source: string; label: string }) {
  if (kind === 'process') return <ProcessDrawing xml={source} label={label} className="tall" />
  if (kind === 'decision') return <DecisionText xml={source} />
  return kind === 'form' ? <FormPreview definition={JSON.parse(source) as FormDefinition} /> : <pre className="item-text">{source}</pre>
}

export function ModelPage() {
  const named = useModelName()
  const { t } = useTranslation()
  const text = useText()
  const query = useQuery(modelOf(named))
  const source = useQuery(textOfVersion(named, query.data?.digests[0]))
  if (query.isPending) return <Waiting />
  if (query.error !== null) return <RefusalNotice error={query.error} again={() => void query.refetch()} />
  const model = query.data
  return (
    <div className="screen">
      <ScreenHead title={text(model.title)} note={`${t(`models.kindOf.${model.kind}`)} · ${text(model.body.name)}`}>
        <Begin named={named} />
      </ScreenHead>
      <div className="model-columns">
        <div>
          <Panel title={t('models.inForceText')}>
            <RefusalNotice error={source.error} />
            <Suspense fallback={<Waiting />}>
              {source.data !== undefined && <InForce kind={model.kind} source={source.data} label={text(model.title)} />}
            </Suspense>
          </Panel>
          <Panel title={t('models.usedBy')}>
            <Users items={model.items} />
          </Panel>
        </div>
        <Versions model={model} named={named} />
      </div>
    </div>
  )
}
