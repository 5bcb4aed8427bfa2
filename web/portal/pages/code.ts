// One's own code (一码通行): shown for a minute, read once; and who read it.
import type { Site } from '../site.ts'
import { html } from '../html.ts'
import { buttonLink, nextPage, tag } from '../parts.ts'
import { momentWords } from '../spoken.ts'
import type { Listed } from '../shapes.ts'
import type { ReadingLine } from '../shapes-mine.ts'
import type { Page, Visit } from '../visit.ts'
import { mineNav } from './mine.ts'

export function addCode(site: Site): void {
  site.get('/my/code', codePage)
}

async function codePage(visit: Visit): Promise<Page> {
  const { w } = visit
  const cursor = visit.query['cursor']
  const [{ picture }, readings] = await Promise.all([visit.api.get<{ picture: string }>('/pass'), visit.api.get<Listed<ReadingLine>>(`/pass-readings${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`)])
  return {
    title: w('code.title'), crumbs: [{ href: '/my', text: w('nav.my') }, { href: '/my/code', text: w('code.title') }], wide: true,
    body: html`<h1 class="govuk-heading-l">${w('code.title')}</h1>${mineNav(visit)}<p class="govuk-body">${w('code.words')}</p>
<p><img class="yw-code-picture" src="${picture}" alt="${w('code.picture')}" width="280" height="280" data-refresh-page="55"></p>
${buttonLink('/my/code', w('code.again'))}
<h2 class="govuk-heading-m">${w('code.readings')}</h2>
${readings.items.length === 0 ? html`<p class="govuk-body">${w('code.none')}</p>` : html`<ul class="yw-list">${readings.items.map((one) => line(visit, one))}</ul>`}${nextPage(visit, readings.next)}`,
  }
}

function line(visit: Visit, { reader, told, offline, readAt }: ReadingLine) {
  const { w, t } = visit
  const what = told.length === 0 ? w('code.told-little') : w('code.told', { what: told.map((words) => t(words)).join(visit.language === 'zh' ? '、' : ', ') })
  return html`<li class="yw-list__item"><strong>${t(reader.name)}</strong> ${offline ? tag(w('code.offline'), 'grey') : ''}<p class="govuk-body yw-tight">${t(reader.purpose)}</p>
<p class="yw-list__facts">${momentWords(visit, readAt)} · ${what} ${reader.contact === '' ? '' : w('signing-for.contact', { contact: reader.contact })}</p></li>`
}
