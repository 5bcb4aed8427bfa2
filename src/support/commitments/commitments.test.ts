// The register of bars on promising, as the staff of a body read it; that a false promise bars and how it is repaired stands in core/cases/acceptance-law.test.ts.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Town } from '../../../test/town.ts'

const market = '11990100700153892X'
let town: Town

before(async () => {
  town = await openTown()
})
after(() => town.close())

interface Bars {
  items: { id: string; name: string; ground: string; repairedOn: string | null; body: { code: string; name: { zh: string } } }[]
  next: string | null
}
const list = async (narrow: string, as = 'shijian.clerk') => (await town.call<Bars>('GET', `/api/promise-bars?${narrow}`, { as })).body
const enter = async (name: string, idNumber: string) => {
  const basis = { law: '云州市严重失信主体名单管理办法', article: '第五条' }
  return (await town.call<{ id: string }>('POST', '/api/promise-bars', { as: 'shijian.approver', body: { name, idNumber, basis, body: market } })).body.id
}

test('bars are listed page by page with their body, and narrowed by name, ground and repair', async () => {
  const ids = [await enter('甲餐饮店', '91990102708100111L'), await enter('乙餐饮店', '91990102708100112J'), await enter('丙食品店', '91990102708100113G')]
  await town.call('POST', `/api/promise-bars/${ids[1]}/repair`, { as: 'shijian.approver', body: { reason: '已纠正。' } })
  const all = await list('')
  assert.deepEqual(all.items.map(({ id }) => id).toSorted(), ids.toSorted())
  assert.deepEqual(all.items[0]?.body, { code: market, name: { zh: '云州市市场监督管理局', en: 'Yunzhou Market Regulation Bureau' } })
  const first = await list('limit=2')
  const rest = await list(`limit=2&cursor=${encodeURIComponent(first.next ?? '')}`)
  assert.deepEqual([...first.items, ...rest.items].map(({ id }) => id), all.items.map(({ id }) => id))
  assert.equal(rest.next, null)
  const names = async (narrow: string) => (await list(narrow)).items.map(({ name }) => name).toSorted()
  assert.deepEqual(await names('repaired=true'), ['乙餐饮店'])
  assert.deepEqual(await names('repaired=false'), ['丙食品店', '甲餐饮店'].toSorted())
  assert.deepEqual(await names(`name=${encodeURIComponent('餐饮')}&repaired=false`), ['甲餐饮店'])
  assert.deepEqual([await names('ground=false-promise'), (await names('ground=bad-credit')).length], [[], 3])
  assert.deepEqual((await list('', 'chengguan.clerk')).items, [], 'another body reads its own')
})
