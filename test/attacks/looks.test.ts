// Accounts that look like another's: a login in other letters, with marks nobody sees, or with signs that cannot be told apart (UTS #39, UAX #15, UAX #9);
// and names that hide something. Each is the same account, or refused under a code.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Town } from '../town.ts'

interface Said {
  code: string
  login: string
  account: { login: string } | null
}

let town: Town
const phrase = 'four boats on the river'

before(async () => {
  town = await openTown()
})
after(() => town.close())

const register = (login: string, name = '孙晴') => town.call<Said>('POST', '/api/registrations', { body: { login, password: phrase, name, idKind: 'resident-id', idNumber: '990102199203140264' } })
const open = (login: string) => town.call<Said>('POST', '/api/accounts', { as: 'admin.system', body: { login, kind: 'staff', name: '何新', organisation: '11990100700140426Y' } })
const signIn = (login: string) => town.call<Said>('POST', '/api/session', { body: { login, password: phrase } })

/** zhang.min and admin.system in letters and marks that a screen shows alike. */
const foreign: readonly (readonly [what: string, login: string])[] = [
  ['Cyrillic а', 'zh\u0430ng.min'], ['Cyrillic і', 'zhang.m\u0456n'], ['Greek ο', 'r\u03bfse.min'], ['Armenian հ', 'z\u0570ang.min'], ['a dotless ı', 'zhang.m\u0131n'], ['Latin ɑ', 'zh\u0251ng.min'], ['mathematical letters', '𝐳𝐡𝐚𝐧𝐠.𝐦𝐢𝐧'],
  ['full width', 'ｚｈａｎｇ．ｍｉｎ'], ['letters in circles', 'ⓩⓗⓐⓝⓖ.min'], ['a combining mark', 'zha\u0301ng.min'], ['a composed mark', 'zh\u00e1ng.min'], ['a ligature', 'ﬁsh.min'], ['a space of no width', 'zhang\u200b.min'], ['a joiner', 'zhang\u200d.min'],
  ['a non-joiner', 'zhang\u200c.min'], ['a soft hyphen', 'zhang\u00ad.min'], ['a byte order mark', '\ufeffzhang.min'], ['turned direction', '\u202enim.gnahz'], ['an isolate', '\u2066zhang.min\u2069'], ['a tag', 'zhang.min\u{e0061}'], ['a variation', 'zhang.min\ufe0f'], ['a one-dot leader', 'zhang\u2024min'],
  ['a full stop of Chinese', 'zhang。min'], ['a fraction slash', 'zhang\u2044min'], ['a non-breaking space', '\u00a0zhang.min'], ['a long dash', 'zhang\u2013min'], ['capitals', 'Zhang.Min'], ['the Kelvin sign', '\u212aate.min'], ['Turkish İ', 'zhang.m\u0130n'],
]

for (const [what, login] of foreign) {
  test(`nobody opens an account under ${what}`, async () => {
    for (const answer of [await register(login), await open(login)]) assert.deepEqual([answer.status, answer.body.code], [400, 'http.invalid-request'])
  })
}

test('signs that cannot be told apart make no second account: neither by registering nor by an administrator', async () => {
  assert.equal((await register('moon.hill10')).status, 201)
  for (const login of ['rnoon.hill10', 'm0on.hill10', 'moon.hi1l10', 'rnoon.hillio'.replace('i0', 'l0').replace('io', '1o'), 'moon.hill1o', 'rn0on.hi11lo']) {
    for (const answer of [await register(login), await open(login)]) assert.deepEqual([login, answer.status, answer.body.code], [login, 409, 'people.login-taken'])
  }
  for (const login of ['adrnin.system', 'zhang.rnin', 'admin.systern']) assert.equal((await register(login)).body.code, 'people.login-taken', login)
  // What only begins alike, or differs by a letter that is seen, is another login.
  for (const login of ['moon.hill11', 'noon.hill10', 'moon-hill10']) assert.equal((await register(login)).status, 201, login)
})

test('two who take logins that look alike at once: one has it', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => register(n % 2 === 0 ? 'lake.tom' : 'lake.torn')))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array.from({ length: 11 }, () => 409)])
})

test('a login typed in another width or case is the same login, and never another’s', async () => {
  assert.equal((await register('river.stone')).status, 201)
  for (const typed of ['River.Stone', ' river.stone ', 'ｒｉｖｅｒ．ｓｔｏｎｅ', 'RIVER．STONE']) assert.equal((await signIn(typed)).body.account?.login, 'river.stone', typed)
  for (const typed of ['r\u0456ver.stone', 'river\u200b.stone', 'river.st0ne']) assert.deepEqual([typed, (await signIn(typed)).body.code], [typed, 'people.sign-in-refused'])
})

test('a name holds nothing that is not seen, and one name is written in one way', async () => {
  for (const [n, name] of ['李桂\u200b英', '李桂\u202e英', '\u2066李桂英\u2069', '李\u00ad桂英', '李桂英\ufeff', '李桂英\u{e0041}', '李桂\n英', '李桂\u2028英', '李桂\u0085英', '李\u200d桂英'].entries()) {
    const { status, body } = await register(`hidden.${n}`, name)
    assert.deepEqual([status, body.code], [400, 'http.invalid-request'], JSON.stringify(name))
  }
  // Signs that names do have: a point between parts, rare letters beyond the first plane, letters of other peoples.
  for (const [n, name] of ['买买提·吐尔逊', '𬭎𬘭', 'འཇིགས་མེད', 'Zoë O’Neill', '金\u2ff0'].entries()) assert.equal((await register(`seen.${n}`, name)).status, 201, name)
  assert.equal((await register('one.form', 'Zoe\u0308')).status, 201)
  const [row] = await town.platform.ground.sql.rows<{ name: string }>("select n.name from people.accounts a join people.natural_accounts n on n.id = a.id where a.login = 'one.form'")
  assert.equal(row?.name, 'Zo\u00eb')
})
