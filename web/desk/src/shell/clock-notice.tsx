// What administrators see while the server's clock is held: what waits, and how two of them answer for the clock.
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAct } from '../api/act.ts'
import { api, ask, sendJson } from '../api/client.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment } from '../parts/text.ts'

const askedMs = 60_000

export function ClockNotice({ mayAsk, mayDecide }: { mayAsk: boolean; mayDecide: boolean }) {
  const { t } = useTranslation()
  const clock = useQuery({ queryKey: ['machine-clock'], queryFn: () => ask(api.GET('/api/machine-clock', {})), refetchInterval: askedMs })
  if (!clock.data?.held) return null
  const { leapSeconds, now } = clock.data
  const hours = Math.round(Math.abs(leapSeconds) / 360) / 10
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
          {mayAsk && <Confirmation />}
          {mayDecide && <Link to="/proposals">{t('shell.clockDecide')}</Link>}
        </>
      }
    />
  )
}

/** Today's date is read from another clock: a tap alone would ask for whatever the server shows. It holds when a security administrator has confirmed it. */
function Confirmation() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const confirm = useAct<{ today: string; reason: string }, unknown>(
    ({ reason, ...content }, key) => sendJson('/api/proposals/machine-clock', { content, reason }, key),
    ['proposals'],
    () => void message.success(t('shell.clockAsked')),
  )
  return (
    <Form<{ today: string; reason: string }> layout="vertical" onFinish={(value) => confirm.mutate(value)}>
      <RefusalNotice error={confirm.error} />
      <Form.Item name="today" label={t('shell.clockToday')} rules={[{ required: true }]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="reason" label={t('shell.clockBy')} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Button htmlType="submit" loading={confirm.isPending}>
        {t('shell.clockAsk')}
      </Button>
    </Form>
  )
}
