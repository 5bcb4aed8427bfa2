// Where keys stand that never leave it: those that wrap others and, in a key management system, those that sign. Two implementations: the folder of
// the home (here) and a KMS (kms-store.ts). Whatever is sealed or digested is so by a secret that was wrapped there and is at hand unwrapped.
import { createSecretKey, type KeyObject } from 'node:crypto'
import type { Random } from '#base/ids'
import type { Clock } from '#base/time'
import { checkOf, isSigning, makeStoredKey, type Purpose, type StoredKey, type StoreName } from './key.ts'
import type { KeyFiles } from './key-files.ts'
import { dataUnreadable, kmsNeeded } from './refusals.ts'
import { openBytes, sealBytes } from './sm4.ts'

export interface KeyStore {
  name: StoreName
  /** A new key of a purpose, as its file will say. */
  make(purpose: Purpose): Promise<StoredKey>
  /** The same at once, where keys are made when they are first asked for; absent where all are made when the store is opened. */
  makeNow?(purpose: Purpose): StoredKey
  /** The same secret under the newest master key. */
  rewrap(stored: StoredKey): Promise<StoredKey>
  /** A secret, unwrapped. Throws `crypto.kms-away` where it is not at hand. */
  open(stored: StoredKey): KeyObject
  isAtHand(stored: StoredKey): boolean
  sign(stored: StoredKey, data: Uint8Array): Promise<Buffer>
  /** Whether it answers. */
  isAway(): boolean
  close(): void
}

/** The store of the home: master keys stand beside what they wrap, so it guards against nobody who can read the folder. */
export function homeStore(files: KeyFiles, random: Random, clock: Clock): KeyStore {
  const opened = new WeakMap<StoredKey, KeyObject>()
  const master = (): StoredKey => files.read('master')[0] ?? files.first(makeStoredKey('master', random, clock.now()))
  const wrap = ({ seed, ...key }: StoredKey & { seed: string }): StoredKey => {
    const secret = Buffer.from(seed, 'base64url')
    const by = master()
    return { ...key, wrapped: { store: 'home', by: by.kid, text: sealBytes(keyOf(by), secret, contextOf(key), random).toString('base64url') }, check: checkOf(secret) }
  }
  const unwrap = (stored: StoredKey): Buffer => {
    const { seed, wrapped, kid } = stored
    if (seed !== undefined) return Buffer.from(seed, 'base64url')
    if (wrapped?.store === 'kms') throw kmsNeeded()
    const by = files.read('master').find((one) => one.kid === wrapped?.by)
    const secret = by?.seed !== undefined && wrapped ? openBytes(keyOf(by), Buffer.from(wrapped.text, 'base64url'), contextOf(stored)) : undefined
    if (!secret || checkOf(secret) !== stored.check) throw dataUnreadable({ kid })
    return secret
  }
  const makeNow = (purpose: Purpose): StoredKey => {
    const key = makeStoredKey(purpose, random, clock.now())
    return isSigning(purpose) || purpose === 'master' ? key : wrap(key)
  }
  return {
    name: 'home', makeNow,
    make: async (purpose) => makeNow(purpose),
    rewrap: async (stored) => wrap({ ...stored, seed: unwrap(stored).toString('base64url') }),
    open: (stored) => {
      const key = opened.get(stored) ?? createSecretKey(unwrap(stored))
      opened.set(stored, key)
      return key
    },
    isAtHand: () => true,
    sign: async () => {
      throw kmsNeeded()
    },
    isAway: () => false,
    close: () => undefined,
  }
}

/** What a wrapped key is bound to: it opens as the same key of the same purpose. */
export const contextOf = ({ purpose, kid }: Pick<StoredKey, 'purpose' | 'kid'>): string => `yiwang.${purpose}:${kid}`

const keyOf = (master: StoredKey): KeyObject => createSecretKey(Buffer.from(master.seed ?? '', 'base64url'))
