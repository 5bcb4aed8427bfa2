// The second step of signing in: a code of the authenticator or of a message, a recovery code, or a passkey. The step itself is the server's; its ticket stays in memory.
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import type { Session } from '../api/types.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { CertificateButton } from './certificate.tsx'
import { askPasskey, knowsPasskeys, NoPasskey } from './passkey.ts'

export type Step = NonNullable<Session['second']>

/** A button that asks the browser for a passkey; says so where none was given, and shows what the server refused. */
export function PasskeyButton({ text, send, enter }: { text: string; send: () => Promise<Session>; enter: (session: Session) => void }) {
  const { t } = useTranslation()
  const use = useMutation<Session, unknown, undefined>({ mutationFn: send, onSuccess: enter, retry: false })
  if (!knowsPasskeys()) return null
  return (
    <>
      {use.error instanceof NoPasskey ? (
        <p className="notice" role="alert">
          {t('signIn.noPasskey')}
        </p>
      ) : (
        <RefusalNotice error={use.error} />
      )}
      <Button block onClick={() => use.mutate(undefined)} loading={use.isPending}>
        {text}
      </Button>
    </>
  )
}

export function SecondStep({ step, enter, again }: { step: Step; enter: (session: Session) => void; again: () => void }) {
  const { t } = useTranslation()
  const prove = useMutation<Session, unknown, { code: string }>({
    mutationFn: ({ code }) => ask(api.POST('/api/session/second', { body: { ticket: step.ticket, code: code.trim() } })), onSuccess: enter, retry: false,
  })
  const send = useMutation<{ sentTo: string }, unknown, 'sms' | 'email'>({ mutationFn: (channel) => ask(api.POST('/api/session/codes', { body: { ticket: step.ticket, channel } })), retry: false })
  const sends = step.ways.filter((way) => way === 'sms' || way === 'email')
  const byPasskey = async () => ask(api.POST('/api/session/second/passkey', { body: { ticket: step.ticket, ...(await askPasskey(step.ticket)) } }))
  return (
    <section aria-label={t('signIn.second')}>
      <h2>{t('signIn.second')}</h2>
      <p className="quiet">{t('signIn.secondNote')}</p>
      {step.ways.includes('passkey') && <PasskeyButton text={t('signIn.usePasskey')} send={byPasskey} enter={enter} />}
      {step.ways.includes('certificate') && <CertificateButton text={t('signIn.useCertificate')} send={() => ask(api.POST('/api/session/second/certificate', { body: { ticket: step.ticket } }))} enter={enter} />}
      {sends.map((way) => (
        <Button key={way} block onClick={() => send.mutate(way)} loading={send.isPending}>
          {t(`signIn.send.${way}`)}
        </Button>
      ))}
      <RefusalNotice error={send.error} />
      {send.data && (
        <p className="notice" role="status">
          {t('signIn.sent', { address: send.data.sentTo })}
        </p>
      )}
      <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={(value) => prove.mutate(value)}>
        <RefusalNotice error={prove.error} />
        <Form.Item name="code" label={t('signIn.code')} extra={t(send.data ? 'signIn.sentHint' : step.ways.includes('totp') ? 'signIn.codeHint' : 'signIn.recoveryHint')} rules={[{ required: true, whitespace: true, message: t('field.required') }]}>
          <Input autoComplete="one-time-code" autoFocus maxLength={40} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={prove.isPending} block>
          {t('signIn.goOn')}
        </Button>
      </Form>
      <Button type="link" onClick={again}>
        {t('signIn.again')}
      </Button>
    </section>
  )
}
