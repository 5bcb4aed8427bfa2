// The head of every draft: back, what it is, whether it is saved; and the question before unsaved text is left.
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useBlocker } from 'react-router'
import type { ModelDraft } from '../api/types.ts'
import { useText } from '../parts/text.ts'
import type { useDraft } from './use-draft.ts'

export type Work = ReturnType<typeof useDraft>

/** `children`: what may be done to the draft from its head. */
export function DraftHead({ draft, unsaved, back, children }: { draft: ModelDraft; unsaved: boolean; back: string; children: ReactNode }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <div className="case-head">
      <Link to={back} className="back">
        ← {t('models.back')}
      </Link>
      <h1>{text(draft.title)}</h1>
      <span className="quiet">
        {t(`models.kindOf.${draft.kind}`)} · {text(draft.body.name)}
      </span>
      <span className={`tag tag-${draft.state}`}>{t(`models.stateOf.${draft.state}`)}</span>
      <span className="quiet" aria-live="polite">
        {unsaved ? t('models.unsaved') : t('models.savedRevision', { revision: draft.revision, name: draft.savedBy ?? '' })}
      </span>
      {children}
    </div>
  )
}

export function SaveButton({ draft, work: { texts, save, unsaved } }: { draft: ModelDraft; work: Work }) {
  const { t } = useTranslation()
  return (
    <Button type="primary" disabled={!unsaved} loading={save.isPending} onClick={() => texts !== undefined && save.mutate({ text: texts.now, revision: draft.revision })}>
      {t('models.save')}
    </Button>
  )
}

export function Leaving({ unsaved }: { unsaved: boolean }) {
  const { t } = useTranslation()
  const blocker = useBlocker(unsaved)
  if (blocker.state !== 'blocked') return null
  return (
    <div className="notice" role="alert">
      <p>{t('models.leaving')}</p>
      <span className="buttons">
        <Button onClick={() => blocker.reset()}>{t('models.stay')}</Button>
        <Button danger onClick={() => blocker.proceed()}>
          {t('models.leave')}
        </Button>
      </span>
    </div>
  )
}
