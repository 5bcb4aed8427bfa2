// Signing in and out. It never tells which half of login and password was wrong; one-tap demonstration accounts are shown
// only where the API says that it demonstrates.
import type { Site } from '../site.ts'
import { ApiRefusal, type ApiAnswer } from '../api.ts'
import { html, type Html } from '../html.ts'
import { button, faultOf, keyInput, textInput } from '../parts.ts'
import { codeWord } from '../spoken.ts'
import type { DemonstrationAccount, Listed, Session } from '../shapes.ts'
import { type Answer, type Page, postedText, sentences, type ShownFault, type Visit } from '../visit.ts'
import { certificateSignIn } from './certificate-forms.ts'
import { enter, heldInput, otherWays, passCookies, passkeyForm, readHeld, safeNext, type Held } from './entering.ts'
import { upstreamLinks } from './upstream-links.ts'

export function addSignIn(site: Site): void {
  site.get('/sign-in', (visit) => showSignIn(visit, visit.query['next'] ?? '/my'))
  site.post('/sign-in', (visit) => signIn(visit, '/session', { login: postedText(visit, 'login'), password: firstOf(visit.posted['password']) }))
  site.post('/sign-in/demonstration', (visit) => signIn(visit, '/session/demonstration', { login: postedText(visit, 'login') }))
  site.post('/sign-out', signOut)
}

/** The page to sign in again on, holding what was posted to a page of an application. */
export function signInHolding(visit: Visit, next: string): Promise<Page> {
  const fields = Object.entries(visit.posted).flatMap(([name, value]) => (value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one])))
  return showSignIn(visit, next, [], 401, { action: visit.request.url, fields })
}

async function showSignIn(visit: Visit, next: string, faults: ShownFault[] = [], status = 200, held = readHeld(visit), login = postedText(visit, 'login')): Promise<Page> {
  const { w } = visit
  const session = await visit.api.find<Session>('/session')
  const demonstration = session?.demonstration === true ? await visit.api.find<Listed<DemonstrationAccount>>('/demonstration-accounts') : undefined
  const certificate = await certificateSignIn(visit, html`<input type="hidden" name="next" value="${next}">${heldInput(held)}`)
  return {
    title: w('sign-in.title'),
    status,
    faults,
    crumbs: [{ href: '/sign-in', text: w('sign-in.title') }],
    body: html`<h1 class="govuk-heading-l">${w('sign-in.title')}</h1>
${held ? html`<div class="govuk-inset-text">${w('kept.sign-in')}</div>` : next === '/my' ? '' : html`<p class="govuk-body">${w('sign-in.back')}</p>`}
${demonstration === undefined ? '' : demonstrationList(visit, demonstration.items, next, held)}
<form method="post" action="/sign-in" novalidate>
${demonstration === undefined ? '' : html`<h2 class="govuk-heading-m">${w('sign-in.password-way')}</h2>`}
<input type="hidden" name="next" value="${next}">${heldInput(held)}${keyInput()}
${textInput(visit, { id: 'login', label: w('sign-in.login'), hint: w('sign-in.login-hint'), value: login, autocomplete: 'username', fault: faultOf(faults, 'login') })}
${textInput(visit, { id: 'password', label: w('sign-in.password'), type: 'password', autocomplete: 'current-password' })}
${button(w('sign-in.button'))}
</form>
${passkeyForm(visit, { action: '/sign-in/passkey', challenge: '/api/passkey-challenges' }, w('passkey.sign-in'), html`<input type="hidden" name="next" value="${next}">${heldInput(held)}<p class="govuk-body">${w('passkey.sign-in-words')}</p>`)}
${certificate}
${otherWays(visit, session, next, held)}
${await upstreamLinks(visit, next)}
<p class="govuk-body"><a class="govuk-link" href="/register?next=${encodeURIComponent(next)}">${w('sign-in.register')}</a></p>
<p class="govuk-body"><a class="govuk-link" href="/recovery">${w('recovery.link')}</a></p>
<p class="govuk-body"><a class="govuk-link" href="/freeze">${w('freeze.link')}</a></p>`,
  }
}

function demonstrationList(visit: Visit, accounts: readonly DemonstrationAccount[], next: string, held: Held | undefined): Html {
  const { w } = visit
  const staff = accounts.filter((account) => account.kind === 'staff')
  return html`<section class="yw-panel" aria-labelledby="demonstration"><h2 class="govuk-heading-m" id="demonstration">${w('sign-in.demonstration')}</h2>
<p class="govuk-body">${w('sign-in.demonstration-words')}</p>
<h3 class="govuk-heading-s">${w('sign-in.people')}</h3>${accountList(visit, accounts.filter((account) => account.kind !== 'staff'), next, held)}
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('sign-in.staff')}</span></summary>${accountList(visit, staff, next, held)}</details></section>`
}

function accountList(visit: Visit, accounts: readonly DemonstrationAccount[], next: string, held: Held | undefined): Html {
  return html`<ul class="yw-accounts">${accounts.map((account) => html`<li><form method="post" action="/sign-in/demonstration"><input type="hidden" name="login" value="${account.login}"><input type="hidden" name="next" value="${next}">${heldInput(held)}
<button class="yw-account" type="submit"><strong>${account.name}</strong> <span class="yw-account__kind">${codeWord(visit, 'account', account.kind)}</span><span class="yw-account__words">${visit.t(account.title)}</span></button></form></li>`)}</ul>`
}

function signIn(visit: Visit, path: string, body: object): Promise<Answer> {
  const next = safeNext(postedText(visit, 'next'))
  return enter(visit, path, body, next, (answer) => refuseSignIn(visit, answer, next))
}

/** The page of signing in, with what was wrong: at a field, where something was typed. */
export function refuseSignIn(visit: Visit, answer: ApiAnswer, next: string, field: 'login' | null = 'login'): Promise<Page> {
  const problem = ApiRefusal.from(answer).problem
  if (problem.status >= 500) throw ApiRefusal.from(answer)
  // Whoever had two accounts that became one is led to the one that was kept.
  const kept = problem.code === 'people.account-merged' ? String(problem.facts['login']) : undefined
  if (kept !== undefined) return showSignIn(visit, next, [{ field: 'login', text: `${problem.detail}${visit.w('sign-in.merged', { login: kept })}` }], 422, undefined, kept)
  const text = problem.code === 'http.invalid-request' ? visit.w('sign-in.both') : sentences(visit, problem.detail, problem.next)
  return showSignIn(visit, next, [{ ...(field ? { field } : {}), text }], 422)
}

async function signOut(visit: Visit): Promise<Answer> {
  const answer = await visit.api.raw({ method: 'DELETE', path: '/session' })
  passCookies(visit, answer)
  return { redirect: '/' }
}

function firstOf(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}
