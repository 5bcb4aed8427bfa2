// What the examples of the operations stand on: each `{placeholder}` is a state of a town, made fresh for one example.
import assert from 'node:assert/strict'
import { automatic } from './automatic.ts'
import { begin, carry, fillIn, intake, item, openStep, people, type CaseSaid, type DraftSaid, type Reached } from './carry.ts'
import { dateInChina } from '#base/time'
import { decryptData } from '#base/crypto'
import { picture } from './matters.ts'
import { clientMakers, consentingResident } from './scenes-clients.ts'
import { codeMakers } from './scenes-codes.ts'
import { factorHolder, factorMakers } from './scenes-factors.ts'
import { guardianMakers } from './scenes-guardians.ts'
import { partyMakers } from './scenes-parties.ts'
import { powerMakers } from './scenes-powers.ts'
import { lifeMakers } from './scenes-life.ts'
import { afterMakers, findLicence } from './scenes-after.ts'
import { machineMakers } from './scenes-machine.ts'
import { procedureMakers } from './scenes-procedure.ts'
import { emergencyOfficer, proposalMakers } from './scenes-proposals.ts'
import { proofMakers } from './scenes-proofs.ts'
import { assessmentApprover, assessor, rightsMakers } from './scenes-rights.ts'
import { carryOwing, commit } from './promises.ts'
import { demonstrationPassword, type Town } from './town.ts'

/** Resolves the placeholders of one example; equal ones give equal values. */
export interface Scene {
  fill(value: unknown): Promise<unknown>
}

const logins: Record<string, string> = {
  company: 'yunhe.media', assessor, 'data-steward': assessor, 'assessment-approver': assessmentApprover,
  resident: people.resident, clerk: people.clerk, examiner: people.examiner, approver: people.approver, head: people.head, window: people.window, auditor: people.auditor,
  'system-admin': people.systemAdmin, 'security-admin': people.securityAdmin, 'call-back-clerk': 'zhengwu.clerk', 'channel-resident': people.resident, 'calendar-resident': people.resident, 'code-adder': people.resident, 'changing-resident': 'chen.hao', 'automatic-resident': automatic.resident, 'automatic-approver': automatic.approver, 'automatic-second': automatic.second, presider: 'chengguan.inspector', 'lower-examiner': 'dc.jiaoyu.examiner', prover: 'gongjijin.examiner', 'factor-holder': factorHolder, 'emergency-officer': emergencyOfficer, 'consenting-resident': consentingResident,
}

const organisation = '11990100700140426Y'

