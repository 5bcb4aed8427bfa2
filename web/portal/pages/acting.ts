// For whom one acts: the switch, one tap each; and whom one lets act. The API keeps and checks every authority.
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html, type Html } from '../html.ts'
import { button, dateInput, faultOf, keyInput, radios, tag, textArea, textInput } from '../parts.ts'
import { dateWords } from '../spoken.ts'
import type { Text } from '#engines/words'
import type { Listed } from '../shapes.ts'
import type { Capacity } from '../shapes-of-applying.ts'
import { type Answer, type Page, postedDate, postedText, sentences, type ShownFault, shownFaults, type Visit } from '../visit.ts'
import { safeNext } from './entering.ts'

export function addActing(site: Site): void {
  site.get('/acting', showActing)
  site.post('/acting', choose)
  site.get('/acting/agents', async (visit) => agentsPage(visit, []))
  site.post('/acting/agents', grant)
  site.pass('/acting/agents/:agency/paper', (visit) => `/agencies/${encodeURIComponent(visit.params['agency'] ?? '')}/paper`)
  site.post('/acting/agents/:agency/revocation', revoke)
  site.post('/acting/agents/:agency/keeping', keep)
}

/** A button that switches; where it leads back to is the page one stands on. */
function switchForm(visit: Visit, principal: string | null, name: string, look: string): Html {
  return html`<form method="post" action="/acting">${keyInput()}<input type="hidden" name="principal" value="${principal ?? ''}"><button class="${look}" type="submit">${visit.w('capacity.to', { name })}</button></form>`
}

async function showActing(visit: Visit): Promise<Page> {
  const { w } = visit
  const list = await visit.api.get<Listed<Capacity>>('/session/capacities')
  const me = visit.session?.hand?.name ?? visit.session?.account?.name ?? ''
  const isSelf = !list.items.some((one) => one.current)
  const line = (name: string, words: string[], isHere: boolean, way: Html) => html`<li class="yw-list__item"><strong>${name}</strong> ${isHere ? tag(w('capacity.in-use'), 'green') : ''}${words.map((one) => html`<p class="yw-list__facts">${one}</p>`)}${isHere ? '' : way}</li>`
  // Whoever acts under several agencies of one principal acts under all of them at once.
  const nameOf = (ways: readonly Capacity[]) => (ways.some(({ guardian }) => guardian) ? w('guardians.ward-mark', { name: ways[0]?.name ?? '' }) : (ways[0]?.name ?? ''))
  const principals = [...Map.groupBy(list.items, ({ principal }) => principal)]
  return {
    title: w('capacity.title'), crumbs: [{ href: '/my', text: w('nav.my') }, { href: '/acting', text: w('capacity.title') }],
    body: html`<h1 class="govuk-heading-l">${w('capacity.title')}</h1><p class="govuk-body">${w('capacity.words')}</p>
<ul class="yw-list">${line(me, [w('capacity.self')], isSelf, switchForm(visit, null, me, 'govuk-button govuk-button--secondary'))}
${principals.map(([principal, ways]) => line(nameOf(ways), ways.map((one) => capacityWords(visit, one)), ways.some(({ current }) => current), switchForm(visit, principal, nameOf(ways), 'govuk-button govuk-button--secondary')))}</ul>
${list.items.length === 0 ? html`<p class="govuk-body">${w('capacity.none')}</p>` : ''}
<p class="govuk-body"><a class="govuk-link" href="/acting/agents">${w('agents.title')}</a></p>
${(visit.session?.hand && !visit.session.hand.guardian) || visit.session?.account?.kind !== 'natural' ? '' : html`<p class="govuk-body"><a class="govuk-link" href="/acting/guardians">${w('guardians.title')}</a></p>`}
${visit.session?.hand === undefined || visit.session.hand === null ? html`<p class="govuk-body"><a class="govuk-link" href="/acting/companies">${w('company.title')}</a></p>` : ''}`,
  }
}

