// Giving an account back to whoever lost the ways into it: one officer has seen the document, another confirms, the code on the slip is shown once.
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask, sendJson } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { NewRecovery, Recovery, RecoverySlip } from '../api/types.ts'
import { ListTable } from '../parts/list.tsx'
import { Facts, Panel, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment } from '../parts/text.ts'

const documents = ['resident-id', 'hmt-residence', 'permanent-residence', 'passport', 'hmt-travel', 'uscc']
const stale = ['recoveries'] as const

function Begin({ ofStaff }: { ofStaff: boolean }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<NewRecovery>()
  const begin = useAct<NewRecovery, unknown>((body, key) => sendJson('/api/recoveries', { ...body, login: body.login || undefined }, key), stale, () => form.resetFields())
  const required = [{ required: true, message: t('field.required') }]
  return (
    <Form<NewRecovery> form={form} layout="vertical" initialValues={ofStaff ? {} : { idKind: 'resident-id' }} onFinish={(value) => begin.mutate(value)}>
      <p className="quiet">{t(ofStaff ? 'life.recoverStaffAbout' : 'life.recoverAbout')}</p>
      <RefusalNotice error={begin.error} />
      <div className="field-row">
        <Form.Item name="name" label={t('people.name')} rules={required}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        {!ofStaff && (
          <>
            <Form.Item name="idKind" label={t('intake.idKind')} rules={required}>
              <Select options={documents.map((kind) => ({ value: kind, label: t(`idKind.${kind}`, { defaultValue: t('intake.uscc') }) }))} />
            </Form.Item>
            <Form.Item name="idNumber" label={t('people.idNumber')} rules={required} extra={t('field.hint.idNumber')}>
              <Input maxLength={30} autoComplete="off" />
            </Form.Item>
          </>
        )}
        <Form.Item name="login" label={t('people.login')} rules={ofStaff ? required : []} extra={ofStaff ? undefined : t('life.recoverLogin')}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
      </div>
      <Button type="primary" htmlType="submit" loading={begin.isPending}>
        {t('life.recoverBegin')}
      </Button>
    </Form>
  )
}

/** The slip for whoever came: to be printed or copied now, since nobody sees its code again. */
function Slip({ slip, onClose }: { slip: RecoverySlip; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal open title={t('life.slip')} onCancel={onClose} onOk={() => window.print()} okText={t('life.slipPrint')} cancelText={t('life.slipDone')} mask={{ closable: false }}>
      <Facts
        rows={[
          [t('life.slipCode'), <strong key="code">{slip.code}</strong>],
          [t('life.slipOpens'), formatMoment(slip.opensAt)],
          [t('life.slipEnds'), formatMoment(slip.endsAt)],
          [t('life.slipWhere'), `${window.location.origin}/recovery`],
        ]}
      />
      <p>{t('life.slipAbout')}</p>
    </Modal>
  )
}

export function Recoveries() {
  const { t } = useTranslation()
  const duties = describeDuties(useSession().data)
  const query = useQuery({ queryKey: ['recoveries'], queryFn: () => ask(api.GET('/api/recoveries', {})) })
  const [slip, setSlip] = useState<RecoverySlip | null>(null)
  // The slip's code is no stored answer, so this write has no key.
  const confirm = useAct<string, RecoverySlip>((id) => ask(api.POST('/api/recoveries/{id}/confirmation', { params: { path: { id } } })), stale, setSlip)
  const stop = useAct<string, unknown>((id, key) => ask(api.DELETE('/api/recoveries/{id}', { params: { path: { id }, header: { 'Idempotency-Key': key } } })), stale)
  const acts = (row: Recovery) => (
    <>
      {row.state === 'begun' && !row.mine && (duties.confirmsAccounts || duties.grantsPosts) && (
        <Popconfirm title={t('life.confirmSure')} onConfirm={() => confirm.mutate(row.id)}>
          <Button size="small">{t('life.confirm')}</Button>
        </Popconfirm>
      )}{' '}
      {['begun', 'waiting', 'open'].includes(row.state) && (
        <Popconfirm title={t('life.stopSure')} onConfirm={() => stop.mutate(row.id)}>
          <Button size="small" type="text">
            {t('life.stop')}
          </Button>
        </Popconfirm>
      )}
    </>
  )
  return (
    <Panel title={t('life.recover')}>
      {(duties.sitsAtWindow || duties.opensAccounts) && <Begin ofStaff={!duties.sitsAtWindow} />}
      <RefusalNotice error={query.error ?? confirm.error ?? stop.error} />
      {query.isPending && <Waiting />}
      {query.isSuccess && (
        <ListTable<Recovery>
          rows={query.data.items}
          keyOf={(row) => row.id}
          label={t('life.recover')}
          empty={t('life.recoverNone')}
          columns={[
            { name: t('people.name'), className: 'fit', show: (row) => row.name },
            { name: t('people.login'), show: (row) => row.login },
            { name: t('people.state'), className: 'fit', show: (row) => <span className="tag">{t(`life.recoverState.${row.state}`)}</span> },
            { name: t('life.begunBy'), className: 'fit', show: (row) => row.begunBy },
            { name: t('people.since'), className: 'fit', show: (row) => formatMoment(row.begunAt) },
            { name: t('life.slipOpens'), className: 'fit', show: (row) => (row.opensAt === null ? '' : formatMoment(row.opensAt)) },
            { name: t('life.acts'), className: 'fit', show: acts },
          ]}
        />
      )}
      {slip !== null && <Slip slip={slip} onClose={() => setSlip(null)} />}
    </Panel>
  )
}
