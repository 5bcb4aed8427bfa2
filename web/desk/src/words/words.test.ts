// Both word lists say the same things, with the same blanks, and hold every word the desk's screens ask for.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import i18next from 'i18next'
import { enDesk } from './en-desk.ts'
import { enFields } from './en-fields.ts'
import { enLife } from './en-life.ts'
import { enModels } from './en-models.ts'
import { enPayment } from './en-payment.ts'
import { enProcedure } from './en-procedure.ts'
import { enRegisters } from './en-registers.ts'
import { enRights } from './en-rights.ts'
import { en } from './en.ts'
import { nounsOf, overlayOf } from './place.ts'
import { zhDesk } from './zh-desk.ts'
import { zhFields } from './zh-fields.ts'
import { zhLife } from './zh-life.ts'
import { zhModels } from './zh-models.ts'
import { zhPayment } from './zh-payment.ts'
import { zhProcedure } from './zh-procedure.ts'
import { zhRegisters } from './zh-registers.ts'
import { zhRights } from './zh-rights.ts'
import { zh } from './zh.ts'

type Tree = { [key: string]: string | Tree }

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [inner, words] of flatten(value, `${prefix}${key}.`)) flat.set(inner, words)
  }
  return flat
}

const whole = (...lists: Tree[]) => new Map(lists.flatMap((list) => [...flatten(list)]))
const chinese = whole(zh, zhDesk, zhModels, zhProcedure, zhRegisters, zhLife, zhRights, zhPayment, zhFields)
const english = whole(en, enDesk, enModels, enProcedure, enRegisters, enLife, enRights, enPayment, enFields)
const blanks = (words: string) => (words.match(/\{\{\w+\}\}/g) ?? []).sort()
const source = fileURLToPath(new URL('..', import.meta.url))

test('both lists have the same keys', () => {
  assert.deepEqual([...english.keys()].sort(), [...chinese.keys()].sort())
})

test('both lists have the same blanks, and no word is empty in one list only', () => {
  for (const [key, words] of chinese) {
    assert.deepEqual(blanks(english.get(key) ?? ''), blanks(words), key)
    assert.equal((english.get(key) ?? '') === '', words === '', key)
  }
})

test('the English list holds no Chinese', () => {
  for (const [key, words] of english) assert.doesNotMatch(words, /\p{Script=Han}/u, key)
})

test('every word that a screen names is in the lists', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.includes('test'))
  const named = new Set<string>()
  for (const file of files) {
    const text = readFileSync(`${source}/${file}`, 'utf8')
    for (const [, key] of text.matchAll(/\bt\('([\w.-]+)'/g)) if (key !== undefined) named.add(key)
  }
  assert.ok(named.size > 100, `only ${named.size} words were found in the screens`)
  assert.deepEqual([...named].filter((key) => !chinese.has(key)), [])
})

test('the words of a pack land where the desk shows their codes, and only on words it has', () => {
  const overlay = overlayOf({ 'case.name': '工单', 'case.number': '工单编号', 'desk.worklist': '待处理', 'type.ADMIN_PERMIT': '许可', 'state.accepted': '已立案', 'item.name': '事项' })
  assert.deepEqual(overlay, { 'work.number': '工单编号', 'shell.work': '待处理', 'itemType.ADMIN_PERMIT': '许可', 'state.accepted': '已立案' })
  for (const key of Object.keys(overlay)) assert.ok(chinese.has(key), key)
})

test('a case is called what the place calls it, also inside other words', async () => {
  const place = { zh: { 'case.name': '工单', 'case.plural': '工单' }, en: {} }
  const speaker = i18next.createInstance()
  await speaker.init({ lng: 'zh', resources: { zh: { translation: zh } }, interpolation: { escapeValue: false, defaultVariables: nounsOf(place, 'zh') } })
  assert.equal(speaker.t('work.none.todo'), '没有待办的工单。')
  assert.deepEqual(nounsOf(place, 'en'), { case: 'case', cases: 'cases' })
})

test('every place of the desk has a key of its own, and the list of keys tells it', () => {
  const keys = [...readFileSync(`${source}/shell/frame.tsx`, 'utf8').matchAll(/\bto: '[^']*', name: '\w+', key: '(\w)'/g)].map(([, key]) => `g ${key}`)
  assert.ok(keys.length > 10)
  assert.equal(new Set(keys).size, keys.length, keys.join())
  const told = readFileSync(`${source}/shell/key-help.tsx`, 'utf8')
  assert.deepEqual(keys.filter((key) => !told.includes(`'${key}'`) || !chinese.has(`keys.of.anywhere.${key}`)), [])
})
