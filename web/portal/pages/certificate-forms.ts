// What stands on other pages for certificates: a button where one was shown, else how to show one. No script is needed: the browser asks before the page comes.
import { html, type Child, type Html } from '../html.ts'
import { button, faultOf, textInput } from '../parts.ts'
import { postedText, type ShownFault, type Visit } from '../visit.ts'

interface Way {
  on: boolean
  alone: boolean
  presented: boolean
}

/** Whether certificates are taken here, and whether the browser showed one. */
const wayOf = (visit: Visit): Promise<Way> => visit.api.get<Way>('/certificate-way')

const absent = (visit: Visit): Html => html`<p class="govuk-body yw-quiet">${visit.w('certificate.absent')}</p>`

/** Signing in by a certificate alone, where that is done here. */
export async function certificateSignIn(visit: Visit, fields: Child): Promise<Html | undefined> {
  const { w } = visit
  const way = await wayOf(visit)
  if (!way.on || !way.alone) return undefined
  return way.presented ? html`<form method="post" action="/sign-in/certificate">${fields}<p class="govuk-body">${w('certificate.sign-in-words')}</p>${button(w('certificate.sign-in'), 'secondary')}</form>` : absent(visit)
}

/** A form that uses the certificate as a proof. */
export function certificateForm(visit: Visit, action: string, fields: Child): Html {
  return html`<form method="post" action="${action}">${fields}${button(visit.w('certificate.use'), 'secondary')}</form>`
}

/** Binding one, on the page of one's ways to sign in. */
export async function certificatePart(visit: Visit, faults: readonly ShownFault[]): Promise<Html | undefined> {
  const { w } = visit
  const way = await wayOf(visit)
  if (!way.on) return undefined
  const name = textInput(visit, { id: 'certificateName', label: w('account.name'), hint: w('certificate.name-hint'), width: '20', value: postedText(visit, 'certificateName'), fault: faultOf(faults, 'certificateName') })
  return html`<h3 class="govuk-heading-s">${w('certificate.add')}</h3><p class="govuk-body">${w(way.alone ? 'certificate.add-words-alone' : 'certificate.add-words-beside')}</p>
${way.presented ? html`<form method="post" action="/account/certificates" novalidate>${name}${button(w('certificate.add'), 'secondary')}</form>` : absent(visit)}`
}
