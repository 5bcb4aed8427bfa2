// Tables of pure rules: passwords, masks, documents, networks, last days.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hash } from '@node-rs/argon2'
import { network } from '#base/http'
import { seededRandom } from '#base/ids'
import { makeResidentId } from '#engines/codes'
import { workOf } from '../../../test/attacks/work.ts'
import { endOf } from './account.ts'
import { readDocument } from './documents.ts'
import { maskName, maskNumber, maskPersonal } from './mask.ts'
import { hashPassword, isOfToday, isPassword, mayUsePassword } from './password.ts'

const refused = (code: string, field?: string) => (error: unknown) => {
  const problem = error as { code?: string; fields?: { path: string; code: string }[] }
  return problem.code === code && (field === undefined || problem.fields?.[0]?.code === field)
}
const about = { login: 'zhang.min', name: '张敏', path: '/password' }

test('passwords that are easy to guess are refused, long ones of any kind are not', async () => {
  const table: [password: string, fault: string | undefined][] = [
    ['short', 'too-short'], ['fourteen chars', 'too-short'], ['x'.repeat(200), 'too-long'],
    ['aaaaaaaaaaaaaaaaaaaa', 'too-regular'], ['abcdefghijklmnopqrst', 'too-regular'], ['ababcabcababcabc', 'too-regular'],
    ['zhang.minzhang.min1', 'about-owner'], ['yiwang-admin-2026', 'about-owner'], ['一网通办政务服务系统admin12345', 'about-owner'],
    ['passwordpassword', 'common'], ['1qaz2wsx3edc4rfv', 'common'], ['Administrator1234!', 'common'],
    ['four boats on the river', undefined], ['云州的早晨有一碗热汤面和两个烧饼', undefined],
  ]
  for (const [password, fault] of table) {
    if (fault) await assert.rejects(mayUsePassword(password, about), refused('people.weak-password', fault), password)
    else await mayUsePassword(password, about)
  }
})

test('beside a second factor eight characters do, and a common one never does', async () => {
  const beside = { ...about, isBeside: true }
  await mayUsePassword('quiet-12', beside)
  await assert.rejects(mayUsePassword('quiet-1', beside), refused('people.weak-password', 'too-short'))
  for (const common of ['football', 'Iloveyou', 'sunshine1', 'princess!']) await assert.rejects(mayUsePassword(common, beside), refused('people.weak-password'), common)
})

test('a stored password is argon2id with three times the least work of OWASP, and only the same characters match', async () => {
  const stored = await hashPassword('four boats on the river', seededRandom('one'))
  assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=6,p=1\$/)
  assert.ok(isOfToday(stored))
  assert.equal(await isPassword(stored, 'four boats on the river'), true)
  assert.equal(await isPassword(stored, 'four boats on the rivers'), false)
  assert.equal(await isPassword(stored, 'four boats on the river'.replace('f', 'ｆ')), true, 'full-width letters are the same letters')
  assert.equal(await isPassword(null, 'four boats on the river'), false)
  assert.equal(await isPassword(undefined, ''), false, 'the stand-in opens nothing')
  assert.notEqual(await hashPassword('four boats on the river', seededRandom('two')), stored)
})

test('a hash of other parameters opens as before, a cheaper one costs in all what one of today does, for right and wrong passwords; each is to be made anew', async () => {
  const phrase = 'four boats on the river'
  const made = (parameters: object) => hash(phrase, { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32, ...parameters })
  const table: [stored: string | null, hashes: number][] = [
    [await made({}), 1], [await made({ timeCost: 5 }), 1], [await made({ memoryCost: 8192, timeCost: 3 }), 1], [await made({ memoryCost: 32_768, timeCost: 3 }), 1],
    [await made({ memoryCost: 8, timeCost: 1 }), 1], [await made({ timeCost: 6, outputLen: 16 }), 1], [await made({ timeCost: 7 }), 1.154], [null, 1], [await hashPassword(phrase), 1],
  ]
  for (const [stored, hashes] of table) {
    const told: boolean[] = []
    const works = [phrase, 'four boats on the rivers'].map((typed) => () => workOf(async () => told.push(await isPassword(stored, typed))))
    const spent: number[] = []
    for (const work of works) spent.push((await work()).hashes)
    assert.deepEqual([spent, told], [[hashes, hashes], [stored !== null, false]], `${stored}`)
    assert.equal(stored === null || isOfToday(stored), stored === null || stored === table.at(-1)?.[0], `${stored}`)
  }
})

