// The second step of signing in, and proving once more that it is the same person. Passkeys need a script; a code needs none.
import type { Site } from '../site.ts'
import { ApiRefusal, type ApiAnswer } from '../api.ts'
import { html } from '../html.ts'
import { button, faultOf, textInput } from '../parts.ts'
import { type Answer, type Page, postedText, sentences, type ShownFault, type Visit } from '../visit.ts'
import { tryAct } from './case-acts.ts'
import { certificateForm } from './certificate-forms.ts'
import { codeInput, enter, passkeyForm, passkeyIn, safeNext, secondPage, sendForms, sentNotice, type SecondStep } from './entering.ts'
import { refuseSignIn } from './sign-in.ts'

/** After these the same step is shown again. */
const staysOpen = ['people.second-refused', 'people.challenge-ended', 'people.passkey-refused']

export function addSecond(site: Site): void {
  site.post('/sign-in/second', second)
  site.post('/sign-in/second/code', sendSecond)
  site.post('/sign-in/passkey', byPasskey)
  site.get('/account/proof', async (visit) => proofPage(visit, []))
  site.post('/account/proof', prove)
  site.post('/account/proof/code', sendProof)
}

async function second(visit: Visit): Promise<Answer> {
  const next = safeNext(postedText(visit, 'next'))
  const { ticket } = stepIn(visit)
  const code = postedText(visit, 'code')
  const passkey = passkeyIn(visit)
  const step = stepIn(visit)
  if (!passkey && code === '') return secondPage(visit, step, next, [{ field: 'code', text: visit.w('second.needed') }])
  // What was wrong leaves the step open; all else begins again.
  const refused = (answer: ApiAnswer) => {
    const { code: why, detail, next: advice } = ApiRefusal.from(answer).problem
    return staysOpen.includes(why) ? secondPage(visit, step, next, [{ ...(passkey ? {} : { field: 'code' }), text: sentences(visit, detail, advice) }]) : refuseSignIn(visit, answer, next)
  }
  return passkey ? enter(visit, '/session/second/passkey', { ticket, ...passkey }, next, refused) : enter(visit, '/session/second', { ticket, code: code.slice(0, 40) }, next, refused)
}

/** The step as the form before carried it. */
export function stepIn(visit: Visit): SecondStep {
  const known: SecondStep['ways'] = ['totp', 'passkey', 'certificate', 'sms', 'email', 'recovery-code']
  const named = postedText(visit, 'ways').split(' ')
  return { ticket: postedText(visit, 'ticket'), ways: known.filter((way) => named.includes(way)) }
}

/** Has a code sent for the second step, and shows the step again. */
async function sendSecond(visit: Visit): Promise<Answer> {
  const next = safeNext(postedText(visit, 'next'))
  const step = stepIn(visit)
  const answer = await visit.api.raw({ method: 'POST', path: '/session/codes', body: { ticket: step.ticket, channel: postedText(visit, 'channel') } })
  if (answer.status < 300) return secondPage(visit, step, next, [], (JSON.parse(answer.payload.toString('utf8')) as { sentTo: string }).sentTo)
  const { code, detail, next: advice } = ApiRefusal.from(answer).problem
  return code === 'people.ticket-ended' ? refuseSignIn(visit, answer, next) : secondPage(visit, step, next, [{ field: 'code', text: sentences(visit, detail, advice) }])
}

async function byPasskey(visit: Visit): Promise<Answer> {
  const passkey = passkeyIn(visit)
  const next = safeNext(postedText(visit, 'next'))
  return enter(visit, '/session/passkey', { ticket: passkey?.challenge ?? '', response: passkey?.response ?? {} }, next, (answer) => refuseSignIn(visit, answer, next))
}

export async function proofPage(visit: Visit, faults: ShownFault[], sentTo?: string): Promise<Page> {
  const { w } = visit
  const own = await visit.api.get<{ factors: { kind: string; alone: boolean }[]; password: boolean }>('/session/proof')
  const next = safeNext(postedText(visit, 'next') || (visit.query['next'] ?? '/account'))
  const kept = html`<input type="hidden" name="next" value="${next}">`
  const hasSecond = own.factors.some(({ alone }) => !alone)
  // Where no second proof is asked for, a code that signs in alone proves as well as the password.
  const sends = own.factors.filter(({ alone }) => alone !== hasSecond).map(({ kind }) => kind)
  const asksCode = hasSecond || sentTo !== undefined || visit.posted['code'] !== undefined
  const field = asksCode
    ? codeInput(visit, w(sentTo !== undefined ? 'sent.digits' : own.factors.some(({ kind }) => kind === 'totp') ? 'second.code-hint' : sends.some((kind) => kind === 'sms' || kind === 'email') ? 'second.sent-hint' : 'second.recovery-hint'), faults)
    : !own.password ? undefined : textInput(visit, { id: 'password', label: w('proof.password'), type: 'password', autocomplete: 'current-password', fault: faultOf(faults, 'password') })
  return {
    title: w('proof.title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: '/account', text: w('account.title') }],
    body: html`<h1 class="govuk-heading-l">${w('proof.title')}</h1><p class="govuk-body">${w('proof.words')}</p>${visit.session?.hand ? html`<p class="govuk-inset-text">${w('proof.for-another', { name: visit.session.account?.name ?? '', own: visit.session.hand.name })}</p>` : ''}
${own.factors.some(({ kind }) => kind === 'passkey') ? passkeyForm(visit, { action: '/account/proof', challenge: '/api/session/passkey-challenges' }, w('passkey.use'), kept) : ''}
${own.factors.some(({ kind }) => kind === 'certificate') ? certificateForm(visit, '/account/proof/certificate', kept) : ''}
${sentNotice(visit, sentTo)}${sentTo === undefined ? sendForms(visit, '/account/proof/code', sends, kept) : ''}
${field === undefined ? '' : html`<form method="post" action="/account/proof" novalidate>${kept}${field}${button(w('second.button'))}</form>`}
${sentTo === undefined ? '' : sendForms(visit, '/account/proof/code', sends, kept)}
${visit.session?.demonstration === true ? html`<p class="govuk-body">${w('proof.demonstration')}</p>` : ''}`,
  }
}

async function prove(visit: Visit): Promise<Answer> {
  const passkey = passkeyIn(visit)
  const code = postedText(visit, 'code')
  const password = String(visit.posted['password'] ?? '')
  const field = visit.posted['code'] === undefined ? 'password' : 'code'
  if (!passkey && code === '' && password === '') return proofPage(visit, [{ field, text: visit.w(field === 'code' ? 'second.needed' : 'sign-in.both') }])
  const faults = await tryAct(visit, { method: 'PUT', path: '/session/proof', body: passkey ?? (password === '' ? { code: code.slice(0, 40) } : { password }) })
  return faults.length > 0 ? proofPage(visit, passkey ? faults : faults.map((fault) => ({ ...fault, field }))) : { redirect: safeNext(postedText(visit, 'next')) }
}

/** Has a code sent to prove the session by, and shows the page again. */
async function sendProof(visit: Visit): Promise<Answer> {
  let sentTo: string | undefined
  const faults = await tryAct<{ sentTo: string }>(visit, { method: 'POST', path: '/session/codes', body: { channel: postedText(visit, 'channel') } }, (said) => {
    sentTo = said.sentTo
  })
  return proofPage(visit, faults, sentTo)
}

/** Does what needs a fresh proof; where it has grown old, asks for it and comes back. */
export async function whileProved(next: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ApiRefusal && error.problem.code === 'people.prove-again') return { redirect: `/account/proof?next=${encodeURIComponent(next)}` }
    throw error
  }
}
