// A pack as large as a real city's: some thousand items, published whole in one act.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTown, testPack } from '../../../test/town.ts'
import { applyPack } from '../../apply.ts'

const town = await openTown()
after(() => town.close())

const itemsMore = 3000

test(`a pack with ${itemsMore} items more is published in one act, and a second time nothing changes`, async () => {
  const pack = await testPack()
  const { ground } = town.platform
  const one = pack.items[0] ?? assert.fail('no item')
  const more = Array.from({ length: itemsMore }, (_, n) => ({ ...one, content: { ...one.content, code: `LOCAL-${String(n).padStart(5, '0')}`, codeScheme: 'local' as const, name: { ...one.content.name, zh: `${one.content.name.zh}（${n}）` } } }))
  const big = { ...pack, items: [...pack.items, ...more], digest: 'b'.repeat(64) }
  const outcome = await applyPack(ground, big)
  assert.deepEqual([outcome.taken, outcome.unchanged], [itemsMore, pack.items.length])
  const [acts] = await ground.sql.rows<{ acts: number; entries: number }>("select count(distinct act) as acts, count(*) as entries from act.entries where kind = 'items.published' and subject in (select id from items.versions where code like 'LOCAL-%')")
  assert.deepEqual(acts, { acts: 1, entries: itemsMore })
  await town.settle()
  const [order] = await ground.sql.rows<{ same: boolean }>('select array_agg(id order by seq) = array_agg(id order by id) as same from act.entries where act = (select act from act.entries where facts @> $1 limit 1)', [{ digest: 'b'.repeat(64), taken: itemsMore }])
  assert.equal(order?.same, true, 'entries keep the order in which they were recorded')
  assert.deepEqual(await applyPack(ground, big).then(({ taken, unchanged }) => [taken, unchanged]), [0, pack.items.length + itemsMore])
})
