// A backup of an installation whose keys stand in a KMS, and the way back: what was restored opens what was sealed and signs on where the KMS knows its
// keys; where it does not, or does not answer, the start is refused and nothing is changed. OWASP ASVS 5.0 §13.3.1.
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { readConfig } from '#base/config'
import { isSignature, secretPurposes, type Kms } from '#base/crypto'
import { createDatabase, dropDatabase, type Connection } from '#base/db'
import type { Problem } from '#base/problem'
import { lastCheckpoint, verifyLedger } from '#core/ledger'
import { findIdentity } from '#core/people'
import { makeBackup, restoreBackup } from '../src/backup.ts'
import { openInstallation } from '../src/open.ts'
import { openPlatform } from '../src/platform.ts'
import { startKms, type RunningKms } from './kms-process.ts'
import { openTown, type Town } from './town.ts'

const number = '990102199203140264'
const quick = { tryMsMax: 500, callMsMax: 1500, againAfterMs: 10 }
const quiet = () => undefined
const name = `restored_${process.pid}_${Date.now().toString(36)}`

let folder: string
let kms: RunningKms
let town: Town
let there: { home: string; databaseUrl: string }
let resident: string

/** A database as a setting names it. */
function urlOf({ connectionString, host = '', user, password, database, port }: Connection): string {
  return connectionString ?? `postgresql://${user}:${password}@localhost${port === undefined ? '' : `:${port}`}/${database}?host=${encodeURIComponent(host)}`
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-kms-restore-'))
  kms = await startKms()
  town = await openTown({ realTime: true, kms: { kms: kms.open(), cacheSeconds: 900 } })
  // One key more than the first of each: what was made later is of the backup as well.
  await town.platform.ground.keys.rotate('data')
  resident = (await town.platform.ground.sql.rows<{ id: string }>("select id from people.accounts where login = 'zhang.min'"))[0]?.id ?? ''
  await town.call('GET', '/api/session', { as: 'zhang.min' })
  await town.settle()
  const file = join(folder, 'city.backup')
  await makeBackup({ home: town.home, databaseUrl: urlOf(town.connection) }, { file, form: 'logical' }, quiet)
  there = { home: join(folder, 'home'), databaseUrl: urlOf(await createDatabase(town.connection, name)) }
  // Restoring proves the ledger by public halves alone: a KMS that is away holds nobody up who has to bring a city back.
  await kms.mode('down')
  await restoreBackup(there, file, quiet)
  await kms.mode('ok')
})
after(async () => {
  await dropDatabase(town.connection, name)
  await town.close()
  await kms.close()
  await rm(folder, { recursive: true, force: true })
})

const openThere = (own?: Kms) => openPlatform({
  connection: { connectionString: there.databaseUrl }, home: there.home, origin: 'http://localhost:8080', demonstration: true, log: pino({ level: 'silent' }), poolSize: 4, ...(own ? { kms: { kms: own, cacheSeconds: 900 } } : {}),
})

test('no key comes along that opens or signs: neither in the files of the home nor in what the KMS keeps', async () => {
  const keys = join(there.home, 'keys')
  const texts = (await Promise.all((await readdir(keys)).map((one) => readFile(join(keys, one), 'utf8')))).join('\n')
  assert.ok(!texts.includes('"seed"'))
  for (const { secret } of await kms.kept()) assert.ok(!texts.includes(secret))
  for (const purpose of secretPurposes) assert.ok(!texts.includes(town.platform.ground.keys.secret(purpose).secret.export().toString('base64url')), purpose)
})

test('with its KMS the restored installation opens what was sealed, and signs on under the same keys', async () => {
  const restored = await openThere(kms.open())
  try {
    const { ground } = restored
    assert.deepEqual(ground.keys.list(), town.platform.ground.keys.list())
    assert.equal((await findIdentity(ground.sql, ground.keys, resident, ground.clock.now()))?.idNumber, number)
    const before = await lastCheckpoint(ground.sql)
    await ground.runAct({ actor: { id: resident, kind: 'natural' }, locks: [] }, async (act) => void act.record('people.signed-out', { subject: resident, facts: { session: act.newId() } }))
    await restored.settle()
    const now = await lastCheckpoint(ground.sql)
    assert.ok((now?.size ?? 0) > (before?.size ?? 0), 'a new checkpoint was signed')
    assert.equal((await verifyLedger(ground)).ok, true)
    const data = Buffer.from('证照')
    const key = ground.keys.signing('licences')
    assert.ok(isSignature(key.publicKey, data, await key.sign(data)))
    assert.equal(key.kid, town.platform.ground.keys.signing('licences').kid, 'under the key that verifies older licences')
  } finally {
    await restored.close()
  }
})

const keyFiles = async () => Promise.all((await readdir(join(there.home, 'keys'))).sort().map(async (one) => [one, await readFile(join(there.home, 'keys', one), 'utf8')]))

test('crypto.kms-away, crypto.kms-wrong: a KMS that does not answer, or does not know the keys of the backup, stops the start; then the right one opens it', async () => {
  const known = await keyFiles()
  for (const mode of ['down', 'slow']) {
    await kms.mode(mode)
    await assert.rejects(openThere(kms.open(quick)), { code: 'crypto.kms-away', status: 503 }, mode)
  }
  await kms.mode('lost')
  await assert.rejects(openThere(kms.open(quick)), { code: 'crypto.kms-wrong', status: 503 }, 'the keys were lost')
  await kms.mode('ok')
  const other = await startKms()
  try {
    await assert.rejects(openThere(other.open(quick)), (error: Problem) => error.code === 'crypto.kms-wrong' && error.status === 503 && error.facts['reason'] === 'unknown-key', 'another KMS')
    await assert.rejects(other.kept(), { code: 'ENOENT' }, 'and none is made there in their place')
  } finally {
    await other.close()
  }
  assert.deepEqual(await keyFiles(), known, 'no refused start left a key')
  await (await openThere(kms.open())).close()
})

test('crypto.kms-needed: without a KMS nothing of it is served', async () => {
  await assert.rejects(openInstallation({ config: { ...readConfig({}), home: there.home, databaseUrl: there.databaseUrl, kms: undefined }, logLevel: 'silent' }), { code: 'crypto.kms-needed' })
  const bare = await openThere()
  try {
    await assert.rejects(findIdentity(bare.ground.sql, bare.ground.keys, resident, bare.ground.clock.now()), { code: 'crypto.kms-needed' })
    await assert.rejects(bare.ground.keys.signing('ledger').sign(Buffer.from('x')), { code: 'crypto.kms-needed' })
  } finally {
    await bare.close()
  }
})
