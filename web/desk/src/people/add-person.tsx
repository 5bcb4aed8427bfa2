// A new account of a member of staff, with the first password, which the person changes at the first sign-in.
import { App, Button, Drawer, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import { OrganisationChoice } from '../parts/organisation-choice.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

type NewPerson = { login: string; name: string; phone?: string; organisation: string; password: string }

export function AddPerson({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const add = useAct<NewPerson, unknown>(
    (person, key) => ask(api.POST('/api/accounts', { params: { header: { 'Idempotency-Key': key } }, body: { ...person, kind: 'staff' } })),
    ['accounts'],
    () => {
      void message.success(t('people.added'))
      onClose()
    },
  )
  const required = [{ required: true, message: t('field.required') }]
  return (
    <Drawer open title={t('people.add')} onClose={onClose} size={460}>
      <Form<NewPerson> layout="vertical" onFinish={(value) => add.mutate(value)}>
        <RefusalNotice error={add.error} />
        <Form.Item name="name" label={t('people.name')} rules={required}>
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item name="login" label={t('people.login')} rules={[...required, { pattern: /^[a-z][a-z0-9._-]{1,39}$/, message: t('people.loginRule') }]} extra={t('people.loginRule')}>
          <Input autoComplete="off" maxLength={40} />
        </Form.Item>
        <Form.Item name="organisation" label={t('people.organisation')} rules={required}>
          <OrganisationChoice />
        </Form.Item>
        <Form.Item name="phone" label={t('people.phone')}>
          <Input type="tel" maxLength={20} />
        </Form.Item>
        <Form.Item name="password" label={t('people.firstPassword')} extra={t('shell.passwordRule')} rules={[{ required: true, min: 15, message: t('shell.passwordRule') }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <div className="drawer-end">
          <Button type="primary" htmlType="submit" loading={add.isPending}>
            {t('people.add')}
          </Button>
          <Button onClick={onClose}>{t('parts.cancel')}</Button>
        </div>
      </Form>
    </Drawer>
  )
}
