// 您的权利: what is held about one, why, by which law and for how long; a copy of it; and the way to have it corrected, erased or explained (个人信息保护法 44–50).
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { bullets, buttonLink, facts, keyInput, notice, tag } from '../parts.ts'
import type { DataGranted, DataHeld, ProfileLine } from '../shapes-mine.ts'
import { postedText, type Answer, type Page, type Visit } from '../visit.ts'
import { mineNav } from './mine.ts'

export function addDataRights(site: Site): void {
  site.get('/my/data/rights', rightsPage)
  site.get('/my/data/copy', copyPage)
  site.post('/my/data/rights/restrictions/:purpose/end', endRestriction)
}

async function rightsPage(visit: Visit): Promise<Page> {
  const { w } = visit
  const { items, item, granted, profile } = await visit.api.get<{ items: DataHeld[]; item: string | null; granted: DataGranted[]; profile: ProfileLine[] }>('/data-held')
  return {
    title: w('rights.title'), crumbs: [{ href: '/my', text: w('nav.my') }, { href: '/my/data', text: w('data.title') }, { href: '/my/data/rights', text: w('rights.title') }],
    body: html`<h1 class="govuk-heading-l">${w('rights.title')}</h1>${mineNav(visit)}
${visit.query['proved'] === undefined ? '' : notice(w('rights.proved'), html`<p class="govuk-notification-banner__heading">${w('rights.proved-words')}</p>`, 'success')}
<h2 class="govuk-heading-m">${w('rights.copy')}</h2><p class="govuk-body">${w('rights.copy-words')}</p>${buttonLink('/my/data/copy', w('rights.copy-button'), 'secondary')}
${granted.length === 0 ? '' : html`<h2 class="govuk-heading-m">${w('rights.granted')}</h2>${granted.map((one) => grantedTo(visit, one))}`}
<h2 class="govuk-heading-m">${w('rights.profile')}</h2>${facts(profile.map((one) => [w(`rights.profile.${one.field}`), profileLine(visit, one, item)]))}
<h2 class="govuk-heading-m">${w('rights.ask')}</h2>${bullets([w('rights.correction'), w('rights.erasure'), w('rights.restriction'), w('rights.explanation')])}${item === null ? html`<p class="govuk-body">${w('rights.no-item')}</p>` : html`<p class="govuk-body">${w('rights.ask-words')}</p>
${buttonLink(`/apply?item=${encodeURIComponent(item)}`, w('rights.ask-button'))}`}<p class="govuk-body"><a class="govuk-link" href="/account/closing">${w('rights.closing')}</a></p>
<h2 class="govuk-heading-m">${w('rights.held')}</h2>${items.map((one) => held(visit, one))}`,
  }
}

/** What is kept, and what corrects it: a request, a new proof, or whoever keeps the register (个人信息保护法 46). */
function profileLine(visit: Visit, { value, by }: ProfileLine, item: string | null): Html {
  const { w } = visit
  const kept = value ?? w('rights.profile.none')
  const way = by === 'register' ? w('rights.by-register') : by === 'proof' ? html`<a class="govuk-link" href="/identity">${w('rights.by-proof')}</a>` : item === null ? w('rights.by-body') : html`<a class="govuk-link" href="/apply?item=${item}">${w('rights.by-request')}</a>`
  return html`${kept}<br><span class="yw-quiet">${way}</span>`
}

/** The copy is large and leaves as it is made: the browser fetches it from the API itself, once the person has proved lately that it is him. */
async function copyPage(visit: Visit): Promise<Answer> {
  const { fresh } = await visit.api.get<{ fresh: boolean }>('/data-held')
  const transfer = visit.query['transfer']
  return { redirect: fresh ? `/api/data-copy${transfer === undefined ? '' : `?transfer=${encodeURIComponent(transfer)}`}` : `/account/proof?next=${encodeURIComponent('/my/data/rights?proved=1')}` }
}

/** A restriction with the way to end it, or a transfer with the way to fetch it. */
function grantedTo(visit: Visit, { case: number, what, purpose, recipient }: DataGranted): Html {
  const { w, t } = visit
  const link = html`<a class="govuk-link" href="/my/cases/${number}">${number}</a>`
  if (what === 'transfer') return html`<p class="govuk-body">${w('rights.transfer-to', { recipient: recipient ?? '' })} ${link}</p>${buttonLink(`/my/data/copy?transfer=${encodeURIComponent(number)}`, w('rights.transfer-button'), 'secondary')}`
  const name = purpose ? t(purpose.name) : ''
  return html`<p class="govuk-body">${w('rights.restricted', { purpose: name })} ${link}</p>
<form method="post" action="/my/data/rights/restrictions/${purpose?.code ?? ''}/end">${keyInput()}<button class="govuk-button govuk-button--secondary" type="submit">${w('rights.restriction-end')}<span class="govuk-visually-hidden"> ${name}</span></button></form>`
}

async function endRestriction(visit: Visit): Promise<Answer> {
  await visit.api.send({ method: 'DELETE', path: `/data-restrictions/${encodeURIComponent(visit.params['purpose'] ?? '')}`, key: postedText(visit, 'key') })
  return { redirect: '/my/data/rights' }
}

function held(visit: Visit, one: DataHeld): Html {
  const { w, t } = visit
  const law = ({ law: name, article }: { law: string; article?: string }) => `${name}${article ?? ''}`
  const answer = one.erasable ? w('rights.erasable') : one.consent ? w('rights.with-account') : w('rights.kept-by-law', { law: one.basis.map(law).join(visit.language === 'zh' ? '、' : ', ') })
  return html`<section aria-labelledby="held-${one.code}"><h3 class="govuk-heading-s" id="held-${one.code}"><a class="govuk-link" href="/purposes#${one.code}">${t(one.name)}</a> ${tag(w('rights.rows', { count: one.rows }), 'grey')}</h3>
${facts([[w('rights.when-asked'), answer], [w('purposes.kept'), w('rights.kept', { period: t(one.period), from: t(one.from), law: law(one.keptBy) })]])}</section>`
}
