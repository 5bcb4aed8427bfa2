// The registers beside each other: letters that wait, bars on promising, seals, documents seen in person, guardians, powers on paper; each is shown to whom it is of use.
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { describeDuties, useSession } from '../api/session.ts'

const registers = ['letters', 'bars', 'seals', 'checks', 'guardians', 'powers'] as const

export function RegisterTabs() {
  const { t } = useTranslation()
  const { seesBars, seesDocuments, confirmsDocuments, seesGuardians } = describeDuties(useSession().data)
  const isShown = { letters: true, bars: seesBars, seals: true, checks: seesDocuments || confirmsDocuments, guardians: seesGuardians, powers: seesGuardians }
  return (
    <nav className="tabs" aria-label={t('shell.registers')}>
      {registers.map(
        (name) =>
          isShown[name] && (
            <NavLink key={name} to={`/registers/${name}`} replace>
              {t(`registers.${name}`)}
            </NavLink>
          ),
      )}
    </nav>
  )
}
