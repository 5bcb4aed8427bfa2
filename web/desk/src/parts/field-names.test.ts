// A refusal on the desk names a field as people do, never by its path: every part of what the desk may send has a name in both languages.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keysOfField } from './field-names.ts'
import { enDesk } from '../words/en-desk.ts'
import { enFields } from '../words/en-fields.ts'
import { en } from '../words/en.ts'
import { zhDesk } from '../words/zh-desk.ts'
import { zhFields } from '../words/zh-fields.ts'
import { zh } from '../words/zh.ts'
import { readDocument } from '../../../../test/api-types.ts'

interface Shape { properties?: Record<string, Shape>; items?: Shape | false; anyOf?: Shape[]; oneOf?: Shape[]; allOf?: Shape[] }

/** The paths of everything that may stand in a body, as refusals write them. */
function pathsIn(shape: Shape, path = ''): string[] {
  const inside = [...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])].flatMap((one) => pathsIn(one, path))
  const parts = Object.entries(shape.properties ?? {}).flatMap(([name, one]) => [`${path}/${name}`, ...pathsIn(one, `${path}/${name}`)])
  return [...inside, ...parts, ...(shape.items ? pathsIn(shape.items, `${path}/0`) : [])]
}

/** What the desk makes itself and nobody types: bytes and digests of files, keys of requests, what a browser answers for a passkey, parts of a public key. */
const made = /\/(sha256|bytes|key|ticket|challenge|response|revision|query|hash|size|offset|total)(\/|$)|\/keys\/0\/|\/examples\/0\//
/** Operations of people who apply, which the portal calls. */
const portals = /^\/api\/(applications|session|registrations|proxies|agencies|batches|library|reviews|proof|notification|enquiries|invitations|calendar|factors|freezings|intake-confirmations|companies|publicity|recovery|data|clients|readings|sign-in|closing|my|pass|offline-pass|upstreams\/)/

const lookUp = (words: object, key: string): unknown => key.split('.').reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined), words)
const nameIn = (lists: object[], path: string) => keysOfField(path).map((key) => lists.map((list) => lookUp(list, key)).find((found) => typeof found === 'string')).find((found) => found !== undefined)

test('each field that the desk may send has a name in Chinese and in English', async () => {
  const document = await readDocument()
  const paths = Object.entries(document.paths).filter(([path]) => !portals.test(path)).flatMap(([, operations]) =>
    Object.values(operations).flatMap(({ requestBody }) => pathsIn((requestBody?.content?.['application/json']?.schema ?? {}) as Shape)))
  const asked = [...new Set(paths)].filter((path) => !made.test(path))
  assert.ok(asked.length > 150, `${asked.length} paths`)
  for (const lists of [[zhFields, zh, zhDesk], [enFields, en, enDesk]]) assert.deepEqual(asked.filter((path) => nameIn(lists, path) === undefined), [])
})

test('a name is looked for by the last two parts, then by the last, then by what it is a part of; places in lists are passed over', () => {
  assert.deepEqual(keysOfField('/hours/to'), ['fieldName.hours-to', 'fieldName.to', 'field.to', 'fieldName.hours', 'field.hours'])
  assert.deepEqual(keysOfField('/content/hours/to'), keysOfField('/hours/to'))
  assert.deepEqual(keysOfField('/receivers/3/to').slice(0, 1), ['fieldName.receivers-to'])
  assert.deepEqual([keysOfField('/password'), keysOfField('')], [['fieldName.password', 'field.password'], []])
  assert.equal(nameIn([zhFields, zh], '/hours/to'), '生效时段的止')
})
