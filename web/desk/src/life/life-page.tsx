// The life of accounts at the desk: each part for whoever has the duty for it. The server decides again.
import { useTranslation } from 'react-i18next'
import { describeDuties, useSession } from '../api/session.ts'
import { ScreenHead } from '../parts/panel.tsx'
import { Recoveries } from './recoveries.tsx'

export function LifePage() {
  const { t } = useTranslation()
  const duties = describeDuties(useSession().data)
  return (
    <div className="screen staffing">
      <ScreenHead title={t('life.title')} />
      {duties.keepsAccounts && <Recoveries />}
    </div>
  )
}
