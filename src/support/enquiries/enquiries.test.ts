// Progress by number and code: to whoever holds the paper, and nothing more than where it is and who has it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { applyFor, exampleForm, handle, must } from '../../../test/journey.ts'
import { openTown, testPack, type Town } from '../../../test/town.ts'
import { codeOf, isCodeOf } from './code.ts'

type Said = { code: string; state: string; outcome: string | null; body: { code: string } }

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const ask = (number: string, code: string) => town.call<Said>('POST', '/api/enquiries', { body: { number, code } })

test('the code opens state, dates and body; a wrong one, and another’s, open nothing', async () => {
  const apply = async (as: string) => applyFor(town, { as, item: 'marriage-record-query', form: await exampleForm('marriage-record-query') })
  const number = await apply('zhang.min')
  const { code } = must(await town.call<{ code: string }>('GET', `/api/cases/${number}/enquiry-code`, { as: 'zhang.min' }))
  assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/)
  const said = must(await ask(number, code))
  assert.deepEqual(Object.keys(said).sort(), ['annulledOn', 'body', 'dueOn', 'finishedOn', 'number', 'openedOn', 'outcome', 'state', 'suspended'])
  assert.deepEqual([said.state, said.body.code], ['submitted', '11990102700288594X'])
  assert.equal((await ask(number, code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'))).status, 200, 'as people type it')
  const other = await apply('chen.hao')
  for (const [which, tried] of [[number, 'AAAA-AAAA-AAAA'], [other, code], ['NO-SUCH-CASE', code]] as const) {
    const refused = await ask(which, tried)
    assert.deepEqual([refused.status, refused.body.code], [404, 'enquiries.not-found'], 'the same for a wrong number as for a wrong code')
  }
  for (const as of ['chen.hao', 'dc.minzheng.clerk']) assert.ok((await town.call('GET', `/api/cases/${number}/enquiry-code`, { as })).status >= 403, as)
  await handle(town, number, 'zhang.min')
  assert.deepEqual([(await ask(number, code)).body.state, (await ask(number, code)).body.outcome], ['finished', 'granted'])
})

test('whoever came to a window without an account finds the code on the receipt', async () => {
  const item = (await testPack()).items.find((one) => one.slug === 'marriage-record-query')
  const intake = { item: item?.content.code, applicant: { kind: 'natural', name: '访客', idKind: 'passport', idNumber: 'SGP-P9901000', consent: false }, form: await exampleForm('marriage-record-query'), materials: [{ material: 'identityCard', name: '护照', paper: true }] }
  const { number } = must(await town.call<{ number: string }>('POST', '/api/intakes', { as: 'window.wang', body: intake }))
  await town.settle()
  const [letter] = await town.platform.ground.sql.rows<{ code: string }>("select l.content->'values'->'zh'->>'enquiry.code' as code from deliveries.letters l join cases.cases c on c.id = l.case_id where c.number = $1 and l.kind = 'receipt'", [number])
  assert.ok(letter)
  assert.equal((await ask(number, letter.code)).body.state, 'submitted')
})

test('a code made under an older secret stays good', async () => {
  const { keys } = town.platform.ground
  const before = codeOf(keys, 'N-1')
  await keys.rotate('secrets')
  assert.notEqual(codeOf(keys, 'N-1'), before)
  assert.deepEqual([isCodeOf(keys, 'N-1', before), isCodeOf(keys, 'N-1', codeOf(keys, 'N-1')), isCodeOf(keys, 'N-2', before)], [true, true, false])
})

test('guessing is slow: after a few calls from one address the rest wait', async () => {
  const narrow = await openTown({ callsPerMinuteMax: 1000, listen: true })
  try {
    const codes = []
    for (let turn = 0; turn < 20; turn++) codes.push((await fetch(`${narrow.origin}/api/enquiries`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ number: 'N', code: 'AAAA-AAAA-AAAA' }) })).status)
    assert.deepEqual([codes.filter((status) => status === 404).length, codes.filter((status) => status === 429).length], [15, 5])
  } finally {
    await narrow.close()
  }
})
