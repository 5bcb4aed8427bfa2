// Backups under load and the way back: into an empty home, into an external PostgreSQL 15; what was acknowledged before is there,
// what was cut off or changed is refused whole.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, open, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { createArchive, openArchive, readKeyFile, type Head, type Shape } from '#base/backups'
import { startDatabase, type DatabaseServer } from '#base/db'
import { ordinaryFileRules } from '#base/files'
import { keysLocks, renewRows, retireKey, rotateKey } from '#core/ledger'
import { findByNumber } from '#core/people'
import { addFile, startApplication } from '#service/applications'
import { makeBackup, restoreBackup } from '../../src/backup.ts'
import { applyPack } from '../../src/apply.ts'
import { servingAs } from '../../src/open.ts'
import { allStandings, openPlatform, type Platform } from '../../src/platform.ts'
import { item } from '../carry.ts'
import { checkInvariants } from '../invariants.ts'
import { startServer15, without15 } from '../postgres15.ts'
import { testPack } from '../town.ts'
import { atScale, seededNumbers } from './scale.ts'

const writers = 4
const actsBefore = atScale(60, 2000)
const actsAfter = atScale(40, 1000)
const random = seededNumbers(7)
const quiet = () => undefined

/** Under a passphrase the one, as it is the other; both forms take both ways in the same code. */
const keyOf = (form: 'physical' | 'logical') => ({ backupKeyFile: form === 'physical' ? backupKeyFile : undefined })

let folder: string
let server: DatabaseServer
let platform: Platform
let config: { home: string; databaseUrl: string | undefined }
let backupKeyFile: string
let resident: string
let paper: { sha256: string; type: string; bytes: number }
const files = { physical: '', logical: '' }
let keysThen: ReturnType<Platform['ground']['keys']['list']>
const acknowledged: Record<'physical' | 'logical', string[]> = { physical: [], logical: [] }

