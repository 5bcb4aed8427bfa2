// The list of refusals is the one in the code, and every refusal is reached by a test.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { describeRefusals } from '#base/problem'
import { problemsFile, writeProblems } from './problems.ts'

const root = join(import.meta.dirname, '..')

test('docs/problems.md is what the code says', () => {
  assert.equal(readFileSync(problemsFile, 'utf8'), writeProblems(), 'run: npm run -s yiwang >/dev/null; node_modules/.bin/node test/problems.ts --write')
})

test('every refusal says in two languages what was refused and what to do next', () => {
  for (const { code, zh, en, nextZh, nextEn } of describeRefusals()) {
    assert.match(code, /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/)
    assert.ok([zh, nextZh].every((text) => /\p{Script=Han}/u.test(text) && text.endsWith('。')), `${code}: ${zh} ${nextZh}`)
    assert.ok([en, nextEn].every((text) => /^[A-Z].*\.$/.test(text)), `${code}: ${en} ${nextEn}`)
  }
})

test('every refusal is reached by a test', () => {
  const tests = globSync(['src/**/*.test.ts', 'test/**/*.ts', 'web/**/*.test.ts'], { cwd: root, exclude: ['**/node_modules/**'] })
  const text = tests.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')
  assert.deepEqual(describeRefusals().map(({ code }) => code).filter((code) => !text.includes(`'${code}'`) && !new RegExp(`\\b${code.replace('.', '\\\\?\\.')}\\b`).test(text)), [])
})
