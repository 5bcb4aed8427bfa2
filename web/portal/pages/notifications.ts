// The inbox: read and unread, by matter, each with the way to what is to be done. Marking as read is a form, without scripts too.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { button, keyInput, nextPage, tag } from '../parts.ts'
import { momentWords } from '../spoken.ts'
import type { Listed, Notification } from '../shapes.ts'
import type { WordKey } from '../words.ts'
import { postedText, type Answer, type Page, type Visit } from '../visit.ts'
import { choiceLinks, mineNav } from './mine.ts'

export function addNotifications(site: Site): void {
  site.get('/notifications', showNotifications)
  site.post('/notifications/reading', readAll)
  site.post('/notifications/:notification/reading', readOne)
}

/** Where the list stands: kept through marking, so that one comes back to the same place. */
function listQuery(visit: Visit): URLSearchParams {
  const query = new URLSearchParams()
  for (const name of ['unread', 'case', 'cursor'] as const) if (visit.query[name] !== undefined && visit.query[name] !== '') query.set(name, visit.query[name])
  return query
}

async function showNotifications(visit: Visit): Promise<Page> {
  const query = listQuery(visit)
  const list = await visit.api.get<Listed<Notification> & { unread: number }>(`/notifications${query.size === 0 ? '' : `?${query.toString()}`}`)
  const { w } = visit
  const number = query.get('case')
  const isUnread = query.get('unread') === 'true'
  return {
    title: w('notifications.title'),
    crumbs: [{ href: '/my', text: w('nav.my') }, { href: '/notifications', text: w('notifications.title') }],
    wide: true,
    body: html`<h1 class="govuk-heading-l">${w('notifications.title')}</h1>${mineNav(visit)}
${number === null ? choiceLinks(w('notifications.filter'), [{ href: '/notifications', text: w('notifications.all'), isHere: !isUnread }, { href: '/notifications?unread=true', text: w('notifications.unread', { count: list.unread }), isHere: isUnread }]) : html`<p class="govuk-body">${w('notifications.of-case', { number })} · <a class="govuk-link" href="/notifications">${w('notifications.show-all')}</a></p>`}
<div class="yw-bar">${list.unread === 0 ? '' : html`<form method="post" action="/notifications/reading">${keyInput()}${number === null ? '' : html`<input type="hidden" name="case" value="${number}">`}${button(w('notifications.read-all'), 'secondary')}</form>`}<a class="govuk-link" href="/notifications/settings">${w('notifications.settings')}</a></div>
${list.items.length === 0 ? html`<p class="govuk-body">${w('notifications.none')}</p>` : html`<ul class="yw-list">${list.items.map((one) => line(visit, one, query.toString()))}</ul>`}
${nextPage(visit, list.next)}`,
  }
}

/** What there is to do after a message, by its kind. */
function wayOf(one: Notification): { href: string; key: WordKey } | undefined {
  const path = one.case ? `/cases/${encodeURIComponent(one.case)}` : undefined
  if (one.kind.startsWith('licences.')) return { href: '/my/licences', key: 'notifications.do-licences' }
  if (one.kind === 'reviews.answered' || one.kind === 'reviews.rectification-closed') return { href: '/my/reviews', key: 'notifications.do-reviews' }
  if (path === undefined) return undefined
  if (one.kind === 'cases.correction-asked') return { href: path, key: 'notifications.do-correct' }
  if (one.kind === 'reviews.invited') return { href: `${path}/review`, key: 'notifications.do-review' }
  if (one.kind === 'cases.decided' || one.kind === 'cases.acceptance-refused' || one.kind === 'cases.extended') return { href: `${path}#letters`, key: 'notifications.do-letters' }
  return { href: path, key: 'notifications.do-case' }
}

function line(visit: Visit, one: Notification, query: string): Html {
  const { w, t } = visit
  const isNew = one.readAt === null || one.readAt === undefined
  const way = wayOf(one)
  return html`<li class="yw-list__item${isNew ? ' yw-list__item--new' : ''}"><h2 class="govuk-heading-s yw-tight">${t(one.title)} ${isNew ? tag(w('notifications.new'), 'blue') : ''}</h2>
<p class="govuk-body yw-tight">${t(one.text)}</p>
<p class="yw-list__facts"><time datetime="${one.at}">${momentWords(visit, one.at)}</time></p>
<div class="yw-bar yw-bar--line">${way === undefined ? '' : html`<a class="govuk-link" href="${way.href}">${w(way.key)}<span class="govuk-visually-hidden"> ${t(one.title)} ${one.case ?? ''}</span></a>`}
${one.case ? html`<a class="govuk-link" href="/notifications?case=${encodeURIComponent(one.case)}">${w('notifications.only-case')}<span class="govuk-visually-hidden"> ${one.case} ${t(one.title)}</span></a>` : ''}
${isNew ? html`<form method="post" action="/notifications/${one.id}/reading">${keyInput()}<input type="hidden" name="back" value="${query}"><button class="yw-link-button yw-link-button--dark" type="submit">${w('notifications.read')}<span class="govuk-visually-hidden"> ${t(one.title)} ${one.case ?? ''}</span></button></form>` : ''}</div></li>`
}

async function readOne(visit: Visit): Promise<Answer> {
  await visit.api.send<unknown>({ method: 'POST', path: `/notifications/${encodeURIComponent(visit.params['notification'] ?? '')}/reading`, key: postedText(visit, 'key') })
  // Rebuilt from its parts: nothing else can be carried through.
  const back = new URLSearchParams(postedText(visit, 'back'))
  const query = new URLSearchParams([...back].filter(([name]) => name === 'unread' || name === 'case' || name === 'cursor'))
  return { redirect: `/notifications${query.size === 0 ? '' : `?${query.toString()}`}` }
}

async function readAll(visit: Visit): Promise<Answer> {
  const number = postedText(visit, 'case')
  await visit.api.send<unknown>({ method: 'POST', path: '/notifications/reading', body: number === '' ? {} : { case: number }, key: postedText(visit, 'key') })
  return { redirect: number === '' ? '/notifications' : `/notifications?case=${encodeURIComponent(number)}` }
}
