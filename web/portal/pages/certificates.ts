// Signing in, proving once more and binding by a certificate that the browser showed. What counts as one, the API says.
import type { Site } from '../site.ts'
import { ApiRefusal, type ApiAnswer } from '../api.ts'
import { type Answer, postedText, sentences, type Visit } from '../visit.ts'
import { accountPage, addWay } from './account.ts'
import { tryAct } from './case-acts.ts'
import { enter, safeNext, secondPage } from './entering.ts'
import { stepIn, proofPage } from './second.ts'
import { refuseSignIn } from './sign-in.ts'

export function addCertificates(site: Site): void {
  site.post('/sign-in/certificate', signIn)
  site.post('/sign-in/second/certificate', second)
  site.post('/account/proof/certificate', prove)
  site.post('/account/certificates', bind)
}

function signIn(visit: Visit): Promise<Answer> {
  const next = safeNext(postedText(visit, 'next'))
  return enter(visit, '/session/certificate', {}, next, (answer) => refuseSignIn(visit, answer, next, null))
}

function second(visit: Visit): Promise<Answer> {
  const next = safeNext(postedText(visit, 'next'))
  const step = stepIn(visit)
  // What is wrong with a certificate leaves the step open for another way; all else begins again.
  const refused = (answer: ApiAnswer) => {
    const { code, detail, next: advice, status } = ApiRefusal.from(answer).problem
    return code.startsWith('people.certificate-') && status < 500 ? secondPage(visit, step, next, [{ text: sentences(visit, detail, advice) }]) : refuseSignIn(visit, answer, next, null)
  }
  return enter(visit, '/session/second/certificate', { ticket: step.ticket }, next, refused)
}

async function prove(visit: Visit): Promise<Answer> {
  const faults = await tryAct(visit, { method: 'PUT', path: '/session/proof', body: { certificate: true } })
  return faults.length > 0 ? proofPage(visit, faults) : { redirect: safeNext(postedText(visit, 'next')) }
}

function bind(visit: Visit): Promise<Answer> {
  const name = postedText(visit, 'certificateName') || visit.w('account.certificate')
  const call = { path: '/factors/certificates', body: { name: name.slice(0, 60) } }
  return addWay(visit, '/account', call, (faults) => accountPage(visit, faults.map((fault) => (fault.field === 'name' ? { ...fault, field: 'certificateName' } : fault))))
}
