// A table of the pure rule: what a region code alone says.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRegionCode } from './index.ts'

test('a code says its level and what lies above it', () => {
  const table: [code: string, level: string, above: string[]][] = [
    ['990000', 'province', []],
    ['990100', 'city', ['990000']],
    ['990102', 'county', ['990100', '990000']],
    ['990102001', 'town', ['990102', '990100', '990000']],
    ['990102001003', 'village', ['990102001', '990102', '990100', '990000']],
  ]
  for (const [code, level, above] of table) assert.deepEqual(readRegionCode(code), { code, level, above }, code)
})

test('a code filled up with zeros is its shortest form', () => {
  assert.deepEqual(readRegionCode('511602000000'), { code: '511602', level: 'county', above: ['511600', '510000'] })
  assert.equal(readRegionCode('511600000000').level, 'city')
  assert.equal(readRegionCode('511602001000').code, '511602001')
  assert.equal(readRegionCode('511602000').code, '511602')
})

test('what is not a code is refused', () => {
  for (const code of ['', '9901', '99010A', '9901020011']) assert.throws(() => readRegionCode(code), (error) => (error as { code?: string }).code === 'regions.bad-code', code)
})
