// Identifiers of one act: UUIDv7, in the order in which they were asked for, however many.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idMaker, isId, seededRandom } from './ids.ts'

const moment = Temporal.Instant.from('2026-11-26T01:00:00.000Z')

test('identifiers of one act keep their order and are UUIDv7 of its moment, also beyond 4,096 (RFC 9562 §5.7, §6.2)', () => {
  const newId = idMaker(moment, seededRandom('ids'))
  const ids = Array.from({ length: 10_000 }, newId)
  assert.ok(ids.every((id) => isId(id) && id[14] === '7' && /[89ab]/.test(id[19] ?? '')))
  assert.deepEqual(ids.toSorted(), ids)
  assert.equal(new Set(ids).size, ids.length)
  const msOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16) - moment.epochMilliseconds
  assert.deepEqual([msOf(ids[0] ?? ''), msOf(ids[4095] ?? ''), msOf(ids[4096] ?? ''), msOf(ids.at(-1) ?? '')], [0, 0, 1, 2])
})

test('an act that asks without end is stopped', () => {
  const newId = idMaker(moment, { bytes: (count) => new Uint8Array(count) })
  assert.throws(() => {
    for (;;) newId()
  }, /more than 262144 identifiers/)
})
