// Days that matter: gathered from limits and licences, told in a list, a file and under a private address; RFC 5545 to the letter.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { applyFor, exampleForm, handle, must } from '../../../test/journey.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { escapeText, foldLine, writeCalendar } from './ics.ts'
import { calendarDay, type Reminder } from './reminder.ts'

interface Item {
  kind: string
  date: string
  days: number
  case: string | null
  licence: string | null
  number: string
  name: { zh: string }
}

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const applicant = 'yunhe.media'
const list = async (as = applicant) => must(await town.call<{ items: Item[] }>('GET', '/api/reminders', { as })).items
const apply = async () => {
  const number = await applyFor(town, { as: applicant, item: 'outdoor-advertising', form: await exampleForm('outdoor-advertising') })
  await town.settle()
  return number
}
/** Lines unfolded, and the events among them as maps of name to value. */
const unfold = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')
function events(text: string): Map<string, string>[] {
  const all: Map<string, string>[] = []
  for (const line of unfold(text)) {
    if (line === 'BEGIN:VEVENT') all.push(new Map())
    const [name = '', ...value] = line.split(':')
    all.at(-1)?.set(name, value.join(':'))
  }
  return all
}
const file = async (as = applicant) => (await town.call<string>('GET', '/api/calendar', { as })).body