test('names and numbers are masked', () => {
  const names: [string, string][] = [['张敏', '张*'], ['欧阳明华', '欧***'], ['Zhang Min', 'Z***'], ['敏', '敏*']]
  for (const [name, masked] of names) assert.equal(maskName(name), masked)
  const numbers: [string, string][] = [['990102199203140264', '990***********0264'], ['13990100001', '139****0001'], ['123456', '****56'], ['1', '1']]
  for (const [number, masked] of numbers) assert.equal(maskNumber(number), masked)
})

test('个人信息保护法 6: a licence in a list that is numbered by a document of a person is masked whatever the document; what a body numbered is not', () => {
  for (const number of ['990102199203140264', '810000199001010019', 'ABC123456789012', 'H12345678', 'M1234567801']) assert.equal(maskPersonal(number), maskNumber(number), number)
  for (const number of ['云城管字〔2026〕12号', '2026000012', 'JY19901020000012', 'JY29901021', '12345678', '91990102MA00000012']) assert.equal(maskPersonal(number), number, number)
})

test('document numbers are read as people write them and checked by their kind', () => {
  assert.equal(readDocument('natural', 'resident-id', ' 11010519491231002x '), '11010519491231002X')
  assert.equal(readDocument('natural', 'hmt-residence', '810000199001010019'), '810000199001010019')
  assert.equal(readDocument('natural', 'permanent-residence', 'abc123456789012'), 'ABC123456789012')
  assert.deepEqual(['usa-e 12345678', 'ＵＳＡ－Ｅ12345678', 'USA\u2011E12345678', 'USA — E12345678'].map((text) => readDocument('natural', 'passport', text)), Array.from({ length: 4 }, () => 'USA-E12345678'))
  assert.equal(readDocument('legal', 'uscc', '91110108551385082q'), '91110108551385082Q')
  const bad: ['natural' | 'legal', string, string][] = [
    ['natural', 'resident-id', '810000199001010019'], ['natural', 'resident-id', makeResidentId({ region: '911840', birth: '1980-05-06', sequence: 12 })], ['natural', 'hmt-residence', '11010519491231002X'],
    ['natural', 'resident-id', '110105194912310021'], ['natural', 'resident-id', 'nonsense'], ['natural', 'uscc', '91110108551385082Q'],
    ['legal', 'uscc', '911101085513850820'], ['natural', 'library-card', '1'],
    ['natural', 'passport', 'E12345678'], ['natural', 'passport', 'XYZ-E12345678'],
  ]
  for (const [of, kind, number] of bad) assert.throws(() => readDocument(of, kind, number), refused('people.bad-document'), `${kind} ${number}`)
})

test('an address counts as its network', () => {
  const table: [string, string, string][] = [
    ['203.0.113.7', '203.0.113.7', '203.0.113'], ['::ffff:203.0.113.7', '203.0.113.7', '203.0.113'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2', '2001:db8:1'], ['2001:0db8:0001:0002::9', '2001:db8:1:2', '2001:db8:1'], ['2001:db8::1', '2001:db8:0:0', '2001:db8:0'], ['::1', '0:0:0:0', '0:0:0'],
  ]
  for (const [address, place, around] of table) assert.deepEqual([network(address), network(address, 'wide')], [place, around])
})

test('a post is held through its last day in China', () => {
  const today = Temporal.PlainDate.from('2026-11-23')
  assert.equal(endOf(today, today).toString(), '2026-11-23T16:00:00Z')
  for (const day of ['2026-11-22', '2126-01-01']) assert.throws(() => endOf(Temporal.PlainDate.from(day), today), refused('people.bad-until'))
})
