// Proposing a platform above that signs people in for us, or a change of one: what another administrator then registers, exactly as it stands here.
import { App, Button, Drawer, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import { readRefusal } from '../api/problem.ts'
import type { UpstreamContent } from '../api/types.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { contentOf, fieldOf, readLevels, type Typed, typedOf } from './proposal.ts'

const kinds = ['natural', 'legal'] as const

function Fields({ isChange }: { isChange: boolean }) {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('field.required') }]
  const levels = [{ validator: (_: unknown, text: string = '') => (readLevels(text) === undefined ? Promise.reject(new Error(t('upstreams.badLevels'))) : Promise.resolve()) }]
  return (
    <>
      <Form.Item name="code" label={t('upstreams.code')} extra={t('upstreams.codeRule')} rules={[...required, { pattern: /^[a-z][a-z0-9-]{2,39}$/, message: t('upstreams.codeRule') }]}>
        <Input autoFocus={!isChange} disabled={isChange} maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="nameZh" label={t('upstreams.nameZh')} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="nameEn" label={t('upstreams.nameEn')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="issuer" label={t('upstreams.issuer')} extra={t('upstreams.issuerNote')} rules={required}>
        <Input maxLength={300} spellCheck={false} />
      </Form.Item>
      <Form.Item name="client" label={t('upstreams.client')} rules={required}>
        <Input maxLength={100} spellCheck={false} />
      </Form.Item>
      <Form.Item name="kind" label={t('upstreams.kind')} rules={required}>
        <Radio.Group options={kinds.map((kind) => ({ value: kind, label: t(`accountKind.${kind}`) }))} />
      </Form.Item>
      <Form.Item name="levels" label={t('upstreams.levels')} extra={t('upstreams.levelsNote')} rules={levels}>
        <Input.TextArea autoSize={{ minRows: 3 }} spellCheck={false} className="number" />
      </Form.Item>
      <Form.Item name="law" label={t('upstreams.law')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="article" label={t('field.article')} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="reason" label={t('upstreams.reason')} rules={required}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
      </Form.Item>
    </>
  )
}

export function ProposeUpstream({ before, onClose }: { before: UpstreamContent | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const propose = useAct<Typed, unknown>(
    (typed, key) => ask(api.POST('/api/proposals/upstream', { params: { header: { 'Idempotency-Key': key } }, body: { content: contentOf(typed), reason: typed.reason.trim() } })),
    ['upstreams', 'proposals'],
    () => {
      void message.success(t('upstreams.proposed'))
      onClose()
    },
    (error) => {
      const faults = readRefusal(error).problem.fields ?? []
      form.setFields(faults.flatMap(({ path, message: words }) => (fieldOf(path) === undefined ? [] : [{ name: fieldOf(path) as keyof Typed, errors: [words] }])))
    },
  )
  return (
    <Drawer open title={t(before ? 'upstreams.change' : 'upstreams.propose')} onClose={onClose} size={560}>
      <p className="quiet">{t('upstreams.proposeAbout')}</p>
      <Form<Typed> form={form} layout="vertical" initialValues={before ? typedOf(before) : { kind: 'natural' }} onFinish={(typed) => propose.mutate(typed)}>
        <RefusalNotice error={propose.error} />
        <Fields isChange={before !== undefined} />
        <div className="drawer-end">
          <Button type="primary" htmlType="submit" loading={propose.isPending}>
            {t(before ? 'upstreams.change' : 'upstreams.propose')}
          </Button>
          <Button onClick={onClose}>{t('parts.cancel')}</Button>
        </div>
      </Form>
    </Drawer>
  )
}
