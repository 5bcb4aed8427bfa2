// Guardianship: whose guardian one is, and who is one's own; objecting to another guardian. Nothing here begins or ends one: that is proof at a window.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { button, faultOf, keyInput, tag, textArea } from '../parts.ts'
import { dateWords } from '../spoken.ts'
import type { Listed } from '../shapes.ts'
import type { GuardianshipLine } from '../shapes-mine.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { tryAct } from './case-acts.ts'

const here = '/acting/guardians'

export function addGuardians(site: Site): void {
  site.get(here, showGuardians)
  site.get(`${here}/:guardianship/objection`, (visit) => objectionPage(visit, []))
  site.post(`${here}/:guardianship/objection`, object)
  site.post(`${here}/:guardianship/withdrawal`, withdraw)
}

const crumbs = ({ w }: Visit): NonNullable<Page['crumbs']> => [{ href: '/acting', text: w('capacity.title') }, { href: here, text: w('guardians.title') }]

async function showGuardians(visit: Visit): Promise<Page> {
  const { w, session } = visit
  const { items } = await visit.api.get<Listed<GuardianshipLine>>('/guardianships')
  const [wards, guardians] = [items.filter(({ side }) => side === 'guardian'), items.filter(({ side }) => side === 'ward')]
  const isHand = session?.hand !== undefined && session.hand !== null
  return {
    title: w('guardians.title'), crumbs: crumbs(visit),
    body: html`<h1 class="govuk-heading-l">${w('guardians.title')}</h1><p class="govuk-body">${w('guardians.words')}</p>
${isHand ? '' : html`<h2 class="govuk-heading-m">${w('guardians.wards')}</h2>${wards.length === 0 ? html`<p class="govuk-body">${w('guardians.wards-none')}</p>` : html`<ul class="yw-list">${wards.map((one) => line(visit, one))}</ul>`}`}
<h2 class="govuk-heading-m">${isHand ? w('guardians.mine-of', { name: session.account?.name ?? '' }) : w('guardians.mine')}</h2>
${guardians.length === 0 ? html`<p class="govuk-body">${w('guardians.mine-none')}</p>` : html`<ul class="yw-list">${guardians.map((one) => line(visit, one))}</ul>`}
<p class="govuk-body yw-quiet">${w('guardians.stands')}</p>`,
  }
}

/** Until when, in the words of its kind: of a minor the birthday or an earlier day. */
function kindWords(visit: Visit, { kind, to, untilOfAge }: GuardianshipLine): string {
  return visit.w(kind === 'adult' ? 'guardians.kind-adult' : untilOfAge ? 'guardians.kind-minor' : 'guardians.kind-minor-until', { until: dateWords(visit, to) ?? '' })
}

function line(visit: Visit, one: GuardianshipLine): Html {
  const { w } = visit
  const isRunning = one.endedAt === null
  const state = one.endedBecause !== null ? tag(w(`guardians.ended-${one.endedBecause}`), 'grey') : one.objection ? tag(w('guardians.conflict'), 'yellow') : tag(w('guardians.running'), 'green')
  const facts = [
    ...(isRunning ? [kindWords(visit, one)] : []), w('guardians.facts', { proof: w(`guardians.proof-${one.proof}`), from: dateWords(visit, one.from) ?? '' }),
    ...(one.others.length > 0 ? [w('guardians.others', { names: one.others.join(visit.language === 'zh' ? '、' : ', ') })] : []), ...(one.jointly && isRunning ? [w('guardians.jointly')] : []),
  ]
  return html`<li class="yw-list__item"><strong>${one.name}</strong> ${state}${facts.map((words) => html`<p class="yw-list__facts">${words}</p>`)}
${one.objection ? html`<p class="govuk-inset-text">${w('guardians.conflict-words')}</p>` : ''}
${one.side === 'guardian' && isRunning ? acts(visit, one) : ''}</li>`
}

function acts(visit: Visit, one: GuardianshipLine): Html {
  const { w } = visit
  const hidden = html`<span class="govuk-visually-hidden"> ${one.name}</span>`
  return html`<form method="post" action="/acting">${keyInput()}<input type="hidden" name="principal" value="${one.account}"><button class="govuk-button govuk-button--secondary" type="submit">${w('capacity.to', { name: w('guardians.ward-mark', { name: one.name }) })}</button></form>
${one.objection?.own ? html`<form method="post" action="${here}/${one.id}/withdrawal">${keyInput()}<button class="yw-link-button yw-link-button--dark" type="submit">${w('guardians.withdraw')}${hidden}</button></form>` : ''}
${one.objection === null && one.others.length > 0 ? html`<p class="govuk-body yw-tight"><a class="govuk-link" href="${here}/${one.id}/objection">${w('guardians.objection')}${hidden}</a></p>` : ''}`
}

async function objectionPage(visit: Visit, faults: ShownFault[]): Promise<Answer> {
  const { w } = visit
  const { items } = await visit.api.get<Listed<GuardianshipLine>>('/guardianships')
  const one = items.find(({ id, side }) => id === visit.params['guardianship'] && side === 'guardian')
  if (!one) return { redirect: here }
  return {
    title: w('guardians.objection'), faults, status: faults.length > 0 ? 422 : 200, crumbs: crumbs(visit),
    body: html`<h1 class="govuk-heading-l">${w('guardians.objection')}</h1><p class="govuk-body">${w('guardians.objection-words', { name: one.name })}</p>
<form method="post" action="${here}/${one.id}/objection" novalidate>${keyInput()}
${textArea(visit, { id: 'words', label: w('guardians.objection-what'), rows: 4, value: postedText(visit, 'words'), fault: faultOf(faults, 'words') })}
${button(w('guardians.objection-button'), 'warning')}</form>`,
  }
}

const pathOf = (visit: Visit): string => `/guardianships/${encodeURIComponent(visit.params['guardianship'] ?? '')}/objection`

async function object(visit: Visit): Promise<Answer> {
  const words = postedText(visit, 'words')
  if (words === '') return objectionPage(visit, [{ field: 'words', text: visit.w('guardians.objection-needed') }])
  const faults = await tryAct(visit, { method: 'POST', path: pathOf(visit), body: { words }, key: postedText(visit, 'key') })
  return faults.length > 0 ? objectionPage(visit, faults) : { redirect: here }
}

async function withdraw(visit: Visit): Promise<Answer> {
  await visit.api.send<unknown>({ method: 'DELETE', path: pathOf(visit), key: postedText(visit, 'key') })
  return { redirect: here }
}
