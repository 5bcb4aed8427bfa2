// `yiwang backup` and `yiwang restore`: one file out, and the way back, which is finished only when the ledger gives the noted root.
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pino } from 'pino'
import { forgetTransactions } from '#base/act'
import {
  addCluster, addHomeFiles, addSecrets, addTables, createArchive, emptyDatabase, emptyHome, fillTable, fromElsewhere, isEmptyDatabase, isEmptyHome, openArchive, otherMachine, physicalNeedsEmbedded, placeNotEmpty,
  prepareTables, readKeyFile, readShape, rootDiffers, setSequences, writeHomeFile, type Archive, type Head, type Shape, type Writer,
} from '#base/backups'
import type { Command } from '#base/commands'
import { readConfig, type Config } from '#base/config'
import { connectAlone, findEmbedded, sqlOver, startDatabase, type Connection } from '#base/db'
import { systemClock } from '#base/time'
import { lastCheckpoint, mustHaveKeys, rootOf, verifyLedger } from '#core/ledger'
import { servingAs } from './open.ts'
import { allStandings, openPlatform, type Platform } from './platform.ts'
import { claimHome } from './serve.ts'

/** Which installation; `backupKeyFile` seals what is made and opens what is restored. */
type Place = Pick<Config, 'home' | 'databaseUrl'> & Partial<Pick<Config, 'backupKeyFile' | 'servingDatabaseUrl'>>

type Say = (line: string) => void

/** What is noted of the ledger: its size at a moment, and its root then, hexadecimal. */
interface LedgerNote {
  entries: number
  root: string
}

export interface BackupReport {
  file: string
  form: Head['form']
  bytes: number
  encrypted: boolean
  tables: number
  files: number
  ledger: LedgerNote
}

export interface RestoreReport {
  form: Head['form']
  /** When the backup was made. */
  at: string
  /** Entries in the restored ledger; at least those noted. */
  entries: number
  ledger: LedgerNote
}

const machine = `${process.platform}-${process.arch}`

const keyFileOption = { flags: '--key-file <file>', about: 'the file with the passphrase of the backup, instead of YIWANG_BACKUP_KEY_FILE' }

function withKeyFile(config: Config, options: Record<string, string | boolean | undefined>): Config {
  const named = options['keyFile']
  return typeof named === 'string' ? { ...config, backupKeyFile: resolve(named) } : config
}

export const backup: Command = {
  name: 'backup',
  about: 'Write everything into one file, also while the platform runs: database, uploads, letters, keys. Encrypted under YIWANG_BACKUP_KEY_FILE; without one, guard the file like the keys. 备份为一个文件，可加密。',
  arguments: [{ name: 'file', about: 'the file to make' }],
  options: [{ flags: '--logical', about: 'tables instead of the server’s files: for any PostgreSQL 15 or later, on any machine' }, keyFileOption],
  examples: [{ line: 'backup /backup/yiwang-2026-11-26.backup', about: 'the embedded database, ready to run elsewhere' }, { line: 'backup city.backup --logical --json', about: '{"file","form","bytes","ledger":{"entries","root"}}' }],
  run: async ({ arguments: { file = '' }, options, say }) => {
    const report = await makeBackup(withKeyFile(readConfig(), options), { file: resolve(file), ...(options['logical'] === true ? { form: 'logical' } : {}) }, say)
    return { data: { ...report }, text: `${report.file}: ${report.form}, ${report.encrypted ? 'encrypted' : 'not encrypted'}, ${(report.bytes / 1e6).toFixed(1)} MB, ${report.files} files; ledger over ${report.ledger.entries} entries, root ${report.ledger.root}` }
  },
}

