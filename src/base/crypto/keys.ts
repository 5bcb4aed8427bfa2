// Keys of this installation in `<home>/keys`: folder 0700, files 0600, made on first use. A key file is never changed
// and never deleted: rotation adds a newer one, the older ones stay to verify and decrypt.
import { chmodSync, closeSync, fsyncSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { systemRandom, type Random } from '#base/ids'
import { systemClock, type Clock } from '#base/time'
import {
  algorithmOf, isSigning, makeStoredKey, publicJwk, purposes, secretKey, signingKey,
  type KeyDescription, type PublicJwk, type Purpose, type SecretKey, type SecretPurpose, type SigningKey, type SigningPurpose, type StoredKey,
} from './key.ts'
import { keyFileBroken, keyFileOpen } from './refusals.ts'

export interface KeyFolder {
  /** The home of the installation (`YIWANG_HOME`); keys live in its folder `keys`. */
  home: string
  random?: Random
  clock?: Clock
}

export interface Keys {
  /** The current signing key, made on first use. */
  signing(purpose: SigningPurpose): SigningKey
  /** The current secret, made on first use. */
  secret(purpose: SecretPurpose): SecretKey
  /** A secret by kid, also an older one; undefined when it is not here. */
  findSecret(purpose: SecretPurpose, kid: string): SecretKey | undefined
  /** All secrets of a purpose, newest first; empty when none was made. Never makes one. */
  secrets(purpose: SecretPurpose): SecretKey[]
  /** All signing keys of a purpose, newest first; empty when none was made. Never makes one. */
  signers(purpose: SigningPurpose): SigningKey[]
  /** Public halves of all keys of a purpose, newest first (RFC 7517). */
  jwks(purpose: SigningPurpose): { keys: PublicJwk[] }
  /** What keys there are, without key material. */
  list(): KeyDescription[]
  /** Makes a newer key of the purpose, which is current from now on in every process that shares the home. */
  rotate(purpose: Purpose): KeyDescription
}

/** Opens the keys of a home. Nothing is written until a key is first asked for. */
export function openKeys({ home, random = systemRandom, clock = systemClock }: KeyFolder): Keys {
  const folder = join(home, 'keys')
  const cache = new Map<string, StoredKey>()
  const stored = (purpose: Purpose) => fileNames(folder, purpose).map((name) => readCached(cache, folder, name, purpose))
  const current = (purpose: Purpose): StoredKey => {
    const name = fileNames(folder, purpose)[0] ?? add(purpose, 1)
    return readCached(cache, folder, name, purpose)
  }
  const add = (purpose: Purpose, place: number) => addFile(folder, fileName(purpose, place), makeStoredKey(purpose, random, clock.now()), random)
  const describe = (purpose: Purpose) => stored(purpose).map((key, at): KeyDescription => ({ purpose, kid: key.kid, algorithm: algorithmOf(purpose), created: key.created, current: at === 0 }))
  const signers = (purpose: SigningPurpose) => stored(purpose).map((key) => signingKey(purpose, key))
  return {
    signing: (purpose) => signingKey(purpose, current(purpose)),
    secret: (purpose) => secretKey(purpose, current(purpose)),
    findSecret(purpose, kid) {
      const found = stored(purpose).find((key) => key.kid === kid)
      return found && secretKey(purpose, found)
    },
    secrets: (purpose) => stored(purpose).map((key) => secretKey(purpose, key)),
    signers,
    jwks: (purpose) => ({ keys: signers(purpose).map(publicJwk) }),
    list: () => purposes.flatMap(describe),
    rotate(purpose) {
      add(purpose, fileNames(folder, purpose).length + 1)
      const made = describe(purpose)[0]
      if (!made) throw keyFileBroken({ folder })
      return made
    },
  }
}

function fileName(purpose: Purpose, place: number): string {
  return `${purpose}.${String(place).padStart(4, '0')}.json`
}

/** Names of the key files of a purpose, newest first. */
function fileNames(folder: string, purpose: Purpose): string[] {
  const names = listFolder(folder).filter((name) => name.startsWith(`${purpose}.`) && /\.\d{4}\.json$/.test(name))
  return names.sort().reverse()
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw keyFileBroken({ folder })
  }
}

/** Puts a key file in its place unless one is there. Of several processes one wins; all go on with the winner's key. */
function addFile(folder: string, name: string, key: StoredKey, random: Random): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // The mode of mkdir is cut by the umask and does not touch a folder that was there before.
  chmodSync(folder, 0o700)
  const draft = join(folder, `.draft-${process.pid}-${Buffer.from(random.bytes(8)).toString('hex')}`)
  writeDurably(draft, `${JSON.stringify(key)}\n`)
  try {
    // A link appears whole or not at all and never replaces a file, which a rename would do.
    linkSync(draft, join(folder, name))
    syncFolder(folder)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    unlinkSync(draft)
  }
  return name
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function readCached(cache: Map<string, StoredKey>, folder: string, name: string, purpose: Purpose): StoredKey {
  const known = cache.get(name)
  if (known) return known
  const key = readKeyFile(folder, name, purpose)
  cache.set(name, key)
  return key
}

function readKeyFile(folder: string, name: string, purpose: Purpose): StoredKey {
  const path = join(folder, name)
  if ((statSync(path).mode & 0o077) !== 0 || (statSync(folder).mode & 0o077) !== 0) throw keyFileOpen({ file: path })
  const key = parseKey(readFileSync(path, 'utf8'))
  if (!key || key.purpose !== purpose) throw keyFileBroken({ file: path })
  if (isSigning(purpose) && signingKeyIsBroken(purpose, key)) throw keyFileBroken({ file: path })
  return key
}

function signingKeyIsBroken(purpose: SigningPurpose, key: StoredKey): boolean {
  try {
    return publicJwk(signingKey(purpose, key)).x.length !== 43
  } catch {
    return true
  }
}

function parseKey(text: string): StoredKey | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const { purpose, kid, created, seed } = value as Record<string, unknown>
    if (typeof kid !== 'string' || typeof created !== 'string' || typeof seed !== 'string') return undefined
    const known = purposes.find((name) => name === purpose)
    return known && { purpose: known, kid, created, seed }
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
