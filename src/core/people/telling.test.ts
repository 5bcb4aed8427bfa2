// Which texts tell a number: with its check digit, by itself or among words, and never a longer number that has such digits in it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeResidentId } from '#engines/codes'
import { tellsNumber } from './telling.ts'

const number = makeResidentId({ region: '990103', birth: '1985-05-06', sequence: 11 })

test('a number of a card or a permit is known wherever it stands', () => {
  for (const text of [number, `身份证${number}。`, `${number}、${number}`, [...number].map((c) => (/\d/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c)).join(''), '11010519491231002x']) assert.ok(tellsNumber(text), text)
})

test('what is longer, has a wrong check digit or is another code is none', () => {
  const wrong = `${number.slice(0, 17)}${number.endsWith('1') ? '2' : '1'}`
  for (const text of ['', '13990100001', wrong, `1${number}`, `${number}7`, `A${number}`, '91990102708100111L', '11990100700140426Y3990100001000']) assert.ok(!tellsNumber(text), text)
})
