// From a draft to what is in force: submitted by its author, returned or published by a second person; whom it touches stands above the buttons.
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useAct } from '../api/act.ts'
import { api, ask, sendAct } from '../api/client.ts'
import type { ModelDraft, ModelDraftAct } from '../api/types.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatDate, formatMoment } from '../parts/text.ts'
import { Users } from './model-page.tsx'
import { effectOf } from './reading.ts'

const stale = ['model-drafts', 'model-draft', 'models', 'model']

function useDraftAct(draft: ModelDraft) {
  return useAct(
    ({ act, body }: { act: ModelDraftAct; body: Record<string, unknown> }, key) => sendAct({ draft: draft.id, act }, body, key),
    stale,
  )
}

type Doing = { draft: ModelDraft; unsaved: boolean }

function Author({ draft, unsaved }: Doing) {
  const { t } = useTranslation()
  const id = useId()
  const [note, setNote] = useState('')
  const act = useDraftAct(draft)
  return (
    <div className="property">
      <label htmlFor={id}>{t('models.note')}</label>
      <Input.TextArea id={id} value={note} maxLength={2000} autoSize={{ minRows: 2 }} onChange={(event) => setNote(event.target.value)} />
      {unsaved && <p className="notice">{t('models.saveFirst')}</p>}
      <RefusalNotice error={act.error} />
      <Button type="primary" disabled={unsaved} loading={act.isPending} onClick={() => act.mutate({ act: 'submission', body: note.trim() === '' ? {} : { note } })}>
        {t('models.submit')}
      </Button>
    </div>
  )
}

function Second({ draft }: { draft: ModelDraft }) {
  const { t } = useTranslation()
  const id = useId()
  const [from, setFrom] = useState(formatDate(new Date().toISOString()))
  const [words, setWords] = useState('')
  const act = useDraftAct(draft)
  return (
    <div className="property">
      <label htmlFor={id}>{t('models.effectiveFrom')}</label>
      <Input id={id} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
      <label htmlFor={`${id}words`}>{t('models.words')}</label>
      <Input.TextArea id={`${id}words`} value={words} maxLength={2000} autoSize={{ minRows: 2 }} onChange={(event) => setWords(event.target.value)} />
      <RefusalNotice error={act.error} />
      <span className="buttons">
        <Button type="primary" loading={act.isPending} onClick={() => act.mutate({ act: 'publication', body: { from, ...(words.trim() === '' ? {} : { note: words }) } })}>
          {t('models.publish')}
        </Button>
        <Button danger disabled={words.trim() === ''} onClick={() => act.mutate({ act: 'return', body: { reasons: words } })}>
          {t('models.return')}
        </Button>
      </span>
      <small className="quiet">{t('models.returnHint')}</small>
    </div>
  )
}

function TakeBack({ draft }: { draft: ModelDraft }) {
  const { t } = useTranslation()
  const act = useDraftAct(draft)
  return (
    <div className="property">
      <RefusalNotice error={act.error} />
      <Button loading={act.isPending} onClick={() => act.mutate({ act: 'withdrawal', body: {} })}>
        {t('models.withdraw')}
      </Button>
    </div>
  )
}

function Discard({ draft }: { draft: ModelDraft }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [sure, setSure] = useState(false)
  const act = useAct((id: string, key) => ask(api.DELETE('/api/model-drafts/{id}', { params: { path: { id }, header: { 'Idempotency-Key': key } } })), ['model-drafts', 'models'], () => void navigate('/models'))
  return (
    <div className="property">
      <RefusalNotice error={act.error} />
      <Button danger loading={act.isPending} onClick={() => (sure ? act.mutate(draft.id) : setSure(true))}>
        {t(sure ? 'models.discardSure' : 'models.discard')}
      </Button>
    </div>
  )
}

function History({ draft }: { draft: ModelDraft }) {
  const { t } = useTranslation()
  return (
    <ol className="timeline">
      {draft.history.toReversed().map((one) => (
        <li key={one.id}>
          <time>{formatMoment(one.at)}</time>
          <div>
            <strong>{t(`models.done.${one.kind.slice('models.'.length)}`, { defaultValue: one.kind })}</strong> <span className="quiet">{one.by}</span>
            {one.words !== null && <blockquote>{one.words}</blockquote>}
          </div>
        </li>
      ))}
    </ol>
  )
}

export function PublishPanel({ draft, unsaved }: Doing) {
  const { t } = useTranslation()
  const effect = useQuery(effectOf(draft.id))
  const may = (act: ModelDraft['acts'][number]) => draft.acts.includes(act)
  const waitsForSecond = draft.state === 'submitted' && !may('publish')
  return (
    <div>
      {draft.overtaken && draft.state !== 'discarded' && <p className="notice">{t('models.overtaken')}</p>}
      {draft.state === 'published' && <p className="verdict verdict-good">{t('models.publishedFrom', { date: draft.effectiveFrom })}</p>}
      {waitsForSecond && <p className="notice">{t('models.waitsForSecond')}</p>}
      {may('submit') && <Author draft={draft} unsaved={unsaved} />}
      {may('publish') && <Second draft={draft} />}
      {may('withdraw') && <TakeBack draft={draft} />}
      {may('discard') && <Discard draft={draft} />}
      <h2>{t('models.effect')}</h2>
      <p className="quiet">{t('models.effectHint')}</p>
      <RefusalNotice error={effect.error} />
      {effect.data !== undefined && <Users items={effect.data.items} />}
      <h2>{t('models.history')}</h2>
      <History draft={draft} />
    </div>
  )
}
