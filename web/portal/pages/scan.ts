// Letting a computer in by a telephone: what the computer shows, and what the telephone asks. Works without a script: the computer's page looks again by itself.
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html, type Html } from '../html.ts'
import { button, buttonLink, facts, faultOf, textInput } from '../parts.ts'
import type { AskingComputer, ShownScan } from '../shapes-mine.ts'
import { type Answer, type Page, postedText, sentences, type ShownFault, type Visit } from '../visit.ts'
import { tryAct } from './case-acts.ts'
import { enter, passCookies, safeNext } from './entering.ts'
import { refuseSignIn } from './sign-in.ts'

export function addScan(site: Site): void {
  site.post('/sign-in/scan', begin)
  site.get('/sign-in/scan', showOnComputer)
  site.post('/sign-in/scan/entry', comeIn)
  site.get('/scan/:token', (visit) => phonePage(visit, []))
  site.post('/scan/:token', letIn)
  site.post('/scan/:token/refusal', refuse)
}

const refreshSeconds = 5
const crumbs = (visit: Visit) => [{ href: '/sign-in', text: visit.w('sign-in.title') }]
const nextInput = (next: string): Html => html`<input type="hidden" name="next" value="${next}">`

async function begin(visit: Visit): Promise<Answer> {
  const answer = await visit.api.raw({ method: 'POST', path: '/scans' })
  if (answer.status >= 400) throw ApiRefusal.from(answer)
  passCookies(visit, answer)
  return { redirect: `/sign-in/scan?next=${encodeURIComponent(safeNext(postedText(visit, 'next')))}` }
}

async function showOnComputer(visit: Visit): Promise<Page> {
  const next = safeNext(visit.query['next'] ?? '/my')
  const answer = await visit.api.raw({ method: 'GET', path: '/scan' })
  if (answer.status === 401) return overPage(visit, next)
  if (answer.status >= 400) throw ApiRefusal.from(answer)
  const shown = JSON.parse(answer.payload.toString('utf8')) as ShownScan
  return shown.confirmed ? confirmedPage(visit, next) : waitingPage(visit, shown, next)
}

