// Ages by the calendar of China, and when a guardianship ends by itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeResidentId } from '#engines/codes'
import { birthday, birthOf, hasReached } from './birth.ts'
import { endOfGuardianship, mustFitGround, type SeenGuardianship } from './guardian.ts'

const day = Temporal.PlainDate.from
const seen = (more: Partial<SeenGuardianship>): SeenGuardianship => ({ kind: 'minor', proof: 'household-register', reference: '1', judgment: null, born: day('2010-06-01'), until: null, jointly: false, ...more })
const today = day('2026-01-05')
const end = (more: Partial<SeenGuardianship>, on = today) => endOfGuardianship(seen(more), on).toString()
const unfit = (path: string) => (error: { code?: string; fields?: { path: string }[] }) => error.code === 'people.guardianship-unfit' && error.fields?.[0]?.path === path

test('民法典 17, 1259: eighteen is reached at the first moment of the birthday in China', () => {
  assert.equal(end({}), '2028-05-31T16:00:00Z')
  assert.deepEqual([day('2028-05-31'), day('2028-06-01')].map((on) => hasReached(day('2010-06-01'), 18, on)), [false, true])
})

test('民法典 202: who was born on 29 February is of age on the last of February where there is no 29th', () => {
  assert.equal(birthday(day('2008-02-29'), 18).toString(), '2026-02-28')
  assert.equal(end({ born: day('2008-02-29') }), '2026-02-27T16:00:00Z')
  assert.equal(birthday(day('2008-02-29'), 16).toString(), '2024-02-29')
  assert.deepEqual([day('2026-02-27'), day('2026-02-28')].map((on) => hasReached(day('2008-02-29'), 18, on)), [false, true])
})

test('a proof that names a day ends on it; a minor’s never after the birthday, an adult’s after five years at most', () => {
  assert.equal(end({ proof: 'designation', until: day('2026-12-31') }), '2026-12-31T16:00:00Z')
  assert.equal(end({ until: day('2099-01-01') }), '2028-05-31T16:00:00Z', 'the birthday comes first')
  const adult = { kind: 'adult', proof: 'court-judgment', judgment: '（2026）云9901民特1号', born: day('1950-01-01') } as const
  assert.equal(end({ ...adult, until: day('2031-01-05') }), '2031-01-05T16:00:00Z')
  for (const until of [null, day('2031-01-06'), day('2026-01-04')]) assert.throws(() => end({ ...adult, until }), unfit('/until'), String(until))
})

test('民法典 17, 24, 27, 28: age, proof and kind belong together', () => {
  const adult = { kind: 'adult', judgment: '1', until: day('2027-01-01') } as const
  assert.throws(() => end({ born: day('2008-01-05') }), unfit('/kind'), 'eighteen today')
  assert.doesNotThrow(() => end({ born: day('2008-01-06') }), 'eighteen tomorrow')
  assert.throws(() => end({ ...adult, proof: 'court-judgment' }), unfit('/kind'))
  assert.throws(() => end({ born: day('2026-01-06') }), unfit('/kind'), 'not born yet')
  for (const proof of ['birth-certificate', 'household-register'] as const) assert.throws(() => end({ ...adult, born: day('1950-01-01'), proof }), unfit('/proof'))
  assert.throws(() => end({ ...adult, born: day('1950-01-01'), proof: 'designation', judgment: null }), unfit('/judgment'), 'a court alone finds the capacity lacking')
  assert.throws(() => end({ judgment: '1' }), unfit('/judgment'))
})

test('民法典 18, 24: capacity is restored to an adult alone, and who lives by the own work is sixteen', () => {
  const fits = (ground: Parameters<typeof mustFitGround>[0], kind: 'minor' | 'adult', born: string) => () => mustFitGround(ground, { kind, born: day(born) }, today)
  assert.throws(fits('restored', 'minor', '2010-06-01'), unfit('/ground'))
  assert.doesNotThrow(fits('restored', 'adult', '1950-01-01'))
  assert.throws(fits('self-supporting', 'minor', '2010-01-06'), unfit('/ground'))
  assert.doesNotThrow(fits('self-supporting', 'minor', '2010-01-05'))
  assert.doesNotThrow(fits('guardian-revoked', 'minor', '2010-06-01'))
})

test('the birthday stands in the number of a resident’s document, and in no other', () => {
  const idNumber = makeResidentId({ region: '990102', birth: '2018-03-04', sequence: 1 })
  assert.equal(birthOf({ idKind: 'resident-id', idNumber })?.toString(), '2018-03-04')
  assert.equal(birthOf({ idKind: 'passport', idNumber: 'SGP-E12345678' }), undefined)
  assert.equal(birthOf({ idKind: 'resident-id' }), undefined)
})