/** Opens the scene of one example. */
export function openScene(town: Town): Scene {
  const made = new Map<string, Promise<unknown>>()
  const once = <T>(name: string, make: () => Promise<T>): Promise<T> => {
    const known = (made.get(name) as Promise<T> | undefined) ?? make()
    made.set(name, known)
    return known
  }
  const caseIn = (state: Reached) => once(`case ${state}`, () => carry(town, state))
  const stepOf = async (state: Reached, kind: string) => openStep(await caseIn(state), kind)
  const draft = () => once('draft', () => begin(town))
  const spare = () => once('spare', () => openSpareAccount(town))
  const licence = () => once('licence as read', async () => findLicence(town, await caseIn('decided')))
  const makers: Record<string, () => Promise<unknown>> = {
    item: async () => item,
    today: async () => dateInChina(town.clock.now()).toString(),
    catalog: async () => (await town.call<{ content: { catalog: { code: string } } }>('GET', `/api/items/${item}`)).body.content.catalog.code,
    password: async () => demonstrationPassword,
    intake: async () => intake,
    ...windowMakers(town, once),
    'acceptance-step': () => stepOf('submitted', 'acceptance'),
    'examination-step': () => stepOf('accepted', 'examination'),
    'decision-step': () => stepOf('examined', 'decision'),
    ...promiseMakers(town, once),
    ...moveMakers(town, caseIn),
    ...procedureMakers(town, once),
    ...clientMakers(town, once, caseIn),
    ...rightsMakers(town, async () => (await caseIn('accepted')).number),
    ...afterMakers(town, caseIn, once, licence),
    ...verdictMakers(town, caseIn),
    ...mineMakers(town, caseIn),
    draft,
    'draft-file': async () => addDraftFile(town, await draft()),
    'complete-draft': () => fillIn(town),
    ...applyingMakers(town, once, draft),
    file: async () => (await caseIn('submitted')).files[0]?.id,
    letter: async () => firstLetter(town, await caseIn('submitted')),
    notification: async () => {
      await caseIn('submitted')
      return firstOf(town, people.resident, '/api/notifications')
    },
    ...machineMakers(town),
    ...factorMakers(town, once),
    ...codeMakers(town, once, () => giveAddress(town)),
    ...proposalMakers(town, once, () => openSpareAccount(town), async () => (await caseIn('submitted')).number),
    ...lifeMakers(town, once),
    ...guardianMakers(town, once), ...powerMakers(town, once), ...partyMakers(town, once),
    ...proofMakers(town, once),
    account: spare,
    'works-company': async () => accountOf(town, 'jianan.works'),
    'spare-account': spare,
    'frozen-account': async () => freeze(town, await spare()),
    'spare-post': async () => grant(town, await spare()),
  }
  for (const state of ['submitted', 'correcting', 'accepted', 'suspended', 'examined', 'decided'] as const) makers[state] = async () => (await caseIn(state)).number
  makers['finished'] = async () => {
    const { number } = await caseIn('finished')
    // The invitation to a verdict follows the end of the case.
    await town.settle()
    return number
  }
  const resolve = (name: string): Promise<unknown> => {
    const login = logins[name]
    if (login !== undefined) return Promise.resolve(login)
    const make = makers[name]
    assert.ok(make, `no scene knows {${name}}`)
    // Under a name that no part of a scene has for itself.
    return once(`{${name}}`, make)
  }
  return { fill: (value) => fillWith(value, resolve) }
}

/** What the examples of promises stand on. */
function promiseMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>): Record<string, () => Promise<unknown>> {
  return {
    owing: () => once('owing', () => carryOwing(town)),
    owed: async () => 'lightingPlan',
    committed: () => once('committed', () => commit(town)),
    organisation: async () => organisation,
    bar: async () => said<{ id: string }>(town, people.head, '/api/promise-bars', { name: '某某公司', idNumber: '91990102708100111L', basis: { law: '云州市严重失信主体名单管理办法' }, body: organisation }).then(({ id }) => id),
  }
}

/** What the examples of applying stand on. */
function applyingMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>, draft: () => Promise<string>): Record<string, () => Promise<unknown>> {
  const batch = () => once('batch', () => sendSheet(town, '设置地址 [siteAddress]\n路口\n'))
  return {
    'library-entry': () => keepPaper(town, 'other'),
    'checkable-entry': () => keepPaper(town, 'roofSafety'),
    agency: async () => (await said<{ id: string }>(town, people.resident, '/api/agencies', { login: 'chen.hao', name: '陈皓', items: null, until: '2027-06-30' })).id,
    batch,
    'batch-sheet': async () => (await town.call<{ sheets: { id: string }[] }>('GET', `/api/batches/${await batch()}`, { as: 'yunhe.media' })).body.sheets[0]?.id,
    'ready-batch': () => sendSheet(town, readySheet),
    upload: async () => beginUpload(town, await draft()),
    'complete-upload': async () => completeUpload(town, await draft()),
  }
}

/** What the examples of a window stand on: an intake, its code, and a signature. */
function windowMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>): Record<string, () => Promise<unknown>> {
  const receive = async () => (await said<CaseSaid>(town, people.window, '/api/intakes', intake)).number
  const received = () => once('received case', receive)
  const signature = () => once('signature file', async () => (await town.upload<{ sha256: string }>('/api/intake-files', { as: people.window, name: '签名.png', content: picture, fields: { material: 'other' } })).body.sha256)
  return {
    received: async () => received(),
    signature: async () => signature(),
    signed: async () => {
      const number = await receive()
      await said(town, people.window, `/api/cases/${number}/confirmation`, { signature: await signature() })
      return number
    },
    'confirmation-code': async () => (await town.call<{ code: string }>('GET', `/api/cases/${await received()}/confirmation`, { as: people.window })).body.code,
  }
}

