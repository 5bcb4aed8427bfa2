// One's own ways to sign in: second ways, recovery codes, where one is signed in, the password. Every change wants a fresh proof.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { button, buttonLink, faultOf, keyInput, notice, tag, textInput } from '../parts.ts'
import { dateWords, momentWords } from '../spoken.ts'
import type { Listed } from '../shapes.ts'
import { isWordKey } from '../words.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { tryAct } from './case-acts.ts'
import { certificatePart } from './certificate-forms.ts'
import { passkeyForm, passkeyIn } from './entering.ts'
import { recoveryNotice } from './recovery.ts'
import { whileProved } from './second.ts'

interface Factor {
  id: string
  kind: 'totp' | 'passkey' | 'certificate' | 'sms' | 'email'
  alone: boolean
  name: string
  addedAt: string
  usedAt: string | null
}
export interface Own {
  factors: Factor[]
  recoveryCodes: number
  password: boolean
}
interface SessionLine {
  id: string
  way: string
  beganAt: string
  touchedAt: string
  current: boolean
}
interface Begun {
  id: string
  secret: string
  picture: string
}

export function addAccount(site: Site): void {
  site.get('/account', (visit) => accountPage(visit))
  site.get('/account/totp', async (visit) => namePage(visit, []))
  site.post('/account/totp', beginTotp)
  site.post('/account/totp/:id', confirmTotp)
  site.post('/account/passkeys', addPasskey)
  site.post('/account/factors/:id/removal', (visit) => change(() => visit.api.send<unknown>({ method: 'DELETE', path: `/factors/${encodeURIComponent(visit.params['id'] ?? '')}` })))
  site.post('/account/sessions/:id/end', (visit) => change(() => visit.api.send<unknown>({ method: 'DELETE', path: `/sessions/${encodeURIComponent(visit.params['id'] ?? '')}` })))
  site.post('/account/recovery-codes', newCodes)
  site.post('/account/password', newPassword)
}

