// Which limits run, by regime: what the law says where an item says nothing, and what an item may say instead (另有规定).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ItemContent, Limit } from '#core/packs'
import { decisionLimits, deliveryLimit, extensionLimit, noticeLimit, suspensionKinds } from './limits.ts'

const body = '11990100700140426Y'
const item = (more: Partial<ItemContent> = {}): ItemContent => ({
  code: 'X', codeScheme: 'local', name: { zh: '事项' }, type: 'ADMIN_PERMIT', targets: ['natural'], bodies: { receiving: body, handling: body, deciding: body }, caseKind: 'PROMISED', materials: [], ...more,
})
const days = (limits: { kind: string; days: number; unit: string }[]) => limits.map(({ kind, days: n, unit }) => `${kind} ${n} ${unit}`)
const own: Limit = { days: 3, unit: 'calendar', basis: { law: '市场主体登记管理条例', article: '第十九条' } }
const joint = (tiered?: boolean) => ({ bodies: { ...item().bodies, joint: [{ organisation: body, task: { zh: '意见' }, ...(tiered ? { tiered } : {}) }] } })

test('a permit: five days to say what is missing, twenty to decide, ten to hand over, ten more once (许可法 32, 42, 44)', () => {
  const permit = item()
  assert.deepEqual(days([noticeLimit(permit), ...decisionLimits(permit), deliveryLimit(permit), extensionLimit(permit)].flatMap((limit) => limit ?? [])), ['notice 5 working', 'law 20 working', 'delivery 10 working', 'law 10 working'])
  assert.deepEqual([noticeLimit(permit), ...decisionLimits(permit), deliveryLimit(permit)].map((limit) => limit?.basis?.article), ['第三十二条', '第四十二条', '第四十四条'])
})

test('several departments of one government: forty-five days and fifteen; a lower level that examines first: twenty and ten (许可法 42, 43)', () => {
  assert.deepEqual(days([...decisionLimits(item(joint())), extensionLimit(item(joint()))].flatMap((limit) => limit ?? [])), ['law 45 working', 'law 15 working'])
  assert.deepEqual(days([...decisionLimits(item(joint(true))), extensionLimit(item(joint(true)))].flatMap((limit) => limit ?? [])), ['law 20 working', 'law 10 working'])
})

test('what the item’s own law says comes first, with its basis; the promise runs beside it (许可法 42)', () => {
  const limits = decisionLimits(item({ limits: { statutory: own, promised: { days: 1, unit: 'working' } } }))
  assert.deepEqual(days(limits), ['promise 1 working', 'law 3 calendar'])
  assert.deepEqual(limits.map((limit) => limit.basis?.law), [undefined, '市场主体登记管理条例'])
  assert.deepEqual(days([deliveryLimit(item({ limits: { delivery: own } })), extensionLimit(item({ limits: { extension: own } }))].flatMap((limit) => limit ?? [])), ['delivery 3 calendar', 'law 3 calendar'])
})

for (const type of ['ADMIN_BENEFIT', 'ADMIN_CONFIRMATION', 'ADMIN_REWARD', 'ADMIN_ADJUDICATION', 'OTHER_POWER', 'PUBLIC_SERVICE'] as const) {
  test(`the permit law does not bind ${type}: no limit but its own (许可法 2)`, () => {
    const other = item({ type })
    assert.deepEqual([noticeLimit(other), decisionLimits(other), deliveryLimit(other), extensionLimit(other)], [undefined, [], undefined, undefined])
    assert.deepEqual(days(decisionLimits(item({ type, limits: { statutory: own } }))), ['law 3 calendar'])
  })
}

test('the clock stops for the eight grounds of article 45 and no other (许可法 45)', () => {
  assert.deepEqual(Object.values(suspensionKinds).map(({ zh }) => zh), ['听证', '招标', '拍卖', '检验', '检测', '检疫', '鉴定', '专家评审'])
})
