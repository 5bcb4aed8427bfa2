// The public check of a letter by its number and date: which body made it, and whether it was annulled. What a stranger may see and nothing else.
import type { Text } from '#engines/words'
import type { Site } from '../site.ts'
import { html } from '../html.ts'
import { button, facts, textInput } from '../parts.ts'
import { dateWords, momentWords } from '../spoken.ts'
import type { Named } from '../shapes.ts'
import type { Page, Visit } from '../visit.ts'

export function addLetterCheck(site: Site): void {
  site.get('/letter-check', checkLetter)
}

interface Checked {
  title: Text
  number: string
  dated: string
  organisation: Named
  asOf: string
  sha256: string | null
  annulled: { on: string; number: string } | null
}

async function checkLetter(visit: Visit): Promise<Page> {
  const [number, dated] = [visit.query['number']?.trim() ?? '', visit.query['dated']?.trim() ?? '']
  if (number === '' && dated === '') return askPage(visit, { number, dated, isUnknown: false })
  const isAsked = number !== '' && /^\d{4}-\d{2}-\d{2}$/.test(dated)
  const found = isAsked ? await visit.api.find<Checked>(`/letter-verification?number=${encodeURIComponent(number)}&dated=${dated}`) : undefined
  return found === undefined ? askPage(visit, { number, dated, isUnknown: true }) : resultPage(visit, found)
}

function askPage(visit: Visit, { number, dated, isUnknown }: { number: string; dated: string; isUnknown: boolean }): Page {
  const { w } = visit
  const fault = isUnknown ? w('letter-check.unknown') : undefined
  return {
    title: w('letter-check.title'), status: isUnknown ? 404 : 200, ...(fault === undefined ? {} : { faults: [{ field: 'number', text: fault }] }),
    crumbs: [{ href: '/verify', text: w('nav.verify') }, { href: '/letter-check', text: w('letter-check.title') }],
    body: html`<h1 class="govuk-heading-l">${w('letter-check.title')}</h1><p class="govuk-body">${w('letter-check.words')}</p>
<form method="get" action="/letter-check" novalidate>${textInput(visit, { id: 'number', label: w('letter-check.number'), hint: w('letter-check.number-hint'), value: number, fault, autocomplete: 'off' })}
${textInput(visit, { id: 'dated', label: w('letter-check.dated'), hint: w('letter-check.dated-hint'), value: dated, type: 'date', autocomplete: 'off' })}${button(w('verify.button'))}</form>`,
  }
}

function resultPage(visit: Visit, { title, number, dated, organisation, asOf, sha256, annulled }: Checked): Page {
  const { w, t } = visit
  return {
    title: w('verify.result'), crumbs: [{ href: '/verify', text: w('nav.verify') }, { href: '/letter-check', text: w('letter-check.title') }],
    body: html`<h1 class="govuk-heading-l">${w('verify.result')}</h1>
<div class="yw-verdict yw-verdict--${annulled === null ? 'good' : 'bad'}"><p class="yw-verdict__line"><strong>${w('letter-check.made', { body: t(organisation.name) })}</strong></p>
<p class="yw-verdict__line"><strong>${annulled === null ? w('letter-check.stands') : w('letter-check.annulled', { date: dateWords(visit, annulled.on) ?? '', number: annulled.number })}</strong></p>
<p class="yw-verdict__when">${w('verify.as-of', { time: momentWords(visit, asOf) })}</p></div>
${facts([
  [w('letter-check.letter'), t(title)],
  [w('letter-check.number'), number],
  [w('letter-check.dated'), dateWords(visit, dated)],
  [w('letter-check.digest'), sha256 === null ? undefined : html`<span class="yw-code">${sha256}</span>`],
])}
<p class="govuk-body">${w('letter-check.compare')}</p>`,
  }
}
