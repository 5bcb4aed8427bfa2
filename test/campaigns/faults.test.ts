// What a machine does to a city: its clock jumps, its disk fills up, its followers are cut off in the middle of a statement.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeRunAct, type RunAct } from '#base/act'
import { connectAlone, findEmbedded, withDatabase, type Connection } from '#base/db'
import { openFileFolder, ordinaryFileRules } from '#base/files'
import { acceptCase, caseLock, findPositions } from '#core/cases'
import { holdersOf } from '#core/people'
import { act, begin, carry, people, submit } from '../carry.ts'
import { openTown, type Town } from '../town.ts'
import { layWire, type Wire } from './proxy.ts'
import { atScale, seededNumbers, tellFigures } from './scale.ts'

async function inTown(options: Parameters<typeof openTown>[0], work: (town: Town) => Promise<void>): Promise<void> {
  const town = await openTown(options)
  try {
    await work(town)
  } finally {
    await town.close()
  }
}

/** A clerk who accepts without a session: sessions end when a day passes. */
function clerkOf({ platform: { ground } }: Town): (id: string, runAct?: RunAct) => Promise<void> {
  return async (id, runAct = ground.runAct) => {
    const [standing] = await findPositions(ground.sql, [id])
    const organisation = standing?.handling ?? ''
    const clerk = (await holdersOf(ground.sql, [organisation], ground.clock.now())).find(({ role }) => role === 'clerk')
    const handler = { id: clerk?.account ?? '', posts: [{ role: 'clerk', organisation }] }
    await runAct({ actor: { id: handler.id, kind: 'staff' }, locks: [caseLock(id)] }, (act) => acceptCase(act, id, handler))
  }
}

/** Entries of one case whose moment lies before that of an earlier one. */
const backdated = (town: Town) => town.platform.ground.sql.rows(
  `select * from (select subject, at, lag(at) over (partition by subject order by seq) as before from act.entries where kind like 'cases.%') e where at < before`,
)

test('act.clock-behind: a clock that jumps back a day backdates nothing, is told, and all goes on when it is right again; after a jump forward too', async () => {
  await inTown({ doubtsClock: true }, async (town) => {
    const { clock } = town
    const start = clock.now()
    const [one, other] = [await submit(town), await submit(town)]
    await town.settle()
    const accept = clerkOf(town)
    clock.set(start.subtract({ hours: 24 }))
    const behind = await town.call<{ code: string }>('POST', `/api/cases/${one.number}/acceptance`, { as: people.clerk, body: {} })
    assert.deepEqual([behind.status, behind.body.code, behind.headers['retry-after']], [503, 'act.clock-behind', '60'])
    assert.equal((await town.call<{ state: string }>('GET', `/api/cases/${one.number}`, { as: people.clerk })).body.state, 'submitted')
    // A process that starts with the wrong clock learns it from the ledger.
    const { ground } = town.platform
    await assert.rejects(accept(one.id, makeRunAct({ pool: ground.pool, clock, random: ground.random })), { code: 'act.clock-behind' })
    // What has no past is begun all the same.
    assert.ok(await begin(town))
    clock.set(start.add({ minutes: 5 }))
    await accept(one.id)
    clock.set(start.add({ hours: 24 }))
    await town.platform.beat()
    await town.settle()
    await accept(other.id)
    await town.settle()
    clock.set(start.add({ minutes: 10 }))
    await assert.rejects(accept(other.id), { code: 'act.clock-behind' })
    clock.set(start.add({ hours: 25 }))
    await assert.rejects(accept(other.id), { code: 'cases.wrong-state' })
    await town.settle()
    assert.deepEqual(await backdated(town), [])
  })
})

const mount = await mkdtemp(join(tmpdir(), 'yiwang-small-disk-'))
const withoutMount = canMount()

/** Why no small disk can be had here; undefined where it can. */
function canMount(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can mount a small disk'
  if (process.env.DATABASE_URL) return 'the small disk belongs to the embedded database'
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', mount], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'no small disk can be mounted here'
  }
}

test('db.disk-full: on a full disk everything can be read, writing is refused, and goes on without a restart when there is room', { skip: withoutMount }, async () => {
  const folder = join(mount, 'space')
  await mkdir(folder, { mode: 0o700 })
  const space = `small_${process.pid}`
  let owner: Connection | undefined
  try {
    await inTown({
      through: async (connection) => {
        // The database of this town moves to the small disk; its log stays where it is.
        owner = await ownerOf(connection)
        await asOwner(owner, `create tablespace ${space} location '${folder}'`, `alter database "${connection.database ?? ''}" set tablespace ${space}`)
        return connection
      },
    }, (town) => fillUp(town, owner ?? town.connection))
  } finally {
    if (owner) await asOwner(owner, `drop tablespace if exists ${space}`)
  }
})

async function ownerOf(connection: Connection): Promise<Connection> {
  const home = process.env.YIWANG_TEST_HOME ?? join(tmpdir(), `yiwang-test-${process.getuid?.() ?? 0}`)
  const place = await findEmbedded(home)
  assert.equal(place.owner.host, connection.host)
  return place.owner
}

