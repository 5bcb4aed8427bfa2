// What the rights desk grants is done by code: a purpose is restricted where it rests on consent, a transfer is there to be fetched. 个人信息保护法 44, 45.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { applyFor, exampleForm, handle, must } from '../../../test/journey.ts'
import { openTown, type Town } from '../../../test/town.ts'

let town: Town
before(async () => {
  town = await openTown({ relays: { smtp: 'smtp://127.0.0.1:9' } })
})
after(() => town.close())

const as = 'zhang.min'
const item = 'marriage-record-query'
const sql = () => town.platform.ground.sql
interface Said {
  code: string
}
interface Granted {
  case: string
  what: string
  purpose: { code: string } | null
  recipient: string | null
}

async function granted(form: Record<string, unknown>): Promise<string> {
  const number = await applyFor(town, { as, item: 'personal-data-request', form: { what: '请按我的要求办理。', ...form } })
  assert.equal((await handle(town, number, as)).outcome, 'granted')
  await town.settle()
  return number
}
async function finished(): Promise<string> {
  const number = await applyFor(town, { as, item, form: await exampleForm(item) })
  await handle(town, number, as)
  await town.settle()
  return number
}
const listed = async () => must(await town.call<{ granted: Granted[] }>('GET', '/api/data-held', { as })).granted
const lift = (purpose: string) => town.call<Said>('DELETE', `/api/data-restrictions/${purpose}`, { as })
const judge = (number: string) => town.call<Said>('POST', '/api/reviews', { as, body: { case: number, verdict: 4 } })
const count = async (statement: string) => (await sql().rows<{ n: number }>(`select count(*)::int as n from ${statement}`))[0]?.n ?? 0

test('个人信息保护法 44: a restriction that was granted ends a purpose of consent where purposes are checked, until the person wishes otherwise', async () => {
  const number = await finished()
  const request = await granted({ right: 'restriction', restricted: 'reviews' })
  assert.deepEqual((await listed()).map(({ case: by, what, purpose }) => [by, what, purpose?.code]), [[request, 'restriction', 'reviews']])
  assert.deepEqual([(await judge(number)).status, (await judge(number)).body.code], [409, 'rights.restricted'])
  assert.equal(await count("act.entries where kind = 'rights.restricted'"), 1)
  await finished()
  const missing = await lift('messages')
  assert.deepEqual([missing.status, missing.body.code], [404, 'rights.restriction-not-found'])
  assert.equal((await lift('reviews')).status, 204)
  assert.equal((await lift('reviews')).body.code, 'rights.restriction-not-found')
  assert.deepEqual(await listed(), [])
  must(await judge(number))
})

test('个人信息保护法 44: with messages restricted nothing goes out and no address is taken; news on the site, and matters, go on', async () => {
  const address = () => town.call<Said>('PUT', '/api/notification-channels/email', { as, body: { address: 'canary.restricted@example.cn', language: 'zh' } })
  must(await address())
  await sql().rows('update channels.addresses set verified_at = changed_at, is_on = true')
  const [out, told] = ["channels.outbox where kind = 'news'", 'notifications.messages']
  await finished()
  assert.ok((await count(out)) > 0)
  await granted({ right: 'restriction', restricted: 'messages' })
  const [outBefore, toldBefore] = [await count(out), await count(told)]
  await finished()
  assert.equal(await count(out), outBefore)
  assert.ok((await count(told)) > toldBefore)
  assert.equal((await address()).body.code, 'rights.restricted')
  await lift('messages')
  await finished()
  assert.ok((await count(out)) > outBefore)
})

test('个人信息保护法 13, 44: what law requires is not restricted, though it was granted; and what law requires later goes on again', async () => {
  const ground = (value: string) => town.owner.rows(`update purposes.versions set content = jsonb_set(content, '{ground}', to_jsonb($1::text)) where code = 'reviews'`, [value])
  const number = await finished()
  await granted({ right: 'restriction', restricted: 'reviews' })
  assert.equal((await judge(number)).body.code, 'rights.restricted')
  await ground('duty')
  must(await judge(number))
  await lift('reviews')
  await granted({ right: 'restriction', restricted: 'reviews' })
  await ground('consent')
  assert.deepEqual(await listed(), [])
  assert.equal(await count("act.entries where kind = 'rights.not-restricted'"), 1)
})

test('个人信息保护法 45: a transfer that was granted is fetched by the person himself, says to whom, and is an entry; nobody else and no other case gets it', async () => {
  const copy = (transfer: string, who = as) => town.call<Said>('GET', `/api/data-copy?transfer=${encodeURIComponent(transfer)}`, { as: who })
  const other = await finished()
  const number = await granted({ right: 'transfer', recipient: '云州市住房公积金管理中心' })
  for (const refused of [await copy(other), await copy(number, 'li.guiying'), await copy('none')]) assert.deepEqual([refused.status, refused.body.code], [404, 'rights.transfer-not-found'])
  const answer = await copy(number)
  assert.equal(answer.status, 200)
  const inside = unzipSync(answer.raw)
  const told = JSON.parse(strFromU8(inside['transfer.json'] ?? new Uint8Array())) as { case: string; recipient: string }
  assert.deepEqual([told.case, told.recipient], [number, '云州市住房公积金管理中心'])
  assert.ok(inside['archives.json'])
  assert.equal(await count("act.entries e join cases.cases c on c.id::text = e.facts->>'transfer' where e.kind = 'rights.copied'"), 1)
  assert.ok(!JSON.stringify(await sql().rows("select facts from act.entries where kind like 'rights.%'")).includes('公积金'))
})
