// Regions and organisations over HTTP, and what applying a pack or meeting an import does to the registers.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Act } from '#base/act'
import { applyRegions, ensureRegion, regionsLock } from '#core/regions'
import { openTown, type Town } from '../../../test/town.ts'
import { applyOrganisations, ensureOrganisation, findGovernment, organisationsLock } from './index.ts'

const urban = '11990100700140426Y'
const note = '00000000-0000-7000-8000-0000000000ff'
let town: Town

before(async () => {
  town = await openTown()
})
after(() => town.close())

interface Said {
  code: string
  name: { zh: string }
  parent?: string
  level: string
  region: string
  origin: string
  codeValid: boolean
  next: string | null
  items: { code: string; region: string }[]
}

const get = async (path: string) => (await town.call<Said>('GET', path)).body
/** Runs a verb as the system, with an entry of its own so that "nothing new" is not an act without record. */
const run = <T>(verb: (act: Act) => Promise<T>): Promise<T> =>
  town.platform.ground.runAct({ actor: { id: note, kind: 'system' }, locks: [regionsLock, organisationsLock] }, async (act) => {
    act.record('tests.registers-met', { subject: note })
    return verb(act)
  })
const recorded = async (kind: string) => (await town.platform.ground.sql.rows<{ code: string }>("select facts->>'code' as code from act.entries where kind = $1", [kind])).map((row) => row.code)

/** Every code of a list, page by page. */
async function walk(path: string): Promise<string[]> {
  const codes: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { items, next }: Said = await get(`${path}${path.includes('?') ? '&' : '?'}limit=3${cursor && `&cursor=${cursor}`}`)
    codes.push(...items.map((row) => row.code))
    cursor = next
  }
  return codes
}

test('regions are listed by code, level and parent, page by page', async () => {
  const counties = await walk('/api/regions?level=county')
  assert.deepEqual(counties, ['990102', '990103', '990104', '990121'])
  assert.deepEqual(await walk('/api/regions?parent=990121'), ['990121101', '990121201'])
  assert.equal((await get('/api/regions/990102')).name.zh, '东城区')
  assert.equal((await get('/api/regions/110000')).code, 'regions.not-found')
})

test('organisations are found by name, short name, code and region with all below it', async () => {
  const all = await walk('/api/organisations?region=990100')
  assert.equal(new Set(all).size, all.length)
  const below = await walk('/api/organisations?region=990102')
  assert.ok(below.length > 0 && below.length < all.length && below.every((code) => all.includes(code)))
  assert.deepEqual((await get(`/api/organisations?q=${encodeURIComponent('市城管局')}`)).items.map((row) => row.code), [urban])
  assert.deepEqual((await get(`/api/organisations?q=${urban}`)).items.map((row) => row.code), [urban])
  assert.deepEqual((await get(`/api/organisations?q=${encodeURIComponent('%')}`)).items, [])
  assert.equal((await get(`/api/organisations/${urban}`)).name.zh, '云州市城市管理局')
  assert.equal((await get('/api/organisations/nothing')).code, 'organisations.not-found')
})

test('a cursor that is none, and a search for nothing, are refused', async () => {
  assert.equal((await get('/api/organisations?cursor=nonsense')).code, 'http.bad-cursor')
  assert.equal((await get('/api/organisations?q=%00')).code, 'http.invalid-request')
})

test('applying the same again does nothing; a difference is written and recorded', async () => {
  const region = { code: '990199', name: { zh: '高新区' }, level: 'county' as const, parent: '990100' }
  const one = { code: '91110108551385082Q', name: { zh: '高新区管委会' }, region: '990199', kind: 'government' as const }
  const apply = (name: string) => run(async (act) => [await applyRegions(act, [region]), await applyOrganisations(act, [{ ...one, name: { zh: name } }])])
  assert.deepEqual(await apply('高新区管委会'), [{ added: 1, changed: 0 }, { added: 1, changed: 0 }])
  assert.deepEqual(await apply('高新区管委会'), [{ added: 0, changed: 0 }, { added: 0, changed: 0 }])
  assert.deepEqual(await apply('高新技术产业开发区管委会'), [{ added: 0, changed: 0 }, { added: 0, changed: 1 }])
  assert.equal((await get('/api/organisations/91110108551385082Q')).name.zh, '高新技术产业开发区管委会')
  assert.deepEqual(await recorded('organisations.changed'), ['91110108551385082Q'])
  assert.ok((await recorded('regions.added')).includes('990199'))
})

test('an import adds what is missing, below the nearest region known, and flags a code that fails its check', async () => {
  const given = { code: '11990100700140426Z', name: '某局', region: { code: '990103005000', name: '新街道' } }
  const made = await run((act) => ensureOrganisation(act, given))
  assert.deepEqual([made.origin, made.codeValid, made.region], ['import', false, '990103005'])
  assert.deepEqual(await run((act) => ensureOrganisation(act, { ...given, name: '另一个名字' })).then((again) => again.name.zh), '某局')
  const region = await get('/api/regions/990103005')
  assert.deepEqual([region.parent, region.level], ['990103', 'town'])
  await assert.rejects(run((act) => ensureRegion(act, { code: '99X', name: '无' })), (error) => (error as { code?: string }).code === 'regions.bad-code')
})

test('the government of a level is that of its own region (行政许可法 42): a street has that of its county, a county without one has none', async () => {
  const bodies = ['990102001', '990102002', '990104'].map((region, n) => ({ code: `${n}9110108551385082Q`, name: { zh: '某所' }, region, kind: 'department' as const, superior: urban }))
  await run((act) => applyRegions(act, [{ code: '990102002', name: { zh: '某街道' }, level: 'town', parent: '990102' }]))
  await run((act) => applyOrganisations(act, bodies))
  const regions = await Promise.all(bodies.map(({ code }) => findGovernment(town.platform.ground.sql, code).then((found) => found?.region)))
  assert.deepEqual(regions, ['990102001', '990102', undefined])
})

test('the register of roles is open', async () => {
  const roles = await town.call<{ items: { code: string; officer: boolean }[] }>('GET', '/api/roles')
  assert.deepEqual(roles.body.items.filter((role) => role.officer).map((role) => role.code), ['system-admin', 'security-admin', 'audit-admin'])
})
