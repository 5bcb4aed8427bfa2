// The guide to one matter: everything a person must know before applying, in the order in which they ask. 行政许可法 30 (all of it public).
import type { Site } from '../site.ts'
import { attribute, html, joined, type Html } from '../html.ts'
import { bullets, button, facts, radios } from '../parts.ts'
import { openingFacts } from './openings.ts'
import { codeWord, dateWords, durationWords, limitWords, targetWord, typeWord } from '../spoken.ts'
import type { Basis, ItemContent, ItemGuide, ItemVersion, LicenceSample, Limit, Listed, Material } from '../shapes.ts'
import type { Text } from '#engines/words'
import { announcement, getAutomation } from './automation.ts'
import { getSamples, sampleFace } from './samples.ts'
import type { Page, Visit } from '../visit.ts'

export function addGuide(site: Site): void {
  site.get('/items/:code', showGuide)
}

async function showGuide(visit: Visit): Promise<Page> {
  const path = `/items/${encodeURIComponent(visit.params['code'] ?? '')}`
  const [current, versions, automation] = await Promise.all([visit.api.find<ItemGuide>(path), visit.api.find<Listed<ItemVersion>>(`${path}/versions`), getAutomation(visit, visit.params['code'] ?? '')])
  const asked = visit.query['version']
  const item = asked === undefined && current ? current : await visit.api.get<ItemGuide>(asked === undefined ? path : `${path}?version=${encodeURIComponent(asked)}`)
  const [narrow, samples] = await Promise.all([getNarrowed(visit, item), getSamples(visit, item.content)])
  const { w, t } = visit
  const way = item.version === current?.version ? apply(visit, item) : otherVersion(visit, item, current)
  const { content } = item
  const parts = sections(visit, item, narrow, samples)
  return {
    title: t(content.name),
    crumbs: [{ href: '/items', text: w('nav.items') }, { href: `/items?body=${encodeURIComponent(content.bodies.deciding)}`, text: bodyName(visit, item, content.bodies.deciding) }],
    body: html`<span class="govuk-caption-l">${typeWord(visit, content.type)}</span>
<h1 class="govuk-heading-l">${t(content.name)}</h1>
<p class="govuk-body-l">${summary(visit, item)}</p>
${announcement(visit, automation)}
${way}
${guideWords(visit, item)}
<nav class="yw-contents" aria-label="${w('guide.contents')}"><ul class="govuk-list">${parts.map((section) => html`<li><a class="govuk-link" href="#${section.id}">${section.title}</a></li>`)}</ul></nav>
${parts.map((section) => html`<section aria-labelledby="${section.id}"><h2 class="govuk-heading-m" id="${section.id}">${section.title}</h2>${section.body}</section>`)}
${versionList(visit, item, versions?.items ?? [])}
${way}`,
  }
}

function apply(visit: Visit, item: ItemGuide): Html {
  const { opensFrom } = item.content
  if (opensFrom === 'case' || opensFrom === 'office' || opensFrom === 'review') return html`<div class="govuk-inset-text">${visit.w(opensFrom !== 'office' ? 'automation.opens-from-case' : 'after.opens-from-office')}</div>`
  if (item.content.renewal || item.content.onLicence) return html`<div class="govuk-inset-text"><p class="govuk-body">${visit.w('after.about-licence')}</p><a class="govuk-link" href="/my/licences">${visit.w('after.my-licences')}</a></div>`
  return html`<a href="/apply?item=${encodeURIComponent(item.code)}" role="button" draggable="false" class="govuk-button govuk-button--start">${visit.w('guide.apply')}</a>${visit.session?.account?.kind === 'legal' ? html`<p class="govuk-body"><a class="govuk-link" href="/batch?item=${encodeURIComponent(item.code)}">${visit.w('batch.link')}</a></p>` : ''}`
}

