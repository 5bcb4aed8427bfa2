// All letters in one's own space, newest first.
import type { Site } from '../site.ts'
import { html } from '../html.ts'
import { nextPage } from '../parts.ts'
import { dateWords } from '../spoken.ts'
import type { Listed, Named } from '../shapes.ts'
import type { Letter } from '../shapes-after.ts'
import type { Page, Visit } from '../visit.ts'
import { annulledMark } from './after.ts'
import { mineNav } from './mine.ts'

export function addLetters(site: Site): void {
  site.get('/my/letters', showLetters)
}

type OwnLetter = Pick<Letter, 'id' | 'title' | 'number' | 'annulledOn'> & { case: string; dated: string; organisation: Named }

async function showLetters(visit: Visit): Promise<Page> {
  const cursor = visit.query['cursor']
  const list = await visit.api.get<Listed<OwnLetter>>(`/letters${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`)
  const { w, t } = visit
  return {
    title: w('letters.title'),
    crumbs: [{ href: '/my', text: w('nav.my') }, { href: '/my/letters', text: w('letters.title') }],
    wide: true,
    body: html`<h1 class="govuk-heading-l">${w('letters.title')}</h1>${mineNav(visit)}<p class="govuk-body">${w('letters.words')}</p>
${list.items.length === 0 ? html`<p class="govuk-body">${w('letters.none')}</p>` : html`<ul class="yw-list">${list.items.map((one) => html`<li class="yw-list__item"><a class="govuk-link yw-list__link" href="/cases/${encodeURIComponent(one.case)}/letters/${one.id}">${t(one.title)} (PDF)</a>${annulledMark(visit, one.case, one)}
<p class="yw-list__facts">${dateWords(visit, one.dated)} · ${one.number} · ${t(one.organisation.name)} · <a class="govuk-link" href="/cases/${encodeURIComponent(one.case)}">${w('case.number')} <span class="yw-code">${one.case}</span></a></p></li>`)}</ul>`}
${nextPage(visit, list.next)}`,
  }
}