/** What the examples of moves stand on. */
function moveMakers(town: Town, caseIn: (state: Reached) => Promise<CaseSaid>): Record<string, () => Promise<unknown>> {
  const onExamination = async (one: CaseSaid, act: string, body: object) => said<CaseSaid>(town, people.examiner, `/api/cases/${one.number}/steps/${openStep(one, 'examination')}/${act}`, body)
  return {
    'examined-step': async () => (await caseIn('examined')).steps.find((step) => step.kind === 'examination' && step.state === 'done')?.id,
    'examining-colleague': () => hire(town, 'examiner'),
    'clerk-account': () => accountOf(town, people.clerk),
    'examiner-account': () => accountOf(town, people.examiner),
    'busy-account': async () => {
      const busy = await hire(town, 'examiner')
      await onExamination(await caseIn('accepted'), 'transfer', { to: busy, reason: '请协助办理。' })
      return busy
    },
    comment: async () => {
      const { number } = await caseIn('accepted')
      await said(town, people.examiner, `/api/cases/${number}/comments`, { words: '请核对。', mentions: [] })
      return (await town.call<{ items: { id: string; kind: string }[] }>('GET', `/api/cases/${number}/timeline`, { as: people.examiner })).body.items.find((entry) => entry.kind === 'cases.commented')?.id
    },
    absence: async () => {
      const find = ({ items }: { items: { id: string; from: string }[] }) => items.find((one) => one.from === '2027-01-04')?.id
      return find((await town.call<{ items: { id: string; from: string }[] }>('GET', '/api/absences', { as: people.examiner })).body) ?? find(await said(town, people.examiner, '/api/absences', { account: await accountOf(town, people.examiner), from: '2027-01-04', until: '2027-01-05' }))
    },
    'saved-list': async () => (await said<{ items: { id: string; name: string }[] }>(town, people.examiner, '/api/saved-lists', { name: `待删除${crypto.randomUUID().slice(0, 4)}`, query: { view: 'mine' } })).items.findLast((one) => one.name.startsWith('待删除'))?.id,
    'signer-step': async () => {
      const { steps } = await onExamination(await caseIn('accepted'), 'signers', { place: 'with', signers: [{ organisation, role: 'clerk' }] })
      return steps.find((step) => step.kind === 'opinion' && step.state === 'open')?.id
    },
    'delegated-step': async () => {
      const one = await caseIn('accepted')
      await onExamination(one, 'delegation', { to: await accountOf(town, people.clerk), request: '请到现场量一下尺寸。' })
      return openStep(one, 'examination')
    },
    copy: async () => (await said<{ copies: { id: string }[] }>(town, people.examiner, `/api/cases/${(await caseIn('accepted')).number}/copies`, { account: await accountOf(town, people.clerk) })).copies[0]?.id,
  }
}

/** What the examples of one's own pages stand on. */
function mineMakers(town: Town, caseIn: (state: Reached) => Promise<CaseSaid>): Record<string, () => Promise<unknown>> {
  return {
    'enquiry-code': async () => (await town.call<{ code: string }>('GET', `/api/cases/${(await caseIn('submitted')).number}/enquiry-code`, { as: people.resident })).body.code,
    'calendar-token': async () => (await town.call<{ address: string }>('POST', '/api/calendar-link', { as: people.resident, body: {} })).body.address.split('/').at(-1),
    'helping-until': async () => dateInChina(town.platform.ground.clock.now()).add({ days: 30 }).toString(),
    'asked-binding': () => askProxy(town),
    'agreed-binding': async () => {
      const id = await askProxy(town)
      await said(town, 'zhang.min', `/api/proxies/${id}/agreement`, {})
      return id
    },
    'given-channel': async () => (await giveAddress(town), 'sms'),
    'channel-code': () => giveAddress(town),
  }
}

