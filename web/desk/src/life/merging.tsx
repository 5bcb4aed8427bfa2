// Merging two accounts of one holder: both are looked at side by side before anybody asks, since it is not undone. Another administrator confirms.
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Popconfirm, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask, sendJson } from '../api/client.ts'
import type { Account } from '../api/types.ts'
import { ListTable } from '../parts/list.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

type Asked = { into: string; link: string; reference: string; reason: string }
const links = ['renewed', 'same-number', 'corrected', 'same-person'] as const

/** Login, masked name and masked number. */
export function useDocumentText(): (account: { login: string; name?: string; idKind?: string; idNumber?: string }) => string {
  const { t } = useTranslation()
  return ({ login, name, idKind, idNumber }) => [login, name, idKind === undefined ? undefined : t(`idKind.${idKind}`, { defaultValue: t('intake.uscc') }), idNumber].filter(Boolean).join(' · ')
}

/** An account of the same kind, found as in the list of accounts. */
function AccountChoice({ id, except, kind, value, onChange }: { id?: string; except: string; kind: Account['kind']; value?: string; onChange?: (account: string) => void }) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const say = useDocumentText()
  const query = useQuery({ queryKey: ['accounts', 'merging', q, kind], enabled: q.trim().length > 1, queryFn: () => ask(api.GET('/api/accounts', { params: { query: { q: q.trim(), kind, limit: 20 } } })) })
  const found = (query.data?.items ?? []).filter((one) => one.id !== except && one.frozenAt === null)
  return (
    <Select
      id={id}
      value={value}
      showSearch={{ filterOption: false, onSearch: setQ }}
      placeholder={t('life.mergeSearch')}
      notFoundContent={q.trim().length > 1 && query.isSuccess ? t('people.none') : null}
      options={found.map((one) => ({ value: one.id, label: say(one) }))}
      onChange={(account) => onChange?.(account)}
    />
  )
}

const useCounts = (id: string) => useQuery({ queryKey: ['belongings', id], queryFn: () => ask(api.GET('/api/accounts/{id}/belongings', { params: { path: { id } } })) })

function SideBySide({ account, into }: { account: Account; into: string }) {
  const { t } = useTranslation()
  const say = useDocumentText()
  const from = account.id
  const kept = useQuery({ queryKey: ['account', into], queryFn: () => ask(api.GET('/api/accounts/{id}', { params: { path: { id: into } } })) })
  const [left, right] = [useCounts(from), useCounts(into)]
  const of = (counts: typeof left, what: string) => counts.data?.belongings.find((one) => one.what === what)?.count ?? 0
  const rows = (left.data?.belongings ?? []).map(({ what }) => ({ what, from: of(left, what), into: of(right, what) })).filter((row) => row.from + row.into > 0)
  return (
    <>
      <RefusalNotice error={left.error ?? right.error ?? kept.error} />
      <Form.Item>
        <Facts
          rows={[
            [t('life.mergeLeft'), say(account)],
            [t('life.mergeRight'), kept.data === undefined ? undefined : say(kept.data)],
          ]}
        />
      </Form.Item>
      <Form.Item>
        <ListTable
          rows={rows}
          keyOf={(row) => row.what}
          label={t('life.merge')}
          empty={t('life.mergeNothing')}
          columns={[
            { name: t('life.mergeWhat'), show: (row) => t(`life.belonging.${row.what}`) },
            { name: t('life.mergeLeft'), className: 'fit', show: (row) => row.from },
            { name: t('life.mergeRight'), className: 'fit', show: (row) => row.into },
          ]}
        />
      </Form.Item>
    </>
  )
}

export function Merging({ account }: { account: Account }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Asked>()
  const into = Form.useWatch<string | undefined>('into', form)
  const send = useAct<Asked, unknown>(({ reason, ...content }, key) => sendJson('/api/proposals/account-merging', { content: { from: account.id, ...content }, reason }, key), ['proposals', 'account'], () => {
    void message.success(t('life.mergeAsked'))
    form.resetFields()
  })
  const required = [{ required: true, message: t('field.required') }]
  return (
    <Panel title={t('life.merge')}>
      <p className="quiet">{t('life.mergeAbout')}</p>
      <Form<Asked> name="merging" form={form} layout="vertical">
        <RefusalNotice error={send.error} />
        <Form.Item name="into" label={t('life.mergeInto')} rules={required}>
          <AccountChoice except={account.id} kind={account.kind} />
        </Form.Item>
        {into !== undefined && <SideBySide account={account} into={into} />}
        <Form.Item name="link" label={t('life.mergeLink')} rules={required}>
          <Radio.Group className="outcomes" options={links.map((link) => ({ value: link, label: t(`life.mergeLinks.${link}`) }))} />
        </Form.Item>
        <Form.Item name="reference" label={t('life.mergeReference')} extra={t('life.mergeReferenceAbout')} rules={[...required, { pattern: /^[0-9A-Za-z-]{1,60}$/, message: t('life.mergeReferenceAbout') }]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="reason" label={t('field.reason')} rules={required}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
        </Form.Item>
        <Popconfirm title={t('life.mergeSure')} onConfirm={() => void form.validateFields().then((value) => send.mutate(value))}>
          <Button danger loading={send.isPending}>
            {t('life.mergeAsk')}
          </Button>
        </Popconfirm>
      </Form>
    </Panel>
  )
}
