// What the examples about people's data stand on: a purpose that nobody assessed yet, an assessment that waits.
import assert from 'node:assert/strict'
import { systemActor } from '#core/cases'
import { applyPurposes, purposesLock } from '#core/purposes'
import { testPack, type Town } from './town.ts'

export const assessor = 'zhengwu.steward'
export const assessmentApprover = 'zhengwu.head'
export const assessment = { lawful: '依据法律规定的职责，只收集必要的内容。', effect: '泄露会暴露身份和健康状况。', risk: 'high', measures: '按岗位授权，查阅有记录，加密保存，期满删除。' }

/** Registers a purpose with sensitive data that nobody assessed; answers its code. */
export async function registerUnassessed(town: Town, code = `try-${crypto.randomUUID().slice(0, 8)}`): Promise<string> {
  const welfare = (await testPack()).purposes.find((one) => one.code === 'welfare') ?? assert.fail('no purpose with sensitive data')
  await town.platform.ground.runAct({ actor: systemActor, locks: [purposesLock] }, (act) => applyPurposes(act, [{ ...welfare, code, name: { zh: `试${code}`, en: code } }]))
  return code
}

export async function assess(town: Town, code: string): Promise<string> {
  const answer = await town.call<{ id: string }>('POST', `/api/purposes/${code}/assessments`, { as: assessor, body: assessment })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.id
}

export function rightsMakers(town: Town): Record<string, () => Promise<unknown>> {
  return {
    'unassessed-purpose': () => registerUnassessed(town),
    'waiting-assessment': async () => assess(town, await registerUnassessed(town)),
  }
}
