// Published years: read by anyone, replaced by a later notice as a new edition, recorded with a digest.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CalendarYear } from '#engines/calendar'
import { openTown, testPack, type Town } from '../../../test/town.ts'
import { getCalendar, publishYears, yearsLock } from './index.ts'

let town: Town
const actor = { id: '00000000-0000-7000-8000-0000000000aa', kind: 'system' as const }
const publish = (years: readonly CalendarYear[]) => town.platform.ground.runAct({ actor, locks: [yearsLock] }, async (act) => {
  const published = await publishYears(act, years)
  act.record('trial.published', { subject: act.id })
  return published
})

before(async () => {
  town = await openTown()
})
after(() => town.close())

test('the real notices of 2020 to 2026 are there, with their numbers; a year without one is not found', async () => {
  for (let year = 2020; year <= 2026; year++) {
    const { status, body } = await town.call<CalendarYear>('GET', `/api/calendar/${year}`)
    assert.deepEqual([status, body.year], [200, year])
    assert.match(body.notice, /国办发明电〔20\d\d〕\d+号/)
  }
  assert.equal((await town.call('GET', '/api/calendar/2027')).status, 404)
  assert.equal((await town.call('GET', '/api/calendar/soon')).status, 400)
})

test('the same notice is not published twice; a later one for the same year replaces it and is recorded', async () => {
  assert.deepEqual(await publish((await testPack()).calendar), [])
  const notice: CalendarYear = { year: 2030, notice: '（测试用）', issued: '2029-11-01', holidays: [{ name: { zh: '元旦' }, from: '2030-01-01', to: '2030-01-01' }], workdays: [] }
  assert.deepEqual(await publish([notice]), [2030])
  assert.deepEqual(await publish([notice]), [])
  const later = { ...notice, holidays: [{ name: { zh: '元旦' }, from: '2030-01-01', to: '2030-01-03' }] }
  assert.deepEqual(await publish([later]), [2030])
  const { body } = await town.call<CalendarYear>('GET', '/api/calendar/2030')
  assert.equal(body.holidays[0]?.to, '2030-01-03')
  const entries = await town.platform.ground.sql.rows<{ edition: number; digest: string }>("select (facts->>'edition')::int as edition, facts->>'digest' as digest from act.entries where kind = 'clock.year-published' and facts->>'year' = '2030' order by xid, id")
  assert.deepEqual(entries.map((entry) => entry.edition), [1, 2])
  assert.notEqual(entries[0]?.digest, entries[1]?.digest)
  const rows = await town.platform.ground.sql.rows('select 1 from clock.years where year = 2030')
  assert.equal(rows.length, 2)
})

test('a calendar published in this process counts at once', async () => {
  const calendar = () => getCalendar(town.platform.ground.sql)
  const before = await calendar()
  assert.equal(await calendar(), before)
  await publish([{ year: 2031, notice: '（测试用）', issued: '2030-11-01', holidays: [], workdays: [] }])
  assert.notEqual(await calendar(), before)
})
