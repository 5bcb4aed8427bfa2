// One's own papers from before, and who used one's licences. Both only read; a paper is deleted by its owner.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { keyInput, nextPage, tag } from '../parts.ts'
import { bytesWords, dateWords, momentWords } from '../spoken.ts'
import type { Listed, Named } from '../shapes.ts'
import type { LibraryEntry } from '../shapes-of-applying.ts'
import { postedText, type Answer, type Page, type Visit } from '../visit.ts'
import { isWordKey } from '../words.ts'
import { mineNav } from './mine.ts'

export function addPapers(site: Site): void {
  site.get('/my/papers', showLibrary)
  site.post('/my/papers/:entry/removal', removeEntry)
  site.pass('/my/papers/:entry/content', (visit) => `/library/${encodeURIComponent(visit.params['entry'] ?? '')}/content`)
  site.get('/my/licences/uses', showUses)
}

/** The level of a paper as a tag; the letter stands in its words. */
export function levelTag(visit: Visit, level: string): Html | undefined {
  const key = `level.${level}`
  return isWordKey(key) ? tag(visit.w(key), level === 'A' || level === 'B' ? 'green' : 'grey') : undefined
}

async function showLibrary(visit: Visit): Promise<Page> {
  const cursor = visit.query['cursor']
  const list = await visit.api.get<Listed<LibraryEntry>>(`/library${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`)
  const { w, t } = visit
  return {
    title: w('library.title'), crumbs: [{ href: '/my', text: w('nav.my') }, { href: '/my/papers', text: w('library.title') }],
    body: html`<h1 class="govuk-heading-l">${w('library.title')}</h1>${mineNav(visit)}<p class="govuk-body">${w('library.words')}</p>
<p class="govuk-body"><a class="govuk-link" href="/my/licences">${w('library.licences')}</a></p>
${list.items.length === 0 ? html`<p class="govuk-body">${w('library.none')}</p>` : html`<ul class="yw-list">${list.items.map((one) => html`<li class="yw-list__item"><a class="govuk-link yw-list__link" href="/my/papers/${one.id}/content">${one.name}</a> ${levelTag(visit, one.level)}
<p class="yw-list__facts">${t(one.title)} · ${bytesWords(visit, one.bytes)} · ${w('library.from', { date: dateWords(visit, one.addedAt) ?? '', number: one.case })}</p>
<form method="post" action="/my/papers/${one.id}/removal">${keyInput()}<button class="yw-link-button yw-link-button--dark" type="submit">${w('library.delete')}<span class="govuk-visually-hidden"> ${one.name}</span></button></form></li>`)}</ul>`}
${nextPage(visit, list.next)}`,
  }
}

async function removeEntry(visit: Visit): Promise<Answer> {
  await visit.api.send<unknown>({ method: 'DELETE', path: `/library/${encodeURIComponent(visit.params['entry'] ?? '')}`, key: postedText(visit, 'key') })
  return { redirect: '/my/papers' }
}

interface Use {
  at: string
  type: Named
  unit: Named
  item: Named
  case: string
  fields: string[]
  by: string | null
  failure: string | null
}

async function showUses(visit: Visit): Promise<Page> {
  const cursor = visit.query['cursor']
  const list = await visit.api.get<Listed<Use>>(`/licence-uses${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`)
  const { w, t } = visit
  return {
    title: w('uses.title'), crumbs: [{ href: '/my/licences', text: w('licences.title') }, { href: '/my/licences/uses', text: w('uses.title') }],
    body: html`<h1 class="govuk-heading-l">${w('uses.title')}</h1><p class="govuk-body">${w('uses.words')}</p>
${list.items.length === 0 ? html`<p class="govuk-body">${w('uses.none')}</p>` : html`<ul class="yw-list">${list.items.map((use) => html`<li class="yw-list__item"><strong>${t(use.type.name)}</strong>
<p class="govuk-body yw-tight">${useWords(visit, use)}</p><p class="yw-list__facts">${momentWords(visit, use.at)}${use.failure === null ? html` · ${w('uses.fields', { count: use.fields.length })}` : ''}${use.by === null ? '' : html` · ${w('uses.who', { name: use.by })}`}</p></li>`)}</ul>`}
${nextPage(visit, list.next)}`,
  }
}

function useWords(visit: Visit, use: Use): string {
  const told = { unit: visit.t(use.unit.name), item: visit.t(use.item.name), number: use.case }
  return use.failure === null ? visit.w('uses.line', told) : visit.w('uses.failed', { ...told, reason: failureWords(visit, use.failure) })
}

/** Why a licence could not be fetched, in words. */
export function failureWords(visit: Visit, failure: string): string {
  const key = `failure.${failure}`
  return isWordKey(key) ? visit.w(key) : failure
}
