// Opens the platform of this installation for a command: settings, database, schema. The same for serving and for a single command.
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Config } from '#base/config'
import { readConfig, SettingsError } from '#base/config'
import type { CertificateRelay, ProofRelay } from '#base/context'
import { kmsNeeded, mustLieOutside, openKms, readSecretFile } from '#base/crypto'
import { readKeyFile } from '#base/backups'
import { startDatabase, type DatabaseServer } from '#base/db'
import { openLog } from '#base/log'
import { isProblem } from '#base/problem'
import { readCertificateRelay } from '#core/people'
import { readProofRelays } from '#support/proofs'
import { openPlatform, type Platform, type PlatformOptions } from './platform.ts'

export interface Installation {
  config: Config
  platform: Platform
  server: DatabaseServer
  close(): Promise<void>
}

/** Opens what the settings name; migrates first. A database that was stopped is started, one that runs is used. */
export async function openInstallation(options: { config?: Config; say?: (line: string) => void; poolSize?: number; logLevel?: string } = {}): Promise<Installation> {
  const config = options.config ?? readConfig()
  const say = options.say ?? (() => undefined)
  const proofs = config.proofsFile === undefined ? undefined : await readProofsFile(config.proofsFile)
  const kms = await openSecrets(config)
  const certificates = config.certificatesFile === undefined ? undefined : await readCertificatesFile(config.certificatesFile)
  const server = await startDatabase({ home: config.home, databaseUrl: config.databaseUrl, servingUrl: config.servingDatabaseUrl, say })
  try {
    const platform = await openPlatform({
      ...servingAs(server), home: config.home, origin: config.origin, demonstration: config.demo, kms, relays: { ...config.relays, proofs, certificates }, innerNetworks: config.innerNetworks, scanner: config.scanner, emergencyMinutes: config.emergencyMinutes, log: openLog({ level: options.logLevel ?? config.logLevel }), poolSize: options.poolSize ?? 20,
    })
    mustHaveStore(platform, config)
    mustBeCallable(platform, proofs ?? {})
    if (server.lack !== undefined) tellLack(server.lack, platform, say)
    const applied = await platform.migrate()
    if (applied.length > 0) say(`database brought up to date (${applied.length} steps)`)
    return { config, platform, server, close: () => platform.close().finally(() => server.stop()) }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** As whom the platform serves, and who owns the tables. */
export function servingAs({ connection, serving }: DatabaseServer): Pick<PlatformOptions, 'connection' | 'owner'> {
  return serving ? { connection: serving, owner: connection } : { connection }
}

/** Told once at each start, to who watches it and in the log. */
function tellLack(lack: string, { ground }: Platform, say: (line: string) => void): void {
  say(`serving as the owner of the tables, so the database does not guard them from the platform itself: ${lack}. Set YIWANG_SERVING_DATABASE_URL, or let the role of DATABASE_URL make roles. 平台以数据表所有者的身份运行，建议另设权限较小的数据库角色。`)
  ground.log.warn({ lack }, 'the platform serves as the owner of its tables')
}

const tokenBytesMin = 16

/** The KMS as the settings name it, once every secret that the operator keeps beside the home is found guarded. Throws `crypto.secret-file-inside`, `crypto.secret-file-unusable`, `backups.key-file-unusable`. */
export async function openSecrets({ home, kms, backupKeyFile, certificatesFile }: Pick<Config, 'home' | 'kms' | 'backupKeyFile' | 'certificatesFile'>): Promise<PlatformOptions['kms']> {
  for (const file of [backupKeyFile, kms?.tokenFile, certificatesFile]) if (file !== undefined) await mustLieOutside(file, home)
  if (backupKeyFile !== undefined) await readKeyFile(backupKeyFile)
  if (!kms) return undefined
  const token = kms.tokenFile === undefined ? undefined : (await readSecretFile(kms.tokenFile, tokenBytesMin)).toString('utf8')
  return { kms: openKms({ url: kms.url, token }), cacheSeconds: kms.cacheSeconds }
}

/** Every key file is looked at before anything is served: one that others may read, or whose key stands in a KMS that nobody named, stops the start. */
function mustHaveStore({ ground }: Platform, { kms }: Pick<Config, 'kms'>): void {
  if (ground.keys.list().some(({ store }) => store === 'kms') && !kms) throw kmsNeeded()
}

/** Reads the file that sets up the sources of proofs. Throws a SettingsError that names every fault. */
export async function readProofsFile(file: string): Promise<Record<string, ProofRelay>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new SettingsError([`YIWANG_PROOFS_FILE ${file} cannot be read: ${error.code ?? error.name}`])
  })
  const { relays, faults } = readProofRelays(text)
  if (faults.length > 0) throw new SettingsError(faults.map((fault) => `YIWANG_PROOFS_FILE ${fault}`))
  return relays
}

/** Reads the file that lets people sign in by certificates; it holds a secret, and is guarded as one. Throws a SettingsError that names every fault, or `crypto.secret-file-unusable`. */
export async function readCertificatesFile(file: string): Promise<CertificateRelay | undefined> {
  const { relay, faults } = await readCertificateRelay((await readSecretFile(file, 1)).toString('utf8'), dirname(file))
  if (faults.length > 0) throw new SettingsError(faults.map((fault) => `YIWANG_CERTIFICATES_FILE ${fault}`))
  return relay
}

/** A source that no call would go to is told at the start, not to the first person who needs it. */
function mustBeCallable({ ground }: Platform, proofs: Record<string, ProofRelay>): void {
  const faults = Object.entries(proofs).flatMap(([name, { url }]) => {
    try {
      ground.outgoing.mustBeCallable(url)
      return []
    } catch (error) {
      if (!isProblem(error)) throw error
      return [`YIWANG_PROOFS_FILE ${name}: ${error.kind.en} ${error.kind.nextEn}`]
    }
  })
  if (faults.length > 0) throw new SettingsError(faults)
}

/** Runs one piece of work on the platform and closes it again, also when it fails. What followers have to do is done before. */
export async function withInstallation<T>(say: (line: string) => void, work: (installation: Installation) => Promise<T>): Promise<T> {
  const installation = await openInstallation({ say, poolSize: 6, logLevel: 'warn' })
  try {
    return await work(installation)
  } finally {
    await installation.close()
  }
}
