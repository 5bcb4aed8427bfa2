// What a person sees of the readings, held against what knows nothing of the list in reading.ts: the table of operations, the ledger itself, and the words of the ledger.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Example } from '#base/http'
import { people } from '../../../test/carry.ts'
import { readerProof, registerReader } from '../../../test/relying-party.ts'
import { openScene, type Scene } from '../../../test/scenes.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { kinds } from './reading.ts'

let town: Town
let scene: Scene

before(async () => {
  town = await openTown()
  scene = openScene(town)
})
after(() => town.close())

interface Told {
  id: string
  kind: string
  login: string | null
}
/** What civil servants did; what was printed meanwhile by itself is no part of it. */
const entriesNow = () => town.owner.rows<Told>("select e.id, e.kind, a.login from act.entries e left join people.accounts a on a.id = e.subject where e.actor_kind = 'staff'")
const newer = async (before: readonly Told[]) => {
  const known = new Set(before.map(({ id }) => id))
  return (await entriesNow()).filter(({ id }) => !known.has(id))
}
const rowsOf = async (login: string) => (await town.call<{ items: { id: string }[] }>('GET', '/api/readings?limit=100', { as: login })).body.items.map(({ id }) => id)
/** Civil servants of whom one may ask; who may not gets nothing, and nothing is noted. */
const staff = [people.examiner, people.clerk, people.head, people.window, people.systemAdmin, 'dc.jiaotong.examiner', 'dc.jiaoyu.examiner', 'zhengwu.clerk', 'shijian.clerk', 'gongjijin.examiner']

test('every operation that says what it reads makes one entry for each person concerned, and one row on that person’s page (个人信息保护法 44)', async () => {
  const reading = town.platform.routes.filter(({ reads }) => reads)
  assert.ok(reading.length > 12, `${reading.length} operations`)
  const { id: resident } = (await town.call<{ account: { id: string } }>('GET', '/api/session', { as: people.resident })).body.account
  for (const { method, path, example, reads } of reading) {
    const { params: filled = {}, query = {} } = (await scene.fill(example)) as Example
    // The samples of accounts are civil servants, who are no persons concerned by being in a post.
    const params = reads?.of === 'account' && !reads.whose ? { ...filled, [reads.param]: resident } : filled
    const address = `${path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(params[name])))}?${new URLSearchParams(query as Record<string, string>).toString()}`
    await town.settle()
    // Another hour: what was opened while the sample was made is told anew.
    town.clock.set(town.clock.now().add({ hours: 1 }))
    town.forgetSessions()
    for (const as of staff) await town.cookieOf(as)
    const before = await entriesNow()
    let status = 0
    for (const as of staff) if ((status = (await town.call(method, address, { as })).status) < 300) break
    assert.ok(status < 300, `${method} ${path}: nobody may, ${status}`)
    const made = await newer(before)
    const persons = made.map(({ login }) => login ?? assert.fail(`${path}: ${JSON.stringify(made)}`))
    assert.ok(persons.length > 0, `${method} ${path} left nothing in the ledger`)
    assert.equal(new Set(persons).size, persons.length, `${path}: one entry for each person`)
    for (const { id, login } of made) assert.ok((await rowsOf(login ?? '')).includes(id), `${path}: ${login} does not see it`)
  }
})

test('every entry of a lived-through town that tells of a reading is of a kind that the person is shown', async () => {
  const reader = await registerReader(town, { code: 'hall-gate' })
  const { pass } = (await town.call<{ pass: string }>('GET', '/api/pass', { as: people.resident })).body
  await town.call('POST', '/api/pass-readings', { body: { reader: await readerProof(town, reader, '/api/pass-readings'), pass } })
  // The shape of a reading: what of somebody was told, or what a system was told.
  const found = await town.owner.rows<{ kind: string }>("select distinct kind from act.entries where (facts ? 'what' and facts ? 'about') or (facts ? 'code' and facts ? 'told')")
  assert.ok(found.length >= 2)
  assert.deepEqual(found.map(({ kind }) => kind).filter((kind) => !(kinds as readonly string[]).includes(kind)), [])
})

test('no kind of entry that by its name tells of a reading is forgotten', () => {
  const words = readFileSync(join(import.meta.dirname, '../../../docs/words.md'), 'utf8')
  const named = [...words.matchAll(/^\| `([a-z-]+\.(?:[a-z-]+-)?(?:read|signed-in|shown))` \|/gm)].map(([, kind = '']) => kind)
  const others = new Set([
    'cases.copy-read', // a copy that a civil servant was given was taken note of; what he opens is noted as of the case
    'notifications.read', 'notifications.all-read', 'people.signed-in', // by the person
  ])
  assert.deepEqual(named.filter((kind) => !others.has(kind)).toSorted(), [...kinds].toSorted())
})
