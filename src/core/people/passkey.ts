// Passkeys (WebAuthn Level 3): bound to this address, so that a copied page gets nothing from them. The library is loaded by the
// first who uses one: most processes never need it.
import type { Ground } from '#base/context'
import { passkeyRefused, type Factor } from './factor.ts'
import { limits } from './limits.ts'

type Server = typeof import('@simplewebauthn/server')
type Created = Parameters<Server['verifyRegistrationResponse']>[0]['response']
type Given = Parameters<Server['verifyAuthenticationResponse']>[0]['response']

const load = (): Promise<Server> => import('@simplewebauthn/server')
const placeOf = (ground: Ground): { origin: string; host: string } => ({ origin: ground.origin, host: new URL(ground.origin).hostname })
const challengeOf = (ground: Ground) => Uint8Array.from(ground.random.bytes(32))

/** What a browser needs to make a passkey for an account. */
export async function creationOptions(ground: Ground, account: { id: string; login: string; name: string }, known: readonly Factor[]) {
  const { generateRegistrationOptions } = await load()
  return generateRegistrationOptions({
    rpName: 'Yiwang 一网', rpID: placeOf(ground).host, userName: account.login, userDisplayName: account.name, userID: Uint8Array.from(Buffer.from(account.id)),
    challenge: challengeOf(ground), timeout: limits.ticketSeconds * 1000, attestationType: 'none',
    excludeCredentials: known.flatMap(({ kind, credential }) => (kind !== 'passkey' || credential === null ? [] : [{ id: credential }])),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })
}

/** What a browser needs to use one: one of these, or any it has for this address. */
export async function requestOptions(ground: Ground, known: readonly Factor[]) {
  const { generateAuthenticationOptions } = await load()
  return generateAuthenticationOptions({
    rpID: placeOf(ground).host, challenge: challengeOf(ground), timeout: limits.ticketSeconds * 1000, userVerification: 'required',
    allowCredentials: known.flatMap(({ credential }) => (credential === null ? [] : [{ id: credential }])),
  })
}

/** The passkey that a browser made. Throws `people.passkey-refused`. */
export async function readCreated(ground: Ground, response: unknown, challenge: string) {
  const { verifyRegistrationResponse } = await load()
  const place = placeOf(ground)
  const verified = await refusing(() => verifyRegistrationResponse({ response: response as Created, expectedChallenge: challenge, expectedOrigin: place.origin, expectedRPID: place.host, requireUserVerification: true }))
  if (!verified.verified) throw passkeyRefused()
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential
  return { credential: id, publicKey, counter, transports: (transports ?? []).filter((one) => typeof one === 'string') }
}

/** Checks that a browser holds the passkey, and that its holder was there. Answers the new counter. Throws `people.passkey-refused`. */
export async function readGiven(ground: Ground, factor: Factor, response: unknown, challenge: string): Promise<number> {
  const { verifyAuthenticationResponse } = await load()
  const place = placeOf(ground)
  const { credential: id, publicKey, counter } = factor
  if (id === null || publicKey === null) throw passkeyRefused()
  const verified = await refusing(() => verifyAuthenticationResponse({
    response: response as Given, expectedChallenge: challenge, expectedOrigin: place.origin, expectedRPID: place.host, requireUserVerification: true,
    credential: { id, publicKey: Uint8Array.from(publicKey), counter },
  }))
  if (!verified.verified) throw passkeyRefused()
  return verified.authenticationInfo.newCounter
}

/** The identifier that an answer of a browser names. */
export function credentialIn(response: unknown): string {
  const id = typeof response === 'object' && response !== null && 'id' in response ? response.id : undefined
  if (typeof id !== 'string') throw passkeyRefused()
  return id
}

/** The library throws at whatever does not fit; to the caller it is one refusal, and what did not fit is nobody's business. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch {
    throw passkeyRefused()
  }
}