/** Nobody applies under a version that is not in force; the way to the one that is stands here. */
function otherVersion(visit: Visit, item: ItemGuide, current: ItemGuide | undefined): Html {
  const words = visit.w('guide.version-other', { version: item.version, from: dateWords(visit, item.effectiveFrom) ?? '', to: dateWords(visit, item.effectiveTo) ?? visit.w('guide.version-open') })
  return html`<div class="govuk-inset-text"><p class="govuk-body">${words}</p>${current === undefined ? '' : html`<a class="govuk-link" href="/items/${encodeURIComponent(item.code)}">${visit.w('guide.version-current')}</a>`}</div>`
}

/** What the place itself writes for those who apply, before the facts that every guide has. */
function guideWords(visit: Visit, item: ItemGuide): Html {
  const blocks = (visit.language === 'en' ? item.guide.en : undefined) ?? item.guide.zh
  return html`<div class="yw-guide">${blocks.map((block) => {
    if (block.kind !== 'list') return block.kind === 'heading' ? html`<h2 class="govuk-heading-m">${visit.shape(block.text)}</h2>` : html`<p class="govuk-body">${visit.shape(block.text)}</p>`
    return block.ordered ? html`<ol class="govuk-list govuk-list--number">${block.items.map((one) => html`<li>${visit.shape(one)}</li>`)}</ol>` : bullets(block.items.map(visit.shape))
  })}</div>`
}

function summary(visit: Visit, item: ItemGuide): string {
  const { w } = visit
  const { limits, bodies, summary: words } = item.content
  const promised = limits?.promised ?? limits?.statutory
  const decided = w('guide.decided-by', { body: bodyName(visit, item, bodies.deciding) })
  const starts = promised?.starts ?? limits?.statutory?.starts
  const takes = promised === undefined || promised === null ? '' : promised.days === 0 ? w('guide.takes-at-once') : starts ? w('guide.takes-from', { start: w(`start.${starts}`), limit: limitWords(visit, promised) }) : w('guide.takes', { limit: limitWords(visit, promised) })
  return [visit.t(words), decided, takes].filter((part) => part !== '').join(visit.language === 'zh' ? '' : ' ')
}

function bodyName(visit: Visit, item: ItemGuide, code: string): string {
  return visit.t(item.bodies.find((body) => body.code === code)?.name ?? code)
}

interface Section {
  id: string
  title: string
  body: Html
}

function sections(visit: Visit, item: ItemGuide, narrow: Narrowed | undefined, samples: readonly LicenceSample[]): Section[] {
  const { w } = visit
  const { content } = item
  const conditions = content.conditions ?? []
  const basis = content.legalBasis ?? []
  const steps = content.steps ?? []
  const results = content.results ?? []
  const questions = content.questions ?? []
  const all: (Section | false)[] = [
    { id: 'who', title: w('guide.who'), body: who(visit, item) },
    { id: 'time', title: w('guide.time'), body: html`${time(visit, content)}${openingFacts(visit, content)}` },
    conditions.length > 0 && { id: 'conditions', title: w('guide.conditions'), body: bullets(conditions.map(visit.t)) },
    { id: 'materials', title: w('guide.materials'), body: html`${narrowForm(visit, item)}${narrow === undefined ? '' : html`<p class="govuk-body" role="status">${w('narrow.shown', { count: narrow.materials.length, all: narrow.all, questions: narrow.questions })} <a class="govuk-link" href="/items/${encodeURIComponent(item.code)}#materials">${w('narrow.all')}</a></p>`}${materialTable(visit, content, narrow)}` },
    basis.length > 0 && { id: 'basis', title: w('guide.basis'), body: bullets(basis.map(basisLine)) },
    { id: 'fees', title: w('guide.fees'), body: fees(visit, content) },
    { id: 'where', title: w('guide.where'), body: where(visit, content) },
    steps.length > 0 && { id: 'steps', title: w('guide.steps'), body: stepList(visit, steps) },
    results.length > 0 && { id: 'results', title: w('guide.results'), body: html`${bullets(results.map((result) => resultLine(visit, result)))}${samples.map((one) => sampleFace(visit, item, one))}` },
    questions.length > 0 && { id: 'questions', title: w('guide.questions'), body: html`${questions.map((one) => html`<h3 class="govuk-heading-s">${visit.t(one.question)}</h3><p class="govuk-body">${visit.t(one.answer)}</p>`)}` },
    { id: 'remedy', title: w('guide.remedy'), body: remedy(visit, content) },
  ]
  return all.filter((section) => section !== false)
}

