// Codes that are typed from paper.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPaperCode, writePaperCode } from './paper.ts'

test('a code has one letter for each byte, and none that is taken for another', () => {
  const all = writePaperCode(Uint8Array.from({ length: 256 }, (_, n) => n))
  assert.equal(all.length, 256)
  assert.equal(new Set(all).size, 32)
  assert.doesNotMatch(all, /[ILOU]/)
})

test('what was typed is read as it was meant', () => {
  assert.equal(readPaperCode(' abcde-fghjk '), 'ABCDEFGHJK')
  assert.equal(readPaperCode('oOiIlL·Ｏ'), '0011110')
})
