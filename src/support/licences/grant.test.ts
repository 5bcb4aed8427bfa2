// Terms and faces as granted: tables of pure rules.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LicenceType } from '#core/packs'
import { readPaperCode } from '#engines/codes'
import { grantedFace, grantedTerm, renewedUntil, type GrantFacts } from './grant.ts'
import { mayOpen } from './matter.ts'
import { makeVerificationCode, standingOf, type Licence } from './licence.ts'

const facts = (form: Record<string, unknown>): GrantFacts => ({ form, item: {}, case: { number: '1', item: 'i', openedAt: '2026-11-01T00:00:00Z' }, holder: { name: '张敏', idNumber: '990102199203140264' } })
const type = (term?: LicenceType['term']): LicenceType => ({
  code: '11990100700140426Y001', name: { zh: '证' }, definingBody: '11990100700140426Y', holderKind: 'mixed', number: '{serial}号', ...(term ? { term } : {}),
  face: {
    schema: { type: 'object', required: ['holder'], properties: { holder: { type: 'string' }, uscc: { type: 'string' }, site: { type: 'string' } } },
    layout: [{ field: 'holder', label: { zh: '持证人' }, from: 'holder.name' }, { field: 'uscc', label: { zh: '代码' }, from: 'holder.uscc' }, { field: 'site', label: { zh: '地址' }, from: 'form.site' }],
  },
})

const today = '2026-11-23'
const asked = { startFrom: 'form.from', monthsFrom: 'form.months' }
const terms: [name: string, term: LicenceType['term'] | undefined, form: Record<string, unknown>, validity: string | null, from: string, to: string | null][] = [
  ['years from the issue', { years: 3 }, {}, null, today, '2029-11-22'],
  ['no term: the validity of the result', undefined, {}, 'P1Y6M', today, '2028-05-22'],
  ['no end', undefined, {}, null, today, null],
  ['as asked', { months: 36, ...asked }, { from: '2027-01-10', months: 12 }, null, '2027-01-10', '2028-01-09'],
  ['never longer than the type allows', { months: 36, ...asked }, { from: '2027-01-10', months: 99 }, null, '2027-01-10', '2030-01-09'],
  ['never before the issue', { months: 36, ...asked }, { from: '2026-11-01', months: 12 }, null, today, '2027-10-31'],
  ['what was asked is over: it runs from the issue', { months: 36, ...asked }, { from: '2025-01-01', months: 12 }, null, today, '2027-11-22'],
  ['days', { startFrom: 'form.from', daysFrom: 'form.days' }, { from: '2026-12-01', days: 10 }, null, '2026-12-01', '2026-12-10'],
  ['one day', { startFrom: 'form.from', daysFrom: 'form.days' }, { from: '2026-12-01', days: 1 }, null, '2026-12-01', '2026-12-01'],
  ['no date given', { months: 12, ...asked }, {}, null, today, '2027-11-22'],
]

for (const [name, term, form, validity, from, to] of terms) {
  test(`term: ${name}`, () => {
    const granted = grantedTerm(type(term), facts(form), Temporal.PlainDate.from(today), validity)
    assert.deepEqual([granted.validFrom.toString(), granted.validTo?.toString() ?? null], [from, to])
  })
}

const renewals: [name: string, term: LicenceType['term'] | undefined, form: Record<string, unknown>, validity: string | null, until: string | undefined][] = [
  ['one term of the type', { years: 3 }, {}, null, '2029-12-31'],
  ['as long as was granted, and no longer than the type', { months: 36, ...asked }, { months: 12 }, 'P9Y', '2027-12-31'],
  ['the type before the result, and before more than it', { months: 36, ...asked }, { months: 48 }, 'P9Y', '2029-12-31'],
  ['no term: the validity of the result', undefined, {}, 'P1Y6M', '2028-06-30'],
  ['days as they were granted', { startFrom: 'form.from', daysFrom: 'form.days' }, { days: 20 }, null, '2027-01-20'],
  ['no length anywhere', undefined, {}, null, undefined],
]

for (const [name, term, form, validity, until] of renewals) {
  test(`renewal: ${name}`, () => assert.equal(renewedUntil(type(term), facts(form), Temporal.PlainDate.from('2026-12-31'), validity)?.toString(), until))
}

test('the face is derived, and what the official wrote goes before it', () => {
  assert.deepEqual(grantedFace(type(), facts({ site: '人民路1号' })), { holder: '张敏', site: '人民路1号' })
  assert.deepEqual(grantedFace(type(), facts({ site: '人民路1号' }), { site: '人民路2号' }), { holder: '张敏', site: '人民路2号' })
  assert.throws(() => grantedFace(type(), facts({}), { colour: '红' }), { code: 'licences.face-faulty' })
})

test('how a licence stands on a day', () => {
  const licence = { state: 'in-force' as const, validFrom: '2026-12-01', validTo: '2026-12-31', renewing: false }
  const days: [string, string][] = [['2026-11-30', 'not-yet-valid'], ['2026-12-01', 'in-force'], ['2026-12-31', 'in-force'], ['2027-01-01', 'expired']]
  for (const [day, standing] of days) assert.equal(standingOf(licence, Temporal.PlainDate.from(day)), standing)
  assert.equal(standingOf({ ...licence, renewing: true }, Temporal.PlainDate.from('2027-01-01')), 'in-force', '许可法 50: a renewal that came in time is pending')
  assert.equal(standingOf({ ...licence, state: 'revoked' }, Temporal.PlainDate.from('2027-01-01')), 'revoked')
})

test('a code is read as it was meant', () => {
  const code = makeVerificationCode(Uint8Array.from({ length: 16 }, (_, at) => at * 7))
  assert.match(code, /^[0-9A-HJKMNP-TV-Z]{16}$/)
  assert.equal(readPaperCode(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `), code)
  assert.equal(readPaperCode('oIl１'), '0111')
})

test('许可法 50: what has no end is not renewed', () => {
  const open = (act: 'renewal' | 'annulment', ground?: string) => () => mayOpen({ state: 'in-force', validFrom: '2026-12-01', validTo: null } as Licence, act, ground, Temporal.PlainDate.from('2026-12-02'))
  assert.throws(open('renewal'), { code: 'licences.renewal-not-possible' })
  assert.throws(open('annulment'), { code: 'licences.ground-needed' })
  open('annulment', 'deceit')()
})
