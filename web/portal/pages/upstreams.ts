// Signing in through a platform above: the ways on the page for signing in, going there, coming back, an account for whom we do not know yet.
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html } from '../html.ts'
import { button, facts, faultOf, keyInput, textInput } from '../parts.ts'
import type { Listed } from '../shapes.ts'
import type { Text } from '#engines/words'
import { type Answer, type Page, postedText, sentences, type ShownFault, shownFaults, type Visit } from '../visit.ts'
import { passCookies, safeNext, secondPage, type SecondStep } from './entering.ts'
import { refuseSignIn } from './sign-in.ts'
import type { Upstream } from './upstream-links.ts'

interface Told {
  platform: Text
  name: string
  idNumber: string
  level: number
  onward: string
}

export function addUpstreams(site: Site): void {
  site.get('/sign-in/by/:code', goThere)
  site.get('/sign-in/back/:code', backPage)
  site.post('/sign-in/back/:code', comeBack)
  site.get('/sign-in/known/:code', (visit) => knownPage(visit, []))
  site.post('/sign-in/known/:code', openAccount)
}

const pathOf = (visit: Visit, last: string): string => `/upstreams/${encodeURIComponent(visit.params['code'] ?? '')}/${last}`

/** By a link, since a browser lets no form of ours end on another site. `quiet`: from a page of another node, whose people are not asked again. */
async function goThere(visit: Visit): Promise<Answer> {
  const onward = safeNext(visit.query['next'] ?? '/my')
  const answer = await visit.api.raw({ method: 'POST', path: pathOf(visit, 'sign-in'), body: { onward, quiet: visit.query['quiet'] === '1' } })
  if (answer.status >= 400) return refuseSignIn(visit, answer, onward)
  passCookies(visit, answer)
  return { redirect: (JSON.parse(answer.payload.toString('utf8')) as { address: string }).address }
}

/** A press of a button signs in, and not the link that another site sent somebody here by. */
async function backPage(visit: Visit): Promise<Page> {
  const { w, t } = visit
  const { items } = await visit.api.get<Listed<Upstream>>('/upstreams')
  const name = t(items.find(({ code }) => code === visit.params['code'])?.name)
  const [, query = ''] = visit.request.url.split('?', 2)
  return {
    title: w('upstream.back-title'), crumbs: [{ href: '/sign-in', text: w('sign-in.title') }],
    body: html`<h1 class="govuk-heading-l">${w('upstream.back-title')}</h1><p class="govuk-body">${w('upstream.back-words', { name })}</p>
<form method="post" action="/sign-in/back/${visit.params['code'] ?? ''}"><input type="hidden" name="query" value="${query}">${button(w('upstream.back-button'))}</form>`,
  }
}

async function comeBack(visit: Visit): Promise<Answer> {
  const query = postedText(visit, 'query')
  const answer = await visit.api.raw({ method: 'POST', path: pathOf(visit, 'return'), body: { query: query.slice(0, queryCharsMax) } })
  if (answer.status >= 400) return refuseSignIn(visit, answer, '/my')
  passCookies(visit, answer)
  const { state, onward, second } = JSON.parse(answer.payload.toString('utf8')) as { state: string; onward: string; second?: SecondStep }
  if (second) return secondPage(visit, second, onward)
  return { redirect: state === 'unknown' ? `/sign-in/known/${encodeURIComponent(visit.params['code'] ?? '')}` : onward }
}

const queryCharsMax = 4000

async function knownPage(visit: Visit, faults: ShownFault[]): Promise<Answer> {
  const { w, t } = visit
  const answer = await visit.api.raw({ method: 'GET', path: pathOf(visit, 'registration') })
  if (answer.status >= 400) return refuseSignIn(visit, answer, '/my')
  const told = JSON.parse(answer.payload.toString('utf8')) as Told
  const page: Page = {
    title: w('upstream.known-title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: '/sign-in', text: w('sign-in.title') }],
    body: html`<h1 class="govuk-heading-l">${w('upstream.known-title')}</h1><p class="govuk-body">${w('upstream.known-words', { name: t(told.platform) })}</p>
${facts([[w('upstream.name'), told.name], [w('upstream.number'), told.idNumber], [w('upstream.level'), String(told.level)]])}
<p class="govuk-body">${w('upstream.known-wrong')}</p>
<form method="post" action="/sign-in/known/${visit.params['code'] ?? ''}" novalidate>${keyInput()}
${textInput(visit, { id: 'login', value: postedText(visit, 'login'), label: w('register.login'), hint: w('register.login-hint'), autocomplete: 'username', fault: faultOf(faults, 'login') })}
${textInput(visit, { id: 'password', label: w('register.password'), hint: w('register.password-hint'), type: 'password', autocomplete: 'new-password', fault: faultOf(faults, 'password') })}
${button(w('upstream.open'))}</form>`,
  }
  return page
}

async function openAccount(visit: Visit): Promise<Answer> {
  const answer = await visit.api.raw({ method: 'POST', path: pathOf(visit, 'registration'), body: { login: postedText(visit, 'login'), password: String(visit.posted['password'] ?? '') }, key: postedText(visit, 'key') })
  if (answer.status >= 500) throw ApiRefusal.from(answer)
  if (answer.status >= 400) {
    const { detail, next, fields } = ApiRefusal.from(answer).problem
    return knownPage(visit, fields.length > 0 ? shownFaults(fields) : [{ field: 'login', text: sentences(visit, detail, next) }])
  }
  passCookies(visit, answer)
  return { redirect: (JSON.parse(answer.payload.toString('utf8')) as { onward: string }).onward }
}
