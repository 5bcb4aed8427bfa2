// Lines of tags, past everything that may hold a `<`; and in time that grows with the text, not with its square.
import assert from 'node:assert/strict'
import test from 'node:test'
import { startTagLines } from './tag-lines.ts'

test('counts start tags only', () => {
  const xml = '<?xml version="1.0"?>\n<!-- <x>\n -->\n<a\n  b="1">\n<![CDATA[<y>\n]]><b/></a>\n<c>'
  assert.deepEqual(startTagLines(xml), [4, 7, 8])
  assert.deepEqual(startTagLines('<a>\r\n<b><!-- never closed <c>'), [1, 2])
})

test('a hundred thousand lines, and as many comments that never close', () => {
  assert.equal(startTagLines('<a>\n'.repeat(100_000)).at(-1), 100_000)
  assert.equal(startTagLines('<!--'.repeat(100_000)).length, 0)
})
