// Leave with a deputy, the hand-over of all open work of somebody who leaves, and for the head of a body the quarterly review of its posts.
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { api, ask } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { Waiting } from '../parts/panel.tsx'
import { ScreenHead } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { HandOver } from './hand-over.tsx'
import { Leave } from './leave.tsx'
import { PostReviews } from './post-reviews.tsx'

/** A colleague with the posts held, once. */
export type Person = { account: string; name: string; posts: { role: string; organisation: string; section: string | null }[] }

export function StaffingPage() {
  const { t } = useTranslation()
  const session = useSession()
  const query = useQuery({ queryKey: ['absences'], queryFn: () => ask(api.GET('/api/absences', {})) })
  if (query.isPending || session.data?.account == null) return <Waiting />
  if (query.error !== null) return <RefusalNotice error={query.error} again={() => void query.refetch()} />
  const me = session.data.account
  const headed = session.data.posts.filter((post) => post.role === 'head').map((post) => post.organisation.code)
  const people = [...Map.groupBy(query.data.colleagues, (one) => one.account).values()].flatMap(([first, ...more]): Person[] =>
    first === undefined ? [] : [{ account: first.account, name: first.name, posts: [first, ...more].map((one) => ({ role: one.role, organisation: one.organisation.code, section: one.section })) }],
  )
  const self = people.find((one) => one.account === me.id) ?? { account: me.id, name: me.name, posts: [] }
  // A head arranges for the people of the bodies headed; everybody for oneself.
  const managed = [self, ...people.filter((one) => one.account !== me.id && one.posts.some((post) => headed.includes(post.organisation)))]
  return (
    <div className="screen narrow staffing">
      <ScreenHead title={t('staffing.title')} />
      <Leave absences={query.data.items} people={people} managed={managed} me={me.id} />
      <HandOver managed={managed} me={me.id} />
      {headed.length > 0 && <PostReviews />}
    </div>
  )
}
