// Getting an account back by the code from a window; and the notice to whoever holds it while that runs.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { bullets, button, buttonLink, faultOf, keyInput, notice, textInput } from '../parts.ts'
import { momentWords } from '../spoken.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { tryAct } from './case-acts.ts'

export function addRecovery(site: Site): void {
  site.get('/recovery', async (visit) => recoveryPage(visit, []))
  site.post('/recovery', recover)
  site.post('/account/recovery/objection', object)
}

function recoveryPage(visit: Visit, faults: ShownFault[]): Page {
  const { w } = visit
  const kept = (id: string) => ({ id, value: postedText(visit, id), fault: faultOf(faults, id) })
  return {
    title: w('recovery.title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: '/sign-in', text: w('sign-in.title') }, { href: '/recovery', text: w('recovery.title') }],
    body: html`<h1 class="govuk-heading-l">${w('recovery.title')}</h1><h2 class="govuk-heading-m">${w('recovery.how')}</h2>${bullets([w('recovery.step-codes'), w('recovery.step-window'), w('recovery.step-wait'), w('recovery.step-after')])}
<form method="post" action="/recovery" novalidate>
${textInput(visit, { ...kept('login'), label: w('freeze.login'), autocomplete: 'username', width: '20' })}
${textInput(visit, { ...kept('code'), label: w('recovery.code'), hint: w('recovery.code-hint'), autocomplete: 'off', width: '20' })}
${textInput(visit, { id: 'password', label: w('recovery.password'), hint: w('register.password-hint'), type: 'password', autocomplete: 'new-password', fault: faultOf(faults, 'password') })}
${button(w('recovery.button'))}</form>`,
  }
}

async function recover(visit: Visit): Promise<Answer> {
  const { w } = visit
  const [login, code, password] = [postedText(visit, 'login'), postedText(visit, 'code'), String(visit.posted['password'] ?? '')]
  if (login === '' || code === '') return recoveryPage(visit, [{ field: login === '' ? 'login' : 'code', text: w('recovery.needed') }])
  if (password === '') return recoveryPage(visit, [{ field: 'password', text: w('register.needed', { what: w('recovery.password') }) }])
  const faults = await tryAct(visit, { method: 'POST', path: '/session/recovery', body: { login: login.slice(0, 100), code: code.slice(0, 40), password } })
  if (faults.length > 0) return recoveryPage(visit, faults.map((fault) => ({ ...fault, field: fault.field ?? 'login' })))
  return {
    title: w('recovery.done-title'), crumbs: [{ href: '/sign-in', text: w('sign-in.title') }],
    body: html`<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">${w('recovery.done-title')}</h1></div><p class="govuk-body">${w('recovery.done')}</p>${buttonLink('/sign-in', w('sign-in.title'))}`,
  }
}

/** What whoever holds the account sees while somebody is having it given back; nothing where nobody is. */
export async function recoveryNotice(visit: Visit): Promise<Html | undefined> {
  const { w } = visit
  const { recovery } = await visit.api.get<{ recovery: { begunAt: string } | null }>('/session/recovery')
  if (!recovery) return undefined
  return notice(w('recovery.running-title'), html`<p class="govuk-notification-banner__heading">${w('recovery.running', { time: momentWords(visit, recovery.begunAt) })}</p>
<form method="post" action="/account/recovery/objection">${keyInput()}${button(w('recovery.object'), 'warning')}</form>`, 'plain', 'recovery')
}

async function object(visit: Visit): Promise<Answer> {
  await visit.api.send<unknown>({ method: 'DELETE', path: '/session/recovery', key: postedText(visit, 'key') })
  return { redirect: '/account?done=1' }
}
