// A draft of a form or of an item: edited on the left; checked, compared in words, previewed and published on the right.
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../api/client.ts'
import type { FormDefinition, ModelDraft } from '../api/types.ts'
import { Facts, Nothing, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useKeys } from '../shell/keys.ts'
import { CheckPanel } from './check-panel.tsx'
import { findDifferences } from './differences.ts'
import { DifferenceList } from './difference-list.tsx'
import { DraftHead, Leaving, SaveButton, type Work } from './draft-head.tsx'
import { FormDesigner } from './form-designer.tsx'
import { regionOf } from './form-edit.ts'
import { HeldAdvice, PhonePreview } from './form-preview-panel.tsx'
import { ItemEditor } from './item-editor.tsx'
import { PublishPanel } from './publish-panel.tsx'
import { addressOf, textOfVersion } from './reading.ts'
import '../look/models.css'
import '../look/designer.css'

type Tab = 'preview' | 'check' | 'comparison' | 'publication'

function parse(text: string | undefined): Record<string, unknown> | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>)
  } catch {
    return undefined
  }
}

/** Drafts, cases and holders that a new version of the item would touch. */
function Affected({ code }: { code: string }) {
  const { t } = useTranslation()
  const query = useQuery({ queryKey: ['item', code, 'affected'], queryFn: () => ask(api.GET('/api/items/{code}/affected', { params: { path: { code } } })) })
  if (query.data === undefined) return <RefusalNotice error={query.error} />
  const { drafts, openCases, onOlderVersions, holders } = query.data
  return (
    <Facts
      rows={[
        [t('models.affected.drafts'), String(drafts)],
        [t('models.affected.openCases'), <Link key="cases" to={`/?view=department&item=${code}`}>{openCases}</Link>],
        [t('models.affected.older'), String(onOlderVersions)],
        [t('models.affected.holders'), String(holders)],
      ]}
    />
  )
}

function Head({ draft, work }: { draft: ModelDraft; work: Work }) {
  const back = draft.kind === 'item' ? `/items/${draft.name}` : addressOf({ ...draft, body: draft.body.code })
  return (
    <DraftHead draft={draft} unsaved={work.unsaved} back={back}>
      {draft.acts.includes('save') && (
        <span className="case-head-end">
          <SaveButton draft={draft} work={work} />
        </span>
      )}
    </DraftHead>
  )
}

export function ContentDraft({ draft, work }: { draft: ModelDraft; work: Work }) {
  const { t } = useTranslation()
  const isForm = draft.kind === 'form'
  const tabs: Tab[] = [...(isForm ? (['preview'] as const) : []), 'check', 'comparison', 'publication']
  const [wanted, setTab] = useState<Tab>(draft.state === 'drafting' ? (isForm ? 'preview' : 'comparison') : 'publication')
  const base = useQuery(textOfVersion({ ...draft, body: draft.body.code }, draft.base))
  const { texts, check, checked, save, unsaved, write } = work
  const now = texts?.now
  const content = parse(now)
  const before = parse(base.data)
  const editing = draft.acts.includes('save')
  const runCheck = () => now !== undefined && check.mutate(now)
  const open = (tab: Tab) => {
    setTab(tab)
    if (tab === 'check' && checked?.text !== now) runCheck()
  }
  useKeys(Object.fromEntries(tabs.map((one, at) => [String(at + 1), () => open(one)])))
  const count = checked === undefined ? undefined : checked.check.problems.length
  return (
    <div className="case">
      <Head draft={draft} work={work} />
      <div className="content-draft">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls is reached by keyboard */}
        <div className="content-draft-main" tabIndex={0}>
          {content === undefined ? now === undefined ? <Waiting /> : <p className="notice">{t('models.notReadable')}</p> : null}
          {content !== undefined && isForm && <FormDesigner form={content as unknown as FormDefinition} region={regionOf(draft.body.code)} editing={editing} onChange={(form) => write(JSON.stringify(form))} />}
          {content !== undefined && !isForm && <ItemEditor content={content} editing={editing} onChange={(item) => write(JSON.stringify(item, null, 1))} />}
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls is reached by keyboard */}
        <aside className="content-draft-side" tabIndex={0}>
          <RefusalNotice error={save.error} again={() => window.location.reload()} />
          <Leaving unsaved={unsaved} />
          <Segmented
            aria-label={t('models.tabs')}
            value={wanted}
            options={tabs.map((one) => ({ value: one, label: `${t(`models.tab.${one}`)}${one === 'check' && count !== undefined ? ` ${count === 0 ? '✓' : count}` : ''}` }))}
            onChange={open}
          />
          <div className="studio-tab">
            {wanted === 'preview' && content !== undefined && <PhonePreview form={content as unknown as FormDefinition} />}
            {wanted === 'check' && isForm && content !== undefined && <HeldAdvice form={content as unknown as FormDefinition} />}
            {wanted === 'check' && <CheckPanel check={checked?.check} isPending={check.isPending} error={check.error} isStale={checked !== undefined && checked.text !== now} run={runCheck} nameOf={() => ''} show={() => undefined} />}
            {wanted === 'comparison' && (before === undefined || content === undefined ? <Nothing>{t('models.notReadable')}</Nothing> : <DifferenceList differences={findDifferences(before, content)} />)}
            {wanted === 'publication' && !isForm && (
              <>
                <h2>{t('models.affected.title')}</h2>
                <Affected code={draft.name} />
              </>
            )}
            {wanted === 'publication' && <PublishPanel draft={draft} unsaved={unsaved} />}
          </div>
        </aside>
      </div>
    </div>
  )
}