async function asOwner(owner: Connection, ...statements: string[]): Promise<void> {
  const client = await connectAlone(owner)
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

async function fillUp(town: Town, owner: Connection): Promise<void> {
  const one = await submit(town)
  await town.settle()
  const filler = await connectAlone(withDatabase(owner, town.connection.database ?? ''))
  try {
    await filler.query('create table public.filler (t text)')
    for (const rows of [2000, 200, 20, 1]) while (await filler.query(`insert into public.filler select repeat(md5(random()::text), 60) from generate_series(1, ${rows})`).then(() => true, isFull));
    const refused = await writeUntilRefused(town)
    assert.deepEqual([refused.status, refused.body.code, refused.headers['retry-after']], [503, 'db.disk-full', '60'])
    for (const path of ['/api/items', `/api/cases/${one.number}`, '/api/cases?view=own', '/readyz']) assert.equal((await town.call('GET', path, { as: people.resident })).status, 200, path)
    await filler.query('drop table public.filler')
  } finally {
    await filler.end()
  }
  assert.ok(await begin(town), 'writing goes on')
  await act(town, people.clerk, one.number, 'acceptance')
  await town.settle()
}

function isFull(error: unknown): false {
  assert.equal((error as { code?: string }).code, '53100')
  return false
}

/** What is still free in the tables' last pages is used up first. */
async function writeUntilRefused(town: Town): Promise<{ status: number; body: { code: string }; headers: Record<string, unknown> }> {
  for (let tries = 0; tries < 400; tries++) {
    const answer = await town.call<{ code: string }>('POST', '/api/applications', { as: people.resident, body: { item: '11990100700140426Y3990100001000' } })
    if (answer.status >= 400) return answer
  }
  throw new Error('a full disk took 400 applications')
}

test('files.no-space: a file that does not fit is refused whole, others are still read, and the next one fits when there is room', { skip: withoutMount }, async () => {
  const store = await openFileFolder(join(mount, 'files'))
  const small = await store.put({ name: 'a.txt', content: Buffer.from('小文件') }, ordinaryFileRules)
  const piece = Buffer.alloc(1024 * 1024, 'a')
  const big = async function* () {
    for (let count = 0; count < 80; count++) yield piece
  }
  await assert.rejects(store.put({ name: 'b.txt', content: big() }, { ...ordinaryFileRules, bytesMax: 100 * 1024 * 1024 }), { code: 'files.no-space', status: 503 })
  assert.equal((await store.read(small.digest)).toString(), '小文件')
  assert.equal((await store.put({ name: 'c.txt', content: piece }, ordinaryFileRules)).size, piece.length)
})

test('followers that are cut off at random points repeat nothing that anybody sees', async () => {
  const random = seededNumbers(Number(process.env.YIWANG_SEED ?? 7))
  let wire: Wire | undefined
  let cuts = 0
  const through = async (connection: Connection) => (wire = await layWire(connection)).connection
  await inTown({ simulated: true, through }, async (town) => {
    for (let round = 0; cuts < atScale(10, 50); round++) {
      await (round % 3 === 0 ? carry(town, 'decided') : submit(town))
      wire?.cutAllAfter(1 + random(140))
      const before = wire?.cuts() ?? 0
      const ended = await town.settle().then(() => true, () => false)
      wire?.cutAllAfter(0)
      if ((wire?.cuts() ?? 0) > before) cuts++
      else assert.equal(ended, true)
      await settleAgain(town)
    }
    await seenOnce(town)
  }).finally(() => wire?.close())
  tellFigures('followers cut off', { cuts })
})

/** A line that died while it lay idle is found out when it is next used. */
async function settleAgain(town: Town): Promise<void> {
  for (let lines = 0; lines < 12; lines++) if (await town.settle().then(() => true, () => false)) return
  await town.settle()
}

/** Each thing that somebody sees has one cause and is there once, and the ledger tells of it once. */
async function seenOnce({ platform: { ground: { sql } } }: Town): Promise<void> {
  const twice = {
    letters: 'select case_id, kind, cause from deliveries.letters group by 1, 2, 3 having count(*) > 1',
    messages: 'select account, cause from notifications.messages group by 1, 2 having count(*) > 1',
    licences: 'select result_id from licences.licences where version = 1 and result_id is not null group by 1 having count(*) > 1',
    invitations: 'select cause from reviews.invitations group by 1 having count(*) > 1',
    'letters told': `select facts->>'letter' from act.entries where kind = 'deliveries.letter-made' group by 1 having count(*) > 1`,
    'messages told': `select subject from act.entries where kind = 'notifications.sent' group by 1 having count(*) > 1`,
  }
  for (const [what, text] of Object.entries(twice)) assert.deepEqual(await sql.rows(text), [], what)
  const [row] = await sql.rows<Record<string, number>>(`select (select count(*) from deliveries.letters) as letters, (select count(*) from act.entries where kind = 'deliveries.letter-made') as made,
    (select count(*) from notifications.messages) as messages, (select count(*) from act.entries where kind = 'notifications.sent') as sent, (select count(*) from act.parked) as parked`)
  assert.ok((row?.letters ?? 0) > 10)
  assert.deepEqual([row?.made, row?.sent, row?.parked], [row?.letters, row?.messages, 0])
}

test('the small disk is taken away again', { skip: withoutMount }, async () => {
  execFileSync('umount', [mount])
  await rm(mount, { recursive: true })
})
