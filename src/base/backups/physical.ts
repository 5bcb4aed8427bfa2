// The physical form: the files of the embedded server while it works, and the log that makes them one moment (continuous archiving,
// PostgreSQL manual 26.3.4). It goes only into the same version on the same kind of machine, and is the fastest way back.
import { join } from 'node:path'
import { connectAlone, type EmbeddedPlace } from '#base/db'
import { addFolder } from './files.ts'
import type { Writer } from './archive.ts'

/** Where the files of the server stand in a backup and in a home. */
const dataName = 'postgres/18'
/** What a server makes anew at its start, or what belongs to the running one alone. */
const leftOut = [
  /^postmaster\.(pid|opts)$/, /^backup_label(\.old)?$/, /^tablespace_map$/, /^(pg_dynshmem|pg_notify|pg_replslot|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/./, /^pg_wal\/./, /(^|\/)pgsql_tmp/, /^log\/./,
  /(^|\/)pg_internal\.init/, /^base\/\d+\/t\d+_/,
]
const slot = 'yiwang_backup'

/** Adds the cluster's files and the log from the beginning of the copy to its end. The slot keeps that log; it ends with its connection. */
export async function addCluster(writer: Writer, place: EmbeddedPlace): Promise<number> {
  const client = await connectAlone(place.owner)
  try {
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [slot])
    const { rows: [begun] } = await client.query<{ segment: string }>(`select pg_walfile_name(pg_backup_start('yiwang', true)) as segment`)
    const count = await addFolder(writer, place.data, dataName, (name) => !leftOut.some((out) => out.test(name.slice(dataName.length + 1))))
    const { rows: [ended] } = await client.query<{ label: string; segment: string }>('select labelfile as label, pg_walfile_name(lsn) as segment from pg_backup_stop(wait_for_archive := false)')
    if (!begun || !ended) throw new Error('the server did not tell where its log stands')
    await writer.add({ kind: 'file', name: `${dataName}/backup_label` }, one(ended.label))
    const isNeeded = (segment: string) => /^[0-9A-F]{24}$/.test(segment) && segment >= begun.segment && segment <= ended.segment
    return count + (await addFolder(writer, join(place.data, 'pg_wal'), `${dataName}/pg_wal`, (name) => isNeeded(name.split('/').at(-1) ?? '')))
  } finally {
    await client.end()
  }
}

/** The passwords of its two roles belong to the cluster. */
export async function addSecrets(writer: Writer, place: EmbeddedPlace): Promise<void> {
  await addFolder(writer, place.base, 'postgres', (name) => name === 'postgres/secrets.json')
}

async function* one(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
