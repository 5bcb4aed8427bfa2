// Proposing a system that signs people in through us, or a change of one: what another administrator then registers, exactly as it stands here.
import { App, Button, Checkbox, Drawer, Form, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import { readRefusal } from '../api/problem.ts'
import type { ClientContent } from '../api/types.ts'
import { OrganisationChoice } from '../parts/organisation-choice.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { contentOf, fieldOf, type Typed, typedOf } from './proposal.ts'

const kinds = ['natural', 'legal'] as const
const scopes = ['profile', 'phone', 'identity'] as const

/** How the system is reached and proves itself, whom it takes, and what it learns. */
function Way() {
  const { t } = useTranslation()
  const asksNumber = (Form.useWatch('scopes') as string[] | undefined)?.includes('identity')
  const required = [{ required: true, message: t('field.required') }]
  return (
    <>
      <Form.Item name="contact" label={t('clients.contact')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
      <Form.Item name="redirects" label={t('clients.redirects')} extra={t('clients.redirectsNote')}>
          <Input.TextArea autoSize={{ minRows: 2 }} spellCheck={false} />
        </Form.Item>
      <Form.Item name="logout" label={t('clients.logout')} extra={t('clients.logoutNote')}>
          <Input maxLength={500} spellCheck={false} />
        </Form.Item>
      <Form.Item name="reads" valuePropName="checked">
          <Checkbox>{t('clients.reads')}</Checkbox>
        </Form.Item>
      <Form.Item name="kinds" label={t('clients.kinds')} rules={[{ type: 'array', min: 1, message: t('field.required') }]}>
          <Checkbox.Group options={kinds.map((kind) => ({ value: kind, label: t(`accountKind.${kind}`) }))} />
        </Form.Item>
      <Form.Item name="scopes" label={t('clients.scopes')} extra={t('clients.scopesNote')}>
          <Checkbox.Group options={scopes.map((scope) => ({ value: scope, label: t(`clients.scope.${scope}`) }))} />
        </Form.Item>
      <Form.Item name="law" label={t('clients.law')} extra={t('clients.lawNote')} rules={asksNumber ? required : []}>
          <Input maxLength={200} />
        </Form.Item>
      <Form.Item name="article" label={t('field.article')} rules={asksNumber ? required : []}>
          <Input maxLength={60} />
        </Form.Item>
      <Form.Item name="levelMin" label={t('clients.levelMin')} rules={required}>
          <InputNumber min={1} max={5} precision={0} />
        </Form.Item>
      <Form.Item name="keys" label={t('clients.keys')} extra={t('clients.keysNote')} rules={required}>
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} spellCheck={false} className="number" />
        </Form.Item>
    </>
  )
}

export function ProposeClient({ before, onClose }: { before: ClientContent | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const propose = useAct<ClientContent, unknown>(
    (content, key) => ask(api.POST('/api/proposals/client', { params: { header: { 'Idempotency-Key': key } }, body: { content, reason: content.purpose.zh } })),
    ['clients', 'proposals'],
    () => {
      void message.success(t('clients.proposed'))
      onClose()
    },
    (error) => {
      const faults = readRefusal(error).problem.fields ?? []
      form.setFields(faults.flatMap(({ path, message: words }) => (fieldOf(path) === undefined ? [] : [{ name: fieldOf(path) as keyof Typed, errors: [words] }])))
    },
  )
  const required = [{ required: true, message: t('field.required') }]
  return (
    <Drawer open title={t(before ? 'clients.change' : 'clients.propose')} onClose={onClose} size={560}>
      <p className="quiet">{t('clients.proposeAbout')}</p>
      <Form<Typed> form={form} layout="vertical" initialValues={before ? typedOf(before) : { kinds: ['natural'], scopes: ['profile'], levelMin: 2 }} onFinish={(typed) => propose.mutate(contentOf(typed))}>
        <RefusalNotice error={propose.error} />
        <Form.Item name="code" label={t('clients.code')} extra={t('clients.codeRule')} rules={[...required, { pattern: /^[a-z][a-z0-9-]{2,39}$/, message: t('clients.codeRule') }]}>
          <Input autoFocus={!before} disabled={before !== undefined} maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="nameZh" label={t('clients.nameZh')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('clients.nameEn')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="organisation" label={t('clients.organisation')} rules={required}>
          <OrganisationChoice />
        </Form.Item>
        <Form.Item name="purposeZh" label={t('clients.purposeZh')} extra={t('clients.purposeNote')} rules={required}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} />
        </Form.Item>
        <Form.Item name="purposeEn" label={t('clients.purposeEn')}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
        <Way />
        <div className="drawer-end">
          <Button type="primary" htmlType="submit" loading={propose.isPending}>
            {t(before ? 'clients.change' : 'clients.propose')}
          </Button>
          <Button onClick={onClose}>{t('parts.cancel')}</Button>
        </div>
      </Form>
    </Drawer>
  )
}
