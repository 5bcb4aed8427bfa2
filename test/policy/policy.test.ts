// The policy against the table: every operation of the API as every caller, in one town. A route without a row fails, and so does a row without a route.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Route } from '#base/http'
import { contexts } from '../../src/platform.ts'
import { fields, openMatrix, type Cell, type Matrix } from './matrix.ts'
import { readNames } from './names.ts'
import type { Row } from './rows.ts'
import { table } from './table.ts'

/** Some operations only, for whoever changes one rule and wants to see it told. */
const chosen = new RegExp(process.env.YIWANG_POLICY ?? '')
const cellsMin = 5000

let matrix: Matrix
let cells = 0

before(async () => {
  matrix = await openMatrix()
})
after(() => matrix.close())

/** Declaring routes touches nothing of the ground; using any of it would be a fault, and says so. */
const unbuilt = new Proxy({} as never, { get: (_, name) => (name === 'origin' ? 'http://localhost:8080' : undefined) })
const routes: Pick<Route, 'method' | 'path' | 'example' | 'reads'>[] = contexts.flatMap((context) => context.routes?.(unbuilt) ?? [])
const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path.replace(/:([A-Za-z]+)/g, '{$1}')}`

test('every operation has a row in the table, and every row an operation', () => {
  assert.deepEqual(Object.keys(table).sort(), routes.map(nameOf).sort())
})

// What is read comes first, while the lists are short and hold the samples on their first page.
const inOrder = Object.values(Object.groupBy(routes, ({ method }) => (method === 'GET' ? 'read' : 'changed')))
for (const route of inOrder.flat().filter((one) => chosen.test(nameOf(one)))) {
  test(nameOf(route), async () => {
    const row = table[nameOf(route)] ?? {}
    const got = await matrix.ask(route, row)
    const names = matrix.callers.all.map(({ name }) => name)
    cells += got.length * (1 + fields.length)
    assert.deepEqual(mismatches(row, got, names), [])
  })
}

// A power that waits for the second officer may be of somebody who has no account yet: what was done with it is an entry, and its parties are told.
test('what shows personal data to civil servants is noted: but for lists, previews of one’s own letters, what one just did, and a paper that waits for its second officer', () => {
  const isNoted = new Set(routes.filter(({ reads }) => reads).map(nameOf))
  const showing = Object.entries(table).filter(([, { shows = {} }]) => ['id', 'phone', 'name', 'answers'].some((field) => /@|admin/.test(shows[field] ?? ''))).map(([name]) => name)
  assert.deepEqual(showing.filter((name) => !isNoted.has(name)), ['GET /api/power-checks/{id}/paper', 'GET /api/cases', 'POST /api/cases/{number}/letter-preview', 'GET /api/licences', 'POST /api/cases/{number}/licences'])
})

test(`the matrix has at least ${cellsMin} cells`, { skip: process.env.YIWANG_POLICY !== undefined && 'only some operations were asked for' }, () => {
  assert.ok(cells >= cellsMin, `${cells} cells`)
})

/** What is not as the table says, in words. */
function mismatches(row: Row, got: readonly Cell[], names: readonly string[]): string[] {
  const lists = (['done', '403', 'empty', '404', '409', '422'] as const).map((verdict) => ({ verdict, named: readNames(row[verdict] ?? '', names, false), callers: readNames(row[verdict] ?? '', names) }))
  const seers = new Map(fields.map((field) => [field, readNames(row.shows?.[field] ?? '', names)]))
  return got.flatMap((cell) => {
    const isExample = cell.caller === 'example'
    const wanted = isExample ? 'done' : ((lists.find(({ named }) => named.has(cell.caller)) ?? lists.find(({ callers }) => callers.has(cell.caller)))?.verdict ?? (cell.caller === 'nobody' || cell.caller === 'head@frozen' ? '401' : '403'))
    const isAsWanted = cell.verdict === wanted || (isExample && row.finds !== undefined && cell.verdict === 'empty') || (cell.code !== '' && [row.spent].flat().includes(cell.code) && (wanted === 'done' || wanted === '404'))
    const wrong = isAsWanted ? [] : [`${cell.caller}: ${cell.verdict} ${cell.code}, the table says ${wanted}`]
    if (isExample || Number(cell.verdict) >= 300) return wrong
    const leaks = fields.filter((field) => cell.shows.includes(field) !== (seers.get(field)?.has(cell.caller) ?? false))
    return [...wrong, ...leaks.map((field) => `${cell.caller}: ${cell.shows.includes(field) ? 'sees' : 'does not see'} ${field}, the table says otherwise`)]
  })
}
