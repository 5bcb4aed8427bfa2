// What the examples of operations between acceptance and decision stand on: third parties, hearings, notices, a case to send up.
import assert from 'node:assert/strict'
import { act, carry, openStep, people, type CaseSaid } from './carry.ts'
import { codes, forms, publishFrom } from './matters.ts'
import { testPack, type Town } from './town.ts'

interface Held {
  number: string
  hearing: string
}

type Once = <T>(name: string, make: () => Promise<T>) => Promise<T>

const inspector = 'chengguan.inspector'

/** Makers of placeholders, by name. */
export function procedureMakers(town: Town, once: Once): Record<string, () => Promise<unknown>> {
  const offered = () => once('hearing offered', async () => heldOf(town, await offer(town)))
  const called = () => once('hearing called', async () => heldOf(town, await call(town)))
  const scheduled = () => once('hearing scheduled', async () => heldOf(town, await schedule(town, await heldOf(town, await call(town)))))
  const due = () => once('hearing due', async () => makeDue(town, await scheduled()))
  const minuted = () => once('hearing minuted', async () => write(town, await due()))
  const notice = () => once('notice', () => publish(town))
  const objection = () => once('objection', async () => object(town, (await notice()).id))
  return {
    'with-third-party': async () => (await act(town, people.examiner, (await carry(town, 'accepted')).number, 'third-parties', third)).number,
    'to-forward': () => toForward(town), 'to-publish': () => toPublish(town),
    'with-offered-hearing': async () => (await offered()).number, 'offered-hearing': async () => (await offered()).hearing,
    'with-called-hearing': async () => (await called()).number, 'called-hearing': async () => (await called()).hearing,
    'with-scheduled-hearing': async () => (await scheduled()).number, 'scheduled-hearing': async () => (await scheduled()).hearing,
    'with-due-hearing': async () => (await due()).number, 'due-hearing': async () => (await due()).hearing,
    'with-minuted-hearing': async () => (await minuted()).number, 'minuted-hearing': async () => (await minuted()).hearing,
    notice: async () => (await notice()).id, 'with-notice': async () => (await notice()).number,
    objection: async () => (await objection()).id, 'objection-receipt': async () => (await objection()).receipt,
  }
}

const third = { kind: 'legal', name: '云州市文昌物业服务有限公司', idKind: 'uscc', idNumber: '91990102MA0000015T', consent: false, interest: '设施在其管理的墙面上。' }

const post = async <T>(town: Town, as: string | undefined, path: string, body: object): Promise<T> => {
  const answer = await town.call<T>('POST', path, { ...(as ? { as } : {}), body })
  assert.ok(answer.status < 300, `${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`)
  return answer.body
}

async function heldOf(town: Town, number: string): Promise<Held> {
  const { body } = await town.call<{ items: { id: string }[] }>('GET', `/api/cases/${number}/hearings`, { as: people.examiner })
  return { number, hearing: body.items.at(-1)?.id ?? assert.fail('no hearing') }
}

/** A party that takes letters on paper has to be told; so the examples name one. */
async function offer(town: Town): Promise<string> {
  const { number } = await act(town, people.examiner, (await carry(town, 'accepted')).number, 'third-parties', third)
  await post(town, people.examiner, `/api/cases/${number}/hearings`, { reason: '涉及重大利益。' })
  return number
}

async function call(town: Town): Promise<string> {
  const { number } = await carry(town, 'accepted')
  await post(town, people.examiner, `/api/cases/${number}/hearings`, { reason: '涉及重大利益。' })
  await post(town, people.resident, `/api/cases/${number}/hearing-requests`, { reason: '申请听证。' })
  return number
}

async function schedule(town: Town, { number, hearing }: Held): Promise<string> {
  const [row] = await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [inspector])
  await post(town, people.examiner, `/api/cases/${number}/hearings/${hearing}/schedule`, { at: '2026-12-10T09:30:00+08:00', place: '云州市城市管理局二楼听证室', presider: row?.id, isPublic: true })
  return number
}

/** The hour has come: the clock of a town that others use is not moved for it. */
async function makeDue(town: Town, held: Held): Promise<Held> {
  await town.platform.ground.sql.rows('update hearings.hearings set at = $2 where id = $1', [held.hearing, town.clock.now().subtract({ hours: 1 })])
  return held
}

async function write(town: Town, held: Held): Promise<Held> {
  await post(town, inspector, `/api/cases/${held.number}/hearings/${held.hearing}/minutes`, { minutes: '审查人员提出意见和理由；申请人申辩、质证。', attended: [0] })
  return held
}

async function applied(town: Town, as: string, item: string, form: object, clerk: string): Promise<CaseSaid> {
  const { id } = await post<{ id: string }>(town, as, '/api/applications', { item })
  await town.call('PUT', `/api/applications/${id}`, { as, body: { form } })
  const { number } = await post<CaseSaid>(town, as, `/api/applications/${id}/submission`, {})
  return act(town, clerk, number, 'acceptance')
}

async function toPublish(town: Town): Promise<string> {
  await publishFrom(town, codes.road, (content) => ({ ...content, publicity: { days: 5, unit: 'working', basis: { law: '云州市城市道路管理办法', article: '第八条', local: true } } }))
  return (await applied(town, 'jianan.works', codes.road, forms.road, people.clerk)).number
}

async function publish(town: Town): Promise<{ number: string; id: string }> {
  const number = await toPublish(town)
  const { items } = await post<{ items: { id: string }[] }>(town, people.examiner, `/api/cases/${number}/publicity`, { summary: '拟准予临时占用和平路人行道60平方米。' })
  return { number, id: items[0]?.id ?? assert.fail('no notice') }
}

async function object(town: Town, notice: string): Promise<{ id: string; receipt: string }> {
  const { receipt } = await post<{ receipt: string }>(town, undefined, `/api/publicity/${notice}/objections`, { name: '王五', contact: '13990100008', text: '占用时间过长。' })
  const [row] = await town.platform.ground.sql.rows<{ id: string }>('select id from publicity.objections where receipt = $1', [receipt])
  return { id: row?.id ?? assert.fail('no objection'), receipt }
}

/** A case whose lower level has done all its steps. */
async function toForward(town: Town): Promise<string> {
  await publishFrom(town, codes.teacher, (content) => ({ ...content, forwards: { to: content.bodies.deciding, basis: { law: '教师资格条例', article: '第十三条' } } }))
  let one = await applied(town, 'chen.hao', codes.teacher, forms.teacher, 'dc.jiaoyu.clerk')
  const { people: all } = await testPack()
  for (let turn = 0; turn < 5 && one.steps.some((step) => step.state === 'open' && step.kind !== 'decision'); turn++) {
    const step = one.steps.find(({ state, kind }) => state === 'open' && kind !== 'decision') as (CaseSaid['steps'][number] & { role: string; organisation: { code: string } }) | undefined
    const login = all.find(({ posts }) => posts?.some((held) => held.role === step?.role && held.organisation === step?.organisation.code))?.login ?? assert.fail('nobody')
    one = await act(town, login, one.number, `steps/${openStep(one, step?.kind ?? '')}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  }
  return one.number
}