function resultLine(visit: Visit, result: { name: Text; validity?: string }): Html {
  return html`${visit.t(result.name)}${result.validity === undefined ? '' : html` <span class="yw-quiet">${visit.w('guide.validity', { term: durationWords(visit, result.validity) })}</span>`}`
}

function who(visit: Visit, item: ItemGuide): Html {
  const { w, t } = visit
  const { bodies, targets, parties } = item.content
  const joint = bodies.joint ?? []
  return facts([
    [w('guide.for-whom'), targets.map((target) => targetWord(visit, target)).join(visit.language === 'zh' ? '、' : ', ')],
    [w('parties.joint'), parties?.jointApplicants && html`${w('parties.guide-joint', { most: parties.jointApplicants.max })} <span class="yw-quiet">${basisLine(parties.jointApplicants.basis)}</span>`],
    [w('parties.respondents'), parties?.respondents && html`${w('parties.guide-respondents', { most: parties.respondents.max })} <span class="yw-quiet">${basisLine(parties.respondents.basis)}</span>`],
    [w('guide.receiving'), bodyName(visit, item, bodies.receiving)],
    [w('guide.handling'), bodyName(visit, item, bodies.handling)],
    [w('guide.deciding'), bodyName(visit, item, bodies.deciding)],
    [w('guide.joint'), joint.length > 0 && joined(joint.map((one) => html`${bodyName(visit, item, one.organisation)} — ${t(one.task)}`), html`<br>`)],
    [w('guide.code'), html`<span class="yw-code">${item.code}</span>`],
  ])
}

function time(visit: Visit, item: ItemContent): Html {
  const { w } = visit
  const { statutory, promised } = item.limits ?? {}
  return facts([
    [w('guide.kind'), codeWord(visit, 'kind', item.caseKind)],
    [w('guide.statutory'), statutory ? limitLine(visit, statutory) : w('guide.limit-none')],
    [w('guide.promised'), promised ? limitLine(visit, { ...promised, starts: promised.starts ?? statutory?.starts }) : w('guide.limit-none')],
    [w('guide.visits'), item.onsiteVisits === undefined ? undefined : item.onsiteVisits === 0 ? w('guide.visits-none') : w('guide.visits-some', { times: item.onsiteVisits })],
    [w('guide.level'), item.levelMin === undefined || item.levelMin === 1 ? undefined : item.proofDaysMax === undefined ? w(`guide.level-${item.levelMin}`) : `${w(`guide.level-${item.levelMin}`)}${w('guide.level-lately', { days: item.proofDaysMax })}`],
  ])
}

function limitLine(visit: Visit, limit: Omit<Limit, 'starts'> & { starts?: Limit['starts'] | undefined }): Html {
  const from = limit.starts ? visit.w(`start.${limit.starts}`) : ''
  return html`${visit.language === 'zh' ? from : ''}${limitWords(visit, limit)}${visit.language === 'zh' || from === '' ? '' : ` ${from}`}${limit.basis === undefined ? '' : html` <span class="yw-quiet">${basisLine(limit.basis)}</span>`}`
}

function basisLine(basis: Basis): Html {
  return html`${basis.law}${basis.article === undefined ? '' : ` ${basis.article}`}${basis.text === undefined ? '' : html`<br><span class="yw-quiet">${basis.text}</span>`}`
}

/** The materials that remain in somebody's situation; `certain` is false where it hangs on answers of the form. */
export interface Narrowed {
  all: number
  questions: number
  materials: { key: string; certain: boolean }[]
}

