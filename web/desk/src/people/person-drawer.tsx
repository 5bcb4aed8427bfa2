// One account: its posts, and freezing it. A frozen account keeps its past and can do nothing new.
import { useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input, Popconfirm, Radio, Select } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask, sendJson } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { Account, NewPost } from '../api/types.ts'
import { Facts, Nothing, Panel, Waiting } from '../parts/panel.tsx'
import { OrganisationChoice } from '../parts/organisation-choice.tsx'
import { SectionField } from '../parts/section-choice.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { Ending } from '../life/ending.tsx'
import { Guardianships } from './guardianships.tsx'
import { Merging, useDocumentText } from '../life/merging.tsx'
import { Representative } from './representative.tsx'

const reasons = ['left', 'risk', 'misuse', 'request']
const stale = ['accounts', 'account', 'session', 'proposals'] as const
const officers = ['system-admin', 'security-admin', 'audit-admin']

/** What is changed of an administrator is asked for, and done when another person has confirmed it. */
function askFor(kind: 'officer-post' | 'officer-post-end' | 'officer-freezing', content: object, reason: string, key: string): Promise<unknown> {
  return sendJson(`/api/proposals/${kind}`, { content, reason }, key)
}

/** What is typed of a new post; hours stand beside one another until they are sent. */
interface Filled extends Omit<NewPost, 'hours'> {
  reason?: string
  days?: 'every' | 'working'
  hoursFrom?: string
  hoursTo?: string
}

function bodyOf({ days, hoursFrom, hoursTo, until, section, ...rest }: Filled): NewPost & { reason?: string } {
  const timed = days !== undefined && hoursFrom !== undefined && hoursTo !== undefined
  return { ...rest, ...(section ? { section } : {}), ...(until ? { until } : {}), ...(timed ? { hours: { days, from: hoursFrom, to: hoursTo } } : {}) }
}

/** When the post holds within a day; what is left open holds at all times. */
function HoursFields() {
  const { t } = useTranslation()
  const days = Form.useWatch<string | undefined>('days')
  const required = [{ required: true, message: t('field.required') }]
  return (
    <>
      <Form.Item name="days" label={t('people.hours')}>
        <Select allowClear placeholder={t('people.hoursAlways')} options={(['working', 'every'] as const).map((value) => ({ value, label: t(`people.days.${value}`) }))} />
      </Form.Item>
      {days !== undefined && (
        <>
          <Form.Item name="hoursFrom" label={t('people.hoursFrom')} rules={required}>
            <Input type="time" />
          </Form.Item>
          <Form.Item name="hoursTo" label={t('people.hoursTo')} rules={required}>
            <Input type="time" />
          </Form.Item>
        </>
      )}
    </>
  )
}

function AddPost({ id }: { id: string }) {
  const { t } = useTranslation()
  const text = useText()
  const [form] = Form.useForm<Filled>()
  const role = Form.useWatch('role', form)
  const body = Form.useWatch('organisation', form)
  const roles = useQuery({ queryKey: ['roles'], queryFn: () => ask(api.GET('/api/roles', {})), staleTime: Number.POSITIVE_INFINITY })
  const { message } = App.useApp()
  const isOfficer = (role: string) => roles.data?.items.some((one) => one.code === role && one.officer) ?? false
  const add = useAct<NewPost & { reason?: string }, unknown>(
    ({ reason, ...body }, key) => (isOfficer(body.role) ? askFor('officer-post', { account: id, ...body }, reason ?? '', key) : ask(api.POST('/api/accounts/{id}/posts', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body }))),
    stale,
    () => {
      if (isOfficer(form.getFieldValue('role') as string)) void message.success(t('proposals.officer'))
      form.resetFields()
    },
  )
  const required = [{ required: true, message: t('field.required') }]
  return (
    <Form form={form} layout="vertical" onFinish={(value) => add.mutate(bodyOf(value))}>
      <RefusalNotice error={add.error} />
      <Form.Item name="role" label={t('people.role')} rules={required}>
        <Select options={(roles.data?.items ?? []).map((role) => ({ value: role.code, label: text(role.name), title: text(role.duty) }))} />
      </Form.Item>
      <Form.Item name="organisation" label={t('people.organisation')} rules={required}>
        <OrganisationChoice />
      </Form.Item>
      <SectionField body={body} role={role} />
      <Form.Item name="until" label={t('people.until')} extra={t('people.untilNote')}>
        <Input type="date" />
      </Form.Item>
      {role !== undefined && <HoursFields />}
      {role !== undefined && isOfficer(role) && (
        <Form.Item name="reason" label={t('field.reason')} extra={t('proposals.officerNote')} rules={required}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
        </Form.Item>
      )}
      <Button htmlType="submit" loading={add.isPending}>
        {t('people.addPost')}
      </Button>
    </Form>
  )
}

