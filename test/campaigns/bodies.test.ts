// Random bodies over all operations, limits of calls off: no 5xx, and every answer valid against the OpenAPI document.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readContract, type Contract, type Document, type Operation } from '../contract.ts'
import { carry, fillIn, people, type CaseSaid } from '../carry.ts'
import { openTown, type Town } from '../town.ts'
import { drawRequest, type Known } from './bodies.ts'
import { openDraw } from './draw.ts'
import { atScale, tellFigures } from './scale.ts'

const requests = atScale(600, 10_000)
const seed = Number(process.env.YIWANG_SEED ?? 20261123)
const callers = [undefined, people.resident, people.stranger, people.clerk, people.examiner, people.approver, people.window, people.systemAdmin, people.securityAdmin, people.auditor]
let town: Town
let contract: Contract

before(async () => {
  town = await openTown()
  contract = readContract((await town.call<Document>('GET', '/api/openapi.json')).body as Document)
})
after(() => town.close())

/** Ids of all kinds of things in all states; of accounts only one that nobody works with. */
async function fillTown(): Promise<Known> {
  const cases: CaseSaid[] = []
  for (const state of ['submitted', 'correcting', 'accepted', 'suspended', 'examined', 'decided', 'finished'] as const) cases.push(await carry(town, state))
  const drafts = [await fillIn(town), await fillIn(town)]
  await town.settle()
  const idsAt = async (path: string, as: string) => (await town.call<{ items: { id: string }[] }>('GET', path, { as })).body.items.map((one) => one.id)
  const licences = await idsAt('/api/licences', people.approver)
  const letters = (await Promise.all(cases.map((one) => idsAt(`/api/cases/${one.number}/letters`, people.clerk)))).flat()
  const { body } = await town.call<{ id: string }>('POST', '/api/accounts', { as: people.systemAdmin, body: { login: 'random.body', kind: 'staff', name: '备用', organisation: '11990100700140426Y', password: 'six lanterns above the gate' } })
  return {
    number: cases.map((one) => one.number), step: cases.flatMap((one) => one.steps.map((step) => step.id)), file: cases.flatMap((one) => one.files.map((file) => file.id)),
    letter: letters, id: [...drafts, ...licences, body.id], code: ['11990100700140426Y3990100001000', '11990100700140426Y', '990102'], year: ['2026', '2030'],
  }
}

/** A stream has no end to wait for, and no body. */
const isTried = ({ path }: Operation) => path !== '/api/events'

test(`${requests} random requests over all operations`, { timeout: atScale(240_000, 1_800_000) }, async () => {
  const known = await fillTown()
  const draw = openDraw(seed)
  const operations = contract.operations.filter(isTried)
  const statuses = new Map<number, number>()
  for (let n = 0; n < requests; n++) {
    const operation = operations[n % operations.length]
    assert.ok(operation)
    const as = draw.oneOf(callers)
    // Signing out ends the session it is called with: it gets one of its own.
    const cookie = as === undefined ? undefined : operation.path === '/api/session' ? await freshCookie(as) : await town.cookieOf(as)
    const { method, url, body, headers } = drawRequest(operation, known, draw)
    const answer = await town.app.inject({ method: method as 'GET', url, headers: { ...headers, ...(cookie ? { cookie } : {}) }, ...(body === undefined ? {} : { payload: body }) })
    const type = String(answer.headers['content-type'] ?? '')
    const about = `request ${n} (seed ${seed}) as ${as ?? 'nobody'}: ${method} ${url} ${body?.slice(0, 600) ?? ''}\n→ ${answer.statusCode} ${answer.body.slice(0, 600)}`
    assert.ok(answer.statusCode < 500, about)
    const got = type.includes('json') && answer.body !== '' ? (JSON.parse(answer.body) as unknown) : answer.body
    assert.deepEqual(contract.check(operation, { status: answer.statusCode, type, body: got }), [], about)
    statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
    if (n % 200 === 199) await town.settle()
  }
  const good = [...statuses].filter(([status]) => status < 300).reduce((sum, [, count]) => sum + count, 0)
  tellFigures('random bodies', { requests, answered2xx: good, statuses: [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}:${count}`).join(' ') })
  assert.ok(good > requests / 20, `only ${good} of ${requests} were good enough to be carried out: the requests are too wild to prove much`)
})

async function freshCookie(login: string): Promise<string> {
  const { headers } = await town.call('POST', '/api/session/demonstration', { body: { login } })
  return String(headers['set-cookie']).split(';')[0] ?? ''
}
