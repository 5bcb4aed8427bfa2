// Registering as a resident. What is said here is not yet proved: the API keeps it at the lowest level of trust.
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html } from '../html.ts'
import { button, faultOf, keyInput, textInput } from '../parts.ts'
import { type Answer, type Page, postedText, sentences, type ShownFault, shownFaults, type Visit } from '../visit.ts'
import { passCookies, safeNext } from './entering.ts'

export function addRegister(site: Site): void {
  site.get('/register', async (visit) => registerPage(visit, visit.query['next'] ?? '/my', []))
  site.post('/register', register)
}

function registerPage(visit: Visit, next: string, faults: ShownFault[]): Page {
  const { w } = visit
  const kept = (id: string) => ({ id, value: postedText(visit, id), fault: faultOf(faults, id) })
  return {
    title: w('register.title'),
    faults,
    status: faults.length > 0 ? 422 : 200,
    crumbs: [{ href: '/sign-in', text: w('sign-in.title') }, { href: '/register', text: w('register.title') }],
    body: html`<h1 class="govuk-heading-l">${w('register.title')}</h1><p class="govuk-body">${w('register.words')}</p>
<form method="post" action="/register" novalidate>${keyInput()}<input type="hidden" name="next" value="${next}">
${textInput(visit, { ...kept('name'), label: w('register.name'), hint: w('register.name-hint'), autocomplete: 'name' })}
${textInput(visit, { ...kept('idNumber'), label: w('register.idNumber'), width: '20', autocomplete: 'off' })}
${textInput(visit, { ...kept('phone'), label: w('register.phone'), type: 'tel', inputMode: 'tel', width: '20', autocomplete: 'tel', optional: true })}
${textInput(visit, { ...kept('login'), label: w('register.login'), hint: w('register.login-hint'), autocomplete: 'username' })}
${textInput(visit, { id: 'password', label: w('register.password'), hint: w('register.password-hint'), type: 'password', autocomplete: 'new-password', fault: faultOf(faults, 'password') })}
${button(w('register.button'))}</form>`,
  }
}

async function register(visit: Visit): Promise<Answer> {
  const next = safeNext(postedText(visit, 'next'))
  const password = String(visit.posted['password'] ?? '')
  const phone = postedText(visit, 'phone')
  const person = { login: postedText(visit, 'login'), name: postedText(visit, 'name'), idKind: 'resident-id', idNumber: postedText(visit, 'idNumber'), ...(phone === '' ? {} : { phone }) }
  try {
    await visit.api.send<unknown>({ method: 'POST', path: '/registrations', body: { ...person, password }, key: postedText(visit, 'key') })
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.problem.status >= 500) throw error
    const { detail, next: advice, fields } = error.problem
    return registerPage(visit, next, fields.length > 0 ? labelled(visit, shownFaults(fields)) : [{ field: 'login', text: sentences(visit, detail, advice) }])
  }
  const answer = await visit.api.raw({ method: 'POST', path: '/session', body: { login: person.login, password } })
  if (answer.status >= 400) throw ApiRefusal.from(answer)
  passCookies(visit, answer)
  return { redirect: next }
}

// The API names fields by path; people know them by their labels.
const labels = { name: 'register.name', idNumber: 'register.idNumber', phone: 'register.phone', login: 'register.login', password: 'register.password' } as const

/** In the order of the page; an answer that is missing is asked for, not judged. */
function labelled(visit: Visit, faults: ShownFault[]): ShownFault[] {
  const keys = Object.entries(labels)
  const told = keys.flatMap(([field, key]) => faults.filter((fault) => fault.field === field).map((fault) => {
    const isMissing = field === 'password' ? String(visit.posted[field] ?? '') === '' : postedText(visit, field) === ''
    return { ...fault, text: isMissing ? visit.w('register.needed', { what: visit.w(key) }) : `${visit.w(key)}${visit.language === 'zh' ? '：' : ': '}${fault.text}` }
  }))
  return [...told, ...faults.filter(({ field }) => !keys.some(([known]) => known === field))]
}
