// What the examples about people's data stand on: a purpose that nobody assessed yet, an assessment that waits.
import assert from 'node:assert/strict'
import { systemActor } from '#core/cases'
import { applyPurposes, purposesLock } from '#core/purposes'
import { dateInChina } from '#base/time'
import { people } from './carry.ts'
import { askFor, confirm } from './scenes-proposals.ts'
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

/** A legal hold of a case that waits for its second person; what held it before is over. */
async function askHold(town: Town, number: string): Promise<string> {
  await town.platform.ground.sql.rows('update rights.holds set ended_at = placed_at where ended_at is null')
  return askFor(town, assessor, 'data-hold', { number, applicant: false, law: '中华人民共和国监察法', article: '第十八条', until: dateInChina(town.clock.now()).add({ days: 90 }).toString() })
}

async function holdOf(town: Town, number: string): Promise<string> {
  await confirm(town, people.head, 'data-hold', await askHold(town, number))
  const { body } = await town.call<{ holds: { id: string }[] }>('GET', '/api/retention', { as: assessor })
  return body.holds[0]?.id ?? assert.fail('nothing is held')
}

export function rightsMakers(town: Town, caseNumber: () => Promise<string>): Record<string, () => Promise<unknown>> {
  return {
    'asked-data-hold': async () => askHold(town, await caseNumber()),
    'data-hold': async () => holdOf(town, await caseNumber()),
    'asked-data-hold-end': async () => askFor(town, assessor, 'data-hold-end', { hold: await holdOf(town, await caseNumber()) }),
    'unassessed-purpose': () => registerUnassessed(town),
    'waiting-assessment': async () => assess(town, await registerUnassessed(town)),
  }
}