export const restore: Command = {
  name: 'restore',
  about: 'Restore a backup into an empty home, or an empty external database; checked by the ledger’s root, or undone. 从备份恢复。',
  arguments: [{ name: 'file', about: 'a file that `yiwang backup` made' }],
  options: [keyFileOption],
  examples: [{ line: 'restore /backup/yiwang-2026-11-26.backup', about: 'into the empty home of YIWANG_HOME' }],
  run: async ({ arguments: { file = '' }, options, say }) => {
    const report = await restoreBackup(withKeyFile(readConfig(), options), resolve(file), say)
    return { data: { ...report }, text: `restored what stood at ${report.at}: ${report.entries} entries, root over ${report.ledger.entries} is ${report.ledger.root}` }
  },
}

/** Makes a backup. Throws `backups.file-taken`, `backups.logical-only`, `backups.key-file-unusable`. Everything acknowledged before the call is in it. */
export async function makeBackup(config: Place, choice: { file: string; form?: Head['form'] }, say: Say): Promise<BackupReport> {
  const form = choice.form ?? (config.databaseUrl ? 'logical' : 'physical')
  if (form === 'physical' && config.databaseUrl) throw physicalNeedsEmbedded()
  const passphrase = config.backupKeyFile ? await readKeyFile(config.backupKeyFile) : undefined
  const server = await startDatabase({ ...config, say })
  try {
    const writer = await createArchive(choice.file, { form, at: systemClock.now().toString(), postgres: server.version, machine }, passphrase)
    try {
      say(`writing ${choice.file}`)
      if (!passphrase) say('NOT ENCRYPTED: the file holds the keys of this home as they are; whoever reads it can sign in its name. Set YIWANG_BACKUP_KEY_FILE. 备份未加密，含有密钥，请妥善保管。')
      const { tables, about } = form === 'physical' ? await writePhysical(writer, config.home, server.connection) : await writeLogical(writer, server.connection)
      const files = await addHomeFiles(writer, config.home)
      const bytes = await writer.finish({ ...about, files })
      return { file: choice.file, form, bytes, encrypted: passphrase !== undefined, tables, files, ledger: about.ledger }
    } catch (error) {
      await writer.discard()
      throw error
    }
  } finally {
    await server.stop()
  }
}

interface Written {
  tables: number
  about: { ledger: LedgerNote }
}

/** What the ledger was before the first byte was read; the copy holds at least that. */
async function writePhysical(writer: Writer, home: string, connection: Connection): Promise<Written> {
  const client = await connectAlone(connection)
  const ledger = await noteLedger(client).finally(() => client.end())
  const place = await findEmbedded(home)
  await addSecrets(writer, place)
  await addCluster(writer, place)
  return { tables: 0, about: { ledger } }
}

