// Signing in by a code that is sent, without a script; and which of one's addresses get codes. It says the same whether or not somebody is here.
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html } from '../html.ts'
import { button, buttonLink, faultOf, radios, textInput } from '../parts.ts'
import type { Listed, Session } from '../shapes.ts'
import type { ChannelLine } from '../shapes-mine.ts'
import { type Answer, type Page, postedText, sentences, type ShownFault, type Visit } from '../visit.ts'
import { tryAct } from './case-acts.ts'
import { codesOr, type Own } from './account.ts'
import { codeInput, enter, heldInput, readHeld, safeNext } from './entering.ts'
import { refuseSignIn } from './sign-in.ts'
import { whileProved } from './second.ts'

export function addSentCodes(site: Site): void {
  site.get('/sign-in/code', (visit) => askPage(visit, safeNext(visit.query['next'] ?? '/my'), []))
  site.post('/sign-in/code', ask)
  site.post('/sign-in/code/entry', enterCode)
  site.get('/account/codes', (visit) => addPage(visit, []))
  site.post('/account/codes', add)
}

type Channel = 'sms' | 'email'
const crumbs = (visit: Visit) => [{ href: '/sign-in', text: visit.w('sign-in.title') }]

async function askPage(visit: Visit, next: string, faults: ShownFault[]): Promise<Page> {
  const { w } = visit
  const open = (await visit.api.find<Session>('/session'))?.codes ?? []
  const where = open.length > 1
    ? radios(visit, { id: 'channel', label: w('sent.where'), value: postedText(visit, 'channel') || 'sms', choices: open.map((channel) => ({ value: channel, text: w(`sent.where-${channel}`) })) })
    : html`<input type="hidden" name="channel" value="${open[0] ?? 'sms'}">`
  return {
    title: w('sent.title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: crumbs(visit),
    body: html`<h1 class="govuk-heading-l">${w('sent.title')}</h1><p class="govuk-body">${w('sent.words')}</p>
<form method="post" action="/sign-in/code" novalidate><input type="hidden" name="next" value="${next}">${heldInput(readHeld(visit))}
${textInput(visit, { id: 'login', label: w('sent.login'), value: postedText(visit, 'login'), autocomplete: 'username', fault: faultOf(faults, 'login') })}${where}${button(w('sent.ask'))}</form>`,
  }
}

/** What somebody typed says where the code goes, where it says so. */
function channelOf(visit: Visit, login: string): Channel {
  if (login.includes('@')) return 'email'
  return /^\+?\d[\d\s-]+$/.test(login) || postedText(visit, 'channel') !== 'email' ? 'sms' : 'email'
}

async function ask(visit: Visit): Promise<Answer> {
  const next = safeNext(postedText(visit, 'next'))
  const login = postedText(visit, 'login')
  if (login === '') return askPage(visit, next, postedText(visit, 'begin') === '' ? [{ field: 'login', text: visit.w('sent.login-needed') }] : [])
  const channel = channelOf(visit, login)
  let ticket = ''
  const faults = await tryAct<{ ticket: string }>(visit, { method: 'POST', path: '/session/sign-in-codes', body: { login: login.slice(0, 254), channel } }, (said) => {
    ticket = said.ticket
  })
  return faults.length > 0 ? askPage(visit, next, faults.map((fault) => ({ ...fault, field: 'login' }))) : entryPage(visit, { ticket, login, channel, next }, [])
}

interface Step {
  ticket: string
  login: string
  channel: Channel
  next: string
}

function entryPage(visit: Visit, { ticket, login, channel, next }: Step, faults: ShownFault[]): Page {
  const { w } = visit
  const kept = html`<input type="hidden" name="login" value="${login}"><input type="hidden" name="channel" value="${channel}"><input type="hidden" name="next" value="${next}">${heldInput(readHeld(visit))}`
  return {
    title: w('sent.entry'), faults, status: faults.length > 0 ? 422 : 200, crumbs: crumbs(visit),
    body: html`<h1 class="govuk-heading-l">${w('sent.entry')}</h1><p class="govuk-body">${w('sent.words-sent')}</p>
<form method="post" action="/sign-in/code/entry" novalidate><input type="hidden" name="ticket" value="${ticket}">${kept}
${codeInput(visit, w('sent.digits'), faults)}${button(w('sign-in.button'))}</form>
<form method="post" action="/sign-in/code"><p class="govuk-body">${w('sent.not-come')} <button class="yw-link-button yw-link-button--dark" type="submit">${w('sent.again')}</button></p>${kept}</form>`,
  }
}

async function enterCode(visit: Visit): Promise<Answer> {
  const step: Step = { ticket: postedText(visit, 'ticket'), login: postedText(visit, 'login'), channel: postedText(visit, 'channel') === 'email' ? 'email' : 'sms', next: safeNext(postedText(visit, 'next')) }
  const code = postedText(visit, 'code')
  if (code === '') return entryPage(visit, step, [{ field: 'code', text: visit.w('second.needed') }])
  return enter(visit, '/session/code', { ticket: step.ticket, code: code.slice(0, 20) }, step.next, (answer) => {
    const { code: why, detail, next: advice } = ApiRefusal.from(answer).problem
    // A wrong code leaves the step open; all else begins again.
    return why === 'people.code-refused' ? entryPage(visit, step, [{ field: 'code', text: sentences(visit, detail, advice) }]) : refuseSignIn(visit, answer, step.next)
  })
}

async function addPage(visit: Visit, faults: ShownFault[]): Promise<Page> {
  const { w } = visit
  const [own, { items }] = await Promise.all([visit.api.get<Own>('/factors'), visit.api.get<Listed<ChannelLine>>('/notification-channels')])
  const isStaff = visit.session?.account?.kind === 'staff'
  const open = items.filter(({ channel, available, address, waitsForCode }) => available && address !== null && !waitsForCode && !own.factors.some(({ kind }) => kind === channel) && (!isStaff || channel === 'sms'))
  const form = html`<form method="post" action="/account/codes" novalidate>
${radios(visit, { id: 'channel', label: w('sent.address'), value: postedText(visit, 'channel') || (open.length === 1 ? open[0]?.channel : undefined), fault: faultOf(faults, 'channel'), choices: open.map(({ channel, address }) => ({ value: channel, text: address ?? channel })) })}
${radios(visit, { id: 'use', label: w('sent.use'), value: postedText(visit, 'use'), fault: faultOf(faults, 'use'), choices: (['alone', 'second'] as const).filter((use) => !isStaff || use === 'second').map((use) => ({ value: use, text: w(`sent.use-${use}`) })) })}
${button(w('sent.button'))}</form>`
  return {
    title: w('sent.add'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: '/account', text: w('account.title') }],
    body: html`<h1 class="govuk-heading-l">${w('sent.add')}</h1><p class="govuk-body">${w(isStaff ? 'sent.staff-use' : 'sent.add-words')}</p><div class="govuk-inset-text">${w('sent.risk')}</div>
${open.length > 0 ? form : html`<p class="govuk-body">${w('sent.none')}</p>`}${open.length > 0 ? html`<p class="govuk-body"><a class="govuk-link" href="/notifications/settings">${w('sent.give-address')}</a></p>` : buttonLink('/notifications/settings', w('sent.give-address'))}`,
  }
}

async function add(visit: Visit): Promise<Answer> {
  const [channel, use] = [postedText(visit, 'channel'), postedText(visit, 'use')]
  const missing = [...(channel === 'sms' || channel === 'email' ? [] : ['channel']), ...(use === 'alone' || use === 'second' ? [] : ['use'])]
  if (missing.length > 0) return addPage(visit, missing.map((field) => ({ field, text: visit.w('sent.choose') })))
  return whileProved('/account/codes', async () => {
    let codes: string[] = []
    const faults = await tryAct<{ recoveryCodes: string[] }>(visit, { method: 'PUT', path: `/notification-channels/${channel}/codes`, body: { alone: use === 'alone' } }, ({ recoveryCodes }) => {
      codes = recoveryCodes
    })
    return faults.length > 0 ? addPage(visit, faults.map((fault) => ({ ...fault, field: 'channel' }))) : codesOr(visit, codes)
  })
}
