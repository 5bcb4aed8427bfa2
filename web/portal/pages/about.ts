// Help and the accessibility statement: plain words, no call.
import type { Site } from '../site.ts'
import { html } from '../html.ts'
import { bullets } from '../parts.ts'
import type { WordKey } from '../words.ts'
import type { Page, Visit } from '../visit.ts'

export function addAbout(site: Site): void {
  site.get('/help', showHelp)
  site.get('/accessibility', showAccessibility)
}

const questions = ['find', 'apply', 'time', 'correct', 'refused', 'verify', 'person', 'data'] as const

async function showHelp(visit: Visit): Promise<Page> {
  const { w } = visit
  return {
    title: w('help.title'),
    crumbs: [{ href: '/help', text: w('nav.help') }],
    body: html`<h1 class="govuk-heading-l">${w('help.title')}</h1>
${questions.map((one) => html`<h2 class="govuk-heading-m">${w(`help.${one}`)}</h2><p class="govuk-body">${w(`help.${one}-answer`)}</p>`)}`,
  }
}

const promises: WordKey[] = ['accessibility.keyboard', 'accessibility.reader', 'accessibility.script', 'accessibility.zoom', 'accessibility.large', 'accessibility.contrast', 'accessibility.languages']

async function showAccessibility(visit: Visit): Promise<Page> {
  const { w } = visit
  return {
    title: w('accessibility.title'),
    crumbs: [{ href: '/accessibility', text: w('nav.accessibility') }],
    body: html`<h1 class="govuk-heading-l">${w('accessibility.title')}</h1><p class="govuk-body">${w('accessibility.words')}</p>
${bullets(promises.map((key) => w(key)))}
<h2 class="govuk-heading-m">${w('accessibility.not-yet')}</h2>${bullets([w('accessibility.pdf'), w('accessibility.names')])}
<h2 class="govuk-heading-m">${w('accessibility.tell')}</h2><p class="govuk-body">${w('accessibility.tell-words')}</p>`,
  }
}
