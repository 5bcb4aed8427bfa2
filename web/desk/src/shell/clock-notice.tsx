// What administrators see while the server's clock is held: what waits, and the act by which one of them answers for the clock.
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment } from '../parts/text.ts'

const askedMs = 60_000

export function ClockNotice({ mayConfirm }: { mayConfirm: boolean }) {
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
          {mayConfirm && <Confirmation />}
        </>
      }
    />
  )
}

/** Today's date is typed from another clock: a tap alone would confirm whatever the server shows. */
function Confirmation() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const confirm = useAct<{ today: string }, unknown>(
    (body, key) => ask(api.POST('/api/machine-clock/confirmation', { params: { header: { 'Idempotency-Key': key } }, body })),
    ['machine-clock'],
    () => void message.success(t('shell.clockConfirmed')),
  )
  return (
    <Form<{ today: string }> layout="vertical" onFinish={(value) => confirm.mutate(value)}>
      <RefusalNotice error={confirm.error} />
      <Form.Item name="today" label={t('shell.clockToday')} rules={[{ required: true }]}>
        <Input type="date" />
      </Form.Item>
      <Button htmlType="submit" loading={confirm.isPending}>
        {t('shell.clockConfirm')}
      </Button>
    </Form>
  )
}
