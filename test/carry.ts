// The matter of the tests: 设置大型户外广告设施审批, carried through the API from draft to delivery by those whose part it is.
// Works on anything that can be called: a town in this process, or a server behind an address.
import assert from 'node:assert/strict'
import type { Answer, CallOptions } from './town.ts'

/** Whatever can be called and take a file. */
export interface Called {
  call<T = Record<string, unknown>>(method: string, path: string, options?: CallOptions): Promise<Answer<T>>
  upload<T = Record<string, unknown>>(path: string, options: { as: string; name: string; content: Uint8Array | string; fields?: Record<string, string> }): Promise<Answer<T>>
}

/** A case as far as the tests read it. */
export interface CaseSaid {
  id: string
  number: string
  state: string
  outcome: string | null
  dueAt: string | null
  suspendedAt: string | null
  steps: { id: string; element: string; kind: string; state: string; outcome: string | null; assignee: string | null }[]
  files: { id: string; material: string }[]
  acts: { act: string; step?: string }[]
  results: { id: string; outcome: string }[]
}

export interface DraftSaid {
  id: string
  files: { id: string }[]
  caseNumber: string | null
}

export const item = '11990100700140426Y3990100001000'

export const people = {
  resident: 'zhang.min', clerk: 'chengguan.clerk', examiner: 'chengguan.examiner', approver: 'chengguan.approver', head: 'chengguan.approver', window: 'window.wang',
  stranger: 'li.guiying', auditor: 'admin.audit', systemAdmin: 'admin.system', securityAdmin: 'admin.security', otherClerk: 'shijian.clerk',
} as const

/** A small structure on one's own wall: examined on paper, no visit. */
export const smallWall = {
  siteAddress: '云州市东城区人民大道100号', siteKind: 'wall', ownSite: true, width: 8, height: 5, bottom: 6, lit: false, from: '2027-01-10', months: 24, phone: '13990100001', delivery: 'electronic',
}

/** What a window sends for a person who came with papers. */
export const intake = {
  item, applicant: { kind: 'natural', name: '王芳', idKind: 'resident-id', idNumber: '990102199203140264', phone: '13990100009', consent: false },
  form: smallWall, scenario: { who: 'self' }, materials: [{ material: 'sitePlan', name: '设置位置图', paper: true }, { material: 'structureDesign', name: '结构设计图', paper: true }],
}

function said<T>(answer: Answer<T>, ...statuses: number[]): T {
  assert.ok(statuses.includes(answer.status), `status ${answer.status}: ${JSON.stringify(answer.body).slice(0, 600)}`)
  return answer.body
}

const uuid = () => crypto.randomUUID()

/** Begins an application; empty. */
export async function begin(town: Called, as: string = people.resident): Promise<string> {
  return said(await town.call<DraftSaid>('POST', '/api/applications', { as, body: { item }, key: uuid() }), 201).id
}

/** An application with every answer and one file, ready to be submitted. */
export async function fillIn(town: Called, as: string = people.resident): Promise<string> {
  const id = await begin(town, as)
  said(await town.call('PUT', `/api/applications/${id}`, { as, body: { form: smallWall, scenario: { who: 'self' }, consent: true } }), 200)
  said(await town.upload(`/api/applications/${id}/files`, { as, name: '位置图.txt', content: '设置位置图', fields: { material: 'sitePlan' } }), 201)
  return id
}

export async function submit(town: Called, as: string = people.resident): Promise<CaseSaid> {
  return said(await town.call<CaseSaid>('POST', `/api/applications/${await fillIn(town, as)}/submission`, { as, body: {}, key: uuid() }), 201)
}

/** One act on a case; answers the case afterwards. */
export async function act(town: Called, as: string, number: string, path: string, body: unknown = {}): Promise<CaseSaid> {
  return said(await town.call<CaseSaid>('POST', `/api/cases/${number}/${path}`, { as, body, key: uuid() }), 200, 201)
}

/** The open step of a kind; fails where there is none. */
export function openStep(one: CaseSaid, kind: string): string {
  const step = one.steps.find((other) => other.kind === kind && other.state === 'open')
  assert.ok(step, `${one.number} has no open step ${kind}: ${JSON.stringify(one.steps)}`)
  return step.id
}

/** States that a fresh case is carried to. */
export type Reached = 'submitted' | 'correcting' | 'accepted' | 'suspended' | 'examined' | 'decided' | 'finished'

/** A fresh case carried so far, by the people whose part it is. Read again as staff of the body, who see all of it. */
export async function carry(town: Called, to: Reached, as: string = people.resident): Promise<CaseSaid> {
  let one = await submit(town, as)
  if (to === 'submitted') return one
  const { number } = one
  if (to === 'correcting') return act(town, people.clerk, number, 'correction-notice', { missing: [{ text: '请补充现状照片。' }], days: 15 })
  one = await act(town, people.clerk, number, 'acceptance')
  if (to === 'suspended') return act(town, people.examiner, number, 'suspension', { kind: 'expert-review', reason: '需要专家评审。', expectedDays: 10 })
  if (to === 'accepted') return one
  one = await act(town, people.examiner, number, `steps/${openStep(one, 'examination')}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  if (to === 'examined') return one
  one = await act(town, people.approver, number, 'decision', { step: openStep(one, 'decision'), outcome: 'grant' })
  return to === 'decided' ? one : act(town, people.clerk, number, 'delivery', { means: 'window', proof: '本人签收' })
}

/** A case as its reader sees it now. */
export async function readCase(town: Called, number: string, as: string = people.clerk): Promise<CaseSaid> {
  return said(await town.call<CaseSaid>('GET', `/api/cases/${number}`, { as }), 200)
}
