// Real servers in folders of their own: started, killed, adopted, shared. Everything they start is stopped here.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { asJson, cloneDatabase, connectAlone, createDatabase, type DatabaseServer, dropDatabase, findEmbedded, migrate, openPool, type Pool, sqlOver, startDatabase, tryClaim } from './index.ts'

let folder: string
let home: string
let server: DatabaseServer
let pool: Pool

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-db-test-'))
  home = join(folder, 'home of "a, town"')
  server = await startDatabase({ home })
  pool = openPool(server.connection, { size: 4 })
})

after(async () => {
  await pool.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

test('values keep their meaning both ways', async () => {
  const now = Temporal.Instant.from('2026-11-23T08:30:00.123456Z')
  const day = Temporal.PlainDate.from('2026-11-23')
  const rows = await sqlOver(pool.pool).prepared<Record<string, unknown>>(
    'test.values',
    'select $1::timestamptz t, $2::date d, 7::int8 small, 9007199254740993::int8 large, 10.50::numeric amount, $3::date[] days, $4::jsonb j, $5::bytea b',
    [now, day, [day, day], asJson([{ now }]), Buffer.from('印')],
  )
  const row = rows[0]
  assert.ok(row)
  assert.ok(row['t'] instanceof Temporal.Instant && row['t'].equals(now))
  assert.ok(row['d'] instanceof Temporal.PlainDate && row['d'].equals(day))
  assert.deepEqual([row['small'], row['large'], row['amount']], [7, 9007199254740993n, '10.50'])
  assert.deepEqual(String(row['days']), '2026-11-23,2026-11-23')
  assert.deepEqual(row['j'], [{ now: now.toString() }])
  assert.deepEqual(row['b'], Buffer.from('印'))
})

test('a hot statement is prepared once for a connection', async () => {
  const client = await pool.pool.connect()
  const over = sqlOver(client)
  for (const n of [1, 2, 3]) assert.deepEqual(await over.prepared('test.hot', 'select $1::int n', [n]), [{ n }])
  assert.equal((await over.rows("select 1 from pg_prepared_statements where name = 'test.hot'")).length, 1)
  client.release()
})

test('the owner of the tables is no superuser', async () => {
  const found = await sql<{ rolsuper: boolean }>`select rolsuper from pg_roles where rolname = current_user`.execute(pool.db)
  assert.deepEqual(found.rows, [{ rolsuper: false }])
})

test('the role that serves is a lesser one with a password of its own, also in a home from before there was one', async () => {
  const place = join(folder, 'before')
  const secretsFile = join(place, 'postgres', 'secrets.json')
  const asServing = async ({ serving }: DatabaseServer) => {
    const { pool: own, close } = openPool(serving ?? {}, { size: 1 })
    const { rows } = await own.query('select current_user::text as role, rolsuper or rolcreaterole or rolcreatedb as strong from pg_roles where rolname = current_user').finally(close)
    return rows
  }
  const first = await startDatabase({ home: place })
  assert.deepEqual(await asServing(first), [{ role: 'yiwang_serving', strong: false }])
  const { owner } = await findEmbedded(place)
  const above = await connectAlone(owner)
  await above.query('drop role yiwang_serving').finally(() => above.end())
  await first.stop()
  const { yiwang_serving: _, ...older } = JSON.parse(await readFile(secretsFile, 'utf8')) as Record<string, string>
  await writeFile(secretsFile, JSON.stringify(older))
  const second = await startDatabase({ home: place })
  assert.deepEqual(await asServing(second), [{ role: 'yiwang_serving', strong: false }])
  const { yiwang_serving: made, ...kept } = JSON.parse(await readFile(secretsFile, 'utf8')) as Record<string, string>
  assert.deepEqual(kept, older)
  assert.ok((made?.length ?? 0) >= 32 && (await stat(secretsFile)).mode % 0o100 === 0)
  await second.stop()
})

test('migrations go forward once, in order, and a changed file is named', async () => {
  const dir = join(folder, 'reviews', 'migrations')
  await mkdir(dir, { recursive: true })
  await writeFile(join(dir, '0001-initial.sql'), 'create table reviews.review (id int primary key); insert into reviews.review values (1);')
  const contexts = [{ name: 'reviews', dir }]
  const [one, other] = await Promise.all([migrate(pool, contexts), migrate(pool, contexts)])
  assert.equal([...one, ...other].length, 1)
  await writeFile(join(dir, '0002-more.sql'), 'alter table reviews.review add given date')
  assert.match((await migrate(pool, contexts)).join(), /^reviews\/0002-more.sql /)
  assert.deepEqual(await migrate(pool, contexts), [])
  await writeFile(join(dir, '0001-initial.sql'), 'create table reviews.other (id int)')
  await assert.rejects(migrate(pool, contexts), /changed after being applied: reviews\/0001-initial.sql/)
  await assert.rejects(migrate(pool, []), /missing now: reviews\/0001-initial.sql, reviews\/0002-more.sql/)
  await writeFile(join(dir, '0003-bad.sql'), 'create table reviews.third (id int); select nonsense')
  await writeFile(join(dir, '0001-initial.sql'), 'create table reviews.review (id int primary key); insert into reviews.review values (1);')
  await assert.rejects(migrate(pool, contexts), /reviews\/0003-bad.sql .* failed: column "nonsense" does not exist/)
  const left = await sql`select to_regclass('reviews.third') t`.execute(pool.db)
  assert.deepEqual(left.rows, [{ t: null }])
})

test('a town is cloned from a template and dropped', async () => {
  const template = openPool(await createDatabase(server.connection, 'template_of_test'))
  await sql`create table marked (n int)`.execute(template.db)
  await template.close()
  const town = openPool(await cloneDatabase(server.connection, 'template_of_test', 'town_of_test'))
  assert.deepEqual((await sql`select count(*) n from marked`.execute(town.db)).rows, [{ n: 0 }])
  await dropDatabase(server.connection, 'town_of_test')
  await assert.rejects(sql`select 1`.execute(town.db))
  await town.close()
  await dropDatabase(server.connection, 'template_of_test')
})

test('a session that is ended is the refusal db.unavailable, for the query and for no one else', async () => {
  const own = openPool(server.connection, { size: 1 })
  const pid = (await sql<{ pid: number }>`select pg_backend_pid() pid`.execute(own.db)).rows[0]?.pid
  const long = assert.rejects(sql`select pg_sleep(20)`.execute(own.db), { code: 'db.unavailable', status: 503 })
  await sql`select pg_sleep(0.1)`.execute(pool.db)
  await sql`select pg_terminate_backend(${pid})`.execute(pool.db)
  await long
  assert.equal((await sql`select 1`.execute(own.db)).rows.length, 1)
  await assert.rejects(sql`select nonsense`.execute(own.db), { code: '42703' })
  await own.close()
})

test('a server that is killed is db.unavailable until it is started again, and loses nothing that was committed', async () => {
  const place = join(folder, 'killed')
  const first = await startDatabase({ home: place })
  const lost: string[] = []
  const open = openPool(first.connection, { onError: (error) => lost.push(error.message) })
  await sql`create table kept (n int)`.execute(open.db)
  await sql`insert into kept values (1)`.execute(open.db)
  process.kill(Number((await readFile(join(place, 'postgres/18/postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL')
  // A session that is open goes on for a moment: it learns of the death of its server between two commands.
  await assert.rejects(async () => {
    for (let n = 0; n < 6000; n += 1) {
      await sql`insert into kept values (2)`.execute(open.db)
      await setTimeout(10)
    }
  }, { code: 'db.unavailable' })
  const second = await startDatabase({ home: place })
  assert.equal(second.adopted, false)
  const found = await sql<{ n: number }>`select n from kept where n = 1`.execute(open.db)
  assert.equal(found.rows.length, 1)
  await open.close()
  await second.stop()
  await first.stop()
})

test('processes share one server: the first starts it, a killed one leaves it to the next, the last stops it', async () => {
  const place = join(folder, 'shared')
  const starts = await Promise.all([startDatabase({ home: place }), startDatabase({ home: place })])
  assert.deepEqual(starts.map((each) => each.adopted).sort(), [false, true])
  const pidFile = join(place, 'postgres/18/postmaster.pid')
  const pid = (await readFile(pidFile, 'utf8')).split('\n')[0]
  for (const each of starts) {
    assert.equal((await readFile(pidFile, 'utf8')).split('\n')[0], pid)
    await each.stop()
    await each.stop()
  }
  await assert.rejects(readFile(pidFile), { code: 'ENOENT' })
  // A process that ends without stopping leaves an orphan.
  const script = `import { startDatabase } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}; await startDatabase({ home: ${JSON.stringify(place)} }); process.kill(process.pid, 'SIGKILL')`
  await assert.rejects(promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]), { signal: 'SIGKILL' })
  const orphan = await startDatabase({ home: place })
  assert.equal(orphan.adopted, true)
  await orphan.stop()
  await assert.rejects(readFile(pidFile), { code: 'ENOENT' })
})

test('an external server is checked in plain words, without its password', async () => {
  const url = 'postgresql://yiwang:geheim@127.0.0.1:1/yiwang'
  await assert.rejects(startDatabase({ home, databaseUrl: url }), (error: Error) => /DATABASE_URL cannot be used/.test(error.message) && !error.message.includes('geheim'))
  const { host, user, password, database } = server.connection
  const socketUrl = `postgresql://${user}:${password}@localhost/${database}?host=${encodeURIComponent(host ?? '')}`
  const external = await startDatabase({ home, databaseUrl: socketUrl })
  assert.deepEqual([external.kind, external.version], ['external', 18])
  await external.stop()
  assert.equal((await sql`select 1`.execute(pool.db)).rows.length, 1)
})

test('a claim has one holder and ends with it', () => {
  const file = join(folder, 'one.claim')
  const held = tryClaim(file)
  assert.ok(held)
  assert.equal(tryClaim(file), undefined)
  held.release()
  const next = tryClaim(file)
  assert.ok(next)
  next.release()
})
