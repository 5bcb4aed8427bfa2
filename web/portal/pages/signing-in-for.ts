// Signing in for another system: what it will learn, who answers for it, agreeing or not; what was agreed to, and taking it back.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { bullets, buttonLink, facts, keyInput, notice } from '../parts.ts'
import { momentWords } from '../spoken.ts'
import type { Listed } from '../shapes.ts'
import type { AskedSignIn, ConsentLine, OtherSystem } from '../shapes-mine.ts'
import { postedText, type Answer, type Page, type Visit } from '../visit.ts'
import { identityAddress } from './identity.ts'

export function addSigningInFor(site: Site): void {
  site.get('/sign-in-for/:uid', askPage)
  site.post('/sign-in-for/:uid/agreement', (visit) => answerAsked(visit, true))
  site.post('/sign-in-for/:uid/refusal', (visit) => answerAsked(visit, false))
  site.get('/sign-in-refused', async (visit) => refusedPage(visit))
  site.get('/account/systems', systemsPage)
  site.post('/account/systems/:code/end', takeBack)
}

const addressOfAsked = (visit: Visit): string => `/sign-in-for/${encodeURIComponent(visit.params['uid'] ?? '')}`

async function askPage(visit: Visit): Promise<Answer> {
  const here = addressOfAsked(visit)
  const asked = await visit.api.get<AskedSignIn>(`/sign-ins/${encodeURIComponent(visit.params['uid'] ?? '')}`)
  if (asked.state === 'sign-in') return { redirect: `/sign-in?next=${encodeURIComponent(here)}` }
  if (asked.state === 'prove') return { redirect: `/account/proof?next=${encodeURIComponent(here)}` }
  const { w, t } = visit
  const name = t(asked.system.name)
  const hinders = asked.state === 'agree' || asked.state === 'agreed' ? undefined : asked.state
  return {
    title: w('signing-for.title', { system: name }), formTo: asked.returnsTo,
    body: html`<h1 class="govuk-heading-l">${w('signing-for.title', { system: name })}</h1>
<p class="govuk-body">${w('signing-for.who', { body: t(asked.system.organisation.name), purpose: t(asked.system.purpose) })}</p>
${hinders ? html`<p class="govuk-inset-text">${w(`signing-for.${hinders}`, { level: asked.system.levelMin })}</p>` : toldPart(visit, asked)}
${hinders === 'level-too-low' && visit.session?.account?.kind === 'natural' ? buttonLink(identityAddress({ back: here, level: asked.system.levelMin }), w('review.level-button'), 'secondary') : ''}
<form method="post" action="${here}/agreement">${keyInput()}<div class="govuk-button-group">
${hinders ? '' : html`<button class="govuk-button" type="submit" data-module="govuk-button">${w(asked.state === 'agree' ? 'signing-for.agree' : 'signing-for.go-on')}</button>`}
<button class="govuk-button govuk-button--secondary" type="submit" formaction="${here}/refusal">${w('signing-for.refuse')}</button></div></form>
<p class="govuk-body yw-quiet">${w('signing-for.after', { site: asked.returnsTo.replace(/^https?:\/\//, '') })} ${w('signing-for.contact', { contact: asked.system.contact })}</p>`,
  }
}

function toldPart(visit: Visit, { told, keeps, system, state }: AskedSignIn): Html {
  const { w, t } = visit
  const rows = told.map(({ words, value }) => [t(words), value ?? w('signing-for.none')] as const)
  return html`${state === 'agreed' ? html`<p class="govuk-body">${w('signing-for.before')}</p>` : ''}
<h2 class="govuk-heading-m">${w('signing-for.told')}</h2>
${rows.length > 0 ? facts(rows) : ''}${bullets([w('signing-for.subject'), w('signing-for.level')])}
${system.basis ? html`<p class="govuk-body">${w('signing-for.basis', { law: system.basis.law, article: system.basis.article })}</p>` : ''}
${keeps ? html`<p class="govuk-body">${w('signing-for.keeps')}</p>` : ''}
<p class="govuk-body">${w('signing-for.take-back')}</p>`
}

async function answerAsked(visit: Visit, agree: boolean): Promise<Answer> {
  const { address } = await visit.api.send<{ address: string }>({ method: 'POST', path: `/sign-ins/${encodeURIComponent(visit.params['uid'] ?? '')}`, body: { agree }, key: postedText(visit, 'key') })
  return { redirect: address }
}

/** Where the protocol refuses before it is sure whose system asks: nobody is sent on to an address that is not registered. */
function refusedPage(visit: Visit): Page {
  const { w } = visit
  const isOver = visit.query['error'] === 'invalid_request'
  return {
    title: w('signing-for.refused'), status: 400,
    body: html`<h1 class="govuk-heading-l">${w('signing-for.refused')}</h1><p class="govuk-body">${w(isOver ? 'signing-for.refused-over' : 'signing-for.refused-unknown')}</p>
<p class="govuk-body"><a class="govuk-link" href="/">${w('refusal.home')}</a> · <a class="govuk-link" href="/help">${w('nav.help')}</a></p>`,
  }
}

async function systemsPage(visit: Visit): Promise<Page> {
  const { w } = visit
  const { items } = await visit.api.get<Listed<ConsentLine>>('/consents')
  return {
    title: w('systems.title'), crumbs: [{ href: '/account', text: w('account.title') }, { href: '/account/systems', text: w('systems.title') }],
    body: html`${visit.query['done'] === '1' ? notice(w('systems.title'), html`<p class="govuk-notification-banner__heading">${w('systems.done')}</p>`, 'success', 'done') : ''}
<h1 class="govuk-heading-l">${w('systems.title')}</h1><p class="govuk-body">${w('systems.words')}</p>
${items.length === 0 ? html`<p class="govuk-body">${w('systems.none')}</p>` : html`<ul class="yw-list">${items.map((one) => systemLine(visit, one))}</ul>`}
${buttonLink('/account', w('account.title'), 'secondary')}`,
  }
}

function systemLine(visit: Visit, { system, told, givenAt, usedAt }: ConsentLine): Html {
  const { w, t } = visit
  const what = [w('systems.subject'), ...told.map(({ words }) => t(words))].join(visit.language === 'zh' ? '、' : ', ')
  return html`<li class="yw-list__item"><strong>${t(system.name)}</strong> <span class="yw-quiet">${t(system.organisation.name)}</span>
<p class="govuk-body yw-tight">${w('systems.told', { what })}</p><p class="yw-list__facts">${w('systems.given', { given: momentWords(visit, givenAt), used: momentWords(visit, usedAt) })} ${contactOf(visit, system)}</p>
<form method="post" action="/account/systems/${system.code}/end">${keyInput()}<button class="yw-link-button yw-link-button--dark" type="submit">${w('systems.end')}<span class="govuk-visually-hidden"> ${t(system.name)}</span></button></form></li>`
}

const contactOf = (visit: Visit, system: OtherSystem): string => visit.w('signing-for.contact', { contact: system.contact })

async function takeBack(visit: Visit): Promise<Answer> {
  await visit.api.send<unknown>({ method: 'DELETE', path: `/consents/${encodeURIComponent(visit.params['code'] ?? '')}`, key: postedText(visit, 'key') })
  return { redirect: '/account/systems?done=1' }
}
