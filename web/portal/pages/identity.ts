// 实名认证: my level, the ways up, what is kept; a way is begun here, its page is left and come back from, and one goes on where one was.
// Nothing needs a script. What counts as an answer, and which level follows, the API says.
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html, type Html } from '../html.ts'
import { button, buttonLink, confirmBox, faultOf, keyInput, notice, tag, textInput } from '../parts.ts'
import { dateWords, momentWords } from '../spoken.ts'
import type { Application } from '../shapes.ts'
import type { Check, OwnProofs, ProofWay } from '../shapes-mine.ts'
import { isWordKey, type WordKey } from '../words.ts'
import { type Answer, type Page, postedText, sentences, type ShownFault, shownFaults, type Visit } from '../visit.ts'
import { safeNext } from './entering.ts'

export function addIdentity(site: Site): void {
  site.get('/identity', (visit) => identityPage(visit))
  site.post('/identity/ways/:source', begin)
  site.get('/identity/checks/:check', showCheck)
  site.post('/identity/checks/:check/result', takeResult)
  site.post('/identity/proofs/:source/removal', remove)
}

/** Where to go on afterwards, and which level is wanted there; `days`: proved how long ago at most, 0 whenever. */
interface Aim {
  back: string | undefined
  level: number
  days: number
}

function aimOf(values: Record<string, string>): Aim {
  const back = values['back'] ?? ''
  const level = Number(values['level'])
  const days = Number(values['days'])
  return { back: back === '' ? undefined : safeNext(back), level: level >= 3 && level <= 5 ? level : 0, days: days >= 1 && days <= 3650 ? Math.floor(days) : 0 }
}

const postedAim = (visit: Visit): Aim => aimOf({ back: postedText(visit, 'back'), level: postedText(visit, 'level'), days: postedText(visit, 'days') })

function aimInputs({ back, level, days }: Aim): Html {
  return html`${back === undefined ? '' : html`<input type="hidden" name="back" value="${back}">`}${level === 0 ? '' : html`<input type="hidden" name="level" value="${String(level)}">`}${days === 0 ? '' : html`<input type="hidden" name="days" value="${String(days)}">`}`
}

/** What is kept, and what is left of it by proofs as young as is wanted. */
const getOwn = (visit: Visit, { days }: Aim): Promise<OwnProofs> => visit.api.get<OwnProofs>(`/proofs${days === 0 ? '' : `?daysMax=${days}`}`)

/** The address of this page with its aim, e.g. after one way did not lead there. */
export function identityAddress({ back, level, days }: Partial<Aim>): string {
  const query = new URLSearchParams({ ...(level ? { level: String(level) } : {}), ...(days ? { days: String(days) } : {}), ...(back ? { back } : {}) }).toString()
  return query === '' ? '/identity' : `/identity?${query}`
}

async function identityPage(visit: Visit, aim: Aim = aimOf(visit.query), faults: ShownFault[] = [], status = 422): Promise<Answer> {
  const { w } = visit
  if (visit.session?.account && (visit.session.hand || visit.session.account.kind !== 'natural')) return notOneself(visit)
  const own = await getOwn(visit, aim)
  const isEnough = own.lately >= aim.level
  // A way to less than one has helps nobody. What is at fault in a form stands on the page all the same.
  const ways = own.ways.filter(({ source, level }) => level >= (isEnough && aim.days === 0 ? own.level : aim.level) || source === visit.params['source'])
  const level = `identity.level-${own.level}`
  return {
    title: w('identity.title'), faults, status: faults.length > 0 ? status : 200, crumbs: [{ href: '/my', text: w('nav.my') }, { href: '/identity', text: w('identity.title') }],
    body: html`${doneNotice(visit, own.level)}<h1 class="govuk-heading-l">${w('identity.title')}</h1><p class="govuk-body">${w('identity.words')}</p>
<div class="yw-panel"><h2 class="govuk-heading-s">${w('identity.now')}</h2><p class="govuk-body"><strong>${isWordKey(level) ? w(level) : own.level}</strong></p></div>
${aimPart(visit, aim, isEnough)}
<h2 class="govuk-heading-m">${w('identity.ways')}</h2><p class="govuk-body">${w(faults.length > 0 ? 'identity.other-ways' : 'identity.ways-words')}</p>
<div class="yw-list">${ways.map((one) => wayPart(visit, one, aim, faults))}</div>
${keptPart(visit, own)}`,
  }
}

