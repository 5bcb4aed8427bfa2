// What follows a decision: grants published and taken down (许可法 40), late cases supervised once (许可法 60), and the archive record.
// One town for the three contexts: archives, publicity of grants, supervision.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { applyFor, exampleForm, handle, must, proceedAgainst } from '../../../test/journey.ts'
import { mattersIn, openStep } from '../../../test/matters.ts'
import { openTown, type Town } from '../../../test/town.ts'

let town: Town
let at: ReturnType<typeof mattersIn>
before(async () => {
  town = await openTown({ prints: true })
  at = mattersIn(town)
})
after(() => town.close())

interface GrantSaid {
  id: string
  holder: string
  number: string | null
  body: { name: { zh: string } }
  decidedOn: string
  code: string
}
const grants = async (query: string) => must(await town.call<{ items: GrantSaid[] }>('GET', `/api/grants?${query}`)).items
const licenceOf = async (number: string, as: string) => must(await town.call<{ items: { id: string; number: string }[] }>('GET', `/api/licences?case=${number}`, { as })).items[0]
const granted = async (as: string) => {
  const number = await applyFor(town, { as, item: 'food-business', form: await exampleForm('food-business') })
  await handle(town, number, as)
  await town.settle()
  const licence = await licenceOf(number, as)
  assert.ok(licence)
  return { number, licence }
}

test('许可法 40, 信息公开条例 26: a grant is open to anyone at once, a person masked, and is taken down when it is annulled (69)', async () => {
  const { licence } = await granted('zhang.min')
  const [shown] = await grants(`q=${encodeURIComponent(licence.number)}`)
  assert.deepEqual([shown?.holder, shown?.number, shown?.body.name.zh, shown?.decidedOn], ['张*', licence.number, '云州市市场监督管理局', '2026-11-23'])
  assert.ok(!JSON.stringify(await town.call('GET', `/api/grants/${shown?.id}`)).includes('张敏'))
  assert.deepEqual(await grants(`q=${encodeURIComponent('%')}`), [], 'a sign of a pattern is a sign')
  await town.platform.ground.sql.rows("update act.cursors set seq = 0 where follower = 'publicity-grants'")
  await town.settle()
  assert.equal((await grants(`q=${encodeURIComponent(licence.number)}`)).length, 1, 'an entry seen again publishes nothing')
  await proceedAgainst(town, licence.id, 'zhang.min', { act: 'annulment', ground: 'deceit' })
  await town.settle()
  assert.deepEqual(await grants(`q=${encodeURIComponent(licence.number)}`), [])
  assert.equal(must(await town.call<GrantSaid>('GET', `/api/grants/${shown?.id}`).then((answer) => ({ ...answer, status: answer.status === 404 ? 200 : 500 }))).code, 'publicity.grant-not-found')
})

test('a company stands with its name; the body that decided takes down what should not be there; a refusal is published nowhere', async () => {
  const form = { ...(await exampleForm('outdoor-advertising')), lit: false }
  const number = await applyFor(town, { as: 'yunhe.media', item: 'outdoor-advertising', form })
  await handle(town, number, 'yunhe.media')
  await town.settle()
  const licence = await licenceOf(number, 'yunhe.media')
  const [shown] = await grants(`q=${encodeURIComponent(licence?.number ?? '')}`)
  assert.match(shown?.holder ?? '', /云禾|公司/)
  assert.ok((await grants(`q=${encodeURIComponent((shown?.holder ?? '').slice(0, 2))}&body=11990100700140426Y`)).some((one) => one.id === shown?.id))
  const remove = (as: string) => town.call<GrantSaid>('POST', `/api/grants/${shown?.id}/removal`, { as, body: { reason: '误公开。' } })
  assert.equal((await remove('shijian.approver')).body.code, 'publicity.grant-not-found')
  assert.equal((await remove('chengguan.approver')).status, 204)
  const before = (await grants('limit=100')).length
  const refused = await applyFor(town, { as: 'yunhe.media', item: 'outdoor-advertising', form })
  await handle(town, refused, 'yunhe.media', { decision: { outcome: 'refuse', reasons: '不符合规划。' } })
  await town.settle()
  assert.equal((await grants('limit=100')).length, before)
})

interface ArchiveSaid {
  code: string
  whole: boolean
  manifest: { case: { number: string; closingCode: number }; parts: { kind: string; key: string; name: string; sha256: string; seq?: number }[] }
}
interface VerdictSaid {
  good: boolean
  manifest: boolean
  parts: number
  missing: string[]
  altered: string[]
  files: string[]
  later: string[]
}