const openOn = (on: DatabaseServer, home: string) => openPlatform({ ...servingAs(on), home, origin: 'http://localhost:8080', demonstration: true, log: pino({ level: 'silent' }), poolSize: writers + 2 })

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-backups-'))
  config = { home: join(folder, 'home'), databaseUrl: undefined }
  backupKeyFile = join(folder, 'backup.key')
  await writeFile(backupKeyFile, 'a passphrase for the backups of a test\n', { mode: 0o600 })
  server = await startDatabase(config)
  platform = await openOn(server, config.home)
  await platform.migrate()
  await applyPack(platform.ground, await testPack())
  await platform.settle()
  const [account] = await platform.ground.sql.rows<{ id: string }>("select id from people.accounts where login = 'zhang.min'")
  resident = account?.id ?? ''
  const stored = await platform.ground.files.put({ name: '说明.txt', content: Buffer.from('上传的材料') }, ordinaryFileRules)
  paper = { sha256: stored.digest, type: stored.type, bytes: stored.size }
})
after(async () => {
  await platform.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** Writes on and on until told to stop; `done` are the applications whose beginning was acknowledged. */
function writeOn(): { done: string[]; reach(count: number): Promise<void>; stop(): Promise<void> } {
  const state = { stopped: false }
  const done: string[] = []
  const { runAct } = platform.ground
  const actor = { id: resident, kind: 'natural' as const }
  const write = async () => {
    while (!state.stopped) {
      const id = await runAct({ actor, locks: [] }, (act) => startApplication(act, platform.ground.keys, { item }))
      await runAct({ actor, locks: [`application:${id}`] }, (act) => addFile(act, id, { material: 'other', name: '说明.txt', ...paper }))
      done.push(id)
    }
  }
  const running = Array.from({ length: writers }, write)
  const failed = Promise.race(running.map((one) => one.then(() => new Promise<never>(() => undefined))))
  return {
    done,
    reach: async (count) => {
      const target = done.length + count
      while (done.length < target) await Promise.race([failed, new Promise((resolve) => setTimeout(resolve, 5))])
    },
    stop: async () => {
      state.stopped = true
      await Promise.all(running)
    },
  }
}

for (const form of ['physical', 'logical'] as const) {
  test(`a ${form} backup is made while others write`, async () => {
    const said: string[] = []
    const writing = writeOn()
    await writing.reach(actsBefore)
    acknowledged[form].push(...writing.done)
    files[form] = join(folder, `${form}.backup`)
    const report = await makeBackup({ ...config, ...keyOf(form) }, { file: files[form], form }, (line) => said.push(line))
    await writing.reach(actsAfter)
    await writing.stop()
    // Nothing was placed meanwhile: the ledger of the backup is the one of the beginning, and what had no place yet is in it all the same.
    assert.ok(report.ledger.entries > 50 && report.files > 0 && report.bytes === (await stat(files[form])).size)
    assert.equal((await stat(files[form])).mode & 0o077, 0)
    assert.deepEqual([report.encrypted, said.some((line) => line.startsWith('NOT ENCRYPTED'))], form === 'physical' ? [true, false] : [false, true])
  })
}

test('after the backups the keys are rotated, and the older ones retired; a backup that lacks a key in use is refused: ledger.keys-missing', async () => {
  const { ground } = platform
  keysThen = ground.keys.list()
  for (const purpose of ['data', 'digests'] as const) {
    const { kid } = ground.keys.secret(purpose)
    await ground.runAct({ actor: { id: resident, kind: 'system' }, locks: keysLocks(purpose) }, (act) => rotateKey(act, ground.keys, purpose))
    assert.equal(await renewRows(ground, allStandings()), true)
    await retireKey(ground, allStandings(), kid)
  }
  const kept = join(config.home, 'keys', 'data.0002.json')
  const lacking = join(folder, 'lacking.backup')
  await rename(kept, join(folder, 'aside.json'))
  await makeBackup(config, { file: lacking, form: 'logical' }, quiet)
  await rename(join(folder, 'aside.json'), kept)
  const home = join(folder, 'lacking')
  await assert.rejects(restoreBackup({ home, databaseUrl: undefined }, lacking, quiet), { code: 'ledger.keys-missing' })
  assert.equal(existsSync(join(home, 'keys')), false)
})

/** What must be true of a place that was restored. */
async function lookInto(on: DatabaseServer, home: string, form: 'physical' | 'logical'): Promise<void> {
  const restored = await openOn(on, home)
  try {
    const { sql, files: stored, keys } = restored.ground
    await assert.rejects(sql.rows('update act.entries set facts = facts'), { code: '42501' }, 'it serves as the lesser role')
    const there = new Set((await sql.rows<{ id: string }>('select id from applications.drafts')).map(({ id }) => id))
    assert.deepEqual(acknowledged[form].filter((id) => !there.has(id)), [], 'an acknowledged act is lost')
    assert.equal((await stored.read(paper.sha256)).toString(), '上传的材料')
    assert.deepEqual(keys.list(), keysThen)
    const found = await findByNumber(sql, keys, 'resident-id', '990102199203140264')
    assert.ok(found.some(({ login }) => login === 'zhang.min'), 'a number is found under the key of its time')
    const [waiting] = await sql.rows<{ count: number }>('select count(*) as count from act.entries where seq is null')
    assert.ok((waiting?.count ?? 0) >= actsBefore, 'the writers’ entries had no place yet')
    if (form === 'logical') assert.deepEqual(await sql.rows("select 1 from act.entries where seq is null and xid <> '0' limit 1"), [])
    await restored.ground.runAct({ actor: { id: resident, kind: 'natural' }, locks: [] }, (act) => startApplication(act, restored.ground.keys, { item }))
    await restored.settle()
    await checkInvariants(restored)
  } finally {
    await restored.close()
  }
}

for (const form of ['physical', 'logical'] as const) {
  test(`a ${form} backup goes into an empty home: every act acknowledged before it is there, and the ledger goes on`, async () => {
    const home = join(folder, `restored-${form}`)
    const report = await restoreBackup({ home, databaseUrl: undefined, ...keyOf(form) }, files[form], quiet)
    assert.deepEqual([report.form, report.entries >= report.ledger.entries], [form, true])
    const again = await startDatabase({ home })
    try {
      await lookInto(again, home, form)
    } finally {
      await again.stop()
    }
    await assert.rejects(restoreBackup({ home, databaseUrl: undefined, ...keyOf(form) }, files[form], quiet), { code: 'backups.place-not-empty' })
  })
}

test('a logical backup goes into an empty database of PostgreSQL 15, and a second time nowhere', { skip: without15 }, async () => {
  const external = await startServer15()
  try {
    const databaseUrl = await external.makeDatabase('city')
    const home = join(folder, 'restored-external')
    await restoreBackup({ home, databaseUrl }, files.logical, quiet)
    await lookInto(await startDatabase({ home, databaseUrl }), home, 'logical')
    await assert.rejects(restoreBackup({ home: join(folder, 'other'), databaseUrl }, files.logical, quiet), { code: 'backups.place-not-empty' })
    await assert.rejects(makeBackup({ home, databaseUrl }, { file: join(folder, 'x.backup'), form: 'physical' }, quiet), { code: 'backups.logical-only' })
    await assert.rejects(restoreBackup({ home: join(folder, 'other'), databaseUrl, backupKeyFile }, files.physical, quiet), { code: 'backups.other-machine' })
    // And back again: what left 15 by COPY comes into the embedded server.
    const back = join(folder, 'back.backup')
    await makeBackup({ home, databaseUrl, backupKeyFile }, { file: back }, quiet)
    assert.equal((await restoreBackup({ home: join(folder, 'restored-back'), databaseUrl: undefined, backupKeyFile }, back, quiet)).form, 'logical')
  } finally {
    await external.stop()
  }
})

test('backups.damaged: a file that was cut off or changed by one bit anywhere is refused whole', async () => {
  const broken = join(folder, 'broken.backup')
  const home = join(folder, 'untouched')
  for (const form of ['physical', 'logical'] as const) {
    const { size } = await stat(files[form])
    // A changed line of a sealed file may as well say another key.
    const begins = form === 'physical' ? 1024 : 16
    for (let turn = 0; turn < atScale(6, 60); turn++) {
      await copyFile(files[form], broken)
      if (turn % 2 === 0) await truncate(broken, 17 + random(size - 17))
      else await flipBit(broken, begins + random(size - begins))
      await assert.rejects(restoreBackup({ home, databaseUrl: undefined, ...keyOf(form) }, broken, quiet), { code: 'backups.damaged' }, `${form}, turn ${turn}`)
      assert.equal(existsSync(home), false)
    }
  }
})

async function flipBit(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+')
  const byte = Buffer.alloc(1)
  await file.read(byte, 0, 1, at)
  byte.writeUInt8(byte.readUInt8(0) ^ (1 << random(8)))
  await file.write(byte, 0, 1, at)
  await file.close()
}

test('backups.not-a-backup, backups.file-taken: another file is not read as one, and none is overwritten', async () => {
  await assert.rejects(restoreBackup({ home: join(folder, 'untouched'), databaseUrl: undefined }, join(import.meta.dirname, 'backups.test.ts'), quiet), { code: 'backups.not-a-backup' })
  await assert.rejects(restoreBackup({ home: join(folder, 'untouched'), databaseUrl: undefined }, join(folder, 'nothing.backup'), quiet), { code: 'backups.not-a-backup' })
  const before = await readFile(files.logical)
  await assert.rejects(makeBackup(config, { file: files.logical }, quiet), { code: 'backups.file-taken' })
  assert.ok((await readFile(files.logical)).equals(before))
  assert.deepEqual((await readdir(folder)).filter((name) => name.endsWith('.half')), [])
})

test('backups.key-needed, backups.wrong-key: an encrypted backup is restored with its key file alone, and a refusal leaves nothing', async () => {
  const home = join(folder, 'untouched')
  const otherKeyFile = join(folder, 'other.key')
  await writeFile(otherKeyFile, 'another passphrase than the right one', { mode: 0o600 })
  await assert.rejects(restoreBackup({ home, databaseUrl: undefined }, files.physical, quiet), { code: 'backups.key-needed' })
  await assert.rejects(restoreBackup({ home, databaseUrl: undefined, backupKeyFile: otherKeyFile }, files.physical, quiet), { code: 'backups.wrong-key' })
  assert.equal(existsSync(home), false)
})

/** The same backup, now encrypted, with another last word, or another shape; made whole again, as one who forges would. */
async function rewrite(name: string, change: { ledger?: { root: string }; migration?: string; head?: Partial<Head> }): Promise<string> {
  const archive = await openArchive(files.logical)
  const path = join(folder, name)
  const writer = await createArchive(path, { ...archive.head, ...change.head }, await readKeyFile(backupKeyFile))
  for await (const { head, chunks } of archive.records()) {
    const shape = head.about?.['shape'] as Shape | undefined
    if (shape && change.migration) shape.migrations.push(change.migration)
    if (head.kind !== 'end') await writer.add(head, chunks)
  }
  await writer.finish({ ...archive.about, ledger: { ...(archive.about['ledger'] as object), ...change.ledger } })
  return path
}

test('backups.root-differs, backups.newer-program, backups.other-machine: what does not prove itself, or is not ours to read, is undone', async () => {
  const home = join(folder, 'undone')
  const into = { home, databaseUrl: undefined, backupKeyFile }
  await assert.rejects(restoreBackup(into, await rewrite('forged.backup', { ledger: { root: 'ab'.repeat(32) } }), quiet), { code: 'backups.root-differs' })
  await assert.rejects(restoreBackup(into, await rewrite('newer.backup', { migration: 'cases/9999-later.sql 0123456789abcdef' }), quiet), { code: 'backups.newer-program' })
  await assert.rejects(restoreBackup(into, await rewrite('elsewhere.backup', { head: { form: 'physical', machine: 'sparc-solaris' } }), quiet), { code: 'backups.other-machine' })
  // Undone means that the same place takes a good one.
  assert.equal((await restoreBackup(into, await rewrite('right.backup', {}), quiet)).form, 'logical')
})
