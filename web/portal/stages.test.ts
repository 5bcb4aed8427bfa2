// The line of stages that a resident sees, derived from the process of the case.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pointsOf } from './pages/stages.ts'

type One = Parameters<typeof pointsOf>[0]
const stage = (element: string, kind: string, state: 'done' | 'current' | 'ahead') => ({ element, kind, state, name: { zh: element } })
const body = { code: 'x', name: { zh: '市城管局' } }
const open = (element: string) => ({ element, name: { zh: element }, state: 'open', organisation: body, assigneeName: null })
const line = (one: Partial<One>) => pointsOf({ stages: [], steps: [], state: 'accepted', dueAt: '2026-12-04', suspendedAt: null, ...one }).map(({ names, state, who, until }) => [names.map(({ zh }) => zh).join('、'), state, who?.zh, until])

test('the current stage says who has it and until when; ways still open stand together', () => {
  const stages = [stage('受理', 'acceptance', 'current'), stage('书面审查', 'examination', 'ahead'), stage('现场核查', 'examination', 'ahead'), stage('决定', 'decision', 'ahead')]
  assert.deepEqual(line({ stages, steps: [open('受理')] }), [['受理', 'here', '市城管局', '2026-12-04'], ['书面审查、现场核查', 'ahead', undefined, undefined], ['决定', 'ahead', undefined, undefined]])
})

test('a way that was not taken is left out, and a finished case shows nothing ahead', () => {
  const stages = [stage('受理', 'acceptance', 'done'), stage('书面审查', 'examination', 'done'), stage('现场核查', 'examination', 'ahead'), stage('决定', 'decision', 'current'), stage('送达', 'delivery', 'ahead')]
  assert.deepEqual(line({ stages, steps: [open('决定')] }).map(([name]) => name), ['受理', '书面审查', '决定', '送达'])
  assert.deepEqual(line({ stages: stages.slice(0, 3), state: 'finished' }).map(([name, state]) => [name, state]), [['受理', 'done'], ['书面审查', 'done']])
})

test('while the clock stands still no day is promised; while a correction is awaited the office has nothing', () => {
  const stages = [stage('受理', 'acceptance', 'current')]
  assert.deepEqual(line({ stages, steps: [open('受理')], suspendedAt: '2026-11-26T09:00:00+08:00' }), [['受理', 'here', '市城管局', undefined]])
  assert.deepEqual(line({ stages, steps: [open('受理')], state: 'correcting' }), [['受理', 'ahead', undefined, undefined]])
})
