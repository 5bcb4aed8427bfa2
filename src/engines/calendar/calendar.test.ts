// The notices of 2020 to 2026 as data, checked against the law; deadlines against a day-by-day reckoning.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import { addCalendarDays, addWorkingDays, deadline, describeDay, findYearFaults, isWorkingDay, makeCalendar, statutoryHolidays, workingDaysBetween, type CalendarYear } from './index.ts'

const folder = new URL('../../../packs/yunzhou/calendar/', import.meta.url)
const years = [2020, 2021, 2022, 2023, 2024, 2025, 2026].map((year): CalendarYear => parse(readFileSync(new URL(`${year}.yaml`, folder), 'utf8')))
const calendar = makeCalendar(years)
const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

/** Random numbers that are the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

test('the pack’s years have no fault and name their notices', () => {
  for (const year of years) {
    assert.deepEqual(findYearFaults(year), [], String(year.year))
    assert.match(year.notice, /^国办发明电〔20\d\d〕\d+号$/)
    assert.equal(Number(year.issued.slice(0, 4)), year.year - 1)
  }
})

test('every statutory day off is off in every notice, and each weekday taken is given back', () => {
  for (const year of years) {
    for (const holiday of statutoryHolidays(year.year)) {
      assert.equal(isWorkingDay(calendar, holiday.date), false, `${holiday.name.zh} ${holiday.date}`)
    }
    let weekdaysOff = 0
    for (const span of year.holidays) {
      for (let day = date(span.from); Temporal.PlainDate.compare(day, date(span.to)) <= 0; day = day.add({ days: 1 })) if (day.dayOfWeek < 6) weekdaysOff++
    }
    const granted = year.year < 2025 ? 11 : 13
    // The extension of 2020 freed Friday 31 January and cancelled the make-up day of 1 February.
    const expected = year.year === 2020 ? granted + 2 : granted
    assert.equal(weekdaysOff - year.workdays.length, expected, String(year.year))
  }
})

test('days of the notices', () => {
  const worked: [string, boolean][] = [
    ['2020-01-31', false], ['2020-02-01', false], ['2020-02-02', false], ['2020-02-03', true], ['2022-12-31', false], ['2023-01-02', false],
    ['2024-02-09', true], ['2024-02-18', true], ['2025-01-26', true], ['2025-10-08', false], ['2026-01-04', true], ['2026-02-23', false],
    ['2026-02-28', true], ['2026-11-21', false], ['2026-11-23', true],
  ]
  for (const [day, expected] of worked) assert.equal(isWorkingDay(calendar, date(day)), expected, day)
  assert.deepEqual({ ...describeDay(calendar, date('2026-02-14')), date: '' }, { date: '', kind: 'make-up', working: true, provisional: false })
  assert.equal(describeDay(calendar, date('2026-02-17')).name?.zh, '春节')
  assert.equal(describeDay(calendar, date('2026-11-22')).kind, 'weekend')
  assert.deepEqual({ ...describeDay(calendar, date('2027-02-05')), date: '' }, { date: '', kind: 'holiday', working: false, name: { zh: '春节', en: 'Spring Festival' }, provisional: true })
})

test('lunar festivals of 2020 to 2040', () => {
  const known: [number, string, string, string][] = [
    [2020, '01-25', '06-25', '10-01'], [2021, '02-12', '06-14', '09-21'], [2022, '02-01', '06-03', '09-10'], [2023, '01-22', '06-22', '09-29'],
    [2024, '02-10', '06-10', '09-17'], [2025, '01-29', '05-31', '10-06'], [2026, '02-17', '06-19', '09-25'], [2027, '02-06', '06-09', '09-15'],
    [2028, '01-26', '05-28', '10-03'], [2029, '02-13', '06-16', '09-22'], [2030, '02-03', '06-05', '09-12'], [2031, '01-23', '06-24', '10-01'],
    [2032, '02-11', '06-12', '09-19'], [2033, '01-31', '06-01', '09-08'], [2034, '02-19', '06-20', '09-27'], [2035, '02-08', '06-10', '09-16'],
    [2036, '01-28', '05-30', '10-04'], [2037, '02-15', '06-18', '09-24'], [2038, '02-04', '06-07', '09-13'], [2039, '01-24', '05-27', '10-02'],
    [2040, '02-12', '06-14', '09-20'],
  ]
  for (const [year, spring, dragonBoat, midAutumn] of known) {
    const days = statutoryHolidays(year)
    const of = (zh: string): string[] => days.filter((one) => one.name.zh === zh).map((one) => one.date.toString().slice(5))
    assert.equal(of('春节')[year < 2025 ? 0 : 1], spring, `${year} 春节`)
    assert.deepEqual([of('端午节'), of('中秋节')], [[dragonBoat], [midAutumn]], String(year))
    assert.equal(days.length, year < 2025 ? 11 : 13, String(year))
  }
})

test('除夕 is a day off from 2025 and was one until 2013; 2 May from 2025', () => {
  const has = (year: number, day: string): boolean => statutoryHolidays(year).some((one) => one.date.toString() === `${year}-${day}`)
  assert.deepEqual([has(2013, '02-09'), has(2014, '01-30'), has(2024, '02-09'), has(2025, '01-28'), has(2027, '02-05')], [true, false, false, true, true])
  assert.deepEqual([has(2024, '05-02'), has(2025, '05-02')], [false, true])
})

test('Qingming by the sun agrees with the rule of thumb for every year of the century', () => {
  for (let year = 2000; year < 2100; year++) {
    const short = year - 2000
    const day = Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4)
    const found = statutoryHolidays(year).find((one) => one.name.zh === '清明节')
    assert.equal(found?.date.toString(), new Temporal.PlainDate(year, 4, day).toString())
  }
})

test('民法典 201, 许可法 82: working days: day 1 is the next working day', () => {
  const after = (from: string, n: number): string => addWorkingDays(calendar, date(from), n).date.toString()
  assert.equal(after('2026-11-23', 1), '2026-11-24')
  assert.equal(after('2026-11-20', 1), '2026-11-23')
  assert.equal(after('2026-11-21', 1), '2026-11-23')
  assert.equal(after('2026-02-13', 1), '2026-02-14')
  assert.equal(after('2026-02-13', 2), '2026-02-24')
  assert.equal(after('2026-11-21', 0), '2026-11-21')
  assert.equal(after('2026-02-24', -2), '2026-02-13')
  assert.throws(() => addWorkingDays(calendar, date('2026-01-01'), 1.5), RangeError)
  assert.equal(addCalendarDays(date('2024-02-28'), 2).toString(), '2024-03-01')
})

test('a year without notice is reckoned by law and marked provisional, and so are the last three days before it', () => {
  const reckon = (from: string, n: number): [string, boolean] => {
    const { date: day, provisional } = addWorkingDays(calendar, date(from), n)
    return [day.toString(), provisional]
  }
  assert.deepEqual(reckon('2026-12-24', 2), ['2026-12-28', false])
  assert.deepEqual(reckon('2026-12-24', 3), ['2026-12-29', true])
  assert.deepEqual(reckon('2026-12-31', 1), ['2027-01-04', true])
  assert.deepEqual(reckon('2027-02-04', 1), ['2027-02-09', true])
  assert.deepEqual(reckon('2020-01-02', -1), ['2019-12-31', true])
  const withNotice = makeCalendar([...years, { year: 2027, notice: '国办发明电〔2026〕9号', issued: '2026-11-20', holidays: [{ name: { zh: '元旦' }, from: '2026-12-31', to: '2027-01-02' }], workdays: [] }])
  assert.deepEqual({ ...addWorkingDays(withNotice, date('2026-12-30'), 1), date: addWorkingDays(withNotice, date('2026-12-30'), 1).date.toString() }, { date: '2027-01-04', provisional: false })
})

test('counting between undoes adding', () => {
  const random = seeded(7)
  for (let round = 0; round < 2_000; round++) {
    const from = date('2020-01-01').add({ days: random(3_000) })
    const n = random(200) - 100
    const { date: to } = addWorkingDays(calendar, from, n)
    assert.equal(workingDaysBetween(calendar, from, to).days, n, `${from} ${n}`)
  }
  assert.equal(workingDaysBetween(calendar, date('2027-01-01'), date('2027-01-05')).provisional, true)
})

test('suspension, extension, ends on a day off', () => {
  const reckon = (input: Omit<Parameters<typeof deadline>[1], 'start'>): string => deadline(calendar, { start: date('2026-11-23'), ...input }).due.toString()
  const none = { suspensions: [], extensions: [] }
  assert.equal(reckon({ days: 5, unit: 'working', ...none }), '2026-11-30')
  const still = (from: string, to?: string) => ({ from: date(from), ...(to ? { to: date(to) } : {}) })
  assert.equal(reckon({ days: 5, unit: 'working', extensions: [], suspensions: [still('2026-11-25', '2026-11-27')] }), '2026-12-02')
  assert.equal(reckon({ days: 5, unit: 'working', extensions: [], suspensions: [still('2026-11-25', '2026-11-25')] }), '2026-11-30')
  assert.equal(reckon({ days: 5, unit: 'working', extensions: [], suspensions: [still('2026-12-05', '2026-12-09')] }), '2026-11-30')
  assert.equal(reckon({ days: 5, unit: 'calendar', extensions: [], suspensions: [still('2026-11-25'), still('2026-11-26', '2026-11-27')], asOf: date('2026-11-30') }), '2026-12-03')
  assert.equal(reckon({ days: 5, unit: 'working', suspensions: [], extensions: [{ days: 10, unit: 'working' }, { days: 3, unit: 'calendar' }] }), '2026-12-17')
  assert.equal(reckon({ days: 5, unit: 'calendar', ...none }), '2026-11-28')
  assert.equal(reckon({ days: 5, unit: 'calendar', endsOnWorkingDay: true, ...none }), '2026-11-30')
  assert.equal(deadline(calendar, { start: date('2026-12-20'), days: 30, unit: 'calendar', ...none }).provisional, false)
  assert.equal(deadline(calendar, { start: date('2026-12-20'), days: 30, unit: 'calendar', endsOnWorkingDay: true, ...none }).provisional, true)
  assert.throws(() => reckon({ days: 5, unit: 'working', extensions: [], suspensions: [still('2026-11-25')] }), RangeError)
  assert.throws(() => reckon({ days: -1, unit: 'working', ...none }), RangeError)
})

// The oracle knows days by their names only: it walks them one at a time and shares nothing with the engine.
const offNames = new Set<string>()
const workedNames = new Set<string>()
for (const year of years) {
  for (const span of year.holidays) for (let day = date(span.from); day.toString() <= span.to; day = day.add({ days: 1 })) offNames.add(day.toString())
  for (const day of year.workdays) workedNames.add(day)
}
for (const holiday of statutoryHolidays(2027)) offNames.add(holiday.date.toString())

function naiveWorked(day: Temporal.PlainDate): boolean {
  const name = day.toString()
  return workedNames.has(name) || (day.dayOfWeek < 6 && !offNames.has(name))
}

test('deadlines equal a day-by-day reckoning in 10,000 seeded cases', () => {
  const random = seeded(20_261_123)
  for (let round = 0; round < 10_000; round++) {
    const start = date('2020-01-01').add({ days: random(2_600) })
    const unit = random(3) === 0 ? 'calendar' : 'working'
    const days = random(46)
    const suspensions = Array.from({ length: random(4) }, () => {
      const from = start.add({ days: random(60) })
      return { from, to: from.add({ days: random(20) }) }
    })
    const extensions = Array.from({ length: random(3) }, () => ({ days: random(16), unit: random(2) ? 'working' as const : 'calendar' as const }))
    let day = start
    let touched = false
    for (const part of [{ days, unit }, ...extensions]) {
      let left = part.days
      while (left > 0) {
        day = day.add({ days: 1 })
        const name = day.toString()
        if (suspensions.some((one) => one.from.toString() <= name && name < one.to.toString())) continue
        if (part.unit === 'working' && name >= '2026-12-29') touched = true
        if (part.unit === 'calendar' || naiveWorked(day)) left--
      }
    }
    const found = deadline(calendar, { start, days, unit, suspensions, extensions })
    assert.deepEqual([found.due.toString(), found.provisional], [day.toString(), touched], `round ${round}`)
  }
})

test('faulty years are named and refused', () => {
  const base: CalendarYear = { year: 2026, notice: 'x', issued: '2025-11-04', holidays: [], workdays: [] }
  const paths = (change: Partial<CalendarYear>): string[] => findYearFaults({ ...base, ...change }).map((fault) => fault.path)
  const name = { zh: '假' }
  assert.deepEqual(paths({}), [])
  assert.deepEqual(paths({ year: 26 }), ['/year'])
  assert.deepEqual(paths({ issued: '2025-13-04' }), ['/issued'])
  assert.deepEqual(paths({ holidays: [{ name, from: '2026-1-1', to: '2026-01-01' }] }), ['/holidays/0/from'])
  assert.deepEqual(paths({ holidays: [{ name, from: '2026-01-01', to: '2026-02-30' }] }), ['/holidays/0/to'])
  assert.deepEqual(paths({ holidays: [{ name, from: '2026-01-03', to: '2026-01-01' }] }), ['/holidays/0'])
  assert.deepEqual(paths({ holidays: [{ name, from: '2025-01-03', to: '2025-01-04' }] }), ['/holidays/0'])
  assert.deepEqual(paths({ holidays: [{ name, from: '2026-01-01', to: '2026-01-03' }, { name, from: '2026-01-02', to: '2026-01-04' }] }), ['/holidays/1'])
  assert.deepEqual(paths({ workdays: ['2026-01-05', '2026-01-04', '2026-01-04', '2027-01-03'] }), ['/workdays/0', '/workdays/2', '/workdays/3'])
  assert.deepEqual(paths({ holidays: [{ name, from: '2026-01-03', to: '2026-01-04' }], workdays: ['2026-01-04'] }), ['/workdays/0'])
  assert.throws(() => makeCalendar([{ ...base, workdays: ['2026-01-05'] }]), /workdays\/0/)
  assert.throws(() => makeCalendar([base, base]), /twice/)
})