function doneNotice(visit: Visit, level: number): Html | undefined {
  const done = visit.query['done']
  if (done !== 'passed' && done !== 'deleted') return undefined
  return notice(visit.w('identity.title'), html`<p class="govuk-notification-banner__heading">${done === 'passed' ? visit.w('identity.passed', { level }) : visit.w('identity.deleted')}</p>`, 'success', 'done')
}

function aimPart(visit: Visit, { back, level, days }: Aim, isEnough: boolean): Html | undefined {
  if (back === undefined) return undefined
  return html`<p class="govuk-inset-text">${isEnough ? visit.w('identity.enough') : days === 0 ? visit.w('identity.needed', { needed: level }) : visit.w('identity.needed-lately', { needed: level, days })} <a class="govuk-link" href="${back}">${visit.w('identity.back')}</a></p>`
}

/** Whoever acts for another is told so in place of a refusal. */
export function notOneself(visit: Visit): Page {
  const { w } = visit
  return {
    title: w('identity.title'), crumbs: [{ href: '/my', text: w('nav.my') }, { href: '/identity', text: w('identity.title') }],
    body: html`<h1 class="govuk-heading-l">${w('identity.title')}</h1><p class="govuk-inset-text">${w('identity.one-self')}</p>${buttonLink('/acting', w('capacity.title'), 'secondary')}`,
  }
}

function wayPart(visit: Visit, way: ProofWay, aim: Aim, faults: readonly ShownFault[]): Html {
  const { w, t } = visit
  const about = [way.runBy === null ? '' : w('identity.run-by', { name: t(way.runBy.name), contact: way.runBy.contact }), way.holdsDays === null ? '' : w('identity.holds', { days: way.holdsDays })].filter((one) => one !== '')
  return html`<section class="yw-list__item" aria-labelledby="way-${way.source}"><h3 class="govuk-heading-s" id="way-${way.source}">${w(`identity.${way.source}`)} ${tag(w('identity.leads-to', { level: way.level }), 'grey')}</h3>
<p class="govuk-body yw-tight">${w(`identity.${way.source}-words`)}</p>
${about.length === 0 ? '' : html`<p class="yw-list__facts">${about.join(visit.language === 'zh' ? '' : ' ')}</p>`}
${way.failing ? html`<p class="govuk-body yw-list__todo">${w('identity.failing')}</p>` : ''}
${way.source === 'window' ? html`<p class="govuk-body"><a class="govuk-link" href="/help">${w('identity.window-places')}</a></p>` : way.hindrance === null ? wayForm(visit, way, aim, faults) : html`<p class="govuk-body yw-quiet">${w(`identity.hindrance-${way.hindrance}`)}</p>`}</section>`
}

function wayForm(visit: Visit, way: ProofWay, aim: Aim, faults: readonly ShownFault[]): Html {
  const { w, t } = visit
  const text = w(`identity.${way.source}-button` as WordKey)
  const extra = way.source === 'name-check' ? correction(visit, faults) : way.consent === null ? '' : html`<details class="govuk-details"${faultOf(faults, 'told') === undefined ? '' : html` open`}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('identity.face-notice')}</span></summary><div class="govuk-details__text"><p class="govuk-body">${t(way.consent.text)}</p></div></details>
<input type="hidden" name="words" value="${way.consent.digest}">${confirmBox(visit, { id: 'told', label: w('identity.face-agree'), fault: faultOf(faults, 'told') }, false)}`
  return html`<form method="post" action="/identity/ways/${way.source}" novalidate>${aimInputs(aim)}${extra}${button(text, 'secondary')}</form>`
}

function correction(visit: Visit, faults: readonly ShownFault[]): Html {
  const { w } = visit
  const typed = (id: 'name' | 'idNumber') => ({ id, value: postedText(visit, id), fault: faultOf(faults, id), autocomplete: 'off', width: '20' })
  const isOpen = faultOf(faults, 'name') !== undefined || faultOf(faults, 'idNumber') !== undefined || postedText(visit, 'idNumber') !== ''
  return html`<details class="govuk-details"${isOpen ? html` open` : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('identity.correct')}</span></summary><div class="govuk-details__text"><p class="govuk-body">${w('identity.correct-hint')}</p>
${textInput(visit, { ...typed('name'), label: w('identity.name') })}${textInput(visit, { ...typed('idNumber'), label: w('identity.id-number') })}</div></details>`
}

