// What the operator sets up for certificates: one file of settings (YIWANG_CERTIFICATES_FILE), the authorities and the lists of revoked ones that it names.
// The lists are read again when they change; one that cannot be read makes every certificate refused, never accepted.
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { CertificateRelay } from '#base/context'
import { DerFault, readCertificate, readPem, readRevocations, type Certificate, type Revocations } from '#engines/certificates'

const Settings = Type.Object({
  secret: Type.String({ minLength: 32, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' }), alone: Type.Boolean(), authorities: Type.String({ minLength: 1 }), lists: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 50 }),
}, { additionalProperties: false })

/** Reads the settings; paths in them are seen from their folder. `faults`: one line for each; the secret is never repeated. */
export async function readCertificateRelay(text: string, folder: string): Promise<{ relay?: CertificateRelay; faults: string[] }> {
  const settings = parse(text)
  if (!Value.Check(Settings, settings)) {
    const [first] = Value.Errors(Settings, settings)
    return { faults: [first ? `${first.instancePath || '/'} ${first.message}` : 'is no JSON object of settings'] }
  }
  const relay = { ...settings, authorities: resolve(folder, settings.authorities), lists: settings.lists.map((list) => resolve(folder, list)) }
  try {
    return (await readAuthorities(relay.authorities)).length > 0 ? { relay, faults: [] } : { faults: [`${relay.authorities} holds no certificate`] }
  } catch (error) {
    return { faults: [`${relay.authorities} cannot be read: ${error instanceof Error ? error.message : ''}`] }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const readAuthorities = async (path: string): Promise<Certificate[]> => readPem(await readFile(path), 'CERTIFICATE').map(readCertificate)

interface Kept<T> {
  stamp: string
  value: T
}
interface Memory {
  authorities?: Kept<Certificate[]>
  lists: Map<string, Kept<Revocations[]>>
}
const memories = new WeakMap<CertificateRelay, Memory>()

/** The authorities and the lists as the files are now; undefined where one of them cannot be read. */
export async function readTrust(relay: CertificateRelay): Promise<{ anchors: Certificate[]; lists: Revocations[] } | undefined> {
  const memory: Memory = memories.get(relay) ?? { lists: new Map() }
  memories.set(relay, memory)
  try {
    memory.authorities = await readAnew(relay.authorities, memory.authorities, (file) => readPem(file, 'CERTIFICATE').map(readCertificate))
    for (const path of relay.lists) memory.lists.set(path, await readAnew(path, memory.lists.get(path), (file) => readPem(file, 'X509 CRL').map(readRevocations)))
    return { anchors: memory.authorities.value, lists: [...memory.lists.values()].flatMap(({ value }) => value) }
  } catch (error) {
    if (error instanceof DerFault || (error instanceof Error && 'code' in error)) return undefined
    throw error
  }
}

async function readAnew<T>(path: string, kept: Kept<T> | undefined, read: (file: Uint8Array) => T): Promise<Kept<T>> {
  const { mtimeMs, size, ino } = await stat(path)
  const stamp = `${mtimeMs} ${size} ${ino}`
  return kept?.stamp === stamp ? kept : { stamp, value: read(await readFile(path)) }
}
