// Who represents an organisation at the desk: shown to the officers; the security administrator asks for a change, another officer confirms it.
import { App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { sendJson } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { Account } from '../api/types.ts'
import { Facts, Panel } from '../parts/panel.tsx'
import { PersonChoice } from '../parts/person-choice.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

type Change = { person: string; reference: string; reason: string }

function AskChange({ id }: { id: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Change>()
  const ask = useAct<Change, unknown>(({ reason, ...content }, key) => sendJson('/api/proposals/representative', { content: { account: id, ...content }, reason }, key), ['proposals'], () => {
    void message.success(t('proposals.asked'))
    form.resetFields()
  })
  const required = [{ required: true, message: t('field.required') }]
  return (
    <Form<Change> name="representative" form={form} layout="vertical" onFinish={(value) => ask.mutate(value)}>
      <p className="quiet">{t('life.representativeAbout')}</p>
      <RefusalNotice error={ask.error} />
      <Form.Item name="person" label={t('life.representativeNext')} rules={required} extra={t('life.personNote')}>
        <PersonChoice />
      </Form.Item>
      <Form.Item name="reference" label={t('life.representativeReference')} rules={required}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="reason" label={t('field.reason')} rules={required}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
      </Form.Item>
      <Button htmlType="submit" loading={ask.isPending}>
        {t('life.representativeAsk')}
      </Button>
    </Form>
  )
}

export function Representative({ account }: { account: Account }) {
  const { t } = useTranslation()
  const duties = describeDuties(useSession().data)
  const isOver = account.ending !== undefined && account.ending.kind !== 'dissolved'
  return (
    <Panel title={t('life.representative')}>
      <Facts rows={[[t('life.representativeNow'), account.representative?.name ?? t('life.representativeNone')]]} />
      {duties.grantsPosts && !isOver && <AskChange id={account.id} />}
    </Panel>
  )
}
