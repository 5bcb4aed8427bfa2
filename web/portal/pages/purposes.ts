// What people's data is used for, open to anybody (个人信息保护法 17, 35), and the short notice of it before somebody fills in a form.
import { sayLaw } from '#engines/words'
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { bullets, facts, tag } from '../parts.ts'
import type { Purpose } from '../shapes-mine.ts'
import type { Page, Visit } from '../visit.ts'

export function addPurposes(site: Site): void {
  site.get('/purposes', showPurposes)
}

async function showPurposes(visit: Visit): Promise<Page> {
  const { w } = visit
  const { items } = await visit.api.get<{ items: Purpose[] }>('/purposes')
  return {
    title: w('purposes.title'), crumbs: [{ href: '/purposes', text: w('purposes.title') }],
    body: html`<h1 class="govuk-heading-l">${w('purposes.title')}</h1><p class="govuk-body">${w('purposes.words')}</p><p class="govuk-body">${w('purposes.rights')}</p>
${items.map((one) => onePurpose(visit, one))}`,
  }
}

function onePurpose(visit: Visit, one: Purpose): Html {
  const { w, t } = visit
  return html`<section id="${one.code}" aria-labelledby="${one.code}-name"><h2 class="govuk-heading-m" id="${one.code}-name">${t(one.name)}${one.live ? '' : html` ${tag(w('purposes.not-live'), 'grey')}`}</h2><p class="govuk-body">${t(one.notice)}</p>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('purposes.more-of', { name: t(one.name) })}</span></summary><div class="govuk-details__text">
${facts([
  [w('purposes.handler'), `${t(one.handler.name)} ${one.contact}`], [w('purposes.ground'), t(one.ground.name)], [w('purposes.basis'), bullets(one.basis.map((cited) => sayLaw(cited, visit.language)))],
  [w('purposes.kinds'), bullets(one.kinds.map((kind) => html`${t(kind.name)}${kind.sensitive ? html` ${tag(w('purposes.sensitive-tag'), 'red')}` : ''}`))],
  [w('purposes.need'), one.sensitive && t(one.sensitive.necessity)], [w('purposes.effect'), one.sensitive && t(one.sensitive.effect)], [w('purposes.automated'), one.automated && w('purposes.automated-words')], [w('purposes.weighty'), one.weighty && t(one.weighty)],
  [w('purposes.recipients'), one.recipients.length === 0 ? w('purposes.recipients-none') : bullets(one.recipients.map((each) => `${t(each.name)} (${w(`purposes.way.${each.way}`)}): ${t(each.use)}`))],
  [w('purposes.kept'), html`${keptWords(visit, one)} ${sayLaw(one.retention.basis, visit.language)}`],
])}</div></details></section>`
}

function keptWords({ w, t }: Visit, { retention }: Purpose): string {
  return w('purposes.kept-words', { period: t(retention.said), from: t(retention.from), then: t(retention.then) })
}

/** The notice before anything is filled in: what for, how long, why sensitive data is needed (个人信息保护法 30), and where the rest stands. */
export async function purposeNotice(visit: Visit, code: string): Promise<Html | undefined> {
  const { w, t } = visit
  const one = (await visit.api.get<{ items: Purpose[] }>('/purposes')).items.find((each) => each.code === code)
  return one && html`<p class="govuk-body">${w('purposes.told', { name: t(one.name), period: t(one.retention.said), from: t(one.retention.from) })} <a class="govuk-link" href="/purposes#${one.code}">${w('purposes.more')}</a></p>
${one.sensitive === null ? '' : html`<p class="govuk-body">${w('purposes.told-sensitive', { kinds: one.kinds.filter((kind) => kind.sensitive).map((kind) => t(kind.name)).join(visit.language === 'zh' ? '、' : ', '), necessity: t(one.sensitive.necessity), effect: t(one.sensitive.effect) })}</p>`}`
}
