// What every way of signing in shares: one step after another, what was typed before the session ended, where to go afterwards.
import type { ApiAnswer } from '../api.ts'
import { certificateForm } from './certificate-forms.ts'
import { html, type Child, type Html } from '../html.ts'
import { button, faultOf, textInput } from '../parts.ts'
import type { Session } from '../shapes.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'

export type SecondStep = NonNullable<Session['second']>

/** What somebody typed on a page when the session had ended: kept in the form of signing in, and nowhere else. */
export interface Held {
  action: string
  fields: [string, string][]
}

/** Only what goes back to a page of an application: a forged form must not post anywhere else. */
export function readHeld(visit: Visit): Held | undefined {
  const text = postedText(visit, 'held')
  if (text === '') return undefined
  try {
    const held = JSON.parse(text) as Partial<Held>
    const isOurs = typeof held.action === 'string' && /^\/apply(\/[\w-]+)+$/.test(held.action) && Array.isArray(held.fields)
    return isOurs ? { action: held.action ?? '', fields: (held.fields ?? []).map(([name, value]) => [String(name), String(value)]) } : undefined
  } catch {
    return undefined
  }
}

export function heldInput(held: Held | undefined): Html | undefined {
  return held && html`<input type="hidden" name="held" value="${JSON.stringify(held)}">`
}

/** Signed in again: one tap sends what was typed to where it was meant to go. */
function heldPage(visit: Visit, { action, fields }: Held): Page {
  const { w } = visit
  return {
    title: w('kept.title'),
    body: html`<h1 class="govuk-heading-l">${w('kept.title')}</h1><p class="govuk-body">${w('kept.words')}</p>
<form method="post" action="${action}">${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}${button(w('kept.button'))}</form>`,
  }
}

/** One step of signing in: on to the next step, or in. `refused` is shown where the API says no. */
export async function enter(visit: Visit, path: string, body: object, next: string, refused: (answer: ApiAnswer) => Page | Promise<Page>): Promise<Answer> {
  const answer = await visit.api.raw({ method: 'POST', path, body })
  if (answer.status >= 400) return refused(answer)
  passCookies(visit, answer)
  const session: Session = JSON.parse(answer.payload.toString('utf8'))
  if (session.second) return secondPage(visit, session.second, next)
  const held = readHeld(visit)
  if (held && session.account?.kind !== 'staff') return heldPage({ ...visit, session }, held)
  return { redirect: session.account?.kind === 'staff' ? '/desk/' : next }
}

/** A form that a script completes with the answer of a passkey; without the script, or where there is none, it is not shown. */
export function passkeyForm(visit: Visit, to: { action: string; challenge: string; ask?: object }, text: string, fields: Child): Html {
  return html`<form method="post" action="${to.action}" data-passkey="${to.challenge}" data-ask="${JSON.stringify(to.ask ?? {})}" hidden>${fields}<input type="hidden" name="challenge" value=""><input type="hidden" name="response" value="">
<p class="govuk-error-message" hidden role="alert">${visit.w('passkey.failed')}</p>${button(text, 'secondary')}</form>`
}

/** The answer of a passkey as the script posted it. */
export function passkeyIn(visit: Visit): { challenge: string; response: object } | undefined {
  const challenge = postedText(visit, 'challenge')
  if (challenge === '') return undefined
  try {
    const response: unknown = JSON.parse(postedText(visit, 'response'))
    return { challenge, response: typeof response === 'object' && response !== null ? response : {} }
  } catch {
    return { challenge, response: {} }
  }
}

/** Buttons that have a code sent: each way is a form of its own. */
export function sendForms(visit: Visit, action: string, ways: readonly string[], kept: Child): Html {
  return html`${(['sms', 'email'] as const).filter((way) => ways.includes(way)).map((way) => html`<form method="post" action="${action}"><input type="hidden" name="channel" value="${way}">${kept}${button(visit.w(`sent.send-${way}`), 'secondary')}</form>`)}`
}

/** Where a code has just gone. */
export function sentNotice(visit: Visit, sentTo: string | undefined): Html | undefined {
  return sentTo === undefined ? undefined : html`<div class="govuk-inset-text" role="status">${visit.w('sent.to', { address: sentTo })}</div>`
}

/** From the page of signing in to where a code is sent, or a telephone lets this computer in. What is held goes along where it can: not through a QR. */
export function otherWays(visit: Visit, session: Session | undefined, next: string, held: Held | undefined): Html {
  const { w } = visit
  const kept = html`<input type="hidden" name="next" value="${next}">`
  return html`${session?.codes ? html`<form method="post" action="/sign-in/code"><input type="hidden" name="begin" value="true">${kept}${heldInput(held)}${button(w('sent.sign-in'), 'secondary')}</form>` : ''}
${held ? '' : html`<form method="post" action="/sign-in/scan">${kept}${button(w('scan.sign-in'), 'secondary')}</form>`}`
}

export function secondPage(visit: Visit, step: SecondStep, next: string, faults: ShownFault[] = [], sentTo?: string): Page {
  const { w } = visit
  const kept = html`<input type="hidden" name="ticket" value="${step.ticket}"><input type="hidden" name="ways" value="${step.ways.join(' ')}"><input type="hidden" name="next" value="${next}">${heldInput(readHeld(visit))}`
  const sends = step.ways.some((way) => way === 'sms' || way === 'email')
  const hint = w(step.ways.includes('totp') && sentTo === undefined ? 'second.code-hint' : sends ? 'second.sent-hint' : 'second.recovery-hint')
  return {
    title: w('second.title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: '/sign-in', text: w('sign-in.title') }],
    body: html`<h1 class="govuk-heading-l">${w('second.title')}</h1><p class="govuk-body">${w('second.words')}</p>
${step.ways.includes('passkey') ? passkeyForm(visit, { action: '/sign-in/second', challenge: '/api/session/passkey-challenges', ask: { ticket: step.ticket } }, w('passkey.use'), kept) : ''}
${step.ways.includes('certificate') ? certificateForm(visit, '/sign-in/second/certificate', kept) : ''}
${sentNotice(visit, sentTo)}${sentTo === undefined ? sendForms(visit, '/sign-in/second/code', step.ways, kept) : ''}
<form method="post" action="/sign-in/second" novalidate>${kept}${codeInput(visit, hint, faults)}${button(w('second.button'))}</form>
${sentTo === undefined ? '' : sendForms(visit, '/sign-in/second/code', step.ways, kept)}`,
  }
}

export function codeInput(visit: Visit, hint: string, faults: readonly ShownFault[]): Html {
  return textInput(visit, { id: 'code', label: visit.w('second.code'), hint, autocomplete: 'one-time-code', width: '10', fault: faultOf(faults, 'code') })
}

// The session cookie is made and cleared by the API alone; the portal only hands it to the browser.
export function passCookies(visit: Visit, answer: ApiAnswer): void {
  const cookies = answer.headers['set-cookie']
  if (cookies !== undefined) visit.reply.header('set-cookie', cookies)
}

/** Only a place on this site: nobody can be sent elsewhere by a forged link. */
export function safeNext(next: string): string {
  return /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : '/my'
}
