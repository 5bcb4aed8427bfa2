// What administrators see while the server's clock is held: what waits, and the act by which two of them answer for the clock.
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment } from '../parts/text.ts'

const askedMs = 60_000

export function ClockNotice({ mayAsk }: { mayAsk: boolean }) {
  const { t } = useTranslation()
  const clock = useQuery({ queryKey: ['machine-clock'], queryFn: () => ask(api.GET('/api/machine-clock', {})), refetchInterval: askedMs })
  const isHeld = clock.data?.held ?? false
  const proposals = useQuery({ queryKey: ['machine-clock', 'proposal'], queryFn: () => ask(api.GET('/api/proposals', { params: { query: { state: 'waiting', kind: 'machine-clock' } } })), enabled: isHeld, refetchInterval: askedMs })
  if (!clock.data || !isHeld) return null
  const { leapSeconds, now } = clock.data
  const hours = Math.round(Math.abs(leapSeconds) / 360) / 10
  const asked = proposals.data?.items[0]
  return (
    <Alert
      banner
      type="error"
      message={t('shell.clockLeapt')}
      description={
        <>
          <p>
            {t(leapSeconds > 0 ? 'shell.clockForward' : 'shell.clockBack', { hours, now: formatMoment(now) })} {t('shell.clockHeld')}
          </p>
          {asked ? (
            <p>
              <Link to="/proposals">{t('shell.clockAsked', { name: asked.askedBy.name })}</Link>
            </p>
          ) : (
            <>
              <p>{t('shell.clockTwo')}</p>
              {mayAsk && <Asking leapSeconds={leapSeconds} />}
            </>
          )}
        </>
      }
    />
  )
}

interface Asked {
  today: string
  reason: string
}

/** Today's date is typed from another clock: a tap alone would confirm whatever the server shows. */
function Asking({ leapSeconds }: { leapSeconds: number }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const confirm = useAct<Asked, unknown>(
    ({ today, reason }, key) => ask(api.POST('/api/proposals/machine-clock', { params: { header: { 'Idempotency-Key': key } }, body: { content: { today, leapSeconds }, reason } })),
    ['machine-clock'],
    () => void message.success(t('shell.clockConfirmed')),
  )
  return (
    <Form<Asked> layout="vertical" onFinish={(value) => confirm.mutate(value)}>
      <RefusalNotice error={confirm.error} />
      <Form.Item name="today" label={t('shell.clockToday')} rules={[{ required: true }]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="reason" label={t('shell.clockWhy')} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Button htmlType="submit" loading={confirm.isPending}>
        {t('shell.clockConfirm')}
      </Button>
    </Form>
  )
}
