// All open work of one person goes to colleagues with the same posts: what is open stands here, a receiver for each post, the reason, and what came of each step.
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAct } from '../api/act.ts'
import { api, ask, sendJson } from '../api/client.ts'
import type { BulkResult, OpenWork, Problem } from '../api/types.ts'
import { Nothing, Panel, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useText } from '../parts/text.ts'
import type { Person } from './staffing-page.tsx'

type Post = OpenWork['posts'][number]
type Answer = { items: BulkResult[]; left: number }
const placeOf = (post: Post) => post.section ?? post.organisation
const nameOf = (post: Post) => `${post.role}@${placeOf(post).code}`

function Results({ answer }: { answer: Answer }) {
  const { t } = useTranslation()
  return (
    <div className="bulk-results" aria-live="polite">
      <p>
        <strong>{t('staffing.result', { done: answer.items.filter((one) => one.done).length, left: answer.left })}</strong>
      </p>
      <ul className="plain">
        {answer.items.filter((one) => !one.done).map((one) => (
          <li key={one.step}>
            <Link to={`/cases/${one.number}`} className="number">
              {one.number}
            </Link>{' '}
            <span className="bulk-why">{(one.problem as Problem | null)?.detail}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function WorkOf({ account }: { account: string }) {
  const { t } = useTranslation()
  const text = useText()
  const [to, setTo] = useState<Record<string, string>>({})
  const [reason, setReason] = useState('')
  const query = useQuery({ queryKey: ['open-work', account], queryFn: () => ask(api.GET('/api/open-work/{account}', { params: { path: { account } } })) })
  const hand = useAct<{ receivers: { role: string; organisation: string; section?: string; to: string }[]; reason: string }, Answer>((body, key) => sendJson(`/api/open-work/${account}/hand-over`, body, key), ['open-work', 'cases', 'case'])
  if (query.isPending) return <Waiting />
  if (query.error !== null) return <RefusalNotice error={query.error} again={() => void query.refetch()} />
  const { items, posts } = query.data
  const send = () => hand.mutate({ receivers: posts.flatMap((post) => (to[nameOf(post)] ? [{ role: post.role, organisation: post.organisation.code, ...(post.section ? { section: post.section.code } : {}), to: to[nameOf(post)] ?? '' }] : [])), reason })
  return (
    <>
      {hand.data !== undefined && <Results answer={hand.data} />}
      {items.length === 0 && <Nothing>{t('staffing.noWork')}</Nothing>}
      {items.length > 0 && (
        <Form layout="vertical" component="form" onFinish={send}>
          <h3>{t('staffing.work', { count: items.length })}</h3>
          <ul className="plain open-work">
            {items.map((step) => (
              <li key={step.step}>
                <Link to={`/cases/${step.number}`} className="number">
                  {step.number}
                </Link>{' '}
                {text(step.item)} · {text(step.name)} {step.lent && <small className="tag">{t('staffing.lent')}</small>}
              </li>
            ))}
          </ul>
          {posts.map((post) => (
            <Form.Item key={nameOf(post)} htmlFor={`to-${nameOf(post)}`} label={t('staffing.receiver', { post: `${t(`role.${post.role}`)} · ${text(placeOf(post).name)}`, count: post.count })}>
              <Select
                id={`to-${nameOf(post)}`}
                value={to[nameOf(post)] ?? null}
                notFoundContent={t('staffing.noHolder')}
                options={post.holders.map((one) => ({ value: one.account, label: one.name }))}
                onChange={(chosen: string | null) => setTo({ ...to, [nameOf(post)]: chosen ?? '' })}
              />
            </Form.Item>
          ))}
          <Form.Item label={t('staffing.reason')} htmlFor="hand-reason">
            <Input.TextArea id="hand-reason" value={reason} maxLength={1000} autoSize={{ minRows: 2 }} onChange={(event) => setReason(event.target.value)} />
          </Form.Item>
          <RefusalNotice error={hand.error} />
          <Button htmlType="submit" type="primary" loading={hand.isPending} disabled={reason.trim() === ''}>
            {t('staffing.hand')}
          </Button>
        </Form>
      )}
    </>
  )
}

export function HandOver({ managed, me }: { managed: Person[]; me: string }) {
  const { t } = useTranslation()
  const [account, setAccount] = useState(me)
  return (
    <Panel title={t('staffing.handOver')}>
      <p className="quiet">{t('staffing.handNote')}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('staffing.person')} htmlFor="hand-person">
          <Select id="hand-person" value={account} options={managed.map((one) => ({ value: one.account, label: one.account === me ? `${one.name}（${t('staffing.me')}）` : one.name }))} onChange={setAccount} />
        </Form.Item>
      </Form>
      <WorkOf key={account} account={account} />
    </Panel>
  )
}
