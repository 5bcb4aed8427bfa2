// HTTP of handling in bulk: many cases in one call, each in an act of its own under a key of its own, each with its own answer.
import { Type } from 'typebox'
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import { callerOf, problemBody, route, type Caller, type Reach, type Route } from '#base/http'
import { isProblem } from '#base/problem'
import { getItemVersion } from '#core/items'
import { acceptCase } from './acceptance.ts'
import { caseLock, claimStep, completeStep, openWork } from './acts.ts'
import { bulkOutcome } from './bulk.ts'
import { decideCase } from './decision.ts'
import { stepAlreadyDone } from './refusals.ts'
import { bulkNotPossible } from './refusals-desk.ts'
import { handlers } from './routes-act.ts'
import { ResultShape } from './routes-hand-overs.ts'
import { tellOther } from './overtaken.ts'
import { officerIn } from './sections.ts'
import { visibleCase } from './routes-read.ts'

const Asked = Type.Object({ number: Type.String({ maxLength: 60 }), step: Type.String({ format: 'uuid' }), key: Type.String({ minLength: 8, maxLength: 80, description: 'Idempotency key of this act alone' }) }, { additionalProperties: false })

/** Gives a step its favourable outcome, as the act of its kind would; refuses where it has none that needs no reasons. */
async function approve(act: Act, caseId: string, stepId: string, caller: Caller): Promise<void> {
  const work = await openWork(act, caseId)
  const step = work.steps.find((one) => one.id === stepId)
  if (!step) throw stepAlreadyDone({ case: work.case.number })
  const outcome = bulkOutcome(step, { state: work.case.state, suspended: work.case.suspendedAt !== null }, await getItemVersion(act.tx, work.case.itemVersion))
  if (outcome === undefined) throw bulkNotPossible({ case: work.case.number, step: step.kind })
  if (outcome === 'accept') return acceptCase(act, caseId, caller)
  if (outcome === 'grant') return decideCase(act, caseId, caller, { step: stepId, outcome })
  return completeStep(act, caseId, stepId, caller, { outcome })
}

/** One case of many: its own visibility, lock, key and refusal. */
async function doOne(ground: Ground, call: { caller: Caller; reach: Reach }, what: 'claim' | 'approve', { number, step, key }: { number: string; step: string; key: string }): Promise<void> {
  const id = await visibleCase(ground, number, call.reach)
  const asked = { actor: { id: call.caller.id, kind: call.caller.kind }, locks: [caseLock(id)], key: { key, request: [what, number, step] } }
  await ground.runAct(asked, async (act) => {
    const officer = await officerIn(act.tx, id, call.caller)
    await (what === 'claim' ? claimStep(act, id, step, officer) : approve(act, id, step, officer))
    return null
  }).catch((error: unknown) => tellOther(ground, id, call.caller.id, error))
}

/** The operation for many cases at once. */
export function bulkRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/bulk-acts', access: handlers, status: 200, zh: '批量领取或批量通过：逐件独立办理，逐件给出结果；不予不得批量', en: 'Claim or approve many: each an act of its own with its own answer; never a refusal',
      body: Type.Object({ act: Type.Unsafe<'claim' | 'approve'>({ enum: ['claim', 'approve'] }), steps: Type.Array(Asked, { minItems: 1, maxItems: 100 }) }, { additionalProperties: false }),
      answer: Type.Object({ items: Type.Array(ResultShape) }),
      example: { as: '{examiner}', body: { act: 'approve', steps: [{ number: '{accepted}', step: '{examination-step}', key: 'bulk-example-1' }] } },
      handle: async (call) => {
        const who = { caller: callerOf(call), reach: call.reach }
        const items = []
        for (const asked of call.body.steps) {
          const problem = await doOne(ground, who, call.body.act, asked).then(() => null, (error: unknown) => {
            if (isProblem(error)) return problemBody(error, call.language, call.request.id)
            throw error
          })
          items.push({ number: asked.number, step: asked.step, done: problem === null, problem })
        }
        return { items }
      },
    }),
  ]
}
