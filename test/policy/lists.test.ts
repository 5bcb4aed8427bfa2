// Every operation that answers a list, as every caller of the policy, page by page: no whole number of a document and no whole telephone of a person
// stands in it, whoever asks (个人信息保护法 6; handbook 03 §9). One case or account at a time is another thing, and is noted.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Example, Route } from '#base/http'
import { checkResidentId } from '#engines/codes'
import { contexts } from '../../src/platform.ts'
import { openScene, type Scene } from '../scenes.ts'
import { openMatrix, type Matrix } from './matrix.ts'
import { table } from './table.ts'

/** Lists in which somebody is told the own numbers, or which tell of bodies alone; each with its reason. */
const excused: Record<string, string> = {}
const pagesMax = 20
const listsMin = 30

/** Declaring routes touches nothing of the ground; using any of it would be a fault, and says so. */
const unbuilt = new Proxy({} as never, { get: (_, name) => (name === 'origin' ? 'http://localhost:8080' : undefined) })
const isList = ({ method, answer }: Route): boolean => method === 'GET' && (answer as { properties?: { items?: { type?: string } } } | undefined)?.properties?.items?.type === 'array'
const lists = contexts.flatMap((context) => context.routes?.(unbuilt) ?? []).filter(isList)
const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path.replace(/:([A-Za-z]+)/g, '{$1}')}`

/** Numbers of documents whose shape alone does not tell that they are a person's: licences of the samples are given them. */
const planted = ['ABC123456789012', 'E12345678', 'H12345678', '912345678']

/** What is whole in a text: identity numbers, mobile telephones, and what was planted. */
function wholeIn(text: string): string[] {
  const numbers = [...text.matchAll(/(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/g)].map(([number]) => number).filter((number) => checkResidentId(number).valid)
  const telephones = [...text.matchAll(/(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])/g)].map(([number]) => number)
  return [...numbers, ...telephones, ...planted.filter((number) => text.includes(`"${number}"`))]
}

interface Answered {
  status: number
  body: { next?: string | null }
  raw: Buffer
}

let matrix: Matrix
let scene: Scene
before(async () => {
  matrix = await openMatrix()
  scene = openScene(matrix.town)
})
after(() => matrix.close())

const filled = async (value: unknown) => (await scene.fill(value)) as Example

test('the samples hold whole numbers, and what looks for them finds them', async () => {
  assert.ok(lists.length >= listsMin, `${lists.length} lists`)
  assert.deepEqual(Object.keys(excused).filter((name) => !lists.some((one) => nameOf(one) === name)), [])
  const { params = {} } = await filled({ params: { number: '{submitted}' } })
  const own = await matrix.town.call('GET', `/api/cases/${params['number']}`, { headers: { cookie: matrix.callers.of('owner') } })
  assert.ok(wholeIn(own.raw.toString('utf8')).length >= 2)
  assert.deepEqual(wholeIn('{"a":"990***********0264","b":"139****0001","c":"2026000012"}'), [])
  await scene.fill({ id: '{licence}' })
  const licences = await matrix.town.owner.rows<{ id: string }>('select id from licences.licences order by id')
  assert.ok(licences.length >= planted.length, `${licences.length} licences`)
  for (const [place, number] of planted.entries()) await matrix.town.owner.rows("update licences.licences set number = $2, number_sealed = null, id_kind = 'passport', id_masked = $3 where id = $1", [licences[place]?.id, number, '*'.repeat(number.length - 4) + number.slice(-4)])
})

for (const route of lists) {
  test(`${nameOf(route)}: nothing whole`, async () => {
    const { params = {}, query = {} } = await filled(route.example)
    const asked = { ...query, ...((await scene.fill(table[nameOf(route)]?.query ?? {})) as Record<string, string>) }
    const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    const seen: string[] = []
    for (const { name, cookie } of matrix.callers.all) {
      let cursor: string | null = ''
      for (let page = 0; cursor !== null && page < pagesMax; page++) {
        const sought = new URLSearchParams({ ...Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, String(value)])), ...(cursor ? { cursor } : {}) }).toString()
        const answer: Answered = await matrix.town.call<Answered['body']>('GET', sought ? `${path}?${sought}` : path, cookie ? { headers: { cookie } } : {})
        if (answer.status >= 300) break
        seen.push(...wholeIn(answer.raw.toString('utf8')).map((number) => `${name} sees ${number}`))
        cursor = answer.body.next ?? null
      }
    }
    if (nameOf(route) in excused) assert.ok(seen.length > 0, 'excused without need')
    else assert.deepEqual([...new Set(seen)], [])
  })
}
