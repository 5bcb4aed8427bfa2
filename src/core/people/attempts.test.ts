// Counts of attempts under a crowd from one hall: those who come and those who got in take the same rows, and never wait for each other in a ring; and what is counted is forgotten.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Town } from '../../../test/town.ts'
import { claim, signInKeys, tooManySignIns } from './attempts.ts'
import { forgiveAttempt } from './store-attempts.ts'

let town: Town

before(async () => {
  town = await openTown({ poolSize: 20 })
})
after(() => town.close())

test('forty people of one hall come and get in at once, each several times: no statement is chosen to lose, and nothing stays counted', async () => {
  const { ground } = town.platform
  const addresses = ['10.9.8.7', '10.9.8.6', '10.9.8.5', '10.9.8.4']
  await Promise.all(Array.from({ length: 40 }, async (_, at) => {
    for (let round = 0; round < 10; round++) {
      const keys = signInKeys(ground, `visitor-${at}`, addresses[(at + round) % addresses.length] ?? '')
      await claim(ground, keys, tooManySignIns)
      await forgiveAttempt(ground.sql, keys)
    }
  }))
  const counted = await ground.sql.rows<{ failures: number }>('select failures from people.attempts where failures > 0')
  assert.deepEqual(counted, [])
})

test('failures are forgotten little by little: a hall where people mistype is not shut for the day', async () => {
  const { ground } = town.platform
  await ground.sql.rows('delete from people.attempts')
  for (let n = 0; n < 65; n++) {
    await assert.doesNotReject(claim(ground, signInKeys(ground, `hall.${n}`, '192.0.2.200'), tooManySignIns), `after ${n} people who mistyped, one in two minutes`)
    town.clock.advance({ minutes: 2 })
  }
})
