// Making a person's code, proving a reader, and reading: on line once, off line told afterwards.
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import type { Caller } from '#base/http'
import { decryptData, encryptData, readJws, sha256, signJws, trustKeys, verifyJws } from '#base/crypto'
import { findIdentity, levelOfSession, maskName, type KnownIdentity } from '#core/people'
import { mustBeUsable } from '#support/rights'
import type { Registration, Scope } from './client.ts'
import { tokenKeys } from './keys.ts'
import { isLive, passLimits, passOver, passType, passUnknown, passUsed, readerUnknown, toldTo, type PassClaims } from './pass.ts'
import { findInForce } from './store.ts'
import { insertReading } from './store-passes.ts'
import { saveOnce } from './store-records.ts'

const sealedFor = 'clients.pass'

/** Makes the code of somebody in a session, for a minute. Nothing is kept of it until it is read. */
export async function makePass(ground: Ground, caller: Pick<Caller, 'levelMax'>, identity: KnownIdentity): Promise<{ pass: string; endsAt: Temporal.Instant }> {
  const now = ground.clock.now()
  const [key] = tokenKeys(ground.keys, now)
  if (!key) throw new Error('there is no key to sign with')
  const iat = Math.floor(now.epochMilliseconds / 1000)
  const claims: PassClaims = {
    iss: ground.origin, jti: Buffer.from(ground.random.bytes(16)).toString('base64url'), sub: encryptData(ground.keys, identity.accountId, sealedFor, ground.random),
    name: identity.kind === 'legal' ? identity.name : maskName(identity.name), kind: identity.kind, level: levelOfSession(caller, identity.assuranceLevel), iat, exp: iat + passLimits.seconds,
  }
  return { pass: await signJws(key, Buffer.from(JSON.stringify(claims)), passType), endsAt: now.add({ seconds: passLimits.seconds }) }
}

/** What a code says, once its signature is ours; nothing about whether it still counts. Throws `clients.pass-unknown`. */
export async function openPass(ground: Ground, pass: string): Promise<PassClaims & { account: string }> {
  if ((await verifyJws(pass, trustKeys(ground.keys.signers('tokens')), passType)).verdict !== 'good') throw passUnknown()
  const claims = JSON.parse(Buffer.from(readJws(pass)?.payload ?? []).toString('utf8')) as PassClaims
  return { ...claims, account: decryptData(ground.keys, claims.sub, sealedFor) }
}

/** The registered reader behind a proof (RFC 7523) made for this address, not used before. Throws `clients.reader-unknown`. */
export async function proveReader(ground: Ground, proof: string, path: string): Promise<Registration> {
  try {
    const code = String(decodeJwt(proof).sub)
    const reader = await findInForce(ground.sql, code)
    const { kid } = decodeProtectedHeader(proof)
    const now = ground.clock.now()
    for (const jwk of reader?.content.reads ? reader.content.keys.filter((key) => kid === undefined || key.kid === undefined || key.kid === kid) : []) {
      const key = await importJWK({ ...jwk }, jwk.kty === 'EC' ? 'ES256' : 'EdDSA')
      const said = await jwtVerify(proof, key, { issuer: code, subject: code, audience: `${ground.origin}${path}`, algorithms: ['ES256', 'EdDSA', 'Ed25519'], requiredClaims: ['exp', 'jti'], maxTokenAge: '5 minutes', clockTolerance: passLimits.toleranceSeconds, currentDate: new Date(now.epochMilliseconds) }).catch(() => undefined)
      if (said && reader && (await saveOnce(ground.sql, 'ReaderProof', sha256(`${code} ${said.payload.jti}`), Temporal.Instant.fromEpochMilliseconds((said.payload.exp ?? 0) * 1000).add({ minutes: 1 })))) return reader
    }
  } catch {
    // Whatever it is that was sent: it proves nothing.
  }
  throw readerUnknown()
}

export interface ReadPass {
  claims: PassClaims & { account: string }
  identity: KnownIdentity
  told: Scope[]
}

/** Reads a code on line: it must count now, and is used up. */
export async function readPass(act: Act, ground: Ground, reader: Registration, claims: PassClaims & { account: string }): Promise<ReadPass> {
  if (!isLive(claims, act.now)) throw passOver()
  await mustBeUsable(act.tx, 'sign-in', claims.account)
  const identity = await findIdentity(act.tx, ground.keys, claims.account, act.now)
  if (!identity) throw passUnknown()
  const told = toldTo(reader.content)
  if (!(await insertReading(act.tx, { jti: claims.jti, code: reader.code, account: claims.account, told, offline: false, readAt: act.now }, act.now))) throw passUsed()
  act.record('clients.pass-read', { subject: claims.account, facts: { code: reader.code, offline: false, told } })
  return { claims, identity, told }
}

/** Takes what a reader read without a line. One that lies about the time, or tells too late, is not believed; a code told before is not told again. */
export async function tellOffline(act: Act, reader: Registration, claims: PassClaims & { account: string }, readAt: Temporal.Instant): Promise<boolean> {
  const isLate = Temporal.Instant.compare(readAt.add({ hours: 24 * passLimits.offlineDaysMax }), act.now) < 0
  if (!isLive(claims, readAt) || isLate || Temporal.Instant.compare(readAt, act.now.add({ seconds: passLimits.toleranceSeconds })) > 0) throw passOver()
  const isNew = await insertReading(act.tx, { jti: claims.jti, code: reader.code, account: claims.account, told: [], offline: true, readAt }, act.now)
  act.record(isNew ? 'clients.pass-read' : 'clients.pass-read-known', { subject: claims.account, facts: { code: reader.code, offline: true, told: [] } })
  return isNew
}
