// How one is told besides this site: an address, its code, on and off, and why something did not arrive.
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html, type Html } from '../html.ts'
import { button, faultOf, keyInput, notice, textInput } from '../parts.ts'
import { codeWord, momentWords } from '../spoken.ts'
import type { Listed } from '../shapes.ts'
import type { ChannelLine } from '../shapes-mine.ts'
import { isWordKey } from '../words.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { tryAct } from './case-acts.ts'
import { whileProved } from './second.ts'

export function addChannels(site: Site): void {
  site.get('/notifications/settings', (visit) => showSettings(visit, []))
  site.post('/notifications/settings/:channel/address', giveAddress)
  site.post('/notifications/settings/:channel/code', enterCode)
  site.post('/notifications/settings/:channel/switch', turn)
  site.post('/notifications/settings/:channel/removal', remove)
}

async function showSettings(visit: Visit, faults: ShownFault[]): Promise<Page> {
  const { items } = await visit.api.get<Listed<ChannelLine>>('/notification-channels')
  const { w } = visit
  return {
    title: w('settings.title'),
    faults,
    status: faults.length > 0 ? 422 : 200,
    crumbs: [{ href: '/notifications', text: w('notifications.title') }, { href: '/notifications/settings', text: w('settings.title') }],
    body: html`<h1 class="govuk-heading-l">${w('settings.title')}</h1>${visit.query['done'] === '1' ? notice(w('settings.title'), html`<p class="govuk-notification-banner__heading">${w('settings.done')}</p>`, 'success', 'done') : ''}
<p class="govuk-body">${w('settings.words')}</p>${items.map((one) => section(visit, one, faults))}`,
  }
}

function standing(visit: Visit, one: ChannelLine): string {
  const address = one.address ?? ''
  if (one.address === null) return visit.w('settings.none')
  return visit.w(one.waitsForCode ? 'settings.waits' : one.on ? 'settings.on' : 'settings.off', { address })
}

function section(visit: Visit, one: ChannelLine, faults: readonly ShownFault[]): Html {
  const { w } = visit
  const path = `/notifications/settings/${one.channel}`
  const name = codeWord(visit, 'settings', one.channel)
  return html`<section class="yw-channel" aria-labelledby="${one.channel}-title"><h2 class="govuk-heading-m" id="${one.channel}-title">${name}</h2>
<p class="govuk-body"><strong>${standing(visit, one)}</strong></p>
${one.failedAt === null ? '' : html`<p class="govuk-body yw-list__todo">${w('settings.failed', { time: momentWords(visit, one.failedAt), reason: reasonWords(visit, one.reason ?? '') })}</p>`}
${!one.available ? html`<p class="govuk-body">${w('settings.unavailable')}</p>` : html`${one.waitsForCode ? codeForm(visit, one, path, faults) : ''}${addressForm(visit, one, path, faults)}`}
${one.address === null ? '' : html`<div class="govuk-button-group">${one.waitsForCode ? '' : html`<form method="post" action="${path}/switch">${keyInput()}<input type="hidden" name="on" value="${one.on ? 'false' : 'true'}"><button class="govuk-button govuk-button--secondary" type="submit">${w(one.on ? 'settings.switch-off' : 'settings.switch-on')}<span class="govuk-visually-hidden"> ${name}</span></button></form>`}
<form method="post" action="${path}/removal">${keyInput()}<button class="yw-link-button yw-link-button--dark" type="submit">${w('settings.remove')}<span class="govuk-visually-hidden"> ${name}</span></button></form></div>`}</section>`
}

function reasonWords(visit: Visit, code: string): string {
  const key = `reason.${code}`
  return isWordKey(key) ? visit.w(key) : visit.w('reason.other', { code })
}

function codeForm(visit: Visit, one: ChannelLine, path: string, faults: readonly ShownFault[]): Html {
  const { w } = visit
  const id = `${one.channel}-code`
  return html`<form method="post" action="${path}/code" novalidate>${keyInput()}
${textInput(visit, { id, label: w('settings.code'), hint: w('settings.code-hint', { address: one.address ?? '' }), value: postedText(visit, id), fault: faultOf(faults, id), inputMode: 'numeric', autocomplete: 'one-time-code', width: '10' })}
${button(w('settings.confirm'))}</form>`
}

function addressForm(visit: Visit, one: ChannelLine, path: string, faults: readonly ShownFault[]): Html {
  const { w } = visit
  const isMail = one.channel === 'email'
  const fault = faultOf(faults, one.channel)
  const form = html`<form method="post" action="${path}/address" novalidate>${keyInput()}
${textInput(visit, { id: one.channel, label: w(isMail ? 'settings.email-address' : 'settings.sms-address'), hint: w(isMail ? 'settings.email-hint' : 'settings.sms-hint'), value: postedText(visit, one.channel), fault, type: isMail ? 'email' : 'tel', autocomplete: isMail ? 'email' : 'tel', width: '20' })}
${button(w('settings.send-code'), 'secondary')}</form>`
  if (one.address === null) return form
  return html`<details class="govuk-details"${fault === undefined ? '' : html` open`}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('settings.change')}</span></summary><div class="govuk-details__text">${form}</div></details>`
}

function channelOf(visit: Visit): 'email' | 'sms' {
  return visit.params['channel'] === 'sms' ? 'sms' : 'email'
}

/** Sends an act on a channel; a refusal without a field of its own is shown at the field `id`. */
async function act(visit: Visit, id: string, call: Parameters<typeof tryAct>[1]): Promise<Answer> {
  return whileProved('/notifications/settings', async () => {
    const faults = await tryAct(visit, { ...call, key: postedText(visit, 'key') })
    return faults.length > 0 ? showSettings(visit, faults.map((fault) => ({ ...fault, field: id }))) : { redirect: '/notifications/settings?done=1' }
  })
}

async function giveAddress(visit: Visit): Promise<Answer> {
  const channel = channelOf(visit)
  const address = postedText(visit, channel)
  const what = visit.w(channel === 'email' ? 'settings.email-address' : 'settings.sms-address')
  if (address === '') return showSettings(visit, [{ field: channel, text: visit.w('settings.address-needed', { what }) }])
  return act(visit, channel, { method: 'PUT', path: `/notification-channels/${channel}`, body: { address, language: visit.language } })
}

async function enterCode(visit: Visit): Promise<Answer> {
  const channel = channelOf(visit)
  const id = `${channel}-code`
  const code = postedText(visit, id)
  if (code === '') return showSettings(visit, [{ field: id, text: visit.w('settings.code-needed') }])
  return act(visit, id, { method: 'POST', path: `/notification-channels/${channel}/verification`, body: { code: code.slice(0, 20) } })
}

async function turn(visit: Visit): Promise<Answer> {
  const channel = channelOf(visit)
  return act(visit, channel, { method: 'POST', path: `/notification-channels/${channel}/switch`, body: { on: postedText(visit, 'on') === 'true' } })
}

async function remove(visit: Visit): Promise<Answer> {
  // What is gone already is as it was wanted.
  return whileProved('/notifications/settings', async () => {
    const faults = await tryAct(visit, { method: 'DELETE', path: `/notification-channels/${channelOf(visit)}`, key: postedText(visit, 'key') }).catch((error: unknown) => {
      if (error instanceof ApiRefusal && error.problem.status === 404) return []
      throw error
    })
    return faults.length > 0 ? showSettings(visit, faults.map((fault) => ({ ...fault, field: channelOf(visit) }))) : { redirect: '/notifications/settings?done=1' }
  })
}