const whoField = 'as'
const scenarioField = (key: string): string => `s-${key}`

/** What the address says of the reader's situation; undefined where it says nothing. */
function situationOf(visit: Visit, item: ItemGuide): URLSearchParams | undefined {
  const scenario = (item.content.scenarios ?? []).flatMap(({ key }) => (visit.query[scenarioField(key)] ? [`${key}:${visit.query[scenarioField(key)]}`] : []))
  const who = visit.query[whoField]
  if (scenario.length === 0 && who !== 'natural' && who !== 'legal') return undefined
  return new URLSearchParams({ version: String(item.version), scenario: scenario.join(','), ...(who === 'natural' || who === 'legal' ? { applicant: who } : {}) })
}

function getNarrowed(visit: Visit, item: ItemGuide): Promise<Narrowed | undefined> {
  const situation = situationOf(visit, item)
  return situation === undefined ? Promise.resolve(undefined) : visit.api.find<Narrowed>(`/items/${encodeURIComponent(item.code)}/materials?${situation.toString()}`)
}

/** Questions in plain words that make the list shorter: a form of the page itself, kept in its address. */
function narrowForm(visit: Visit, item: ItemGuide): Html | undefined {
  const { w, t } = visit
  const { scenarios = [], targets, materials } = item.content
  const isMixed = targets.includes('natural') && targets.some((one) => one !== 'natural') && materials.some(({ when }) => when?.includes('applicant') === true)
  if (materials.length === 0 || (scenarios.length === 0 && !isMixed)) return undefined
  return html`<form class="yw-panel" method="get" action="/items/${encodeURIComponent(item.code)}#materials"><h3 class="govuk-heading-s">${w('narrow.title')}</h3>
${isMixed ? radios(visit, { id: whoField, label: w('narrow.who'), value: visit.query[whoField] ?? '', small: true, choices: [{ value: 'natural', text: w('narrow.natural') }, { value: 'legal', text: w('narrow.legal') }, { value: '', text: w('narrow.any') }] }) : ''}
${scenarios.map((one) => radios(visit, { id: scenarioField(one.key), label: t(one.question), hint: t(one.hint) || undefined, value: visit.query[scenarioField(one.key)] ?? '', small: true, choices: [...one.options.map((option) => ({ value: option.value, text: t(option.label) })), { value: '', text: w('narrow.any') }] }))}
${button(w('narrow.button'), 'secondary')}</form>`
}

/** What to hand in: a table that becomes cards on a narrow screen. */
export function materialTable(visit: Visit, item: ItemContent, narrow?: Narrowed): Html {
  const { w, t } = visit
  const certain = narrow && new Map(narrow.materials.map((one) => [one.key, one.certain]))
  const materials = item.materials.filter(({ key }) => certain === undefined || certain.has(key))
  if (materials.length === 0) return html`<p class="govuk-body">${w('guide.materials-none')}</p>`
  const headings = [w('material.name'), w('material.need'), w('material.source'), w('material.form')]
  const cell = (at: number, body: Html | string) => html`<td class="govuk-table__cell"><span class="yw-cards__key" aria-hidden="true">${headings[at]}</span>${body}</td>`
  return html`<table class="govuk-table yw-cards"><caption class="govuk-visually-hidden">${w('guide.materials')}</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">${headings.map((heading) => html`<th scope="col" class="govuk-table__header">${heading}</th>`)}</tr></thead>
<tbody class="govuk-table__body">${materials.map((material) => html`<tr class="govuk-table__row">
<th scope="row" class="govuk-table__header">${t(material.name)}${material.note ? html`<p class="yw-quiet">${t(material.note)}</p>` : ''}<p class="yw-quiet">${w('material.basis')} ${material.basis === undefined ? html`<a class="govuk-link" href="/items/${encodeURIComponent(item.code)}#basis">${w('material.basis-item')}</a>` : basisLine(material.basis)}</p></th>
${cell(1, certain === undefined ? needWords(visit, item, material) : html`${codeWord(visit, 'need', material.need)}${certain.get(material.key) === false ? html` <span class="yw-quiet">${w('narrow.maybe')}</span>` : ''}`)}
${cell(2, html`${codeWord(visit, 'source', material.source)}${isFetched(material) ? html`<br><span class="yw-quiet">${w('material.fetched')}</span>` : ''}`)}
${cell(3, html`${codeWord(visit, 'medium', material.form)}${material.copies === undefined || material.copies === 0 ? '' : html` · ${w('material.copies', { copies: material.copies })}`}`)}
</tr>`)}</tbody></table>`
}

