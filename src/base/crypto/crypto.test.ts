// Keys, digests, canonical JSON and encryption: tables and tampering.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { systemRandom } from '#base/ids'
import { isProblem } from '#base/problem'
import { manualClock } from '#base/time'
import { canonicalJson, decryptData, encryptData, equalBytes, isSignature, keyedDigest, openKeys, seededRandom, sha256Hex, signJws, sm3, readTrustedKeys, verifyJws } from './index.ts'
import { openKeyFiles } from './key-files.ts'
import { makeStoredKey } from './key.ts'

const homes: string[] = []
const newHome = () => {
  const home = mkdtempSync(join(tmpdir(), 'yiwang-crypto-'))
  homes.push(home)
  return home
}
after(() => homes.forEach((home) => rmSync(home, { recursive: true })))
const refuses = (code: string) => (error: unknown) => isProblem(error) && error.code === code

test('nothing is written before a key is asked for; then folder 0700 and file 0600', () => {
  const home = newHome()
  const keys = openKeys({ home })
  assert.deepEqual(keys.list(), [])
  assert.deepEqual(keys.jwks('licences'), { keys: [] })
  assert.deepEqual(readdirSync(home), [])
  keys.signing('licences')
  assert.equal(statSync(join(home, 'keys')).mode & 0o777, 0o700)
  assert.deepEqual(readdirSync(join(home, 'keys')), ['licences.0001.json'])
  assert.equal(statSync(join(home, 'keys', 'licences.0001.json')).mode & 0o777, 0o600)
})

test('the same home gives the same keys; another purpose another key', () => {
  const home = newHome()
  const first = openKeys({ home }).signing('ledger')
  const again = openKeys({ home })
  assert.equal(again.signing('ledger').kid, first.kid)
  assert.deepEqual(again.signing('ledger').publicBytes, first.publicBytes)
  assert.notEqual(again.signing('seals').kid, first.kid)
})

test('keys follow from the seed', () => {
  const make = () => openKeys({ home: newHome(), random: seededRandom('seed'), clock: manualClock(Temporal.Instant.from('2026-11-23T00:00:00Z')) })
  const [one, two] = [make(), make()]
  assert.equal(one.signing('ledger').kid, two.signing('ledger').kid)
  assert.deepEqual(one.list(), two.list())
})

test('keys of tokens are P-256, known to every OpenID Connect library; their signatures verify by the published half alone (RFC 7518 §3.4)', async () => {
  const keys = openKeys({ home: newHome(), random: seededRandom('tokens') })
  const key = keys.signing('tokens')
  const [jwk] = keys.jwks('tokens').keys
  assert.deepEqual([jwk?.kty, jwk?.crv, jwk?.alg, jwk?.kid], ['EC', 'P-256', 'ES256', key.kid])
  const jws = await signJws(key, Buffer.from('{}'), 'test')
  assert.equal((await verifyJws(jws, readTrustedKeys(JSON.stringify(jwk)), 'test')).verdict, 'good')
  assert.equal(keys.list().find(({ purpose }) => purpose === 'tokens')?.algorithm, 'ES256')
})

test('rotation: the new key is current at once, also for who had opened before; the old one stays', async () => {
  const home = newHome()
  const early = openKeys({ home })
  const old = early.signing('licences')
  const made = await openKeys({ home }).rotate('licences')
  assert.equal(early.signing('licences').kid, made.kid)
  assert.notEqual(made.kid, old.kid)
  assert.deepEqual(early.jwks('licences').keys.map((key) => key.kid), [made.kid, old.kid])
  assert.deepEqual(early.list().map(({ kid, current }) => ({ kid, current })), [{ kid: made.kid, current: true }, { kid: old.kid, current: false }])
  assert.ok(!JSON.stringify([early.list(), early.jwks('licences')]).includes('"d"'))
})

test('who found no key goes on with the one that another made meanwhile, and makes no second', () => {
  const home = newHome()
  const made = [1, 2].map(() => ({ files: openKeyFiles(home, systemRandom), key: makeStoredKey('digests', systemRandom, Temporal.Instant.from('2026-11-27T00:00:00Z')) }))
  const [kid, again] = made.map(({ files, key }) => files.first(key).kid)
  assert.equal(again, kid)
  assert.deepEqual(readdirSync(join(home, 'keys')), ['digests.0001.json'])
})