export async function accountPage(visit: Visit, faults: ShownFault[] = []): Promise<Page> {
  const { w } = visit
  const [own, sessions, running, certificate] = await Promise.all([visit.api.get<Own>('/factors'), visit.api.get<Listed<SessionLine>>('/sessions'), recoveryNotice(visit), certificatePart(visit, faults)])
  return {
    title: w('account.title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: '/account', text: w('account.title') }],
    body: html`${visit.query['done'] === '1' ? notice(w('account.title'), html`<p class="govuk-notification-banner__heading">${w('account.done')}</p>`, 'success', 'done') : ''}
${running}${lackNotice(visit)}<h1 class="govuk-heading-l">${w('account.title')}</h1><p class="govuk-body">${w('account.words')}</p>
${visit.session?.account?.kind === 'natural' ? html`<p class="govuk-body"><a class="govuk-link" href="/identity">${w('identity.title')}</a></p>` : ''}
<h2 class="govuk-heading-m">${w('account.ways')}</h2>
${own.factors.length === 0 ? html`<p class="govuk-body">${w('account.no-ways')}</p>` : html`<ul class="yw-list">${own.factors.map((one) => factorLine(visit, one))}</ul>`}
<div class="govuk-button-group">${buttonLink('/account/totp', w('account.add-totp'), own.factors.length === 0 ? 'main' : 'secondary')}</div>
${passkeyPart(visit)}
${certificate}
${visit.session?.codes ? html`<h3 class="govuk-heading-s">${w('sent.add')}</h3><p class="govuk-body">${w('sent.add-words')} <a class="govuk-link" href="/account/codes">${w('sent.button')}</a></p>` : ''}
${own.factors.every(({ alone }) => alone) ? '' : html`<h2 class="govuk-heading-m">${w('account.codes')}</h2><p class="govuk-body">${w('account.codes-left', { count: own.recoveryCodes })}</p>
<form method="post" action="/account/recovery-codes">${button(w('account.codes-new'), 'secondary')}</form>`}
${own.password ? passwordPart(visit, faults) : ''}
<h2 class="govuk-heading-m">${w('account.sessions')}</h2><ul class="yw-list">${sessions.items.map((one) => sessionLine(visit, one))}</ul>
<p class="govuk-body"><a class="govuk-link" href="/account/freezing">${w('freeze.link')}</a></p>
${visit.session?.account?.kind === 'staff' ? '' : html`<p class="govuk-body"><a class="govuk-link" href="/account/systems">${w('systems.link')}</a></p><p class="govuk-body"><a class="govuk-link" href="/account/closing">${w('closing.link')}</a></p>`}`,
  }
}

/** What must be done here before anything else is open. */
function lackNotice({ w, session }: Visit): Html | undefined {
  return session?.lacks && notice(w('account.first'), html`<p class="govuk-notification-banner__heading">${w(`account.lacks-${session.lacks}`)}</p>`, 'plain', 'lack')
}

function factorLine(visit: Visit, one: Factor): Html {
  const { w } = visit
  const used = one.usedAt === null ? w('account.never-used') : w('account.used', { time: momentWords(visit, one.usedAt) })
  return html`<li class="yw-list__item"><strong>${one.name}</strong> ${tag(w(`account.${one.kind}`), 'grey')}${one.kind === 'sms' || one.kind === 'email' ? html` ${tag(w(one.alone ? 'sent.kind-alone' : 'sent.kind-second'), 'grey')}` : ''}<p class="yw-list__facts">${w('account.added', { date: dateWords(visit, one.addedAt.slice(0, 10)) ?? '' })} · ${used}</p>
<form method="post" action="/account/factors/${one.id}/removal"><button class="yw-link-button yw-link-button--dark" type="submit">${w('account.remove')}<span class="govuk-visually-hidden"> ${one.name}</span></button></form></li>`
}

function passkeyPart(visit: Visit): Html {
  const { w } = visit
  const name = textInput(visit, { id: 'name', label: w('account.name'), hint: w('account.name-hint'), width: '20', value: postedText(visit, 'name') })
  return html`<h3 class="govuk-heading-s">${w('account.add-passkey')}</h3><p class="govuk-body">${w('account.passkey-words')}</p>
<p class="govuk-body" data-without-passkeys>${w('account.passkey-needs')}</p>
${passkeyForm(visit, { action: '/account/passkeys', challenge: '/api/factors/passkey-challenges' }, w('account.add-passkey'), name)}`
}

function passwordPart(visit: Visit, faults: readonly ShownFault[]): Html {
  const { w } = visit
  const form = html`<form method="post" action="/account/password" novalidate>${keyInput()}
${textInput(visit, { id: 'current', label: w('account.password-current'), type: 'password', autocomplete: 'current-password', fault: faultOf(faults, 'current') })}
${textInput(visit, { id: 'next', label: w('account.password-next'), hint: w('account.password-hint'), type: 'password', autocomplete: 'new-password', fault: faultOf(faults, 'next') })}
${button(w('account.password-button'), 'secondary')}</form>`
  return html`<details class="govuk-details"${faults.some(({ field }) => field === 'current' || field === 'next') || visit.session?.lacks === 'own-password' ? html` open` : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('account.password')}</span></summary><div class="govuk-details__text">${form}</div></details>`
}

function sessionLine(visit: Visit, one: SessionLine): Html {
  const { w } = visit
  const key = `account.way-${one.way}`
  const end = html`<form method="post" action="/account/sessions/${one.id}/end"><button class="yw-link-button yw-link-button--dark" type="submit">${w('account.session-end')}<span class="govuk-visually-hidden"> ${momentWords(visit, one.beganAt)}</span></button></form>`
  return html`<li class="yw-list__item"><strong>${w('account.session', { time: momentWords(visit, one.beganAt) })}</strong> ${one.current ? tag(w('account.session-here'), 'green') : ''}<p class="yw-list__facts">${isWordKey(key) ? w(key) : one.way} · ${w('account.session-used', { time: momentWords(visit, one.touchedAt) })}</p>${one.current ? '' : end}</li>`
}

/** One act on the account, and back to its page. */
function change(act: () => Promise<unknown>): Promise<Answer> {
  return whileProved('/account', async () => {
    await act()
    return { redirect: '/account?done=1' }
  })
}

function namePage(visit: Visit, faults: ShownFault[]): Page {
  const { w } = visit
  return {
    title: w('totp.title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: '/account', text: w('account.title') }],
    body: html`<h1 class="govuk-heading-l">${w('totp.title')}</h1><form method="post" action="/account/totp" novalidate>
${textInput(visit, { id: 'name', label: w('account.name'), hint: w('account.name-hint'), width: '20', value: postedText(visit, 'name'), fault: faultOf(faults, 'name') })}${button(w('second.button'))}</form>`,
  }
}

async function beginTotp(visit: Visit): Promise<Answer> {
  const name = postedText(visit, 'name')
  if (name === '') return namePage(visit, [{ field: 'name', text: visit.w('account.name-needed') }])
  return whileProved('/account/totp', async () => totpPage(visit, await visit.api.send<Begun>({ method: 'POST', path: '/factors/totp', body: { name: name.slice(0, 60) } }), []))
}

/** The secret is shown on this page alone; a wrong code shows it again from what the form carried. */
function totpPage(visit: Visit, begun: Begun, faults: ShownFault[]): Page {
  const { w } = visit
  return {
    title: w('totp.title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: '/account', text: w('account.title') }],
    body: html`<h1 class="govuk-heading-l">${w('totp.title')}</h1><p class="govuk-body">${w('totp.scan')}</p>
<p><img class="yw-code-picture" src="${begun.picture}" alt="${w('totp.picture')}" width="240" height="240"></p>
<p class="govuk-body">${w('totp.type')} <strong class="yw-code">${(begun.secret.match(/.{1,4}/g) ?? []).join(' ')}</strong></p>
<form method="post" action="/account/totp/${begun.id}" novalidate><input type="hidden" name="secret" value="${begun.secret}"><input type="hidden" name="picture" value="${begun.picture}">
${textInput(visit, { id: 'code', label: w('second.code'), hint: w('totp.code-hint'), inputMode: 'numeric', autocomplete: 'one-time-code', width: '10', fault: faultOf(faults, 'code') })}${button(w('totp.button'))}</form>`,
  }
}

async function confirmTotp(visit: Visit): Promise<Answer> {
  const id = visit.params['id'] ?? ''
  const code = postedText(visit, 'code')
  const picture = postedText(visit, 'picture')
  const begun = { id, secret: postedText(visit, 'secret'), picture: picture.startsWith('data:image/svg+xml;base64,') ? picture : '' }
  if (code === '') return totpPage(visit, begun, [{ field: 'code', text: visit.w('second.needed') }])
  return addWay(visit, '/account/totp', { path: `/factors/${encodeURIComponent(id)}/confirmation`, body: { code: code.slice(0, 40) } }, (faults) => totpPage(visit, begun, faults.map((fault) => ({ ...fault, field: 'code' }))))
}

/** Adds a second way and shows the recovery codes that came with it; `refused` is the page for what was wrong. */
export function addWay(visit: Visit, next: string, call: { path: string; body: object }, refused: (faults: ShownFault[]) => Answer | Promise<Answer>): Promise<Answer> {
  return whileProved(next, async () => {
    let codes: string[] = []
    const faults = await tryAct<{ recoveryCodes: string[] }>(visit, { method: 'POST', ...call }, ({ recoveryCodes }) => {
      codes = recoveryCodes
    })
    return faults.length > 0 ? refused(faults) : codesOr(visit, codes)
  })
}

async function addPasskey(visit: Visit): Promise<Answer> {
  const made = passkeyIn(visit)
  const name = postedText(visit, 'name') || visit.w('account.passkey')
  return addWay(visit, '/account', { path: '/factors/passkeys', body: { ticket: made?.challenge ?? '', response: made?.response ?? {}, name: name.slice(0, 60) } }, (faults) => accountPage(visit, faults))
}

function newCodes(visit: Visit): Promise<Answer> {
  return whileProved('/account', async () => codesOr(visit, (await visit.api.send<{ recoveryCodes: string[] }>({ method: 'POST', path: '/recovery-codes' })).recoveryCodes))
}

export function codesOr(visit: Visit, codes: readonly string[]): Answer {
  if (codes.length === 0) return { redirect: '/account?done=1' }
  const { w } = visit
  return {
    title: w('account.codes-title'), crumbs: [{ href: '/account', text: w('account.title') }],
    body: html`<h1 class="govuk-heading-l">${w('account.codes-title')}</h1><p class="govuk-body">${w('account.codes-words')}</p>
<ol class="yw-codes">${codes.map((code) => html`<li class="yw-code">${code}</li>`)}</ol>${buttonLink('/account?done=1', w('account.codes-kept'))}`,
  }
}

async function newPassword(visit: Visit): Promise<Answer> {
  const text = (name: string) => String(visit.posted[name] ?? '')
  const faults = await tryAct(visit, { method: 'PUT', path: '/session/password', body: { current: text('current'), next: text('next') }, key: postedText(visit, 'key') })
  if (faults.length === 0) return { redirect: '/account?done=1' }
  return accountPage(visit, faults.map((fault) => (fault.field === undefined ? { ...fault, field: 'current' } : fault)))
}
