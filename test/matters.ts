// Matters of a town, driven over HTTP as people drive them: apply, accept, examine, decide. Used by tests alone.
import assert from 'node:assert/strict'
import { getItemVersion, type ItemContent } from '#core/packs'
import { publishItems, publishLock } from '#core/items'
import { systemActor } from '#core/cases'
import { signIn, testPack, type Answer, type CallOptions, type Town } from './town.ts'

/** Codes of items of the pack. */
export const codes = {
  hoarding: '11990100700140426Y3990100001000', road: '11990100700140426Y3990100002000', marriage: '11990102700288594X4992000001000',
  teacher: '1199010070020777453990100003000', nameDispute: '11990100700153892X3990900001000',
}
export const urban = '11990100700140426Y'
export const traffic = '119901007001808316'
export const hall = '12990100700126958D'

/** Whole answers to the forms of these items. */
export const forms = {
  hoarding: { siteAddress: '云州市东城区人民大道100号', siteKind: 'wall', ownSite: true, width: 8, height: 5, area: 40, bottom: 6, lit: false, from: '2027-01-10', months: 24, phone: '13990100001', delivery: 'electronic' },
  road: { road: '和平路', section: '和平路与文昌街路口东侧 30 米', part: 'footway', area: 60, affectsTraffic: true, purpose: 'works', detail: '更换自来水管道，需临时占用人行道。', from: '2027-03-01', days: 20, phone: '13990100001', delivery: 'electronic' },
  marriage: { recordKind: 'marriage', year: 2015, spouseName: '周敏', asker: 'self', purpose: '办理不动产登记', phone: '13990100001' },
  teacher: { subject: 'mathematics', degree: 'bachelor', school: '云州师范大学', normal: true, base: 'hukou', healthCheckedOn: '2026-10-20', phone: '13990100001', delivery: 'electronic' },
  default: { request: '申请办理。', phone: '13990100001', delivery: 'electronic' },
}

export interface StepSaid {
  id: string
  element: string
  kind: string
  role: string
  state: string
  outcome: string | null
  assignee: string | null
  assigneeName: string | null
  organisation: { code: string }
  openedAt: string
  doneAt: string | null
}

export interface TermSaid {
  kind: string
  days: number
  unit: string
  startsOn: string
  dueOn: string
  provisional: boolean
  extended: number
  state: string
  basis: { law: string; article?: string } | null
}

/** A case, a refusal or a list as answers say it, as far as tests read it. */
export interface Said {
  id: string
  number: string
  code: string
  status: number
  state: string
  outcome: string | null
  closingCode: number | null
  openedAt: string
  finishedAt: string | null
  suspendedAt: string | null
  dueAt: string | null
  lamp: string | null
  item: { code: string; version: number; name: { zh: string } }
  receiving: { code: string }
  handling: { code: string }
  deciding: { code: string }
  parties: { name: string; role: string; idNumber: string; phone: string | null; consent: boolean }[]
  form: Record<string, unknown>
  formVersion: number
  files: { id: string; material: string; name: string; type: string; paper: boolean; sha256: string; version: number; at: string }[]
  steps: StepSaid[]
  terms: TermSaid[]
  suspensions: { kind: string; expectedDays: number; fromOn: string; untilOn: string | null }[]
  results: { id: string; outcome: string }[]
  missing: { material?: string; text: string }[]
  acts: { act: string; step?: string }[]
  process: { lit: string[]; done: string[] }
  facts: Record<string, unknown>
  fields: { path: string; code: string }[]
}

export interface TimelineEntry {
  seq: number | null
  kind: string
  at: string
  lawDate: string | null
  actor: { kind: string; name: string | null; organisation: { zh: string } | null }
  facts: Record<string, unknown>
  words: Record<string, unknown> | null
}

/** Who handles for the urban management bureau, and for the traffic police. */
export const urbanStaff = { clerk: 'chengguan.clerk', examiner: 'chengguan.examiner', approver: 'chengguan.approver' }

/** What a code and a body were, for `assert.deepEqual` to show when they are not as they should be. */
export const told = ({ status, body }: Answer<Said>) => [status, body.code]

/** The open step of a kind, or of an element. */
export function openStep(of: Said, kind: string): StepSaid {
  const step = of.steps.find((one) => one.state === 'open' && (one.kind === kind || one.element === kind))
  assert.ok(step, `no open step ${kind}: ${JSON.stringify(of.steps?.map((one) => [one.element, one.state]))}`)
  return step
}

export const termOf = (of: Said, kind: string): TermSaid | undefined => of.terms.findLast((term) => term.kind === kind)

