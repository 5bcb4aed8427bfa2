// docs/security.md speaks of every requirement of OWASP ASVS 5.0.0, levels 1 and 2, once, and of files that are there.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { requirements } from './asvs.ts'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8')
const ways = ['tested', 'built', 'operator', 'none', 'open'] as const

interface Row {
  id: string
  level: number
  how: string
  where: string
}

const rows: Row[] = [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| (\d) \| [^|]+ \| (\w+) \| (.+) \|$/gm)].map(([, id = '', level, how = '', where = '']) => ({ id, level: Number(level), how, where }))
const asked = ([1, 2] as const).flatMap((level) => Object.entries(requirements[level]).flatMap(([section, numbers]) => numbers.split(' ').map((n) => ({ id: `${section}.${n}`, level }))))
const order = ({ id }: { id: string }) => id.split('.').map((n) => n.padStart(3, '0')).join('.')
const filesIn = (text: string) => [...text.matchAll(/`([\w@.-]+(?:\/[\w@.-]+)+|[\w-]+\.(?:ts|json|md))`/g)].map(([, path = '']) => path)

test('the list has the 70 requirements of level 1 and the 184 of level 2', () => {
  assert.deepEqual([1, 2].map((level) => asked.filter((one) => one.level === level).length), [70, 184])
  assert.equal(new Set(asked.map(({ id }) => id)).size, 254)
})

test('each stands on the page once, in its order, with its level', () => {
  assert.deepEqual(rows.map(({ id, level }) => ({ id, level })), asked.toSorted((a, b) => order(a).localeCompare(order(b))))
})

test('each says how it is met; what is tested names a test, what is built a file or a part of the page, all else a reason', () => {
  for (const { id, how, where } of rows) {
    assert.ok((ways as readonly string[]).includes(how), `${id} ${how}`)
    if (how === 'tested') assert.ok(filesIn(where).some((file) => file.endsWith('.test.ts')), `${id} names no test`)
    if (how === 'built') assert.ok(filesIn(where).length > 0 || /“[^”]+” below|`\/api\/openapi\.json`/.test(where), `${id} names nothing`)
    assert.ok(where.length >= (how === 'none' ? 4 : 10), id)
  }
})

test('every file that the page names is there, and every part that it sends to', () => {
  const named = filesIn(page)
  assert.ok(new Set(named).size > 90)
  assert.deepEqual(named.filter((file) => !existsSync(join(root, file))), [])
  for (const [, part = ''] of page.matchAll(/“([^”]+)” below/g)) assert.ok(page.includes(`\n## ${part}\n`), part)
})

test('the counts on the page are those of its rows', () => {
  assert.ok(page.includes(`${ways.map((way) => `${rows.filter(({ how }) => how === way).length} ${way}`).join(', ')}.`))
})
