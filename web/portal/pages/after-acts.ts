// What a person may do with letters, and before something is taken: choose how they come, confirm one, ask for paper, state one's case.
import type { Site } from '../site.ts'
import { html } from '../html.ts'
import { bullets, faultOf, keyInput, textArea } from '../parts.ts'
import type { CaseView } from '../shapes.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { getCase } from './case.ts'
import { caseCrumbs, caseHeading, tryAct } from './case-acts.ts'

export function addAfter(site: Site): void {
  site.post('/cases/:number/letter-choice', (visit) => send(visit, 'letter-choice', { electronic: postedText(visit, 'electronic') === 'yes' }))
  site.post('/cases/:number/letters/:letter/receipt', (visit) => send(visit, `letters/${encodeURIComponent(visit.params['letter'] ?? '')}/receipt`, {}))
  site.post('/cases/:number/letters/:letter/paper', (visit) => send(visit, `letters/${encodeURIComponent(visit.params['letter'] ?? '')}/paper`, {}))
  site.get('/cases/:number/defence', async (visit) => defencePage(visit, await getCase(visit), []))
  site.post('/cases/:number/defence', stateDefence)
}

const pathOf = (visit: Visit): string => `/cases/${encodeURIComponent(visit.params['number'] ?? '')}`

async function send(visit: Visit, act: string, body: object): Promise<Answer> {
  await visit.api.send<unknown>({ method: 'POST', path: `${pathOf(visit)}/${act}`, body, key: postedText(visit, 'key') })
  return { redirect: `${pathOf(visit)}#letters` }
}

function defencePage(visit: Visit, one: CaseView, faults: ShownFault[]): Page {
  const { w } = visit
  const path = `/cases/${encodeURIComponent(one.number)}`
  return {
    title: w('after.defence-button'), faults, status: faults.length > 0 ? 422 : 200, crumbs: caseCrumbs(visit, one),
    body: html`${caseHeading(visit, one, w('after.defence-button'))}
${bullets([w('after.defence-right'), w('after.defence-no-worse'), w('after.defence-read')])}
<form method="post" action="${path}/defence" novalidate>${keyInput()}
${textArea(visit, { id: 'words', label: w('after.defence-words'), value: postedText(visit, 'words'), fault: faultOf(faults, 'words'), rows: 6 })}
<div class="govuk-button-group"><button type="submit" class="govuk-button" name="waived" value="no">${w('after.defence-send')}</button><button type="submit" class="govuk-button govuk-button--secondary" name="waived" value="yes">${w('after.defence-waive')}</button><a class="govuk-link" href="${path}">${w('after.back')}</a></div></form>`,
  }
}

async function stateDefence(visit: Visit): Promise<Answer> {
  const one = await getCase(visit)
  const waived = postedText(visit, 'waived') === 'yes'
  const words = postedText(visit, 'words')
  if (!waived && words === '') return defencePage(visit, one, [{ field: 'words', text: visit.w('after.defence-needed') }])
  const faults = await tryAct(visit, { method: 'POST', path: `${pathOf(visit)}/defence`, body: { words: waived ? '' : words, waived }, key: postedText(visit, 'key') })
  return faults.length > 0 ? defencePage(visit, one, faults) : { redirect: pathOf(visit) }
}

