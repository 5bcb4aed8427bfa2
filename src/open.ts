// Opens the platform of this installation for a command: settings, database, schema. The same for serving and for a single command.
import type { Config } from '#base/config'
import { readConfig } from '#base/config'
import { startDatabase, type DatabaseServer } from '#base/db'
import { openLog } from '#base/log'
import { openPlatform, type Platform } from './platform.ts'

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
  const server = await startDatabase({ home: config.home, databaseUrl: config.databaseUrl, say })
  try {
    const platform = await openPlatform({
      connection: server.connection, home: config.home, origin: config.origin, demonstration: config.demo, relays: config.relays, innerNetworks: config.innerNetworks, emergencyMinutes: config.emergencyMinutes, log: openLog({ level: options.logLevel ?? config.logLevel }), poolSize: options.poolSize ?? 20,
    })
    const applied = await platform.migrate()
    if (applied.length > 0) say(`database brought up to date (${applied.length} steps)`)
    return { config, platform, server, close: () => platform.close().finally(() => server.stop()) }
  } catch (error) {
    await server.stop()
    throw error
  }
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