function Posts({ account, mayGrant }: { account: Account; mayGrant: boolean }) {
  const { t } = useTranslation()
  const text = useText()
  const { message } = App.useApp()
  const { posts } = account
  const isOfficers = (post: string) => posts.some((one) => one.id === post && officers.includes(one.role))
  const end = useAct<{ post: string }, unknown>(
    ({ post }, key) => (isOfficers(post) ? askFor('officer-post-end', { account: account.id, post }, t('people.endPost'), key) : ask(api.DELETE('/api/accounts/{id}/posts/{post}', { params: { path: { id: account.id, post }, header: { 'Idempotency-Key': key } } }))),
    stale,
    (answer) => answer !== undefined && void message.success(t('proposals.officer')),
  )
  return (
    <Panel title={t('people.posts')}>
      <RefusalNotice error={end.error} />
      {posts.length === 0 && <Nothing>{t('people.noPosts')}</Nothing>}
      <ul className="plain">
        {posts.map((post) => (
          <li key={post.id} className="between">
            <span>
              {t(`role.${post.role}`, { defaultValue: post.role })} · {text((post.section ?? post.organisation).name)}
              {post.to !== null && <> · {t('people.untilMoment', { moment: formatMoment(post.to) })}</>}
              {post.hours !== null && (
                <>
                  {' '}
                  · {t(`people.days.${post.hours.days}`)} {post.hours.from}–{post.hours.to}
                </>
              )}
            </span>
            {mayGrant && (
              <Popconfirm title={t('people.endPostSure')} onConfirm={() => end.mutate({ post: post.id })}>
                <Button size="small">{t('people.endPost')}</Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
      {mayGrant && <AddPost id={account.id} />}
    </Panel>
  )
}

/** The reasons that this drawer offers are codes; what another face wrote stands as it is. */
function reasonWords(reason: string | undefined, t: TFunction): string | undefined {
  return reason === undefined || reason === '' ? undefined : reasons.includes(reason) ? t(`people.reason.${reason}`) : reason
}

function Freezing({ account }: { account: Account }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const path = { id: account.id }
  const isOfficer = account.posts.some(({ role }) => officers.includes(role))
  const tell = () => isOfficer && void message.success(t('proposals.officer'))
  const freeze = useAct<{ reason: string }, unknown>(
    (body, key) => (isOfficer ? askFor('officer-freezing', { account: account.id, freeze: true }, t(`people.reason.${body.reason}`), key) : ask(api.POST('/api/accounts/{id}/freezing', { params: { path, header: { 'Idempotency-Key': key } }, body }))),
    stale,
    tell,
  )
  const thaw = useAct<{ id: string }, unknown>(
    (_, key) => (isOfficer ? askFor('officer-freezing', { account: account.id, freeze: false }, t('people.thaw'), key) : ask(api.DELETE('/api/accounts/{id}/freezing', { params: { path, header: { 'Idempotency-Key': key } } }))),
    stale,
    tell,
  )
  if (account.frozenAt !== null)
    return (
      <Panel title={t('people.frozen')}>
        <RefusalNotice error={thaw.error} />
        <Facts
          rows={[
            [t('life.frozenSince'), formatMoment(account.frozenAt)],
            [t('life.frozenBy'), account.frozenGround === undefined ? undefined : t(`life.frozenGround.${account.frozenGround}`)],
            [t('field.reason'), reasonWords(account.frozenReason, t)],
          ]}
        />
        <Button onClick={() => thaw.mutate({ id: account.id })} loading={thaw.isPending}>
          {t('people.thaw')}
        </Button>
      </Panel>
    )
  return (
    <Panel title={t('people.freeze')}>
      <RefusalNotice error={freeze.error} />
      <Form<{ reason: string }> layout="vertical" onFinish={(value) => freeze.mutate(value)}>
        <Form.Item name="reason" label={t('field.reason')} rules={[{ required: true, message: t('field.required') }]}>
          <Radio.Group className="outcomes" options={reasons.map((reason) => ({ value: reason, label: t(`people.reason.${reason}`) }))} />
        </Form.Item>
        <Button danger htmlType="submit" loading={freeze.isPending}>
          {t('people.freeze')}
        </Button>
      </Form>
    </Panel>
  )
}

export function PersonDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const query = useQuery({ queryKey: ['account', id], queryFn: () => ask(api.GET('/api/accounts/{id}', { params: { path: { id } } })) })
  const account = query.data
  const text = useText()
  const sayDocument = useDocumentText()
  const duties = describeDuties(useSession().data)
  return (
    <Drawer open title={account?.name ?? t('people.name')} onClose={onClose} size={460}>
      {query.isPending && <Waiting />}
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      {account !== undefined && (
        <>
          <Facts
            rows={[
              [t('people.login'), account.login],
              [t('people.kind'), t(`accountKind.${account.kind}`)],
              [t('people.organisation'), text(account.organisation?.name)],
              [t('people.idNumber'), account.idNumber],
              [t('people.phone'), account.phone],
              [t('people.since'), formatMoment(account.createdAt)],
              [t('life.former'), account.former?.map(sayDocument).join('；')],
            ]}
          />
          {account.kind === 'staff' && <Posts account={account} mayGrant={duties.grantsPosts} />}
          {account.kind === 'natural' && <Guardianships account={account} />}
          {account.kind === 'legal' && <Representative account={account} />}
          {account.kind !== 'staff' && (duties.opensAccounts || duties.grantsPosts) && <Ending account={account} />}
          {account.kind !== 'staff' && account.ending === undefined && account.frozenAt === null && (duties.opensAccounts || duties.grantsPosts) && <Merging account={account} />}
          {(duties.opensAccounts || duties.grantsPosts) && <Freezing account={account} />}
        </>
      )}
    </Drawer>
  )
}
