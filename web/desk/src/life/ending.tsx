// What a register says of an account: noted by the security administrator with its number, taken back by the system administrator.
import { Button, Form, Input, Popconfirm, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask, sendJson } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { Account } from '../api/types.ts'
import { Facts, Panel } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatDate } from '../parts/text.ts'
import { useDocumentText } from './merging.tsx'

type Note = { kind: 'died' | 'dissolved' | 'terminated'; on: string; reference: string }
const stale = ['accounts', 'account'] as const
/** What a register can still say of an account. */
const offered = (account: Account): Note['kind'][] => (account.kind === 'natural' ? ['died'] : account.ending?.kind === 'dissolved' ? ['terminated'] : ['dissolved', 'terminated'])

function NoteForm({ account }: { account: Account }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Note>()
  const kind = Form.useWatch('kind', form)
  const note = useAct<Note, unknown>((body, key) => sendJson(`/api/accounts/${account.id}/ending`, body, key, 'PUT'), stale)
  const required = [{ required: true, message: t('field.required') }]
  return (
    <Form<Note> form={form} layout="vertical" initialValues={{ on: formatDate(new Date().toISOString()) }}>
      <RefusalNotice error={note.error} />
      <Form.Item name="kind" label={t('life.endingKind')} rules={required}>
        <Radio.Group options={offered(account).map((one) => ({ value: one, label: t(`life.ending.${one}`) }))} />
      </Form.Item>
      <Form.Item name="on" label={t('life.endingOn')} rules={required}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="reference" label={t('life.endingReference')} rules={required}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      {kind === 'dissolved' && <p className="quiet">{t('life.liquidatorNote')}</p>}
      <Popconfirm title={t('life.endingSure')} onConfirm={() => void form.validateFields().then((value) => note.mutate(value))}>
        <Button danger loading={note.isPending}>
          {t('life.endingNote')}
        </Button>
      </Popconfirm>
    </Form>
  )
}

export function Ending({ account }: { account: Account }) {
  const { t } = useTranslation()
  const duties = describeDuties(useSession().data)
  const { id, ending } = account
  const sayDocument = useDocumentText()
  const takeBack = useAct<string, unknown>((of, key) => ask(api.DELETE('/api/accounts/{id}/ending', { params: { path: { id: of }, header: { 'Idempotency-Key': key } } })), stale)
  const isFinal = ending !== undefined && ending.kind !== 'dissolved'
  const isRegistered = ending !== undefined && ending.on !== null
  if (ending === undefined && !duties.grantsPosts) return null
  return (
    <Panel title={t('life.endingTitle')}>
      {ending !== undefined && (
        <Facts
          rows={[
            [t('people.state'), t(`life.ending.${ending.kind}`)],
            [t('life.mergedInto'), ending.into === null ? undefined : sayDocument(ending.into)],
            [t('life.endingOn'), ending.on],
            [t('life.endingReference'), ending.reference],
          ]}
        />
      )}
      <RefusalNotice error={takeBack.error} />
      {isRegistered && duties.opensAccounts && (
        <Popconfirm title={t('life.endingTakeBackSure')} onConfirm={() => takeBack.mutate(id)}>
          <Button>{t('life.endingTakeBack')}</Button>
        </Popconfirm>
      )}
      {!isFinal && duties.grantsPosts && <NoteForm account={account} />}
    </Panel>
  )
}
