// What is shown where nothing is: an unknown address or a broken screen; offers the way back.
import { useTranslation } from 'react-i18next'
import { Link, useRouteError } from 'react-router'

export function Lost() {
  const { t } = useTranslation()
  const error = useRouteError()
  return (
    <div className="lost">
      <h1>{t(error === undefined ? 'shell.lost' : 'shell.broken')}</h1>
      {error instanceof Error && <p className="quiet">{error.message}</p>}
      <p>
        <Link to="/">{t('shell.backToWork')}</Link>
      </p>
    </div>
  )
}
