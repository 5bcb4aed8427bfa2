// Law in code is tested law: an article that code names is named by a test too, or stands below with the reason why none can name it.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')

/** Short names of the laws whose articles are rules here, by every name that code and tests use. */
const laws: Record<string, string> = {
  行政许可法: '许可法', 许可法: '许可法', 行政处罚法: '处罚法', 处罚法: '处罚法', 行政复议法: '复议法', 复议法: '复议法', 行政诉讼法: '诉讼法', 诉讼法: '诉讼法', 民事诉讼法: '民诉法', 民诉法: '民诉法',
  个人信息保护法: '个人信息保护法', 民法典: '民法典', 信息公开条例: '公开条例', 公开条例: '公开条例', 教师资格条例: '教师资格条例',
  人脸识别技术应用安全管理办法: '人脸识别办法',
}

/** Articles that code names and no test can. */
const untested: Record<string, string> = {
  '复议法 25': 'the body that reviews is named by the pack; the code only says which law lets it', '复议法 27': 'as 25',
  '许可法 5': 'the principle behind 40, which has the tests',
  '处罚法 61': 'leaves delivery to 民事诉讼法, whose articles have the tests',
  '民诉法 88': 'who may sign at the door is judged there; the record keeps who it was',
}

/** The articles that a text names: `许可法 32, 38`, `许可法34、46`, `许可法 46–48`, `处罚法 44 and 45`; `24.4` names 24. */
function articlesIn(text: string): string[] {
  const names = Object.keys(laws).sort((a, b) => b.length - a.length).join('|')
  const found = text.matchAll(new RegExp(`(${names})》?\\s?(\\d+(?:\\.\\d+)?(?:(?:, | and |、|–|-)\\d+(?:\\.\\d+)?)*)`, 'g'))
  return [...found].flatMap(([, law = '', list = '']) => list.split(/, | and |、/).flatMap((part) => {
    const [from = 0, to = from] = part.split(/[–-]/).map((number) => Math.floor(Number(number)))
    return Array.from({ length: to - from + 1 }, (_, at) => `${laws[law]} ${from + at}`)
  }))
}

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const isTest = (file: string) => file.endsWith('.test.ts')

/** What code names, each with the first file that does. */
const named = new Map(globSync('src/**/*.ts', { cwd: root }).filter((file) => !isTest(file)).flatMap((file) => articlesIn(read(file)).map((article): [string, string] => [article, file])))
const tested = new Set([...globSync('src/**/*.test.ts', { cwd: root }), ...globSync('test/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('law.test.ts')), ...globSync('web/*/**/*.test.ts', { cwd: root, exclude: ['**/node_modules/**'] })].flatMap((file) => articlesIn(read(file))))

test('articles are read from the ways in which code writes them', () => {
  assert.deepEqual(articlesIn('许可法 32, 38 (44) 行政许可法34、46'), ['许可法 32', '许可法 38', '许可法 34', '许可法 46'])
  assert.deepEqual(articlesIn('许可法 46–48, 处罚法 44 and 45; 民事诉讼法 87 to 95, 复议法 24.4'), ['许可法 46', '许可法 47', '许可法 48', '处罚法 44', '处罚法 45', '民诉法 87', '复议法 24'])
})

test('an article that code names as a rule is named by a test', () => {
  const missing = [...named].filter(([article]) => !tested.has(article) && untested[article] === undefined)
  assert.deepEqual(missing.map(([article, file]) => `${article}: ${file}`), [], 'write the test that proves the rule and cite the article in its name, or say in this file why none can')
})

test('what is excused is named by code and by no test', () => {
  assert.deepEqual(Object.keys(untested).filter((article) => !named.has(article) || tested.has(article)), [])
})
