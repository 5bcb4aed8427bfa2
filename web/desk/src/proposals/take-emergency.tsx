// Emergency access to one case (紧急授权): asked with number and reason, it opens at once for a short time; the officers are told and look at it afterwards.
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { sendJson } from '../api/client.ts'
import { readRefusal } from '../api/problem.ts'
import { describeDuties, useSession } from '../api/session.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import { Panel } from '../parts/panel.tsx'

/** Asks for one case: the number is asked for where it is not known. */
export function TakeEmergency({ number, onClose }: { number?: string; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [asked, setAsked] = useState(number ?? '')
  const send = ({ reason, caseNumber = number }: Body, key: string) => {
    setAsked(String(caseNumber))
    return sendJson('/api/proposals/emergency-access', { content: { number: caseNumber }, reason }, key)
  }
  return (
    <ActDrawer
      title={t('emergency.take')}
      explanation={t('emergency.about')}
      fields={[...(number === undefined ? [{ name: 'caseNumber', kind: 'line' as const, required: true }] : []), { name: 'reason', kind: 'words', required: true, lengthMax: 2000 }]}
      grave
      context={{}}
      send={send}
      stale={['proposals', 'case', 'look']}
      onDone={() => void navigate(`/cases/${encodeURIComponent(asked)}`)}
      onClose={onClose}
    />
  )
}

/** What is offered where a case is out of reach, or does not exist: which of the two, nobody is told. */
export function EmergencyOffer({ number, error }: { number: string; error: unknown }) {
  const { t } = useTranslation()
  const [taking, setTaking] = useState(false)
  const { handlesCases } = describeDuties(useSession().data)
  if (!handlesCases || readRefusal(error).status !== 404) return null
  return (
    <Panel title={t('emergency.title')}>
      <p>{t('emergency.offer')}</p>
      <Button onClick={() => setTaking(true)}>{t('emergency.take')}</Button>
      {taking && <TakeEmergency number={number} onClose={() => setTaking(false)} />}
    </Panel>
  )
}

/** Says on the page of a case that it is read in an emergency. */
export function EmergencyNotice() {
  const { t } = useTranslation()
  return <Alert type="warning" showIcon message={t('emergency.notice')} />
}
