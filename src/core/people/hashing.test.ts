// The door before the hashes: so many at once, the others in their order, and none is lost where one fails.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeDoor } from './hashing.ts'

test('so many are inside at once; the others come in the order in which they asked, also after one that failed', async () => {
  const through = makeDoor(2)
  const began: number[] = []
  let inside = 0
  let most = 0
  const ends: (() => void)[] = []
  const work = (number: number) => through(async () => {
    began.push(number)
    most = Math.max(most, ++inside)
    await new Promise<void>((resolve) => ends.push(resolve))
    inside -= 1
    if (number === 1) throw new Error('this one failed')
    return number
  })
  const all = Promise.allSettled([0, 1, 2, 3, 4].map(work))
  for (let turn = 0; turn < 5; turn++) {
    assert.equal(began.length, Math.min(turn + 2, 5))
    ends.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.deepEqual((await all).map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
  assert.deepEqual([began, most, inside], [[0, 1, 2, 3, 4], 2, 0])
})