/** Somebody was asked to help, by whoever signs out in another example. */
async function askProxy(town: Town): Promise<string> {
  const { sql, clock } = town.platform.ground
  const [principal, proxy] = await Promise.all([accountOf(town, 'li.guiying'), accountOf(town, 'zhang.min')])
  await sql.rows('update proxies.bindings set ended_at = now() where ended_at is null')
  const until = dateInChina(clock.now()).add({ days: 30 }).toString()
  const [row] = await sql.rows<{ id: string }>("insert into proxies.bindings (id, principal, proxy, scopes, until, consent_at) values (gen_random_uuid(), $1, $2, '{read}', $3, now()) returning id", [principal, proxy, until])
  return row?.id ?? assert.fail('nobody was asked')
}

/** An address that waits for its code; answers the code, which only its holder would get to read. */
async function giveAddress(town: Town): Promise<string> {
  const { sql, keys } = town.platform.ground
  await sql.rows("update channels.addresses set codes_asked = '{}'")
  // One that signs somebody in is changed by whoever proved just now that it is he.
  await sql.rows("delete from people.factors where kind in ('sms', 'email')")
  const { status, body } = await town.call('PUT', '/api/notification-channels/sms', { as: people.resident, body: { address: '13800990003' } })
  assert.equal(status, 200, JSON.stringify(body))
  const account = await accountOf(town, people.resident)
  const [row] = await sql.rows<{ code: string }>("select code_sealed as code from channels.addresses where account = $1 and channel = 'sms'", [account])
  return row ? decryptData(keys, row.code, `channels.code:${account}:sms`) : assert.fail('no code')
}

/** What the examples of verdicts stand on: a bad one, and the case that answers it with its call-back in hand. */
function verdictMakers(town: Town, caseIn: (state: Reached) => Promise<CaseSaid>): Record<string, () => Promise<unknown>> {
  const badly = async () => {
    const { number } = await caseIn('finished')
    await town.settle()
    const given = await said<{ id: string }>(town, people.resident, '/api/reviews', { case: number, verdict: 5, words: '来回跑了两次。' })
    await town.settle()
    const { body } = await town.call<{ items: { id: string; rectification: { number: string } | null }[] }>('GET', '/api/reviews', { as: people.resident })
    const found = body.items.find((one) => one.id === given.id)
    assert.ok(found?.rectification)
    return { id: found.id, number: found.rectification.number }
  }
  return {
    'bad-review': async () => (await badly()).id,
    'call-back': async () => {
      const { number } = await badly()
      const step = async (as: string) => (await town.call<CaseSaid>('GET', `/api/cases/${number}`, { as })).body.steps.find((one) => one.state === 'open')?.id
      await said(town, people.clerk, `/api/cases/${number}/steps/${await step(people.clerk)}/completion`, { outcome: 'corrected-at-once', opinion: '已改为一次告知。' })
      await said(town, 'zhengwu.clerk', `/api/cases/${number}/steps/${await step('zhengwu.clerk')}/claim`, {})
      await town.settle()
      return number
    },
  }
}

async function fillWith(value: unknown, resolve: (name: string) => Promise<unknown>): Promise<unknown> {
  if (typeof value === 'string') {
    const name = /^\{([a-z-]+)\}$/.exec(value)?.[1]
    return name === undefined ? value : resolve(name)
  }
  if (Array.isArray(value)) return Promise.all(value.map((one) => fillWith(one, resolve)))
  if (typeof value !== 'object' || value === null) return value
  const filled: Record<string, unknown> = {}
  for (const [key, one] of Object.entries(value)) filled[key] = await fillWith(one, resolve)
  return filled
}

async function addDraftFile(town: Town, draft: string): Promise<string | undefined> {
  const { body } = await town.upload<DraftSaid>(`/api/applications/${draft}/files`, { as: people.resident, name: '说明.txt', content: '说明', fields: { material: 'other' } })
  return body.files[0]?.id
}