async function writeLogical(writer: Writer, connection: Connection): Promise<Written> {
  const client = await connectAlone(connection)
  try {
    await client.query('begin isolation level repeatable read read only')
    const ledger = await noteLedger(client)
    const shape = await readShape(client)
    await writer.add({ kind: 'table', name: '', about: { shape } }, nothing())
    const tables = await addTables(writer, client)
    await client.query('commit')
    return { tables, about: { ledger } }
  } finally {
    await client.end()
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function noteLedger(client: Awaited<ReturnType<typeof connectAlone>>): Promise<LedgerNote> {
  const last = await lastCheckpoint(sqlOver(client))
  return { entries: last?.size ?? 0, root: last ? Buffer.from(last.root).toString('hex') : '' }
}

/** Restores a backup, whole or not at all. Throws what `backups.…` refuses. */
export async function restoreBackup(config: Place, file: string, say: Say): Promise<RestoreReport> {
  say('checking the file')
  const archive = await openArchive(file, config.backupKeyFile ? await readKeyFile(config.backupKeyFile) : undefined)
  const { head } = archive
  const hasCluster = existsSync(join(config.home, 'postgres', '18'))
  if (head.form === 'physical' && (config.databaseUrl || head.machine !== machine || head.postgres !== 18)) throw otherMachine({ machine: head.machine, postgres: head.postgres })
  if (!(await isEmptyHome(config.home)) || (head.form === 'physical' && hasCluster)) throw placeNotEmpty()
  const claim = await claimHome(config.home)
  try {
    const ledger = archive.about['ledger'] as LedgerNote
    const entries = head.form === 'physical' ? await restorePhysical(config, archive, ledger, say) : await restoreLogical(config, archive, ledger, say)
    return { form: head.form, at: head.at, entries, ledger }
  } finally {
    claim.release()
  }
}

async function restorePhysical(config: Place, archive: Archive, ledger: LedgerNote, say: Say): Promise<number> {
  try {
    for await (const { head, chunks } of archive.records()) if (head.kind === 'file') await writeHomeFile(config.home, head.name, chunks)
    return await onPlatform(config, say, async (platform) => {
      await platform.migrate()
      return proveLedger(platform, ledger, say)
    })
  } catch (error) {
    await emptyHome(config.home)
    await rm(join(config.home, 'postgres'), { recursive: true, force: true })
    throw error
  }
}

async function restoreLogical(config: Place, archive: Archive, ledger: LedgerNote, say: Say): Promise<number> {
  return onPlatform(config, say, async (platform, connection) => {
    if (!(await isEmptyDatabase(platform.ground.sql))) throw placeNotEmpty()
    try {
      await fillFrom(archive, config.home, platform, connection, say)
      await platform.migrate()
      return await proveLedger(platform, ledger, say)
    } catch (error) {
      const client = await connectAlone(connection)
      await emptyDatabase(client).finally(() => client.end())
      await emptyHome(config.home)
      throw error
    }
  })
}

/** Tables in one transaction, files beside it. */
async function fillFrom(archive: Archive, home: string, platform: Platform, connection: Connection, say: Say): Promise<void> {
  const client = await connectAlone(connection)
  let shape: Shape | undefined
  try {
    for await (const { head, chunks } of archive.records()) {
      if (head.kind === 'file') await writeHomeFile(home, head.name, chunks)
      if (head.kind === 'table' && head.name === '') {
        shape = head.about?.['shape'] as Shape
        await beginFilling(platform, client, shape)
        say('filling the tables')
      } else if (head.kind === 'table') await fillTable(client, head, chunks)
    }
    if (!shape) throw new Error('a logical backup without its shape')
    await setSequences(client, shape)
    await forgetTransactions(sqlOver(client))
    await client.query('commit')
    await client.query('analyze')
  } finally {
    await client.end()
  }
}

async function beginFilling(platform: Platform, client: Awaited<ReturnType<typeof connectAlone>>, shape: Shape): Promise<void> {
  const done = await platform.migrate(new Set(shape.migrations))
  const missing = shape.migrations.filter((name) => !done.includes(name))
  if (missing.length > 0) throw fromElsewhere({ missing: missing.length, first: missing[0] ?? '' })
  await client.query('begin')
  await prepareTables(client, shape)
}

/** Recomputes the whole ledger and compares its root at the noted size. What had no place yet gets one when the platform runs. Answers how many entries have one. */
async function proveLedger({ ground }: Platform, { entries, root }: LedgerNote, say: Say): Promise<number> {
  say('proving the ledger')
  const report = await verifyLedger(ground)
  const found = entries === 0 ? '' : await rootOf(ground.sql, entries)
  if (!report.ok || found !== root) throw rootDiffers({ entries, root, found: found ?? '', ...(report.fault ? { fault: report.fault.en } : {}) })
  await mustHaveKeys(ground, allStandings())
  return report.entries
}

/** The platform as it will serve, and the connection of the owner. */
async function onPlatform<T>(config: Place, say: Say, work: (platform: Platform, connection: Connection) => Promise<T>): Promise<T> {
  const server = await startDatabase({ ...config, servingUrl: config.servingDatabaseUrl, say })
  try {
    const platform = await openPlatform({ ...servingAs(server), home: config.home, origin: 'http://localhost:8080', demonstration: false, log: pino({ level: 'silent' }), poolSize: 4 })
    try {
      return await work(platform, server.connection)
    } finally {
      await platform.close()
    }
  } finally {
    await server.stop()
  }
}
