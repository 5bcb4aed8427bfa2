// What a civil servant sees who still lacks a password of his own or a second factor: what it is, and where it is done. Nothing else is open.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { signOut } from './sign-out.ts'

export function NotReady({ lacks }: { lacks: 'second-factor' | 'own-password' }) {
  const { t } = useTranslation()
  return (
    <main className="lost">
      <h1>{t('shell.notReady')}</h1>
      <p>{t(`shell.lacks.${lacks}`)}</p>
      <p>
        <Button type="primary" href="/account">
          {t('shell.account')}
        </Button>{' '}
        <Button onClick={signOut}>{t('shell.signOut')}</Button>
      </p>
    </main>
  )
}