function keptPart(visit: Visit, { proofs, consents }: OwnProofs): Html {
  const { w } = visit
  const agreed = new Map(consents.map(({ source, givenAt }) => [source, givenAt]))
  const bare = consents.filter(({ source }) => !proofs.some((one) => one.source === source)).map(({ source }) => source)
  return html`<h2 class="govuk-heading-m">${w('identity.kept')}</h2><p class="govuk-body">${w('identity.kept-words')}</p>
${proofs.length === 0 && bare.length === 0 ? html`<p class="govuk-body">${w('identity.kept-none')}</p>` : html`<ul class="yw-list">${proofs.map((one) => html`<li class="yw-list__item"><strong>${sourceWords(visit, one.source)}</strong> ${tag(w('identity.level-tag', { level: one.level }), one.counts ? 'green' : 'grey')}
<p class="yw-list__facts">${w(one.counts ? 'identity.kept-line' : 'identity.kept-over', { date: dateWords(visit, one.at) ?? '', until: dateWords(visit, one.until) ?? '' })} · ${w('identity.kept-trace', { trace: one.trace })}${one.score === null ? '' : ` · ${w('identity.kept-score', { score: one.score })}`}${agreed.has(one.source) ? ` · ${w('identity.consented', { date: dateWords(visit, agreed.get(one.source) ?? '') ?? '' })}` : ''}</p>${removal(visit, one.source, agreed.has(one.source))}</li>`)}
${bare.map((source) => html`<li class="yw-list__item"><strong>${sourceWords(visit, source)}</strong><p class="yw-list__facts">${w('identity.consented', { date: dateWords(visit, agreed.get(source) ?? '') ?? '' })}</p>${removal(visit, source, true)}</li>`)}</ul>`}`
}

function sourceWords(visit: Visit, source: string): string {
  for (const key of [`identity.${source}`, `identity.source-${source}`]) if (isWordKey(key)) return visit.w(key)
  return source
}

/** What a source said may be deleted at any time; what two officers saw stays with them until its day. */
function removal(visit: Visit, source: string, isConsent: boolean): Html | undefined {
  if (!['name-check', 'face', 'network-id'].includes(source)) return undefined
  return html`<form method="post" action="/identity/proofs/${source}/removal">${keyInput()}<button class="yw-link-button yw-link-button--dark" type="submit">${visit.w(isConsent ? 'identity.withdraw' : 'identity.delete')}<span class="govuk-visually-hidden"> ${sourceWords(visit, source)}</span></button></form>`
}

async function begin(visit: Visit): Promise<Answer> {
  const aim = postedAim(visit)
  const [source, name, idNumber] = [visit.params['source'] ?? '', postedText(visit, 'name'), postedText(visit, 'idNumber')]
  const body = { source, ...(name !== '' && idNumber !== '' ? { name, idNumber } : {}), ...(postedText(visit, 'told') === 'true' ? { told: postedText(visit, 'words') } : {}), back: identityAddress(aim) }
  // One of the two alone is no correction, and is not passed over in silence.
  const half = (name === '') === (idNumber === '') ? [] : [{ field: name === '' ? 'name' : 'idNumber', text: visit.w('identity.both-needed') }]
  if (half.length > 0) return identityPage(visit, aim, half)
  return whileAnswered(visit, aim, async () => {
    const check = await visit.api.send<Check>({ method: 'POST', path: '/proof-asks', body })
    return check.visit === null ? passed(visit, aim, check.level) : { redirect: `/identity/checks/${check.id}` }
  })
}

/** Shows a refusal on the page where every other way stands; whoever has to sign in, or looks for what is not there, goes elsewhere. */
async function whileAnswered(visit: Visit, aim: Aim, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ApiRefusal) || [401, 404].includes(error.problem.status) || !/^(proofs|people)\./.test(error.problem.code)) throw error
    if (error.retryAfter !== undefined) visit.reply.header('retry-after', error.retryAfter)
    const { detail, next, fields, status } = error.problem
    return identityPage(visit, aim, [...shownFaults(fields), ...(fields.length > 0 ? [] : [{ text: sentences(visit, detail, next) }])], status)
  }
}

/** On to where one was, with what is wanted there; else the page says what came of it. */
async function passed(visit: Visit, aim: Aim, level: number): Promise<Answer> {
  const isEnough = aim.days === 0 ? level >= aim.level : (await getOwn(visit, aim)).lately >= aim.level
  return { redirect: aim.back !== undefined && isEnough ? aim.back : `${identityAddress(aim)}${aim.back === undefined ? '?' : '&'}done=passed` }
}

