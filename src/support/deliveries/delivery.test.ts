// How long a letter may wait: ten working days from its date (许可法 44). A pure table.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeCalendar } from '#engines/calendar'
import { deliveryDue, lateUpTo } from './delivery.ts'

const calendar = makeCalendar([])
const day = (text: string) => Temporal.PlainDate.from(text)

test('许可法 44: a letter is due ten working days after its date, and late from the day after', () => {
  assert.equal(deliveryDue(calendar, day('2026-11-02')).toString(), '2026-11-16')
  for (const [today, upTo] of [['2026-11-16', '2026-11-01'], ['2026-11-17', '2026-11-02'], ['2026-11-18', '2026-11-03'], ['2026-11-22', '2026-11-08'], ['2026-11-23', '2026-11-08']] as const) {
    const newest = lateUpTo(calendar, day(today))
    assert.equal(newest.toString(), upTo, today)
    assert.ok(Temporal.PlainDate.compare(deliveryDue(calendar, newest), day(today)) < 0 && Temporal.PlainDate.compare(deliveryDue(calendar, newest.add({ days: 1 })), day(today)) >= 0)
  }
})
