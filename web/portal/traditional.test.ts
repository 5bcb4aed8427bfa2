// No simplified character is left on a page in traditional ones: of all words of the portal, all texts of the pack and all refusals.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { simplified, traditional } from './traditional-forms.ts'
import { toTraditional } from './traditional.ts'
import { traditionalWords } from './traditional-words.ts'
import { portalWords } from './words.ts'

const root = join(import.meta.dirname, '..', '..')

/** What Big5, the code of traditional characters, can write. A Chinese character that it cannot write is a simplified one. */
function readBig5(): Set<string> {
  const decoder = new TextDecoder('big5')
  const known = new Set<string>()
  for (let lead = 0xa1; lead <= 0xf9; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) known.add(decoder.decode(Uint8Array.of(lead, trail)))
  return known
}

function* textsUnder(folder: string, pattern: RegExp): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && pattern.test(entry.name)) yield readFileSync(join(entry.parentPath, entry.name), 'utf8')
  }
}

/** Of names: Big5 lacks them, and they have one form alone. */
const oneForm = new Set('喆堃𠮷々')

test('every character of the portal, the pack and the refusals has a traditional form', () => {
  const big5 = readBig5()
  const all = [...Object.values(portalWords.zh), ...textsUnder('packs', /\.(yaml|md|bpmn|dmn)$/), ...textsUnder('src', /(?<!\.test)\.ts$/)]
  const left = new Set<string>()
  for (const text of all) for (const character of toTraditional(text)) if (/\p{Script=Han}/u.test(character) && !big5.has(character) && !oneForm.has(character)) left.add(character)
  assert.deepEqual([...left], [], 'add them to traditional-forms.ts')
  assert.ok(big5.has('灣') && !big5.has('湾'), 'the measure itself')
})

test('the tables fit: rows of equal length, words of equal length, no word that changes nothing twice', () => {
  assert.equal([...simplified].length, [...traditional].length)
  assert.equal(new Set(simplified).size, [...simplified].length, 'each character once')
  for (const pair of traditionalWords.split(/\s+/)) {
    assert.equal(pair.length % 2, 0, pair)
    // Written the same by either way, a word only lengthens the table, unless it keeps a character from its usual form.
    const word = pair.slice(0, pair.length / 2)
    assert.equal(toTraditional(word), pair.slice(pair.length / 2), word)
  }
})

test('one character, several forms: the words around decide', () => {
  const told: [string, string][] = [
    ['云州市政务服务', '雲州市政務服務'], ['申请后五个工作日内', '申請後五個工作日內'], ['标准与批准', '標準與批准'], ['行政复议、答复、复印件', '行政復議、答覆、複印件'], ['干部与干预', '幹部與干預'],
    ['制造业的制度', '製造業的制度'], ['联系方式和办件系统', '聯繫方式和辦件系統'], ['公里、邻里、这里', '公里、鄰里、這裡'], ['征收与征求意见', '徵收與徵求意見'], ['注册、注意、注销', '註冊、注意、註銷'], ['合并办理并送达', '合併辦理並送達'],
    ['周一至周五', '週一至週五'], ['发布公告', '發佈公告'], ['占用道路', '佔用道路'], ['English 123 {case}', 'English 123 {case}'],
  ]
  for (const [simple, expected] of told) assert.equal(toTraditional(simple), expected)
})
