// Change of one's own password; the old one is asked again.
import { App, Button, Drawer, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

type Change = { current: string; next: string }

export function PasswordDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const change = useAct<Change, unknown>(
    (body, key) => ask(api.PUT('/api/session/password', { params: { header: { 'Idempotency-Key': key } }, body })),
    [],
    () => {
      void message.success(t('shell.passwordChanged'))
      onClose()
    },
  )
  return (
    <Drawer open={open} onClose={onClose} title={t('shell.password')} destroyOnHidden>
      <Form<Change> layout="vertical" onFinish={(value) => change.mutate(value)}>
        <RefusalNotice error={change.error} />
        <Form.Item name="current" label={t('shell.passwordNow')} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <Form.Item name="next" label={t('shell.passwordNext')} extra={t('shell.passwordRule')} rules={[{ required: true, min: 15, message: t('shell.passwordRule') }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('shell.passwordSave')}
        </Button>
      </Form>
    </Drawer>
  )
}
