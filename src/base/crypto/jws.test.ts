// Signed JSON against forgers: other keys, other algorithms, other headers, bent bytes.
import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { CompactSign, type CompactJWSHeaderParameters } from 'jose'
import { isProblem } from '#base/problem'
import { openKeys, readJws, readTrustedKeys, signJws, trustKeys, verifyJws } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'yiwang-jws-'))
after(() => rmSync(home, { recursive: true }))
const keys = openKeys({ home })
const key = keys.signing('licences')
const trusted = trustKeys(keys.signers('licences'))
const payload = Buffer.from('{"name":"张三"}')
const good = await signJws(key, payload, 'test+jws')
const forge = (header: CompactJWSHeaderParameters, by: KeyObject) => new CompactSign(payload).setProtectedHeader(header).sign(by)
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const reasonOf = async (jws: string) => {
  const said = await verifyJws(jws, trusted, 'test+jws')
  return said.verdict === 'bad' ? said.reason : said.verdict
}

test('a good signature gives the payload back; the type must fit', async () => {
  const said = await verifyJws(good, trusted, 'test+jws')
  assert.equal(said.verdict, 'good')
  assert.deepEqual(said.verdict === 'good' && Buffer.from(said.payload), payload)
  assert.deepEqual(await verifyJws(good, trusted, 'other+jws'), { verdict: 'bad', kid: key.kid, reason: 'type' })
  assert.equal(await signJws(key, payload, 'test+jws'), good)
})

test('every character of the text counts', async () => {
  for (let at = 0; at < good.length; at++) {
    const bent = good.slice(0, at) + (good[at] === 'A' ? 'B' : 'A') + good.slice(at + 1)
    assert.notEqual((await verifyJws(bent, trusted, 'test+jws')).verdict, 'good', `character ${at}`)
  }
})

test('forgers: foreign key, own key in the header, none, public key as secret, kid of another', async () => {
  const thief = generateKeyPairSync('ed25519')
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: thief.publicKey.export({ format: 'jwk' }).x }
  assert.equal(await reasonOf(await forge({ alg: 'EdDSA', kid: key.kid, typ: 'test+jws' }, thief.privateKey)), 'signature')
  assert.equal(await reasonOf(await forge({ alg: 'EdDSA', kid: key.kid, typ: 'test+jws', jwk }, thief.privateKey)), 'signature')
  assert.equal(await reasonOf(await forge({ alg: 'EdDSA', kid: 'thief', typ: 'test+jws', jwk }, thief.privateKey)), 'unknown-key')
  const none = `${encode({ alg: 'none', kid: key.kid, typ: 'test+jws' })}.${payload.toString('base64url')}.`
  assert.equal(await reasonOf(none), 'malformed')
  assert.equal(await reasonOf(`${none}AAAA`), 'algorithm')
  const input = `${encode({ alg: 'HS256', kid: key.kid, typ: 'test+jws' })}.${payload.toString('base64url')}`
  for (const secret of [key.publicBytes, key.publicKey.export({ format: 'pem', type: 'spki' })]) {
    assert.equal(await reasonOf(`${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`), 'algorithm')
  }
  const other = keys.signing('seals')
  assert.equal(await reasonOf(await signJws(other, payload, 'test+jws')), 'unknown-key')
  assert.equal(await reasonOf(await signJws({ ...other, kid: key.kid }, payload, 'test+jws')), 'signature')
  for (const text of ['', 'a.b', 'a.b.c', '..', `${good}.x`]) assert.equal(await reasonOf(text), 'malformed', text)
})

test('trusted keys come as JWKS, JWK or PEM, Ed25519 or P-256, and nothing else', async () => {
  const pem = key.publicKey.export({ format: 'pem', type: 'spki' }).toString()
  for (const text of [JSON.stringify(keys.jwks('licences')), JSON.stringify(keys.jwks('licences').keys[0]), pem]) {
    const read = readTrustedKeys(text)
    assert.equal(read[0]?.kid, key.kid)
    assert.equal((await verifyJws(good, read, 'test+jws')).verdict, 'good')
  }
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const [read] = readTrustedKeys(elliptic.publicKey.export({ format: 'pem', type: 'spki' }).toString())
  assert.equal(read?.algorithm, 'ES256')
  const jws = await forge({ alg: 'ES256', kid: read?.kid ?? '', typ: 'test+jws' }, elliptic.privateKey)
  assert.equal((await verifyJws(jws, read ? [read] : [], 'test+jws')).verdict, 'good')
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'pem', type: 'spki' }).toString()
  const secret = JSON.stringify({ keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: key.kid }] })
  const privatePem = elliptic.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  for (const text of ['', 'hello', '{', '{"keys":[]}', '{"kty":"OKP","crv":"Ed25519","x":"AA"}', rsa, secret, privatePem]) {
    assert.throws(() => readTrustedKeys(text), (error) => isProblem(error) && error.code === 'crypto.trusted-keys-unreadable', text)
  }
})

test('readJws shows claims without proof', () => {
  assert.deepEqual(readJws(good), { kid: key.kid, typ: 'test+jws', payload })
  assert.equal(readJws('nothing'), undefined)
})