/** The calls on matters of a town. */
export function mattersIn(town: Town) {
  const taps = new Map<string, { cookie: string; at: Temporal.Instant }>()
  // Sessions end while these tests move the clock by weeks: a cookie is taken anew when it moved.
  const tap = async (login: string) => {
    const known = taps.get(login)
    if (known?.at.equals(town.clock.now())) return known.cookie
    const cookie = await signIn(town.app, login)
    taps.set(login, { cookie, at: town.clock.now() })
    return cookie
  }
  const call = async <T = Said>(method: string, path: string, { as, headers = {}, ...rest }: CallOptions = {}) =>
    town.call<T>(method, path, { ...rest, headers: { ...headers, ...(as ? { cookie: await tap(as) } : {}) } })
  const upload = async (id: string, as: string, material: string, name = '位置图.png', content: Uint8Array | string = picture) => {
    const data = new FormData()
    data.append('material', material)
    data.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name)
    const request = new Request('http://town/', { method: 'POST', body: data })
    const answer = await town.app.inject({ method: 'POST', url: `/api/applications/${id}/files`, headers: { 'content-type': request.headers.get('content-type') ?? '', cookie: await tap(as) }, payload: Buffer.from(await request.arrayBuffer()) })
    return { status: answer.statusCode, body: answer.json<Said>() }
  }
  const good = async (answer: Promise<Answer<Said>>) => {
    const { status, body } = await answer
    assert.ok(status < 300, `${status} ${JSON.stringify(body).slice(0, 300)}`)
    return body
  }
  const act = (as: string, number: string, path: string, body: unknown = {}, key?: string) => call('POST', `/api/cases/${number}/${path}`, { as, body, ...(key ? { key } : {}) })
  const read = (as: string, number: string) => good(call('GET', `/api/cases/${number}`, { as }))
  const did = (as: string, number: string, path: string, body?: unknown) => good(act(as, number, path, body))
  const draft = async (as: string, item: string, form: Record<string, unknown>, more: object = {}) => {
    const { id } = await good(call('POST', '/api/applications', { as, body: { item } }))
    await good(call('PUT', `/api/applications/${id}`, { as, body: { form, ...more } }))
    return id
  }
  const submit = (as: string, id: string, key?: string) => call('POST', `/api/applications/${id}/submission`, { as, body: {}, ...(key ? { key } : {}) })
  /** Applies without agreeing to electronic letters, so that only an act hands over. */
  const apply = async (as = 'yunhe.media', item = codes.hoarding, form: Record<string, unknown> = forms.hoarding) => good(submit(as, await draft(as, item, form, { consent: false })))
  const timeline = async (as: string, number: string) => (await call<{ items: TimelineEntry[] }>('GET', `/api/cases/${number}/timeline`, { as })).body.items
  const accepted = async () => did(urbanStaff.clerk, (await apply()).number, 'acceptance')
  const examine = async (number: string, outcome = 'pass', opinion = '符合条件。') =>
    did(urbanStaff.examiner, number, `steps/${openStep(await read(urbanStaff.examiner, number), 'examination').id}/completion`, { outcome, opinion })
  /** A case of the hoarding that waits for its decision. */
  const examined = async () => examine((await accepted()).number)
  const decide = async (number: string, body: object, as = urbanStaff.approver) => act(as, number, 'decision', { step: openStep(await read(as, number), 'decision').id, ...body })
  const decided = async () => good(decide((await examined()).number, { outcome: 'grant' }))
  const day = (date: string, time = '09:00') => town.clock.set(Temporal.Instant.from(`${date}T${time}:00+08:00`))
  return { town, call, act, did, good, read, draft, submit, apply, upload, timeline, accepted, examine, examined, decide, decided, day, tap }
}

/** Publishes a version of an item made from one of the pack, with another process where one is given. */
export async function publishFrom(town: Town, code: string, change: (content: ItemContent) => ItemContent, process?: string): Promise<void> {
  const pack = await testPack()
  const found = pack.items.find(({ content }) => content.code === code)
  assert.ok(found)
  const version = getItemVersion(pack, change(structuredClone(found.content)))
  const own = process ? { ...version, process: { ...version.process, xml: process } } : version
  await town.platform.ground.runAct({ actor: systemActor, locks: [publishLock] }, async (act) => {
    await publishItems(act, 'pack', [{ version: own, bodyName: '云州市城市管理局' }])
    act.record('trial.published', { subject: act.id })
  })
}

/** One white pixel. */
export const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