test('档案法 13: a finished case gets a record of all its parts, hashed, with their places in the ledger; it verifies, and tells what was bent', async () => {
  const { number } = await granted('chen.hao')
  const path = `/api/cases/${number}/archive`
  assert.equal((await town.call<ArchiveSaid>('GET', path, { as: 'shijian.clerk' })).body.code, 'archives.not-archived')
  await town.platform.beat()
  await town.settle()
  const { manifest, whole } = must(await town.call<ArchiveSaid>('GET', path, { as: 'shijian.clerk' }))
  const kinds = new Set(manifest.parts.map(({ kind }) => kind))
  for (const kind of ['item', 'process', 'form', 'words', 'letter', 'letter-text', 'delivery', 'licence', 'licence-print', 'entry']) assert.ok(kinds.has(kind), kind)
  assert.ok(manifest.parts.every((part) => /^[0-9a-f]{64}$/.test(part.sha256) && (part.kind !== 'entry' || typeof part.seq === 'number')))
  assert.deepEqual([whole, manifest.case.number, manifest.case.closingCode], [true, number, 0], 'closing code 0: 出证办结')
  const verify = async (as = 'shijian.clerk') => must(await town.call<VerdictSaid>('GET', `${path}/verification`, { as }))
  assert.deepEqual([(await verify()).good, (await verify('admin.audit')).good, (await town.call('GET', path, { as: 'minzheng.clerk' })).status], [true, true, 404])
  const zip = unzipSync(new Uint8Array((await town.call('GET', `${path}/export`, { as: 'shijian.clerk' })).raw))
  const letters = manifest.parts.filter(({ kind }) => kind === 'letter')
  assert.ok(letters.length >= 3 && letters.every((part) => zip[`letter/${part.sha256}.pdf`]) && zip['manifest.json'])
  await town.owner.rows("update cases.words set content = '{\"reasons\":\"改\"}' where entry = (select w.entry from cases.words w join cases.cases c on c.id = w.case_id where c.number = $1 and w.kind = 'cases.step-completed' limit 1)", [number])
  const bent = await verify()
  assert.deepEqual([bent.good, bent.manifest, bent.altered.length], [false, true, 1])
  await town.owner.rows("update archives.records set manifest = jsonb_set(manifest, '{case,outcome}', '\"refused\"') where number = $1", [number])
  assert.equal((await verify()).manifest, false, 'a manifest that was bent is not the one in the ledger')
  assert.equal((await at.act('shijian.clerk', number, 'acceptance')).body.code, 'cases.finished', 'nothing reopens it')
  // Put back, so that the town is left as it was.
  await town.owner.rows("update archives.records set manifest = jsonb_set(manifest, '{case,outcome}', '\"granted\"') where number = $1", [number])
})

test('an export that is too large is refused', async () => {
  const { number } = await granted('li.guiying')
  await town.platform.beat()
  await town.settle()
  await town.owner.rows("update archives.records set manifest = jsonb_set(manifest, '{parts,0}', '{\"kind\":\"file\",\"key\":\"x\",\"name\":\"x\",\"sha256\":\"0\",\"bytes\":999999999}') where number = $1", [number])
  assert.equal((await town.call<ArchiveSaid>('GET', `/api/cases/${number}/archive/export`, { as: 'shijian.clerk' })).body.code, 'archives.too-large')
})

interface LateSaid {
  late: boolean
  dueOn: string | null
  supervision: { number: string; superior: { name: { zh: string } }; answer: string | null; closedAt: string | null } | null
}

test('许可法 44, 60: what is late shows red, the organisation above supervises it once, and the applicant is told why and what next', async () => {
  at.day('2026-11-23')
  const { number } = await at.accepted()
  const decidedLate = await at.decided()
  const late = async (as: string, one = number) => at.call<LateSaid>('GET', `/api/cases/${one}/supervision`, { as })
  assert.equal((await late('yunhe.media')).body.late, false)
  await town.platform.beat()
  at.day('2027-01-15')
  await town.platform.beat()
  await town.platform.beat()
  await town.settle()
  const seen = (await late('yunhe.media')).body
  assert.deepEqual([seen.late, seen.supervision?.superior.name.zh, seen.supervision?.answer], [true, '云州市人民政府', null])
  assert.ok((await late('yunhe.media', decidedLate.number)).body.supervision, '许可法 44: decided, and not delivered within ten days, is late too')
  assert.equal((await town.platform.ground.sql.rows('select 1 from supervision.matters where late_number = $1', [number])).length, 1, 'once')
  const messages = (await at.call<{ items: { kind: string; case: string; text: { zh: string } }[] }>('GET', '/api/notifications?limit=100', { as: 'yunhe.media' })).body.items
  assert.match(messages.find((one) => one.kind === 'supervision.opened' && one.case === number)?.text.zh ?? '', /没有在.*前办结.*上级机关督办/)
  const supervision = seen.supervision?.number ?? ''
  await at.did('chengguan.approver', supervision, `steps/${openStep(await at.read('chengguan.approver', supervision), 'answer').id}/completion`, { outcome: 'done', opinion: '专家评审延误，1月20日前办结。' })
  await town.settle()
  assert.equal((await late('yunhe.media')).body.supervision?.answer, '专家评审延误，1月20日前办结。')
  const head = 'shizheng.head'
  const decision = openStep(await at.read(head, supervision), 'decision')
  await at.did(head, supervision, 'decision', { step: decision.id, outcome: 'grant' })
  await town.settle()
  const closed = (await late('yunhe.media')).body.supervision
  assert.ok(closed?.closedAt)
  assert.equal((await at.read(head, supervision)).state, 'finished')
  assert.deepEqual((await at.call<{ items: unknown[] }>('GET', `/api/cases/${supervision}/letters`, { as: head })).body.items, [], 'inside the administration nobody is written to')
})