/** Whether the platform fetches it instead of asking for it (国令716 art. 7: what government holds is not asked for again). */
export function isFetched(material: Material): boolean {
  return material.source === 'government' && material.licenceType !== undefined
}

function needWords(visit: Visit, item: ItemContent, material: Material): string {
  const words = codeWord(visit, 'need', material.need)
  const isAdded = (item.scenarios ?? []).some((scenario) => scenario.options.some((option) => option.adds?.includes(material.key) === true))
  return material.when !== undefined || isAdded ? `${words}${visit.w('material.depends')}` : words
}

function fees(visit: Visit, item: ItemContent): Html {
  const { w, t } = visit
  if (item.fees === undefined || item.fees.length === 0) return html`<p class="govuk-body">${w('guide.fees-none')}</p>`
  return bullets(item.fees.map((fee) => html`${t(fee.name)}: ${t(fee.standard)}${fee.basis === undefined ? '' : html` <span class="yw-quiet">${basisLine(fee.basis)}</span>`}${fee.relief === undefined ? '' : html`<br>${t(fee.relief)}`}`))
}

function where(visit: Visit, item: ItemContent): Html {
  const { w, t } = visit
  return html`<p class="govuk-body">${w('guide.online')}</p>${(item.places ?? []).map((place) => facts([
    [w('guide.place'), t(place.name)],
    [w('guide.address'), t(place.address)],
    [w('guide.hours'), t(place.hours)],
    [w('guide.phone'), place.phone],
  ]))}${facts([[w('guide.enquiry'), item.contacts?.enquiry], [w('guide.complaint'), item.contacts?.complaint]])}`
}

function stepList(visit: Visit, steps: NonNullable<ItemContent['steps']>): Html {
  const { w, t } = visit
  return html`<ol class="govuk-list govuk-list--number">${steps.map((step) => html`<li>${t(step.name)} <span class="yw-quiet">${t(step.handler)}${step.days === undefined ? '' : ` · ${w('guide.step-days', { days: step.days })}`}</span></li>`)}</ol>`
}

// 行政许可法 38: who refuses must tell the way to review and to the court; the guide tells it beforehand.
function remedy(visit: Visit, item: ItemContent): Html {
  const { w, t } = visit
  return html`<p class="govuk-body">${w('guide.remedy-words')}</p>${facts([
    [w('guide.review'), t(item.remedy?.review)],
    [w('guide.court'), t(item.remedy?.court)],
  ])}`
}

function versionList(visit: Visit, item: ItemGuide, versions: readonly ItemVersion[]): Html {
  const { w } = visit
  const shown = w('guide.version-shown', { version: item.version, from: dateWords(visit, item.effectiveFrom) ?? '' })
  const line = (one: ItemVersion) => html`<a class="govuk-link" href="/items/${encodeURIComponent(item.code)}?version=${one.version}"${attribute('aria-current', one.version === item.version ? 'page' : undefined)}>${w('guide.version-line', { version: one.version, from: dateWords(visit, one.effectiveFrom) ?? '', to: dateWords(visit, one.effectiveTo) ?? w('guide.version-open') })}</a>`
  return html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('guide.versions')}</span></summary>
<div class="govuk-details__text"><p class="govuk-body">${shown}</p>${bullets(versions.map(line))}</div></details>`
}
