// Keys of this installation: files in `<home>/keys`, and the store behind them (key-store.ts). Rotation adds a newer key, the older ones stay to
// verify and decrypt, until nothing stands under them: then they are retired. Rotating the master wraps the secrets anew, and touches nothing else.
import type { KeyObject } from 'node:crypto'
import { systemRandom, type Random } from '#base/ids'
import { systemClock, type Clock } from '#base/time'
import { openKeyFiles, type KeyFiles } from './key-files.ts'
import { homeStore, type KeyStore } from './key-store.ts'
import { kmsStore, madeAtOnce } from './kms-store.ts'
import type { Kms } from './kms.ts'
import {
  algorithmOf, publicHalf, publicJwk, purposes, secretPurposes, signingKey, signingPurposes,
  type KeyDescription, type PublicJwk, type Purpose, type SecretKey, type SecretPurpose, type SigningKey, type SigningPurpose, type StoredKey,
} from './key.ts'
import { keyFileBroken } from './refusals.ts'

export interface KeyFolder {
  /** The home of the installation (`YIWANG_HOME`); keys live in its folder `keys`. */
  home: string
  random?: Random
  clock?: Clock
}

/** Behind a KMS every secret may throw `crypto.kms-away`: it is kept unwrapped for a bounded time. */
export interface Keys {
  /** The current signing key; in a home made on first use. */
  signing(purpose: SigningPurpose): SigningKey
  /** The current secret; in a home made on first use. */
  secret(purpose: SecretPurpose): SecretKey
  /** A secret by kid, also an older or retired one; undefined when it is not here. */
  findSecret(purpose: SecretPurpose, kid: string): SecretKey | undefined
  /** All secrets of a purpose that are in use, newest first; empty when none was made. Never makes one. */
  secrets(purpose: SecretPurpose): SecretKey[]
  /** How many secrets of a purpose there are: whether another process made one meanwhile. */
  count(purpose: SecretPurpose): number
  /** All signing keys of a purpose, newest first; empty when none was made. Never makes one. */
  signers(purpose: SigningPurpose): SigningKey[]
  /** Public halves of all keys of a purpose, newest first (RFC 7517). */
  jwks(purpose: SigningPurpose): { keys: PublicJwk[] }
  /** What keys there are, without key material. */
  list(): KeyDescription[]
  /** Makes a newer key of the purpose, which is current from now on in every process that shares the home. A newer master wraps every secret anew. */
  rotate(purpose: Purpose): Promise<KeyDescription>
  /** Marks an older secret under which nothing stands: nothing is looked up under it any more. It stays, for a backup of its time. */
  retire(purpose: SecretPurpose, kid: string): void
  /** Whether a KMS is behind these keys and does not answer, or not rightly. */
  isAway(): boolean
  close(): void
}

/** Opens the keys of a home. Nothing is written until a key is first asked for. */
export function openKeys({ home, random = systemRandom, clock = systemClock }: KeyFolder): Keys {
  const files = openKeyFiles(home, random)
  return makeKeys(files, homeStore(files, random, clock), clock)
}

/** What the keys behind a KMS are opened with. */
export interface KmsChoice {
  kms: Kms
  cacheSeconds: number
  onChange?: ((isAway: boolean) => void) | undefined
}

/** Opens keys behind a KMS, and makes those that are missing. Throws `crypto.kms-away`, `crypto.kms-wrong`, `crypto.keys-not-in-kms`. */
export async function openKeysInKms({ home, random = systemRandom, clock = systemClock }: KeyFolder, choice: KmsChoice): Promise<Keys> {
  const files = openKeyFiles(home, random)
  const store = kmsStore({ ...choice, files, random, clock })
  await store.begin()
  for (const purpose of madeAtOnce) if (files.count(purpose) === 0) files.first(await store.make(purpose))
  return makeKeys(files, store, clock)
}

/**
 * Moves the keys of a home into a KMS: secrets are wrapped there, signing keys get a successor there, and what the older ones need no more leaves
 * the home. Goes on where it was cut off. Answers the kids of the new signing keys.
 */