test('RFC 5545 §3.1: no line is longer than 75 octets, none is cut inside a character; §3.3.11: texts are escaped', () => {
  const long = `SUMMARY:${'补正截止'.repeat(40)}🙂${'a'.repeat(200)}`
  const folded = foldLine(long)
  for (const line of folded.split('\r\n')) {
    assert.ok(Buffer.byteLength(line) <= 75)
    assert.equal(Buffer.from(line).toString('utf8').includes('�'), false)
  }
  assert.equal(folded.replaceAll('\r\n ', ''), long)
  assert.equal(escapeText('a;b,c\\d\r\ne'), 'a\\;b\\,c\\\\d\\ne')
  const empty = writeCalendar('一', [])
  assert.ok(empty.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n') && empty.endsWith('END:VCALENDAR\r\n') && !/[^\r]\n/.test(empty))
})

test('许可法 32, 42: until when one must bring what is missing, and until when it is decided', async () => {
  const number = await apply()
  must(await town.call('POST', `/api/cases/${number}/correction-notice`, { as: 'chengguan.clerk', body: { missing: [{ text: '请补充现状照片。' }], days: 15 } }))
  const [correction] = (await list()).filter((one) => one.case === number)
  assert.deepEqual([correction?.kind, correction?.days], ['correction', 15])
  assert.deepEqual((await list('zhang.min')).filter((one) => one.case === number), [], 'one’s own alone')
})

test('the same day keeps its UID; when it moves, its SEQUENCE grows; what is no longer due is CANCELLED', async () => {
  const number = await apply()
  await handle(town, number, applicant, { until: 'examination' })
  const find = async () => events(await file()).find((event) => event.get('SUMMARY')?.includes(number) && event.get('UID')?.startsWith('decision-'))
  const before = await find()
  assert.ok(before)
  assert.match(before.get('DTSTART;VALUE=DATE') ?? '', /^\d{8}$/)
  assert.equal(before.get('STATUS'), 'CONFIRMED')
  const head = 'chengguan.approver'
  must(await town.call('POST', `/api/cases/${number}/suspension`, { as: head, body: { kind: 'expert-review', expectedDays: 5, reason: '需要专家评审。' } }))
  town.clock.advance({ hours: 24 * 7 })
  const anew = { cookie: String((await town.call('POST', '/api/session/demonstration', { body: { login: head } })).headers['set-cookie']).split(';')[0] ?? '' }
  must(await town.call('POST', `/api/cases/${number}/resumption`, { headers: anew, body: {} }))
  town.clock.advance({ hours: -24 * 7 })
  const moved = await find()
  assert.equal(moved?.get('UID'), before.get('UID'))
  assert.ok(Number(moved?.get('DTSTART;VALUE=DATE')) > Number(before.get('DTSTART;VALUE=DATE')))
  assert.ok(Number(moved?.get('SEQUENCE')) > Number(before.get('SEQUENCE')))
  must(await town.call('POST', `/api/cases/${number}/withdrawal`, { as: applicant, body: { reason: '不办了。' } }))
  const over = await find()
  assert.deepEqual([over?.get('UID'), over?.get('STATUS')], [before.get('UID'), 'CANCELLED'])
  assert.ok(Number(over?.get('SEQUENCE')) > Number(moved?.get('SEQUENCE')))
})

test('许可法 50: the day thirty days before a licence ends is the last to ask for renewal', async () => {
  const person = 'zhang.min'
  const number = await applyFor(town, { as: person, item: 'food-business', form: await exampleForm('food-business') })
  await handle(town, number, person)
  await town.settle()
  const licences = (await list(person)).filter((one) => one.licence !== null)
  const [renewal, expiry] = ['renewal', 'expiry'].map((kind) => licences.find((one) => one.kind === kind))
  assert.ok(renewal && expiry)
  assert.equal(Temporal.PlainDate.from(renewal.date).until(Temporal.PlainDate.from(expiry.date), { largestUnit: 'days' }).days, 30)
})

test('a licence that nothing renews has the day of its end and no day to ask for renewal', async () => {
  // An identity card is made anew, and not renewed.
  const held = (await list('chen.hao')).filter((one) => one.name.zh === '居民身份证')
  assert.deepEqual(held.map(({ kind, date, number }) => [kind, date, number]), [['expiry', '2028-08-20', '990***********0373']], 'the number of the card is the person’s: masked in every list (个人信息保护法 6)')
  const { items } = must(await town.call<{ items: { number: string; id: string }[] }>('GET', '/api/licences', { as: 'chen.hao' }))
  assert.deepEqual(items.map(({ number }) => number), ['990***********0373'])
  assert.equal(must(await town.call<{ number: string }>('GET', `/api/licences/${items[0]?.id}`, { as: 'chen.hao' })).number, '990103200208110373', 'whole on its own page')
})

test('a calendar names numbers and nothing of what they are about (个人信息保护法 6)', async () => {
  const text = unfold(await file()).join('\n')
  assert.match(text, /CLASS:PRIVATE/)
  assert.doesNotMatch(text, /户外广告|传媒/)
})

test('个人信息保护法 6: a calendar names licences by masked numbers, as the number of an identity card is the person’s', () => {
  const one: Reminder = { kind: 'expiry', ref: 'card', date: '2030-01-01', provisional: false, number: '990102199203140264', licence: 'card', name: { zh: '居民身份证' }, isOver: false, sequence: 0, changedAt: Temporal.Instant.from('2026-11-23T00:00:00Z') }
  assert.equal(calendarDay(one, 'zh', 'http://localhost:8080').summary, '证照 990***********0264：有效期届满')
})

test('a private address is read without signing in, a new one ends the old, and it can be revoked', async () => {
  const take = async () => new URL(must(await town.call<{ address: string }>('POST', '/api/calendar-link', { as: applicant, body: {} })).address).pathname
  const first = await take()
  const read = await town.call<string>('GET', first)
  assert.deepEqual([read.status, String(read.headers['content-type']), read.body], [200, 'text/calendar; charset=utf-8', await file()])
  const second = await take()
  assert.equal((await town.call<{ code: string }>('GET', first)).body.code, 'reminders.link-unknown')
  assert.equal((await town.call('GET', second)).status, 200)
  assert.equal((await town.call('DELETE', '/api/calendar-link', { as: applicant })).status, 204)
  assert.equal((await town.call('GET', second)).status, 404)
  assert.equal((await town.call('DELETE', '/api/calendar-link', { as: applicant })).status, 404)
  const kept = await town.platform.ground.sql.rows<{ all: string }>("select string_agg(facts::text, '') as all from act.entries where kind like 'reminders.%'")
  assert.ok(!(kept[0]?.all ?? '').includes(second.split('/').at(-1) ?? 'x'))
})