async function getCheck(visit: Visit): Promise<Check> {
  return visit.api.get<Check>(`/proof-asks/${encodeURIComponent(visit.params['check'] ?? '')}`)
}

/** The aim of a check lies in the page that it goes back to. */
function aimOfCheck({ back }: Check): Aim {
  const query = new URLSearchParams(back?.split('?')[1] ?? '')
  return aimOf(Object.fromEntries(query))
}

async function showCheck(visit: Visit): Promise<Answer> {
  const { w, t } = visit
  const check = await getCheck(visit)
  const aim = aimOfCheck(check)
  if (check.state === 'proved') return passed(visit, aim, check.level)
  const crumbs = [{ href: '/my', text: w('nav.my') }, { href: '/identity', text: w('identity.title') }]
  const code = visit.query['code'] ?? ''
  if (check.state !== 'asked' || check.visit === null) {
    return { title: w('identity.over'), crumbs, body: html`<h1 class="govuk-heading-l">${w('identity.over')}</h1><p class="govuk-body">${w('identity.over-words')}</p>${buttonLink(identityAddress(aim), w('identity.again'))}` }
  }
  if (code !== '') {
    return {
      title: w('identity.returned'), crumbs, body: html`<h1 class="govuk-heading-l">${w('identity.returned')}</h1><p class="govuk-body">${w('identity.returned-words')}</p>
<form method="post" action="/identity/checks/${check.id}/result">${aimInputs(aim)}<input type="hidden" name="code" value="${code}">${button(w('identity.returned-button'))}</form>`,
    }
  }
  const way = (await visit.api.get<OwnProofs>('/proofs')).ways.find(({ source }) => source === check.source)
  return {
    title: w('identity.visit'), crumbs, body: html`<h1 class="govuk-heading-l">${w('identity.visit')}</h1><p class="govuk-body">${w('identity.visit-words', { name: t(way?.runBy?.name) })} ${w('identity.visit-until', { time: momentWords(visit, check.endsAt) })}</p>
${buttonLink(check.visit, w('identity.visit-open'))}<p class="govuk-body"><a class="govuk-link" href="${identityAddress(aim)}">${w('identity.visit-other')}</a></p>`,
  }
}

async function takeResult(visit: Visit): Promise<Answer> {
  const aim = postedAim(visit)
  return whileAnswered(visit, aim, async () => {
    const check = await visit.api.send<Check>({ method: 'POST', path: `/proof-asks/${encodeURIComponent(visit.params['check'] ?? '')}/answer`, body: { code: postedText(visit, 'code').slice(0, 200) } })
    return passed(visit, aim, check.level)
  })
}

async function remove(visit: Visit): Promise<Answer> {
  await visit.api.send<unknown>({ method: 'DELETE', path: `/proofs/${encodeURIComponent(visit.params['source'] ?? '')}`, key: postedText(visit, 'key') })
  return { redirect: '/identity?done=deleted' }
}

/** Before a submission: what the proof of who applies lacks, and the way to it and back to this page. The button sends the page's form first, so that nothing chosen there is lost. */
export function levelPart(visit: Visit, { levelLack }: Pick<Application, 'levelLack'>, { form, action }: { form: string; action: string }): Html | undefined {
  if (levelLack === null) return undefined
  const { w } = visit
  const { needed, held, daysMax } = levelLack
  const days = daysMax ?? 0
  const words = days === 0 ? w('review.level-words', { needed, held }) : w('review.level-lately', { needed, days })
  const companys = days === 0 ? w('review.level-company', { needed, held }) : w('review.level-company-lately', { needed, days })
  // Whoever acts for another, and lacks it, proves himself first in his own name.
  const isOwn = levelLack.of === 'hand' || (visit.session?.account?.kind === 'natural' && !visit.session.hand)
  return html`<section class="yw-panel" aria-labelledby="level-lack"><h3 class="govuk-heading-s" id="level-lack">${w('review.level')}</h3><p class="govuk-body">${isOwn ? words : companys}</p>${isOwn ? html`<button type="submit" form="${form}" formaction="${action}" class="govuk-button govuk-button--secondary">${w('review.level-button')}</button>` : visit.session?.account?.kind === 'legal' ? buttonLink('/acting/companies', w('company.title'), 'secondary') : ''}</section>`
}