test('eight processes asking first agree on one key, and no draft stays', async () => {
  const home = newHome()
  const door = new URL('./index.ts', import.meta.url).href
  const script = `import { openKeys } from ${JSON.stringify(door)}; console.log(openKeys({ home: ${JSON.stringify(home)} }).signing('licences').kid)`
  const run = promisify(execFile)
  const said = await Promise.all(Array.from({ length: 8 }, () => run(process.execPath, ['--input-type=module', '-e', script])))
  assert.equal(new Set(said.map(({ stdout }) => stdout)).size, 1)
  assert.deepEqual(readdirSync(join(home, 'keys')), ['licences.0001.json'])
})

test('a key file that others can read, or that is broken, is refused', () => {
  const home = newHome()
  openKeys({ home }).signing('seals')
  const file = join(home, 'keys', 'seals.0001.json')
  chmodSync(file, 0o640)
  assert.throws(() => openKeys({ home }).signing('seals'), refuses('crypto.key-file-open'))
  chmodSync(file, 0o600)
  for (const text of ['', '{}', readFileSync(file, 'utf8').replace('"seals"', '"ledger"'), readFileSync(file, 'utf8').replace(/"seed":"..../, '"seed":"')]) {
    writeFileSync(file, text)
    assert.throws(() => openKeys({ home }).signing('seals'), refuses('crypto.key-file-broken'), text)
  }
})

test('Ed25519 signatures repeat and break with every flipped bit', async () => {
  const key = openKeys({ home: newHome() }).signing('ledger')
  const data = Buffer.from('checkpoint')
  const signature = await key.sign(data)
  assert.deepEqual(await key.sign(data), signature)
  assert.ok(isSignature(key.publicKey, data, signature))
  for (let bit = 0; bit < signature.length * 8; bit += 7) {
    const bent = Buffer.from(signature)
    bent.writeUInt8(bent.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    assert.ok(!isSignature(key.publicKey, data, bent))
  }
})

test('encrypted data opens only whole, in its place and with its key, also after rotation', async () => {
  const keys = openKeys({ home: newHome() })
  const text = encryptData(keys, '13800000000 张三', 'people.phone:1')
  await keys.rotate('data')
  assert.equal(decryptData(keys, text, 'people.phone:1'), '13800000000 张三')
  assert.notEqual(encryptData(keys, 'x', 'c'), encryptData(keys, 'x', 'c'))
  const bent = text.slice(0, -6) + (text.at(-6) === 'A' ? 'B' : 'A') + text.slice(-5)
  const foreign = openKeys({ home: newHome() })
  for (const [from, value, context] of [[keys, text, 'people.phone:2'], [keys, bent, 'people.phone:1'], [foreign, text, 'people.phone:1'], [keys, 'nothing', 'people.phone:1']] as const) {
    assert.throws(() => decryptData(from, value, context), refuses('crypto.data-unreadable'))
  }
})

test('canonical JSON: sorted by UTF-16, numbers of ECMAScript, nothing that JSON cannot say', () => {
  // The sorting sample of RFC 8785 §3.2.3.
  const sample = { '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew Letter Dalet With Dagesh', '1': 'One', '\u{1f600}': 'Emoji: Grinning Face', '\u0080': 'Control', '\u00f6': 'Latin Small Letter O With Diaeresis' }
  assert.equal(canonicalJson(sample), '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}')
  assert.equal(canonicalJson({ b: [1e21, 0.1, -0], a: undefined, c: null }), '{"b":[1e+21,0.1,0],"c":null}')
  assert.equal(canonicalJson({ day: Temporal.PlainDate.from('2026-11-23') }), '{"day":"2026-11-23"}')
  for (const value of [Number.NaN, Infinity, '\ud800', 1n, undefined, () => 1, [undefined]]) assert.throws(() => canonicalJson(value), TypeError)
})

test('digests: published vectors; parts do not run together', () => {
  assert.equal(sm3('abc').toString('hex'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  assert.equal(sha256Hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  const key = Buffer.alloc(32, 1)
  assert.ok(!equalBytes(keyedDigest(key, 'ab', 'c'), keyedDigest(key, 'a', 'bc')))
  assert.ok(equalBytes(keyedDigest(key, 'ab'), keyedDigest(key, Buffer.from('ab'))))
  assert.ok(!equalBytes('a', 'ab'))
})
