// The quarterly review of posts, for the head of a body: who holds what, until when, and whether it is still needed. The own posts are somebody else's to review.
import { useQuery } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import type { ReviewedPost } from '../api/types.ts'
import { Panel, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatDate, useText } from '../parts/text.ts'

type Verdict = { post: string; verdict: 'kept' | 'ended' }

function Standing({ row }: { row: ReviewedPost }) {
  const { t } = useTranslation()
  if (row.reviewedAt !== null) return <small className="quiet">{t('staffing.reviewed', { name: row.reviewedBy ?? '', date: formatDate(row.reviewedAt) })}</small>
  if (row.mine) return <small className="quiet">{t('staffing.reviewOwn')}</small>
  return row.waits ? <small className="tag tag-correcting">{t('staffing.reviewWaits')}</small> : <small className="quiet">{t('staffing.reviewLater')}</small>
}

function PostRow({ row, isOneBody, say, busy }: { row: ReviewedPost; isOneBody: boolean; say: (verdict: Verdict) => void; busy: boolean }) {
  const { t, i18n } = useTranslation()
  const text = useText()
  const name = i18n.language === 'en' ? (row.nameEn ?? row.name) : row.name
  const place = row.section ?? (isOneBody ? null : row.organisation)
  const post = `${t(`role.${row.role}`)}${place === null ? '' : ` · ${text(place.name)}`}`
  return (
    <li className="post-row">
      <span className="post-of">
        <strong>{name}</strong> {post}{' '}
        <small className="quiet">
          {row.to === null ? t('staffing.since', { date: formatDate(row.from) }) : t('staffing.sinceUntil', { date: formatDate(row.from), until: formatDate(new Date(Date.parse(row.to) - 1).toISOString()) })}
          {row.hours !== null && ` · ${t(`people.days.${row.hours.days}`)} ${row.hours.from}–${row.hours.to}`}
        </small>{' · '}
        <Standing row={row} />
      </span>
      {!row.mine && row.reviewedAt === null && (
        <span className="post-acts">
          <Button size="small" disabled={busy} aria-label={`${t('staffing.keep')} ${name} ${post}`} onClick={() => say({ post: row.post, verdict: 'kept' })}>
            {t('staffing.keep')}
          </Button>
          <Popconfirm title={t('staffing.endPostSure', { name, post })} onConfirm={() => say({ post: row.post, verdict: 'ended' })}>
            <Button size="small" danger disabled={busy} aria-label={`${t('staffing.endPost')} ${name} ${post}`}>
              {t('staffing.endPost')}
            </Button>
          </Popconfirm>
        </span>
      )}
    </li>
  )
}

export function PostReviews() {
  const { t } = useTranslation()
  const query = useQuery({ queryKey: ['post-reviews'], queryFn: () => ask(api.GET('/api/post-reviews', {})) })
  const review = useAct<Verdict, unknown>(
    ({ post, verdict }, key) => ask(api.POST('/api/post-reviews/{post}', { params: { path: { post }, header: { 'Idempotency-Key': key } }, body: { verdict } })),
    ['post-reviews', 'absences'],
  )
  if (query.isPending) return <Waiting />
  if (query.error !== null) return <RefusalNotice error={query.error} again={() => void query.refetch()} />
  const { items, quarter, until } = query.data
  const [year, number] = quarter.split('-Q')
  const waiting = items.filter((row) => row.waits && !row.mine).length
  const isOneBody = new Set(items.map((row) => row.organisation.code)).size === 1
  return (
    <Panel title={t('staffing.reviewTitle', { year, quarter: number })}>
      <p className="quiet">{t('staffing.reviewNote')}</p>
      <p>
        <strong>{waiting === 0 ? t('staffing.reviewDone') : t('staffing.reviewOpen', { count: waiting, date: until })}</strong>
      </p>
      <RefusalNotice error={review.error} />
      <ul className="plain">
        {items.map((row) => (
          <PostRow key={row.post} row={row} isOneBody={isOneBody} say={(verdict) => review.mutate(verdict)} busy={review.isPending} />
        ))}
      </ul>
    </Panel>
  )
}
