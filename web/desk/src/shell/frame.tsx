// The frame of every screen: where one can go, who is signed in, whether the line to the server stands.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, NavLink, Outlet, useLocation, useNavigate } from 'react-router'
import { useEvents } from '../api/events.ts'
import { inboxOf } from '../api/reading.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { SignedIn } from '../api/types.ts'
import { Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useText } from '../parts/text.ts'
import { chooseLanguage } from '../words/index.ts'
import { ClockNotice } from './clock-notice.tsx'
import { useKeys } from './keys.ts'
import { NotReady } from './not-ready.tsx'
import { signOut } from './sign-out.ts'

// Rarely opened; they stay out of the first load.
const KeyHelp = lazy(async () => ({ default: (await import('./key-help.tsx')).KeyHelp }))
const PasswordDrawer = lazy(async () => ({ default: (await import('./password-drawer.tsx')).PasswordDrawer }))

const places = [
  { to: '/', name: 'work', key: 'w', duty: 'handlesCases' },
  { to: '/board', name: 'board', key: 'b', duty: 'supervises' },
  { to: '/intake', name: 'intake', key: 'n', duty: 'takesIn' },
  { to: '/items', name: 'items', key: 'i' },
  { to: '/models', name: 'models', key: 'd', duty: 'writesModels' },
  { to: '/licences', name: 'licences', key: 'z' },
  { to: '/registers', name: 'registers', key: 'r', duty: 'handlesCases' },
  { to: '/automation', name: 'automation', key: 'a', duty: 'watchesAutomation' },
  { to: '/organisations', name: 'organisations', key: 'o' },
  { to: '/people', name: 'people', key: 'p', duty: 'seesPeople' },
  { to: '/life', name: 'life', key: 'e', duty: 'keepsAccounts' },
  { to: '/clients', name: 'clients', key: 'c', duty: 'runsSystem' },
  { to: '/upstreams', name: 'upstreams', key: 't', duty: 'runsSystem' },
  { to: '/proposals', name: 'proposals', key: 's', duty: 'decidesProposals' },
  { to: '/personal-data', name: 'purposes', key: 'u', duty: 'keepsPurposes' },
  { to: '/ledger', name: 'ledger', key: 'l' },
] as const

type Place = (typeof places)[number]

function openPlaces(session: SignedIn): Place[] {
  const duties = describeDuties(session)
  return places.filter((place) => !('duty' in place) || duties[place.duty])
}

function Places({ session }: { session: SignedIn }) {
  const { t } = useTranslation()
  return (
    <nav className="places" aria-label={t('shell.places')}>
      {openPlaces(session).map((place) => (
        <NavLink key={place.to} to={place.to} end={place.to === '/'} title={`g ${place.key}`}>
          {t(`shell.${place.name}`)}
        </NavLink>
      ))}
    </nav>
  )
}

function Person({ session, onPassword }: { session: SignedIn; onPassword: () => void }) {
  const { t } = useTranslation()
  const text = useText()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLSpanElement>(null)
  const leave = (event: React.FocusEvent) => !place.current?.contains(event.relatedTarget) && setOpen(false)
  return (
    <span className="person" ref={place} onBlur={leave} onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}>
      <Button type="text" aria-expanded={open} onClick={() => setOpen(!open)}>
        {session.account.name} <span className="arrow arrow-down" aria-hidden="true" />
      </Button>
      {open && (
        <div className="person-menu">
          {session.posts.map((post) => (
            <p key={post.id}>
              {t(`role.${post.role}`, { defaultValue: post.role })} <span className="quiet">{text((post.section ?? post.organisation).name)}</span>
            </p>
          ))}
          <hr />
          <Button type="text" block onClick={() => void navigate('/staffing')}>
            {t('shell.staffing')}
          </Button>
          {!describeDuties(session).decidesProposals && (
            <Button type="text" block onClick={() => void navigate('/proposals')}>
              {t('shell.emergency')}
            </Button>
          )}
          <Button type="text" block href="/account">
            {t('shell.account')}
          </Button>
          <Button type="text" block onClick={onPassword}>
            {t('shell.password')}
          </Button>
          <Button type="text" block onClick={signOut}>
            {t('shell.signOut')}
          </Button>
        </div>
      )}
    </span>
  )
}

/** Messages that wait: mentions, work handed over, delegations that came back. */
function Inbox() {
  const { t } = useTranslation()
  const inbox = useQuery(inboxOf(true))
  const unread = inbox.data?.unread ?? 0
  return (
    <NavLink to="/inbox" className="inbox-link" title={`g m · ${t('shell.inboxCount', { count: unread })}`}>
      {t('shell.inbox')} {unread > 0 && <span className="badge">{unread > 99 ? '99+' : unread}</span>}
    </NavLink>
  )
}

function Head({ session, onHelp }: { session: SignedIn; onHelp: () => void }) {
  const { t, i18n } = useTranslation()
  const { handlesCases } = describeDuties(session)
  const live = useEvents(handlesCases)
  const [password, setPassword] = useState(false)
  const other = i18n.language === 'en' ? 'zh' : 'en'
  return (
    <header className="head">
      <NavLink to="/" className="mark" aria-label={t('shell.name')}>
        <img src="/desk/mark.svg" alt="" width="22" height="22" />
        <span>{t('shell.name')}</span>
      </NavLink>
      <Places session={session} />
      <span className="head-end">
        <Inbox />
        {session.demonstration && <span className="tag">{t('shell.demonstration')}</span>}
        {handlesCases && (
          <output className={live ? 'line line-up' : 'line'} title={t(live ? 'shell.liveHint' : 'shell.notLiveHint')}>
            {t(live ? 'shell.live' : 'shell.notLive')}
          </output>
        )}
        <Button type="text" onClick={onHelp} aria-label={t('shell.keys')}>
          <kbd>?</kbd>
        </Button>
        <Button type="text" lang={other === 'en' ? 'en' : 'zh-CN'} onClick={() => void chooseLanguage(other)}>
          {other === 'en' ? 'English' : '中文'}
        </Button>
        <Person session={session} onPassword={() => setPassword(true)} />
      </span>
      <Suspense>{password && <PasswordDrawer open onClose={() => setPassword(false)} />}</Suspense>
    </header>
  )
}

function Desk({ session }: { session: SignedIn }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [help, setHelp] = useState(false)
  useKeys({
    '?': () => setHelp(true),
    'g m': () => void navigate('/inbox'),
    ...Object.fromEntries(openPlaces(session).map((place) => [`g ${place.key}`, () => void navigate(place.to)])),
  })
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      <Head session={session} onHelp={() => setHelp(true)} />
      {describeDuties(session).runsSystem && <ClockNotice mayAsk={describeDuties(session).opensAccounts} mayDecide={describeDuties(session).grantsPosts} />}
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
      <Suspense>{help && <KeyHelp open onClose={() => setHelp(false)} />}</Suspense>
    </div>
  )
}

/** Lets only staff in; everybody else is sent to sign in, and back here afterwards. */
export function Frame() {
  const session = useSession()
  const { pathname, search } = useLocation()
  if (session.isPending) return <Waiting />
  if (session.error !== null) return <RefusalNotice error={session.error} again={() => void session.refetch()} />
  const { account } = session.data
  if (account === null) return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />
  if (account.kind !== 'staff') return <Navigate to="/sign-in?staff=no" replace />
  if (session.data.lacks !== undefined) return <NotReady lacks={session.data.lacks} />
  return <Desk session={{ ...session.data, account }} />
}
