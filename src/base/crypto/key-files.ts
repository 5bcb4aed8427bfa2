// The files of keys in `<home>/keys`: folder 0700, files 0600. A file appears whole or not at all. One is replaced only by the same key: wrapped
// anew, retired, or with its private half moved elsewhere. None is deleted.
import { chmodSync, closeSync, fsyncSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '#base/ids'
import { halvesOf, isSigning, publicJwk, purposes, seedBytes, type Purpose, type SigningPurpose, type StoredKey } from './key.ts'
import { keyFileBroken, keyFileOpen } from './refusals.ts'

export interface KeyFiles {
  /** The keys of a purpose, newest first; each file is read once. */
  read(purpose: Purpose): StoredKey[]
  /** The same as they stand on the disk at this moment. */
  fresh(purpose: Purpose): StoredKey[]
  /** How many there are, without reading any. */
  count(purpose: Purpose): number
  /** Adds the first key of a purpose. Of several processes that find none at once one wins, and all go on with its key. Answers it. */
  first(key: StoredKey): StoredKey
  /** Adds a newer key. Of several processes that add at once one wins; all go on with the winner's key. Answers it. */
  add(key: StoredKey): StoredKey
  /** The same key, kept otherwise from now on. */
  replace(key: StoredKey): void
}

/** Opens the folder. Nothing is written until a key is added. Throws `crypto.key-file-open`, `crypto.key-file-broken`. */
export function openKeyFiles(home: string, random: Random): KeyFiles {
  const folder = join(home, 'keys')
  const cache = new Map<string, StoredKey>()
  const readCached = (name: string, purpose: Purpose) => {
    const key = cache.get(name) ?? readKeyFile(folder, name, purpose)
    cache.set(name, key)
    return key
  }
  const addAt = (place: number, key: StoredKey) => {
    const name = fileName(key.purpose, place)
    addFile(folder, name, key, random)
    return readCached(name, key.purpose)
  }
  const fresh = (purpose: Purpose) => fileNames(folder, purpose).map((name) => readKeyFile(folder, name, purpose))
  return {
    read: (purpose) => fileNames(folder, purpose).map((name) => readCached(name, purpose)),
    fresh,
    count: (purpose) => fileNames(folder, purpose).length,
    // Not behind whatever stands there meanwhile: whoever found none wants the first, also where another was quicker.
    first: (key) => addAt(1, key),
    add: (key) => addAt(fileNames(folder, key.purpose).length + 1, key),
    replace: (key) => {
      const names = fileNames(folder, key.purpose)
      const name = names[fresh(key.purpose).findIndex(({ kid }) => kid === key.kid)]
      if (name === undefined) throw keyFileBroken({ folder })
      replaceFile(folder, name, key, random)
      cache.delete(name)
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

/** Puts a key file in its place unless one is there. */
function addFile(folder: string, name: string, key: StoredKey, random: Random): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // The mode of mkdir is cut by the umask and does not touch a folder that was there before.
  chmodSync(folder, 0o700)
  const draft = draftOf(folder, key, random)
  try {
    // A link appears whole or not at all and never replaces a file, which a rename would do.
    linkSync(draft, join(folder, name))
    syncFolder(folder)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    unlinkSync(draft)
  }
}

function replaceFile(folder: string, name: string, key: StoredKey, random: Random): void {
  renameSync(draftOf(folder, key, random), join(folder, name))
  syncFolder(folder)
}

function draftOf(folder: string, key: StoredKey, random: Random): string {
  const draft = join(folder, `.draft-${process.pid}-${Buffer.from(random.bytes(8)).toString('hex')}`)
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, `${JSON.stringify(key)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return draft
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function readKeyFile(folder: string, name: string, purpose: Purpose): StoredKey {
  const path = join(folder, name)
  if ((statSync(path).mode & 0o077) !== 0 || (statSync(folder).mode & 0o077) !== 0) throw keyFileOpen({ file: path })
  const key = parseKey(readFileSync(path, 'utf8'))
  if (!key || key.purpose !== purpose || !isWhole(key)) throw keyFileBroken({ file: path })
  if (isSigning(purpose) && signingKeyIsBroken(purpose, key)) throw keyFileBroken({ file: path })
  return key
}

/** Whether a file holds the key it is about, or says where that stands. */
function isWhole({ purpose, seed, wrapped, check, public: publicHalf, store, retired }: StoredKey): boolean {
  if (seed !== undefined) return Buffer.from(seed, 'base64url').length === seedBytes(purpose)
  if (isSigning(purpose)) return publicHalf !== undefined
  return purpose === 'master' ? store === 'kms' || retired !== undefined : wrapped !== undefined && check !== undefined
}

function signingKeyIsBroken(purpose: SigningPurpose, key: StoredKey): boolean {
  try {
    return publicJwk({ kid: key.kid, publicKey: halvesOf(purpose, key).publicKey }).x.length !== 43
  } catch {
    return true
  }
}

function parseKey(text: string): StoredKey | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const { purpose, kid, created } = value as Record<string, unknown>
    if (typeof kid !== 'string' || typeof created !== 'string' || !isTyped(value as Record<string, unknown>)) return undefined
    // What a file of ours says beside these was written by us.
    return purposes.some((name) => name === purpose) ? (value as StoredKey) : undefined
  } catch {
    return undefined
  }
}

function isTyped({ seed, check, wrapped, public: publicHalf, retired }: Record<string, unknown>): boolean {
  const isText = (one: unknown) => one === undefined || typeof one === 'string'
  const isRecord = (one: unknown) => one === undefined || (typeof one === 'object' && one !== null)
  return isText(seed) && isText(check) && isText(retired) && isRecord(wrapped) && isRecord(publicHalf)
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
