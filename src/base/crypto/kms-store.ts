// The store of keys in a KMS: masters and signing keys never leave it; secrets stand wrapped in the home and are kept unwrapped in memory for a
// bounded time. While the KMS is away, what is at hand goes on being used until that time is over; what needs the KMS is refused.
import { createSecretKey, type KeyObject } from 'node:crypto'
import type { Random } from '#base/ids'
import type { Clock } from '#base/time'
import { checkOf, halvesOf, isSignature, isSigning, makeStoredKey, purposes, secretPurposes, seedBytes, signingPurposes, type StoredKey } from './key.ts'
import type { KeyFiles } from './key-files.ts'
import { contextOf, type KeyStore } from './key-store.ts'
import type { Kms } from './kms.ts'
import { keysNotInKms, kmsAway, kmsWrong } from './refusals.ts'

export interface KmsStoreOptions {
  kms: Kms
  files: KeyFiles
  random: Random
  clock: Clock
  /** How long an unwrapped secret is used without the KMS. */
  cacheSeconds: number
  /** Hears that the KMS went away, or is back. */
  onChange?: ((isAway: boolean) => void) | undefined
}

interface AtHand {
  secret: KeyObject
  until: Temporal.Instant
}

/** A store that asks nothing by itself yet: see `begin`. */
export function kmsStore({ kms, files, random, clock, cacheSeconds, onChange }: KmsStoreOptions): KeyStore & { begin(): Promise<void> } {
  const atHand = new Map<string, AtHand>()
  const { heard, isAway } = listening(onChange)
  let refreshing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  const unwrap = async (stored: StoredKey): Promise<Buffer> => {
    const { wrapped, check } = stored
    if (wrapped?.store !== 'kms') throw keysNotInKms({ purpose: stored.purpose })
    const secret = await heard(kms.unwrap(wrapped.by, wrapped.text, contextOf(stored)))
    if (secret.length !== seedBytes(stored.purpose) || checkOf(secret) !== check) throw kmsWrong({ reason: 'other-secret', kid: stored.kid })
    return secret
  }
  const wrap = async ({ seed, ...key }: StoredKey & { seed: string }): Promise<StoredKey> => {
    const secret = Buffer.from(seed, 'base64url')
    const by = files.fresh('master')[0]
    if (by?.store !== 'kms') throw keysNotInKms({ purpose: 'master' })
    const text = await heard(kms.wrap(by.kid, secret, contextOf(key)))
    const made: StoredKey = { ...key, wrapped: { store: 'kms', by: by.kid, text }, check: checkOf(secret) }
    // Nothing is sealed under a key before it was seen to come back, and none that stands there as it is counts as wrapped.
    if (Buffer.from(text, 'base64url').includes(secret) || text.includes(seed)) throw kmsWrong({ reason: 'not-wrapped' })
    keep(made, await unwrap(made))
    return made
  }
  const keep = (stored: StoredKey, secret: Buffer) => void atHand.set(stored.kid, { secret: createSecretKey(secret), until: clock.now().add({ seconds: cacheSeconds }) })
  const refresh = async () => {
    for (const stored of secretPurposes.flatMap((purpose) => files.fresh(purpose))) keep(stored, await unwrap(stored))
  }
  const refreshOnce = () => (refreshing ??= refresh().finally(() => (refreshing = undefined)))
  const held = ({ kid }: StoredKey): AtHand | undefined => [atHand.get(kid)].find((found) => found && Temporal.Instant.compare(clock.now(), found.until) < 0)
  return {
    name: 'kms',
    make: async (purpose) => {
      if (purpose === 'master' || isSigning(purpose)) {
        const { kid, public: half } = await heard(kms.make(purpose, Buffer.from(random.bytes(16)).toString('base64url')))
        return { purpose, kid, created: clock.now().toString(), store: 'kms', ...(half ? { public: half } : {}) }
      }
      return wrap(makeStoredKey(purpose, random, clock.now()))
    },
    rewrap: async (stored) => wrap({ ...stored, seed: (stored.seed === undefined ? await unwrap(stored) : Buffer.from(stored.seed, 'base64url')).toString('base64url') }),
    open: (stored) => {
      const found = held(stored)
      if (found) return found.secret
      // Made by another process a moment ago, or the time is over: asked for at once, for whoever comes again.
      atHand.delete(stored.kid)
      void refreshOnce().catch(() => undefined)
      throw kmsAway()
    },
    isAtHand: (stored) => held(stored) !== undefined,
    sign: async (stored, data) => {
      if (!isSigning(stored.purpose) || stored.store !== 'kms') throw keysNotInKms({ purpose: stored.purpose })
      const signature = await heard(kms.sign(stored.kid, data))
      if (signature.length !== 64 || !isSignature(halvesOf(stored.purpose, stored).publicKey, data, signature)) throw kmsWrong({ reason: 'signature', kid: stored.kid })
      return signature
    },
    isAway,
    close: () => {
      clearInterval(timer)
      atHand.clear()
    },
    begin: async () => {
      await heard(kms.health())
      const known = new Set((await heard(kms.keys())).map(({ kid }) => kid))
      for (const purpose of purposes) for (const stored of files.fresh(purpose)) mustBeIn(stored, known)
      await refresh()
      timer = setInterval(() => void refreshOnce().catch(() => undefined), (cacheSeconds * 1000) / 3).unref()
    },
  }
}

/** Knows by what it last heard whether the KMS is away, and tells when that changes. */
function listening(onChange: KmsStoreOptions['onChange']) {
  let away = false
  const tell = (isAway: boolean) => {
    if (isAway !== away) onChange?.(isAway)
    away = isAway
  }
  const heard = <T>(answer: Promise<T>): Promise<T> => answer.then((value) => {
    tell(false)
    return value
  }, (error: unknown) => {
    tell(true)
    throw error
  })
  return { heard, isAway: () => away }
}

/** Refuses a start with keys that are not in the KMS, or that the KMS does not know. Older keys that signed in the home only verify. */
function mustBeIn(stored: StoredKey, known: ReadonlySet<string>): void {
  const { purpose, seed, wrapped, store, kid } = stored
  if (seed !== undefined || (wrapped && wrapped.store !== 'kms')) throw keysNotInKms({ purpose })
  const needed = wrapped?.by ?? (store === 'kms' ? kid : undefined)
  if (needed !== undefined && !known.has(needed)) throw kmsWrong({ reason: 'unknown-key', kid: needed })
}

/** The purposes of which a KMS makes the keys when the store is first opened: masters first, since they wrap what comes after. */
export const madeAtOnce = ['master', ...signingPurposes, ...secretPurposes] as const
