// The desk's types of the API are those of the OpenAPI document as it is now.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readDocument, typeOf, typesFile, writeTypes } from './api-types.ts'

test('web/desk/src/api/paths.ts is what the OpenAPI document says', async () => {
  assert.equal(readFileSync(typesFile, 'utf8'), writeTypes(await readDocument()), 'run: npm run types')
})

test('schemas become types', () => {
  assert.equal(typeOf({ type: 'object', required: ['a'], properties: { a: { type: 'integer' }, 'b-c': { anyOf: [{ type: 'string' }, { type: 'null' }] } } }), '{ a: number; "b-c"?: string | null }')
  assert.equal(typeOf({ type: 'array', items: { enum: ['x', 'y', 1] } }), '("x" | "y" | 1)[]')
  assert.equal(typeOf({ type: 'array', items: { type: 'object', properties: { a: { type: ['string', 'null'] } } } }), '{ a?: string | null }[]')
  assert.equal(typeOf({ type: 'object', patternProperties: { '^.*$': { type: 'boolean' } } }), 'Record<string, boolean>')
  assert.equal(typeOf({ type: 'object', additionalProperties: false }), 'Record<string, never>')
  assert.equal(typeOf({ allOf: [{ type: 'string' }, { const: 'z' }] }), 'string & "z"')
  assert.equal(typeOf({ type: 'array', items: { anyOf: [{ type: 'object', properties: { a: { type: 'null' } } }, { type: 'object', properties: { b: { type: 'null' } } }] } }), '({ a?: null } | { b?: null })[]')
})
