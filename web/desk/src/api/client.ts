// The one way to the public API: relative address, cookies, language, problem+json; never retries a write by itself.
import i18next from 'i18next'
import createClient, { type Middleware } from 'openapi-fetch'
import type { paths } from './paths.ts'
import { Refused } from './problem.ts'
import type { AutomationActName, CaseAct, CopyAct, HearingStepAct, LicenceActName, ModelDraftAct, ObjectionAct, PartyAct, Problem, StepAct } from './types.ts'

export const api = createClient<paths>({ credentials: 'same-origin' })

const language: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', i18next.language === 'en' ? 'en' : 'zh')
    return request
  },
}
api.use(language)

/** Writes to an address with a JSON body where the answer's shape is the caller's to know. */
export async function sendJson<T>(address: string, body: unknown, key: string, method: 'POST' | 'PUT' = 'POST'): Promise<T> {
  return (await post(address, JSON.stringify(body), { 'Idempotency-Key': key, 'Content-Type': 'application/json' }, method)) as T
}

type Answer<T> = { data?: T; error?: unknown; response: Response }

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && typeof (value as { code?: unknown }).code === 'string'
}

/** Unwraps an answer of the API; throws Refused for a refusal and for silence. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await call
  } catch {
    throw new Refused({ code: 'desk.no-answer' }, 0)
  }
  if (!answer.response.ok) {
    const problem = isProblem(answer.error) ? answer.error : { code: `http.${answer.response.status}` }
    throw new Refused(problem, answer.response.status)
  }
  return answer.data as T
}

/** Sends files (multipart), which the typed client does not describe. */
export function sendFile(address: string, parts: FormData, key: string): Promise<unknown> {
  return post(address, parts, { 'Idempotency-Key': key })
}

/** Does an act whose name is known only when somebody chooses it: one address each, all of one shape. */
export function sendAct(to: { case: string; act: CaseAct } | { case: string; step: string; act: StepAct } | { case: string; copy: string; act: CopyAct } | { case: string; party: number; act: PartyAct } | { case: string; hearing: string; act: HearingStepAct } | { case: string; objection: string; act: ObjectionAct } | { case: string; letter: string; act: 'delivery' | 'paper-handover' } | { case: string; payment: string; act: 'settlement' } | { licence: string; act: LicenceActName } | { automation: string; act: AutomationActName } | { draft: string; act: ModelDraftAct }, body: Record<string, unknown>, key: string): Promise<unknown> {
  const below = 'step' in to ? `/steps/${to.step}` : 'copy' in to ? `/copies/${to.copy}` : 'party' in to ? `/third-parties/${to.party}` : 'hearing' in to ? `/hearings/${to.hearing}` : 'objection' in to ? `/objections/${to.objection}` : 'letter' in to ? `/letters/${to.letter}` : 'payment' in to ? `/payments/${to.payment}` : ''
  const thing = 'licence' in to ? `licences/${to.licence}` : 'automation' in to ? `automation/${encodeURIComponent(to.automation)}` : 'draft' in to ? `model-drafts/${to.draft}` : `cases/${encodeURIComponent(to.case)}${below}`
  return post(`/api/${thing}/${to.act}`, JSON.stringify(body), { 'Idempotency-Key': key, 'Content-Type': 'application/json' })
}

async function post(address: string, body: FormData | string, headers: Record<string, string>, method = 'POST'): Promise<unknown> {
  const call = fetch(address, {
    method, body, credentials: 'same-origin', headers: { ...headers, 'Accept-Language': i18next.language === 'en' ? 'en' : 'zh' },
  }).then(async (response) => {
    const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined)
    return response.ok ? { data: answer, response } : { error: answer, response }
  })
  return ask(call)
}

/** Reads a text that is not JSON, such as a process drawing (BPMN 2.0 XML). */
export async function askText(address: string): Promise<string> {
  const call = fetch(address, { credentials: 'same-origin', headers: { 'Accept-Language': i18next.language === 'en' ? 'en' : 'zh' } })
  return ask(
    call.then(async (response) =>
      response.ok ? { data: await response.text(), response } : { error: await response.json().catch(() => undefined), response },
    ),
  )
}
