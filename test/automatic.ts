// Matters that a machine decides, for the examples of the operations, pictures and tests: one company files, one item is stopped and started.
import assert from 'node:assert/strict'
import { exampleForm, must } from './journey.ts'
import { testPack, type Answer, type Town } from './town.ts'

/** Who files, under which item; who may stop the allowance and who is the second person. */
export const automatic = { resident: 'jianan.works', item: '1199010270031553XU4991000001000', approver: 'dc.minzheng.approver', second: 'dc.minzheng.head', allowance: '11990102700288594X4990500001000' }

/** Files a repair business that a machine takes. Answers the number of its case. */
export async function applyAutomatic(town: Town): Promise<string> {
  const as = automatic.resident
  const found = (await testPack()).items.find((one) => one.content.code === automatic.item)
  const example = found?.examples.find((one) => one.expect?.decidedBy === 'machine')
  const draft = must(await town.call<{ id: string }>('POST', '/api/applications', { as, body: { item: automatic.item } }))
  must(await town.call('PUT', `/api/applications/${draft.id}`, { as, body: { form: example?.form ?? (await exampleForm('vehicle-repair-filing')), consent: true } }))
  for (const material of example?.papers ?? []) must(await town.upload(`/api/applications/${draft.id}/files`, { as, name: '材料.txt', content: '材料内容', fields: { material } }))
  const { number } = must(await town.call<{ number: string }>('POST', `/api/applications/${draft.id}/submission`, { as, body: {} }))
  await town.settle()
  return number
}

/** Turns the switch of the allowance until it stands so. Answers the item's code. */
export async function switchTo(town: Town, wanted: string): Promise<string> {
  const item = automatic.allowance
  const state = async () => must(await town.call<{ items: WatchSaid[] }>('GET', '/api/automation', { as: automatic.second })).items.find((one) => one.item.code === item)
  const reason = '演示停用和启用。'
  for (let now = await state(); now?.state !== wanted; now = await state()) {
    if (now?.state === 'running') must(await town.call('POST', `/api/automation/${item}/stop`, { as: automatic.approver, body: { reason } }))
    else if (now?.state === 'stopped') must(await town.call('POST', '/api/proposals/automation-restart', { as: automatic.approver, body: { content: { item }, reason } }))
    else must(await town.call('POST', `/api/proposals/automation-restart/${now?.proposal}/confirmation`, { as: automatic.second, body: {} }))
  }
  return item
}

interface WatchSaid {
  item: { code: string }
  state: string
  proposal: string | null
}

export interface CaseSaid {
  id: string
  number: string
  state: string
  outcome: string | null
  code: string
  dueAt: string | null
  handling: { code: string }
  deciding: { code: string }
  steps: { id: string; element: string; kind: string; state: string; outcome: string | null }[]
  terms: { kind: string; state: string; dueOn: string }[]
  acts: { act: string }[]
}
export interface Explanation {
  by: string
  code: string
  sentence: { zh: string; en: string }
  rule: { number: number; label: string } | null
  conditions: { datum: string; zh: string; en: string }[]
  reasons: { code: string; zh: string; en: string }[]
  data: { key: string; state: string }[]
  reviews: { number: string; changed: boolean | null; endedAt: string | null }[]
  mayAskReview: boolean
  reversedBy: string | null
  release: { body: { code: string }; role: string; on: string }
}
export interface Watched {
  item: { code: string }
  state: string
  decided: number
  person: number
  reasons: { code: string; count: number }[]
  reviewed: number
  changed: number
  upheld: number
  annulled: number
  reversed: number
  reversalRate: number | null
  lamp: string | null
  acts: string[]
}

interface Applying {
  as?: string
  form?: Record<string, unknown>
  byPerson?: boolean
  papers?: string[]
  consent?: boolean
}

/** What tests of automatic decisions do in a town that is opened later. */
export function automaticIn(town: () => Town) {
  const codeOf = async (slug: string) => (await testPack()).items.find((item) => item.slug === slug)?.content.code ?? assert.fail(slug)

  /** The form of an example of the pack, by its file. */
  async function formOf(slug: string, file: string): Promise<Record<string, unknown>> {
    const item = (await testPack()).items.find((one) => one.slug === slug)
    return { ...(item?.examples.find((one) => one.file.endsWith(`/${file}.yaml`))?.form ?? assert.fail(`${slug} ${file}`)) }
  }


  /** Submits without letting anything follow. */
  async function submit(slug: string, { as = 'chen.hao', form, byPerson = false, papers = [], consent = true }: Applying = {}): Promise<string> {
    const draft = must(await town().call<{ id: string }>('POST', '/api/applications', { as, body: { item: await codeOf(slug) } }))
    must(await town().call('PUT', `/api/applications/${draft.id}`, { as, body: { form: form ?? (await formOf(slug, 'machine-granted')), consent, byPerson } }))
    for (const material of papers) must(await town().upload(`/api/applications/${draft.id}/files`, { as, name: '材料.txt', content: '材料内容', fields: { material } }))
    return must(await town().call<CaseSaid>('POST', `/api/applications/${draft.id}/submission`, { as, body: {} })).number
  }

  async function apply(slug: string, applying: Applying = {}): Promise<CaseSaid> {
    const number = await submit(slug, applying)
    await town().settle()
    return read(number, applying.as ?? 'chen.hao')
  }

  const read = async (number: string, as: string) => must(await town().call<CaseSaid>('GET', `/api/cases/${number}`, { as }))
  const explain = (number: string, as: string) => town().call<Explanation>('GET', `/api/cases/${number}/explanation`, { as })
  const explained = async (number: string, as: string) => must(await explain(number, as))
  const reasonsOf = async (number: string, as = 'renshe.approver') => [...new Set((await explained(number, as)).reasons.map(({ code }) => code))]
  const timeline = async (number: string, as: string) => must(await town().call<{ items: { kind: string; actor: { kind: string }; facts: Record<string, unknown> }[] }>('GET', `/api/cases/${number}/timeline`, { as })).items
  const watched = async (slug: string, as = 'renshe.approver') => {
    const code = await codeOf(slug)
    return must(await town().call<{ items: Watched[] }>('GET', '/api/automation', { as })).items.find(({ item }) => item.code === code) ?? assert.fail(slug)
  }
  const turn = async (slug: string, path: string, as: string) => town().call<Watched & { code: string }>('POST', `/api/automation/${await codeOf(slug)}/${path}`, { as, body: { reason: '核对数据来源。' } })
  return { codeOf, formOf, submit, apply, read, explain, explained, reasonsOf, timeline, watched, turn }
}

/** What a refusal was, for `assert.deepEqual` to show. */
export const toldOf = <T extends { code?: string }>({ status, body }: Answer<T>) => [status, body.code]

/** A case that the machine left as it was. */
export const isUntouched = (one: CaseSaid) => assert.deepEqual([one.state, one.steps.map((step) => [step.element, step.state])], ['submitted', [['accept', 'open']]])