function waitingPage(visit: Visit, { picture, number }: ShownScan, next: string, faults: ShownFault[] = []): Page {
  const { w } = visit
  const here = `/sign-in/scan?next=${encodeURIComponent(next)}`
  return {
    title: w('scan.title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: crumbs(visit), looksAgain: { seconds: refreshSeconds, href: here },
    body: html`<h1 class="govuk-heading-l">${w('scan.title')}</h1>
<ol class="govuk-list govuk-list--number"><li>${w('scan.one')}<p><img class="yw-code-picture" src="${picture}" alt="${w('scan.picture')}" width="240" height="240"></p></li>
<li>${w('scan.two')} <p class="yw-scan-number">${String(number)}</p></li><li>${w('scan.three')}</li></ol>
<p class="govuk-body">${w('scan.until')}</p>
<form method="post" action="/sign-in/scan/entry" data-scan="/api/scan" data-here="${here}">${nextInput(next)}${button(w('scan.done'), 'secondary')}</form>
<noscript><p class="govuk-body">${w('scan.refreshes')}</p></noscript>
<p class="govuk-body"><a class="govuk-link" href="/sign-in?next=${encodeURIComponent(next)}">${w('scan.other')}</a></p>`,
  }
}

function confirmedPage(visit: Visit, next: string): Page {
  const { w } = visit
  return {
    title: w('scan.confirmed'), crumbs: crumbs(visit),
    body: html`<h1 class="govuk-heading-l">${w('scan.confirmed')}</h1><p class="govuk-body">${w('scan.confirmed-words')}</p><form method="post" action="/sign-in/scan/entry">${nextInput(next)}${button(w('scan.go'))}</form>`,
  }
}

function overPage(visit: Visit, next: string): Page {
  const { w } = visit
  return {
    title: w('scan.over'), crumbs: crumbs(visit),
    body: html`<h1 class="govuk-heading-l">${w('scan.over')}</h1><p class="govuk-body">${w('scan.over-words')}</p><form method="post" action="/sign-in/scan">${nextInput(next)}${button(w('scan.new'))}</form>
<p class="govuk-body"><a class="govuk-link" href="/sign-in?next=${encodeURIComponent(next)}">${w('scan.other')}</a></p>`,
  }
}

async function comeIn(visit: Visit): Promise<Answer> {
  const next = safeNext(postedText(visit, 'next'))
  return enter(visit, '/scan/session', {}, next, async (answer) => {
    const { code, detail, next: advice } = ApiRefusal.from(answer).problem
    if (code === 'people.ticket-ended') return overPage(visit, next)
    if (code !== 'people.scan-not-confirmed') return refuseSignIn(visit, answer, next)
    const shown = await visit.api.find<ShownScan>('/scan')
    return shown ? waitingPage(visit, shown, next, [{ text: sentences(visit, detail, advice) }]) : overPage(visit, next)
  })
}

async function phonePage(visit: Visit, faults: ShownFault[]): Promise<Answer> {
  const { w, session } = visit
  const path = `/scans/${encodeURIComponent(visit.params['token'] ?? '')}`
  const answer = await visit.api.raw({ method: 'GET', path })
  // What no code ever says is as good as one that is over.
  if (answer.status === 404 || answer.status === 400) return donePage(visit, 'over')
  if (answer.status >= 400) throw ApiRefusal.from(answer)
  const { network, sameNetwork, browser, system } = JSON.parse(answer.payload.toString('utf8')) as AskingComputer
  const address = `/scan/${encodeURIComponent(visit.params['token'] ?? '')}`
  const told: [string, string][] = [
    [w('scan.account'), session?.hand ? session.hand.name : (session?.account?.name ?? '')], ...(session?.hand ? [[w('scan.for'), session.account?.name ?? ''] as [string, string]] : []),
    [w('scan.what'), w('scan.what-words')], [w('scan.where'), w(sameNetwork ? 'scan.same' : 'scan.differs', { network })], [w('scan.browser'), `${w(`scan.browser-${browser}`)} · ${w(`scan.system-${system}`)}`],
  ]
  return {
    title: w('scan.phone-title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: '/account', text: w('account.title') }],
    body: html`<h1 class="govuk-heading-l">${w('scan.phone-title')}</h1><p class="govuk-body">${w('scan.phone-words')}</p>${facts(told)}
<div class="govuk-inset-text"><strong>${w('scan.warning')}</strong></div>
<form method="post" action="${address}" novalidate>${textInput(visit, { id: 'number', label: w('scan.number'), inputMode: 'numeric', autocomplete: 'off', width: '2', fault: faultOf(faults, 'number') })}${button(w('scan.let-in'))}</form>
<form method="post" action="${address}/refusal">${button(w('scan.refuse'), 'secondary')}</form>`,
  }
}

async function letIn(visit: Visit): Promise<Answer> {
  const typed = postedText(visit, 'number').normalize('NFKC')
  if (!/^\d{1,2}$/.test(typed)) return phonePage(visit, [{ field: 'number', text: visit.w('scan.number-needed') }])
  return answered(visit, 'let-in', { path: 'confirmation', body: { number: Number(typed) } })
}

function refuse(visit: Visit): Promise<Answer> {
  return answered(visit, 'refused', { path: 'refusal' })
}

async function answered(visit: Visit, done: 'let-in' | 'refused', { path, body }: { path: string; body?: object }): Promise<Answer> {
  try {
    const faults = await tryAct(visit, { method: 'POST', path: `/scans/${encodeURIComponent(visit.params['token'] ?? '')}/${path}`, ...(body ? { body } : {}) })
    return faults.length > 0 ? await phonePage(visit, faults.map((fault) => ({ ...fault, field: 'number' }))) : donePage(visit, done)
  } catch (error) {
    if (error instanceof ApiRefusal && error.problem.code === 'people.scan-over') return donePage(visit, 'over')
    throw error
  }
}

function donePage(visit: Visit, what: 'let-in' | 'refused' | 'over'): Page {
  const { w } = visit
  const title = w(what === 'over' ? 'scan.over' : `scan.${what}-title`)
  return {
    title, status: what === 'over' ? 404 : 200, crumbs: [{ href: '/account', text: w('account.title') }],
    body: html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body">${w(`scan.${what}-words`)}</p>${buttonLink('/account', w('account.title'), 'secondary')}`,
  }
}
