// Whom to call back about a bad verdict: shown to whoever took the call-back, on asking, which is recorded. Those who were judged never see it.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import type { Case } from '../api/types.ts'
import { Facts, Panel } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

/** The step of a call-back is known by what it may find. */
function isCallBack(found: Case): boolean {
  const mine = new Set(found.acts.filter(({ act }) => act === 'release').map(({ step }) => step))
  return found.steps.some((step) => step.state === 'open' && mine.has(step.id) && step.outcomes.includes('satisfied'))
}

export function CallBackPanel({ found }: { found: Case }) {
  const { t } = useTranslation()
  const [contact, setContact] = useState<{ name: string; phone: string | null }>()
  const [refusal, setRefusal] = useState<unknown>()
  if (!isCallBack(found)) return null
  const look = () => {
    ask(api.POST('/api/cases/{number}/call-back-contact', { params: { path: { number: found.number } } })).then(setContact, setRefusal)
  }
  return (
    <Panel title={t('callBack.title')}>
      {contact === undefined ? (
        <Button onClick={look}>{t('callBack.look')}</Button>
      ) : (
        <Facts rows={[[t('callBack.name'), contact.name], [t('callBack.phone'), contact.phone ?? t('callBack.none')]]} />
      )}
      {refusal !== undefined && <RefusalNotice error={refusal} />}
    </Panel>
  )
}
