// Closing one's account: one page that says what goes and what stays, one button, no reason asked (个人信息保护法 15, 47).
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html } from '../html.ts'
import { bullets, button, buttonLink, keyInput } from '../parts.ts'
import { stateTag } from '../spoken.ts'
import type { CaseLine, Listed } from '../shapes.ts'
import { isWordKey } from '../words.ts'
import type { Answer, Page, Visit } from '../visit.ts'
import { passCookies } from './entering.ts'
import { whileProved } from './second.ts'

interface Overview {
  belongings: { what: string; count: number; closing: 'stays' | 'goes-on' | 'goes' }[]
  digestDays: number
}

export function addClosing(site: Site): void {
  site.get('/account/closing', closingPage)
  site.post('/account/closing', close)
  site.get('/closed', closedPage)
}

async function closingPage(visit: Visit): Promise<Page> {
  const { w, t } = visit
  const [{ belongings, digestDays }, open] = await Promise.all([visit.api.get<Overview>('/session/closing'), visit.api.get<Listed<CaseLine>>('/cases?view=own&phase=running&limit=50')])
  const line = ({ what, count }: Overview['belongings'][number]) => {
    const key = `closing.${what}`
    return count > 0 && isWordKey(key) ? [w(key, { count })] : []
  }
  const of = (closing: string) => belongings.filter((one) => one.closing === closing).flatMap(line)
  return {
    title: w('closing.title'), crumbs: [{ href: '/account', text: w('account.title') }, { href: '/account/closing', text: w('closing.title') }],
    body: html`<h1 class="govuk-heading-l">${w('closing.title')}</h1><p class="govuk-body">${w('closing.words')}</p>
<h2 class="govuk-heading-m">${w('closing.goes')}</h2>${bullets([w('closing.profile'), ...of('goes')])}
<h2 class="govuk-heading-m">${w('closing.stays')}</h2>${bullets([...of('stays'), w('closing.ledger'), w('closing.digest', { days: digestDays })])}
${open.items.length === 0 ? '' : html`<h2 class="govuk-heading-m">${w('closing.open')}</h2><p class="govuk-body">${w('closing.open-words')}</p>
<ul class="yw-list">${open.items.map((one) => html`<li class="yw-list__item"><a class="govuk-link yw-list__link" href="/cases/${encodeURIComponent(one.number)}">${t(one.item.name)}</a> ${stateTag(visit, { ...one, isSuspended: one.suspended })} <span class="yw-code">${one.number}</span></li>`)}</ul>`}
<form method="post" action="/account/closing">${keyInput()}<div class="govuk-button-group">${button(w('closing.button'), 'warning')}<a class="govuk-link" href="/account">${w('closing.keep')}</a></div></form>`,
  }
}

function close(visit: Visit): Promise<Answer> {
  return whileProved('/account/closing', async () => {
    const answer = await visit.api.raw({ method: 'POST', path: '/session/closing' })
    if (answer.status >= 400) throw ApiRefusal.from(answer)
    passCookies(visit, answer)
    return { redirect: '/closed' }
  })
}

async function closedPage({ w }: Visit): Promise<Page> {
  return {
    title: w('closing.done-title'),
    body: html`<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">${w('closing.done-title')}</h1></div><p class="govuk-body">${w('closing.done')}</p>${buttonLink('/', w('nav.home'))}`,
  }
}
