// A follower that throws: its entry and later ones of the same subject are parked with an owner, everything else goes on, and a retry takes them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { listParked, retryParked, type Entry, type Follower } from '#base/act'
import { act, people, submit } from '../carry.ts'
import { openTown, type Town } from '../town.ts'

let town: Town
const taken: string[] = []
const seen: string[] = []
let bad = ''
const throwing: Follower = {
  name: 'seeded-throwing', owner: 'system-admin', attemptsMax: 2,
  on: {
    'cases.opened': async (entry) => take(entry),
    'cases.accepted': async (entry) => take(entry),
  },
}
const quiet: Follower = { name: 'seeded-quiet', owner: 'system-admin', on: { '*': async (entry) => void seen.push(entry.id) } }

async function take(entry: Entry): Promise<void> {
  if (entry.subject === bad) throw new Error('the seeded fault')
  taken.push(`${entry.kind} ${entry.subject}`)
}

before(async () => {
  town = await openTown()
  // The list that the platform reads from: these two follow like all others.
  town.platform.followers.push(throwing, quiet)
})
after(() => town.close())

const parked = async () => (await listParked(town.platform.ground.sql)).filter((one) => one.follower === throwing.name)

test('what a follower cannot take is parked; others, and other subjects, go on', async () => {
  const one = await submit(town)
  bad = one.id
  const other = await submit(town)
  await town.settle()
  assert.deepEqual((await parked()).map(({ subject, kind, owner, attempts, error }) => ({ subject, kind, owner, attempts, error })), [{ subject: one.id, kind: 'cases.opened', owner: 'system-admin', attempts: 2, error: 'the seeded fault' }])
  assert.deepEqual(taken.filter((text) => text.includes(other.id)), [`cases.opened ${other.id}`])
  await act(town, people.clerk, one.number, 'acceptance')
  await act(town, people.clerk, other.number, 'acceptance')
  await town.settle()
  assert.deepEqual((await parked()).map(({ subject, kind }) => [subject, kind]), [[one.id, 'cases.opened'], [one.id, 'cases.accepted']], 'a later entry of the subject waits behind it')
  assert.ok(taken.includes(`cases.accepted ${other.id}`))
  const [row] = await town.platform.ground.sql.rows<{ n: number }>('select count(*) as n from act.entries')
  assert.equal(new Set(seen).size, row?.n, 'another follower saw every entry')
})

test('a retry that still fails leaves them in order; once mended, all are taken in order', async () => {
  const { ground } = town.platform
  assert.equal(await retryParked(ground, ground.sql, throwing), 0)
  assert.deepEqual((await parked()).map((one) => one.attempts), [3, 0])
  const subject = bad
  bad = ''
  assert.equal(await retryParked(ground, ground.sql, throwing), 2)
  assert.deepEqual(await parked(), [])
  assert.deepEqual(taken.filter((text) => text.includes(subject)), [`cases.opened ${subject}`, `cases.accepted ${subject}`])
})
