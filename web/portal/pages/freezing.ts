// Freezing one's account, from a session or with a code from paper or a message, and letting it in again. A link alone freezes nothing: a button does.
import type { Site } from '../site.ts'
import { html } from '../html.ts'
import { bullets, button, buttonLink, faultOf, keyInput, textInput } from '../parts.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { ApiRefusal } from '../api.ts'
import { tryAct } from './case-acts.ts'
import { passCookies } from './entering.ts'

export function addFreezing(site: Site): void {
  site.get('/account/freezing', ownPage)
  site.post('/account/freezing', freezeOneself)
  site.get('/frozen', async (visit) => donePage(visit, 'freeze'))
  site.get('/freeze', async (visit) => codePage(visit, []))
  site.post('/freeze', freezeByCode)
  site.get('/thaw', async (visit) => thawPage(visit, []))
  site.post('/thaw', thaw)
}

async function ownPage(visit: Visit): Promise<Page> {
  const { w } = visit
  const [own, codes] = await Promise.all([visit.api.get<{ login: string; code: string }>('/freeze-code'), visit.api.get<{ recoveryCodes: number }>('/factors')])
  return {
    title: w('freeze.title'), crumbs: [{ href: '/account', text: w('account.title') }, { href: '/account/freezing', text: w('freeze.title') }],
    body: html`<h1 class="govuk-heading-l">${w('freeze.title')}</h1>${bullets([w('freeze.words'), codes.recoveryCodes > 0 ? w('freeze.thaw-words') : w('freeze.no-codes')])}
<form method="post" action="/account/freezing">${keyInput()}${button(w('freeze.button'), 'warning')}</form>
<h2 class="govuk-heading-m">${w('freeze.code')}</h2><p class="govuk-body">${w('freeze.code-words')}</p>
<p class="govuk-body">${w('freeze.login')} <strong class="yw-code">${own.login}</strong> · ${w('freeze.code')} <strong class="yw-code">${own.code}</strong></p>`,
  }
}

async function freezeOneself(visit: Visit): Promise<Answer> {
  const answer = await visit.api.raw({ method: 'POST', path: '/session/freezing' })
  if (answer.status >= 400) throw ApiRefusal.from(answer)
  passCookies(visit, answer)
  return { redirect: '/frozen' }
}

function donePage(visit: Visit, what: 'freeze' | 'thaw'): Page {
  const { w } = visit
  return {
    title: w(`${what}.done-title`), crumbs: [{ href: '/sign-in', text: w('sign-in.title') }],
    body: html`<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">${w(`${what}.done-title`)}</h1></div><p class="govuk-body">${w(`${what}.done`)}</p>
${what === 'freeze' ? html`<p class="govuk-body">${w('freeze.thaw-words')}</p><p class="govuk-body"><a class="govuk-link" href="/thaw">${w('thaw.title')}</a></p>` : buttonLink('/sign-in', w('sign-in.title'))}`,
  }
}

function codePage(visit: Visit, faults: ShownFault[]): Page {
  const { w } = visit
  const given = (name: string) => postedText(visit, name) || (visit.query[name] ?? '')
  const [account, code] = [given('account'), given('code')]
  // From a message the account is named by an id that tells nobody anything; there is nothing to type.
  const isLinked = /^[0-9a-f-]{36}$/.test(account) && code !== '' && faults.length === 0
  return {
    title: w('freeze.title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: '/sign-in', text: w('sign-in.title') }, { href: '/freeze', text: w('freeze.title') }],
    body: html`<h1 class="govuk-heading-l">${w('freeze.title')}</h1>${isLinked ? html`<p class="govuk-body">${w('freeze.from-message')}</p>` : ''}${bullets([w('freeze.words'), w('freeze.thaw-words')])}
<form method="post" action="/freeze" novalidate>${keyInput()}
${isLinked ? html`<input type="hidden" name="account" value="${account}"><input type="hidden" name="code" value="${code}">` : html`${textInput(visit, { id: 'account', label: w('freeze.login'), value: account, autocomplete: 'username', width: '20', fault: faultOf(faults, 'account') })}
${textInput(visit, { id: 'code', label: w('freeze.code'), hint: w('freeze.code-hint'), value: code, autocomplete: 'off', width: '20', fault: faultOf(faults, 'code') })}`}
${button(w('freeze.button'), 'warning')}</form><p class="govuk-body"><a class="govuk-link" href="/thaw">${w('thaw.link')}</a></p>`,
  }
}

async function freezeByCode(visit: Visit): Promise<Answer> {
  const [account, code] = [postedText(visit, 'account'), postedText(visit, 'code')]
  if (account === '' || code === '') return codePage(visit, [{ field: account === '' ? 'account' : 'code', text: visit.w('freeze.needed') }])
  const faults = await tryAct(visit, { method: 'POST', path: '/freezings', body: { account: account.slice(0, 100), code: code.slice(0, 40) } })
  return faults.length > 0 ? codePage(visit, faults.map((fault) => ({ ...fault, field: 'account' }))) : { redirect: '/frozen' }
}

function thawPage(visit: Visit, faults: ShownFault[]): Page {
  const { w } = visit
  return {
    title: w('thaw.title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: '/sign-in', text: w('sign-in.title') }, { href: '/thaw', text: w('thaw.title') }],
    body: html`<h1 class="govuk-heading-l">${w('thaw.title')}</h1><p class="govuk-body">${w('thaw.words')}</p>
<form method="post" action="/thaw" novalidate>
${textInput(visit, { id: 'login', label: w('freeze.login'), value: postedText(visit, 'login'), autocomplete: 'username', width: '20', fault: faultOf(faults, 'login') })}
${textInput(visit, { id: 'password', label: w('thaw.password'), type: 'password', autocomplete: 'current-password' })}
${textInput(visit, { id: 'code', label: w('thaw.code'), hint: w('thaw.code-hint'), autocomplete: 'off', width: '20' })}
${button(w('thaw.button'))}</form>`,
  }
}

async function thaw(visit: Visit): Promise<Answer> {
  const [login, code, password] = [postedText(visit, 'login'), postedText(visit, 'code'), String(visit.posted['password'] ?? '')]
  if (login === '' || code === '' || password === '') return thawPage(visit, [{ field: 'login', text: visit.w('thaw.needed') }])
  const faults = await tryAct(visit, { method: 'POST', path: '/session/thawing', body: { login: login.slice(0, 100), password, recoveryCode: code.slice(0, 40) } })
  return faults.length > 0 ? thawPage(visit, faults.map((fault) => ({ ...fault, field: 'login' }))) : donePage(visit, 'thaw')
}
