// Messages: the applicant is told of each step once, in two languages, and nobody else is.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { applyFor, exampleForm, handle, must } from '../../../test/journey.ts'
import { openTown, type Town } from '../../../test/town.ts'

interface MessageView {
  id: string
  kind: string
  title: { zh: string; en: string }
  text: { zh: string; en: string }
  case: string | null
  readAt: string | null
}

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const inbox = async (as: string, query = '?limit=100') => must(await town.call<{ items: MessageView[]; next: string | null; unread: number }>('GET', `/api/notifications${query}`, { as }))
const read = (id: string, as: string) => town.call<MessageView & { code: string }>('POST', `/api/notifications/${id}/reading`, { as })

test('from receipt to licence, the applicant is told of each step once', async () => {
  const number = await applyFor(town, { as: 'zhang.min', item: 'food-business', form: await exampleForm('food-business') })
  await handle(town, number, 'zhang.min')
  const about = (await inbox('zhang.min')).items.filter((message) => message.case === number)
  assert.deepEqual(about.map((message) => message.kind).sort(), ['cases.accepted', 'cases.decided', 'cases.delivered', 'cases.opened', 'licences.issued', 'reviews.invited'])
  for (const { text, kind } of about) {
    assert.ok(kind.startsWith('licences.') || (text.zh.includes(number) && text.en.includes(number)), kind)
    assert.ok(!/undefined|null|\{/.test(text.zh + text.en), text.zh)
  }
  await town.platform.ground.sql.rows("update act.cursors set seq = 0 where follower = 'notifications'")
  await town.settle()
  assert.equal((await inbox('zhang.min')).items.filter((message) => message.case === number).length, about.length, 'an entry seen again tells nobody twice')
})

test('messages are one’s own: others neither see nor read them', async () => {
  const number = await applyFor(town, { as: 'chen.hao', item: 'food-business', form: await exampleForm('food-business') })
  await town.settle()
  const [message] = (await inbox('chen.hao')).items
  assert.ok(message)
  assert.ok(!(await inbox('li.guiying')).items.some((one) => one.case === number))
  assert.equal((await read(message.id, 'li.guiying')).body.code, 'notifications.not-found')
  assert.equal((await town.call('GET', '/api/notifications')).status, 401)
})

test('read once; the first reading counts', async () => {
  const before = await inbox('chen.hao')
  const [message] = before.items
  assert.ok(message && message.readAt === null)
  const first = must(await read(message.id, 'chen.hao'))
  town.clock.advance({ hours: 1 })
  const again = must(await read(message.id, 'chen.hao'))
  assert.ok(first.readAt && first.readAt === again.readAt)
  assert.equal((await inbox('chen.hao')).unread, before.unread - 1)
  assert.ok(!(await inbox('chen.hao', '?unread=true')).items.some((one) => one.id === message.id))
})

test('the list goes on after the last row seen', async () => {
  const all = (await inbox('zhang.min')).items.map((message) => message.id)
  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page: { items: MessageView[]; next: string | null } = await inbox('zhang.min', `?limit=2${next === '' ? '' : `&cursor=${next}`}`)
    seen.push(...page.items.map((message) => message.id))
    next = page.next
  }
  assert.deepEqual(seen, all)
  assert.equal((await town.call<{ code: string }>('GET', '/api/notifications?cursor=bad', { as: 'zhang.min' })).body.code, 'http.bad-cursor')
})