function capacityWords(visit: Visit, one: Capacity): string {
  const way = one.agency === null ? visit.w('capacity.representative') : visit.w(one.guardian ? 'capacity.guardian' : 'capacity.agent', { until: dateWords(visit, one.until) ?? '' })
  return one.scope === null ? way : `${way} · ${visit.w('capacity.scope', { items: scopeWords(visit, one.scope) })}`
}

/** Services by their names. */
const scopeWords = (visit: Visit, scope: readonly { name: Text }[]): string => scope.map(({ name }) => visit.t(name)).join(visit.language === 'zh' ? '、' : ', ')

async function choose(visit: Visit): Promise<Answer> {
  const principal = postedText(visit, 'principal')
  await visit.api.send<unknown>({ method: 'PUT', path: '/session/capacity', key: postedText(visit, 'key'), body: { principal: principal === '' ? null : principal } })
  return { redirect: safeNext(postedText(visit, 'next')) }
}

interface Agency {
  id: string
  side: 'given' | 'held'
  agent: string
  scope: { name: Text }[] | null
  from: string
  to: string
  revokedAt: string | null
  onPaper: boolean
  toReview: boolean
}

async function agentsPage(visit: Visit, faults: ShownFault[]): Promise<Page> {
  const { w } = visit
  const list = await visit.api.get<Listed<Agency>>('/agencies')
  const given = list.items.filter((one) => one.side === 'given')
  const kept = (id: string) => ({ id, value: postedText(visit, id), fault: faultOf(faults, id) })
  return {
    title: w('agents.title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: '/acting', text: w('capacity.title') }, { href: '/acting/agents', text: w('agents.title') }],
    body: html`<h1 class="govuk-heading-l">${w('agents.title')}</h1><p class="govuk-body">${w(visit.session?.account?.kind === 'legal' ? 'agents.words-company' : 'agents.words')}</p>
${given.some((one) => one.toReview) ? html`<p class="govuk-inset-text">${w('agents.review-words')}</p>` : ''}
<p class="govuk-body">${w('agents.paper-words')}</p>
${given.length === 0 ? html`<p class="govuk-body">${w('agents.none')}</p>` : html`<ul class="yw-list">${given.map((one) => agencyLine(visit, one))}</ul>`}
<form method="post" action="/acting/agents" novalidate>${keyInput()}
${textInput(visit, { ...kept('login'), label: w('agents.login'), autocomplete: 'off', width: '20' })}
${textInput(visit, { ...kept('name'), label: w('agents.name'), hint: w('agents.name-hint'), autocomplete: 'off', width: '20' })}
${radios(visit, { ...kept('scope'), label: w('agents.scope'), value: postedText(visit, 'scope') || 'one', choices: [{ value: 'one', text: w('agents.scope-one') }, { value: 'all', text: w('agents.scope-all') }] })}
${textArea(visit, { ...kept('items'), label: w('agents.items'), hint: w('agents.items-hint'), rows: 2 })}
${dateInput(visit, { id: 'until', label: w('agents.until'), fault: faultOf(faults, 'until'), parts: { year: postedText(visit, 'until-year'), month: postedText(visit, 'until-month'), day: postedText(visit, 'until-day') } })}
${button(w('agents.button'))}</form>`,
  }
}

function agencyLine(visit: Visit, one: Agency): Html {
  const { w } = visit
  const days = w('agents.line', { name: one.agent, from: dateWords(visit, one.from) ?? '', until: dateWords(visit, one.to) ?? '' })
  return html`<li class="yw-list__item"><strong>${days}</strong> ${one.revokedAt === null ? '' : tag(w('agents.ended'), 'grey')}${one.toReview ? tag(w('agents.to-review'), 'yellow') : ''}<p class="yw-list__facts">${one.scope === null ? w('agents.scope-all') : scopeWords(visit, one.scope)}${one.onPaper ? html` · ${paperLink(visit, one)}` : ''}</p>
${one.revokedAt === null ? html`<div class="yw-bar yw-bar--line">${one.toReview ? lineForm(one, 'keeping', w('agents.keep')) : ''}${lineForm(one, 'revocation', w('agents.revoke'))}</div>` : ''}</li>`
}

/** What was signed in the principal's name, to be read before it is kept or taken back. */
const paperLink = (visit: Visit, { id, agent }: Agency): Html => html`${visit.w('agents.on-paper')} <a class="govuk-link" href="/acting/agents/${id}/paper">${visit.w('agents.paper')}<span class="govuk-visually-hidden"> ${agent}</span></a>`

function lineForm({ id, agent }: Agency, what: 'keeping' | 'revocation', words: string): Html {
  return html`<form method="post" action="/acting/agents/${id}/${what}">${keyInput()}<button class="yw-link-button yw-link-button--dark" type="submit">${words}<span class="govuk-visually-hidden"> ${agent}</span></button></form>`
}

async function grant(visit: Visit): Promise<Answer> {
  const { w } = visit
  const [login, name, until] = [postedText(visit, 'login'), postedText(visit, 'name'), postedDate(visit, 'until')]
  const named = postedText(visit, 'scope') === 'all' ? null : await Promise.all(linesOf(visit, 'items').map((line) => findItem(visit, line)))
  const items = named?.flatMap((one) => ('code' in one ? one.code : [])) ?? null
  const unknown = named?.flatMap((one) => ('unknown' in one ? one.unknown : [])) ?? []
  const faults: ShownFault[] = [
    ...(login === '' ? [{ field: 'login', text: w('settings.address-needed', { what: w('agents.login') }) }] : []), ...(name === '' ? [{ field: 'name', text: w('settings.address-needed', { what: w('agents.name') }) }] : []),
    ...(named?.length === 0 ? [{ field: 'items', text: w('agents.items-needed') }] : []), ...(unknown.length > 0 ? [{ field: 'items', text: w('agents.items-unknown', { names: unknown.join(visit.language === 'zh' ? '、' : ', ') }) }] : []), ...(until === undefined ? [{ field: 'until', text: w('agents.until-needed') }] : []),
  ]
  if (faults.length > 0) return agentsPage(visit, faults)
  try {
    await visit.api.send<unknown>({ method: 'POST', path: '/agencies', key: postedText(visit, 'key'), body: { login, name, until, items } })
    return { redirect: '/acting/agents' }
  } catch (error) {
    if (!(error instanceof ApiRefusal) || ![400, 403, 422].includes(error.problem.status)) throw error
    const { detail, next, fields } = error.problem
    return agentsPage(visit, fields.length > 0 ? shownFaults(fields) : [{ field: 'login', text: sentences(visit, detail, next) }])
  }
}

/** What stands on lines of its own; a name may have commas and spaces in it. */
const linesOf = (visit: Visit, field: string): string[] => postedText(visit, field).split(/\r?\n/).map((one) => one.trim()).filter((one) => one !== '')

/** A service by its whole name in either language, or by its code. */
async function findItem(visit: Visit, line: string): Promise<{ code: string } | { unknown: string }> {
  const { items } = await visit.api.get<Listed<{ code: string; name: Text }>>(`/items?limit=50&q=${encodeURIComponent(line.slice(0, 100))}`)
  const same = (text: string | undefined) => text?.toLowerCase() === line.toLowerCase()
  const found = items.find(({ code, name }) => same(code) || same(name.zh) || same(name.en))
  return found ? { code: found.code } : { unknown: line }
}

const revoke = (visit: Visit) => change(visit, 'revocation')
const keep = (visit: Visit) => change(visit, 'keeping')

async function change(visit: Visit, what: 'revocation' | 'keeping'): Promise<Answer> {
  await visit.api.send<unknown>({ method: 'POST', path: `/agencies/${encodeURIComponent(visit.params['agency'] ?? '')}/${what}`, key: postedText(visit, 'key'), body: {} })
  return { redirect: '/acting/agents' }
}