export async function moveKeys({ home, random = systemRandom, clock = systemClock }: KeyFolder, choice: KmsChoice): Promise<KeyDescription[]> {
  const files = openKeyFiles(home, random)
  const there = kmsStore({ ...choice, files, random, clock })
  const here = homeStore(files, random, clock)
  if (files.fresh('master')[0]?.store !== 'kms') files.add(await there.make('master'))
  for (const purpose of secretPurposes) {
    for (const stored of files.fresh(purpose)) {
      if (stored.wrapped?.store !== 'kms') files.replace(await there.rewrap({ ...stored, seed: here.open(stored).export().toString('base64url') }))
    }
  }
  for (const purpose of signingPurposes) {
    const held = files.fresh(purpose)
    if (held.length > 0 && held[0]?.store !== 'kms') files.add(await there.make(purpose))
    for (const { seed, ...stored } of held) if (seed !== undefined) files.replace({ ...stored, public: publicHalf(purpose, seed) })
  }
  for (const { seed, ...stored } of files.fresh('master')) if (seed !== undefined) files.replace({ ...stored, retired: clock.now().toString() })
  there.close()
  return makeKeys(files, there, clock).list().filter(({ current, purpose }) => current && purpose !== 'master')
}

function makeKeys(files: KeyFiles, store: KeyStore, clock: Clock): Keys {
  const current = (purpose: Purpose): StoredKey => {
    const found = files.read(purpose)
    // One that another process has just made is current as soon as it is at hand here.
    const newest = found.find((one) => store.isAtHand(one)) ?? found[0] ?? (store.makeNow && files.first(store.makeNow(purpose)))
    if (!newest) throw keyFileBroken({ purpose })
    return newest
  }
  const describe = (purpose: Purpose) => files.fresh(purpose).map((key, at): KeyDescription => ({
    purpose, kid: key.kid, algorithm: algorithmOf(purpose), created: key.created, current: at === 0, store: key.wrapped?.store ?? key.store ?? 'home',
    ...((secretPurposes as readonly string[]).includes(purpose) ? { wrappedBy: key.wrapped?.by ?? null } : {}), ...(key.retired === undefined ? {} : { retired: key.retired }),
  }))
  const signing = (purpose: SigningPurpose, stored: StoredKey) => signingKey(purpose, stored, store.sign)
  const signers = (purpose: SigningPurpose) => files.read(purpose).map((key) => signing(purpose, key))
  const secretKey = (purpose: SecretPurpose, stored: StoredKey): SecretKey => lazily({ purpose, kid: stored.kid, created: stored.created }, () => store.open(stored))
  return {
    signing: (purpose) => signing(purpose, current(purpose)),
    secret: (purpose) => secretKey(purpose, current(purpose)),
    findSecret(purpose, kid) {
      const found = files.read(purpose).find((key) => key.kid === kid)
      return found && secretKey(purpose, found)
    },
    secrets: (purpose) => files.read(purpose).filter(({ retired }) => retired === undefined).map((key) => secretKey(purpose, key)),
    count: (purpose) => files.count(purpose),
    signers,
    jwks: (purpose) => ({ keys: signers(purpose).map(publicJwk) }),
    list: () => purposes.flatMap(describe),
    async rotate(purpose) {
      // The one that is in use is there before it has a successor.
      current(purpose)
      files.add(await store.make(purpose))
      if (purpose === 'master') for (const stored of secretPurposes.flatMap((one) => files.fresh(one))) files.replace(await store.rewrap(stored))
      const made = describe(purpose)[0]
      if (!made) throw keyFileBroken({ purpose })
      return made
    },
    retire(purpose, kid) {
      const [newest, ...older] = files.fresh(purpose)
      const found = older.find((key) => key.kid === kid)
      if (!newest || !found) throw keyFileBroken({ purpose, kid })
      if (found.retired === undefined) files.replace({ ...found, retired: clock.now().toString() })
    },
    isAway: () => store.isAway(),
    close: () => store.close(),
  }
}

/** A secret is unwrapped when it is used: to know its name nothing has to be at hand. */
function lazily(key: Omit<SecretKey, 'secret'>, open: () => KeyObject): SecretKey {
  return { ...key, get secret() { return open() } }
}
