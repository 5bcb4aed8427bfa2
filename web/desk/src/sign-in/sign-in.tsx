// Signing in: by password and, where there is one, a second proof; by a passkey alone; or in demonstration mode as one of the
// demonstration staff with one tap. Never tells which half was wrong.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import type { DemonstrationAccount, Session } from '../api/types.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useText } from '../parts/text.ts'
import { chooseLanguage } from '../words/index.ts'
import { ByCertificate } from './certificate.tsx'
import { askPasskey } from './passkey.ts'
import { PasskeyButton, SecondStep, type Step } from './second-step.tsx'

type Secret = { login: string; password: string }

/** Only addresses of the desk itself may follow a sign-in. */
function safeTarget(to: string | null): string {
  return to !== null && /^\/(?![/\\])[^\s\\]*$/.test(to) ? to : '/'
}

function useEnter() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  return (session: Session) => {
    queries.clear()
    queries.setQueryData(['session'], session)
    void navigate(safeTarget(search.get('to')), { replace: true })
  }
}

async function readDemonstration(): Promise<DemonstrationAccount[]> {
  const { items } = await ask(api.GET('/api/demonstration-accounts', {}))
  return items.filter((account) => account.kind === 'staff')
}

function Demonstration({ enter }: { enter: (session: Session) => void }) {
  const { t } = useTranslation()
  const text = useText()
  // Outside demonstration mode this call is refused; then there is nothing to show.
  const accounts = useQuery({ queryKey: ['demonstration'], queryFn: readDemonstration, retry: false })
  const take = useAct<{ login: string }, Session>(
    (body, key) => ask(api.POST('/api/session/demonstration', { params: { header: { 'Idempotency-Key': key } }, body })),
    [],
    enter,
  )
  if ((accounts.data ?? []).length === 0) return null
  return (
    <section className="demonstration" aria-label={t('signIn.demonstration')}>
      <h2>{t('signIn.demonstration')}</h2>
      <p className="quiet">{t('signIn.demonstrationNote')}</p>
      <RefusalNotice error={take.error} />
      <div className="demonstration-list">
        {accounts.data?.map((account) => (
          <Button key={account.login} className="account" onClick={() => take.mutate({ login: account.login })} loading={take.isPending && take.variables?.login === account.login}>
            <strong>{account.name}</strong>
            <span className="quiet">{text(account.title)}</span>
          </Button>
        ))}
      </div>
    </section>
  )
}

function ByPassword({ enter }: { enter: (session: Session) => void }) {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const signIn = useAct<Secret, Session>(
    (body, key) => ask(api.POST('/api/session', { params: { header: { 'Idempotency-Key': key } }, body })),
    [],
    enter,
  )
  const byPasskey = async () => {
    const { challenge, response } = await askPasskey()
    return ask(api.POST('/api/session/passkey', { body: { ticket: challenge, response } }))
  }
  return (
    <section aria-label={t('signIn.title')}>
      <h2>{t('signIn.title')}</h2>
      {search.get('staff') === 'no' && <p className="notice">{t('signIn.staffOnly')}</p>}
      <Form<Secret> layout="vertical" requiredMark={false} onFinish={(value) => signIn.mutate(value)}>
        <RefusalNotice error={signIn.error} />
        <Form.Item name="login" label={t('signIn.login')} rules={[{ required: true, message: t('field.required') }]}>
          <Input autoComplete="username" autoFocus />
        </Form.Item>
        <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('field.required') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={signIn.isPending} block>
          {t('signIn.enter')}
        </Button>
      </Form>
      <PasskeyButton text={t('signIn.byPasskey')} send={byPasskey} enter={enter} />
      <ByCertificate enter={enter} />
      <p className="quiet">
        <a href="/">{t('signIn.portal')}</a>
      </p>
    </section>
  )
}

export function SignIn() {
  const { t, i18n } = useTranslation()
  const [step, setStep] = useState<Step>()
  const finish = useEnter()
  // A password that was right is half the way where the account has a second proof.
  const enter = (session: Session) => (session.second ? setStep(session.second) : finish(session))
  const other = i18n.language === 'en' ? 'zh' : 'en'
  return (
    <main className="sign-in">
      <header>
        <img src="/desk/mark.svg" alt="" width="36" height="36" />
        <h1>{t('shell.name')}</h1>
        <Button type="text" lang={other === 'en' ? 'en' : 'zh-CN'} onClick={() => void chooseLanguage(other)}>
          {other === 'en' ? 'English' : '中文'}
        </Button>
      </header>
      <div className="sign-in-ways">
        {step ? (
          <SecondStep step={step} enter={enter} again={() => setStep(undefined)} />
        ) : (
          <>
            <ByPassword enter={enter} />
            <Demonstration enter={enter} />
          </>
        )}
      </div>
    </main>
  )
}
