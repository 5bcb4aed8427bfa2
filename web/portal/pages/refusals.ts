// Pages that say no: not found, not allowed, broken, not available. In words, with what to do next, and never with a trace.
import type { ApiRefusal } from '../api.ts'
import { html } from '../html.ts'
import { isWordKey } from '../words.ts'
import type { Page, Visit } from '../visit.ts'

/** The page for an address that leads nowhere. */
export function notFoundPage(visit: Visit): Page {
  return refusalPage(visit, 404, '', '')
}

/** The page for whatever went wrong, in the words of its refusal. */
export function failurePage(visit: Visit, { problem: { status, detail, next, instance } }: ApiRefusal): Page {
  return refusalPage(visit, status, detail, next, instance)
}

function refusalPage(visit: Visit, status: number, detail: string, next: string, instance = ''): Page {
  const { w } = visit
  const group = isWordKey(`refusal.${status}`) ? String(status) : status >= 500 ? '500' : '400'
  const word = (part: '' | '-next'): string => {
    const key = `refusal.${group}${part}`
    return isWordKey(key) ? w(key) : ''
  }
  return {
    title: word(''),
    status,
    body: html`<h1 class="govuk-heading-l">${word('')}</h1>
<p class="govuk-body">${detail === '' ? '' : detail}</p><p class="govuk-body">${next === '' ? word('-next') : next}</p>
${status >= 500 && instance !== '' ? html`<p class="govuk-body-s yw-quiet">${w('refusal.instance')} <span class="yw-code">${instance}</span></p>` : ''}
<p class="govuk-body"><a class="govuk-link" href="/">${w('refusal.home')}</a> · <a class="govuk-link" href="/items">${w('refusal.search')}</a> · <a class="govuk-link" href="/help">${w('nav.help')}</a></p>`,
  }
}