/** A paper in the library of the resident: handed in with an application that was submitted. */
async function keepPaper(town: Town, material: string): Promise<string> {
  const draft = await fillIn(town)
  await town.upload(`/api/applications/${draft}/files`, { as: people.resident, name: `${material}.txt`, content: material, fields: { material } })
  await said(town, people.resident, `/api/applications/${draft}/submission`, {})
  const { body } = await town.call<{ items: { id: string; material: string }[] }>('GET', '/api/library', { as: people.resident })
  return body.items.find((entry) => entry.material === material)?.id ?? assert.fail(`no ${material} in the library`)
}

const readySheet = `${['scenario.who', 'siteAddress', 'siteKind', 'ownSite', 'width', 'height', 'bottom', 'lit', 'from', 'months', 'phone', 'delivery'].map((key) => `[${key}]`).join(',')}
self,云州市东城区人民大道100号,wall,是,8,5,6,否,2027-01-10,24,13990100001,electronic
`

/** A sheet of the company, checked. */
async function sendSheet(town: Town, text: string): Promise<string> {
  const { status, body } = await town.upload<{ id: string }>(`/api/items/${item}/batches`, { as: 'yunhe.media', name: '申请.csv', content: text })
  assert.equal(status, 201, JSON.stringify(body))
  await town.settle()
  return body.id
}

const piece = 'piece'

async function beginUpload(town: Town, draft: string): Promise<string> {
  return (await said<{ id: string }>(town, people.resident, `/api/applications/${draft}/uploads`, { material: 'other', name: '说明.txt', bytes: piece.length, mark: crypto.randomUUID() })).id
}

async function completeUpload(town: Town, draft: string): Promise<string> {
  const upload = await beginUpload(town, draft)
  await town.upload(`/api/applications/${draft}/uploads/${upload}/pieces?at=0`, { as: people.resident, name: 'piece', content: piece })
  return upload
}

export async function firstOf(town: Town, as: string, path: string): Promise<string> {
  await town.settle()
  const { body } = await town.call<{ items: { id: string }[] }>('GET', path, { as })
  assert.ok(body.items[0], `${path} holds nothing for ${as}: ${JSON.stringify(body)}`)
  return body.items[0].id
}

function firstLetter(town: Town, one: CaseSaid): Promise<string> {
  return firstOf(town, people.resident, `/api/cases/${one.number}/letters`)
}

async function openSpareAccount(town: Town): Promise<string> {
  const login = `spare.${crypto.randomUUID().slice(0, 8)}`
  const { status, body } = await town.call<{ id: string }>('POST', '/api/accounts', { as: people.systemAdmin, body: { login, kind: 'staff', name: '备用', organisation, password: 'six lanterns above the gate' } })
  assert.equal(status, 201, JSON.stringify(body))
  return body.id
}

export async function said<T>(town: Town, as: string, path: string, sent: object): Promise<T> {
  const { status, body } = await town.call<T>('POST', path, { as, body: sent })
  assert.ok(status < 300, JSON.stringify(body))
  return body
}

async function accountOf(town: Town, login: string): Promise<string> {
  const [row] = await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login])
  assert.ok(row)
  return row.id
}

/** A colleague with a post in the bureau of the tests. */
async function hire(town: Town, role: string): Promise<string> {
  const account = await openSpareAccount(town)
  await said(town, people.securityAdmin, `/api/accounts/${account}/posts`, { role, organisation })
  return account
}

async function freeze(town: Town, account: string): Promise<string> {
  const { status, body } = await town.call('POST', `/api/accounts/${account}/freezing`, { as: people.systemAdmin, body: { reason: 'left' } })
  assert.ok(status < 300, JSON.stringify(body))
  return account
}

async function grant(town: Town, account: string): Promise<string> {
  const { status, body } = await town.call<{ id: string }>('POST', `/api/accounts/${account}/posts`, { as: people.securityAdmin, body: { role: 'clerk', organisation } })
  assert.equal(status, 201, JSON.stringify(body))
  return body.id
}
