// The registers beside each other: letters that wait, bars on promising, seals; a window sees no bars.
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { describeDuties, useSession } from '../api/session.ts'

const registers = ['letters', 'bars', 'seals'] as const

export function RegisterTabs() {
  const { t } = useTranslation()
  const { seesBars } = describeDuties(useSession().data)
  return (
    <nav className="tabs" aria-label={t('shell.registers')}>
      {registers.map(
        (name) =>
          (name !== 'bars' || seesBars) && (
            <NavLink key={name} to={`/registers/${name}`} replace>
              {t(`registers.${name}`)}
            </NavLink>
          ),
      )}
    </nav>
  )
}
