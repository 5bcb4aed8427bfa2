// An upgrade under load: the sources as they were before the newest migration serve a home, are killed in the middle of their work, and
// these sources go on with it. What was acknowledged is there, and the ledger recomputes.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { item, people, type DraftSaid } from '../carry.ts'
import { startServer } from '../serving.ts'
import { atScale, tellFigures } from './scale.ts'
import { callOver, signIn } from './wire.ts'

const root = join(import.meta.dirname, '..', '..')
const actsMin = atScale(40, 1000)
const writers = 4
let folder: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-upgrade-'))
})
after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

const git = (...words: string[]) => execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 }).trim()

/** What a server needs of the sources. */
const parts = ['src', 'web', 'packs', 'package.json', 'scripts']

/** The commit before the newest change of a migration; undefined where the history does not reach so far back, or is not whole there. */
function findOlder(): string | undefined {
  try {
    const newest = git('log', '-1', '--first-parent', '--format=%H', '--', ':(glob)src/**/migrations/*.sql')
    if (newest === '') return undefined
    const found = git('ls-tree', '--name-only', `${newest}^`, ...parts).split('\n')
    return found.length === parts.length ? git('rev-parse', '--verify', `${newest}^`) : undefined
  } catch {
    return undefined
  }
}

const older = existsSync(join(root, '.git')) ? findOlder() : undefined

test('what an older version acknowledged under load is there after the upgrade, and everything goes on', { skip: older === undefined && 'no whole older version is in the history' }, async () => {
  const sources = join(folder, 'sources')
  execFileSync('sh', ['-c', `mkdir "$1" && git archive "$2" ${parts.join(' ')} | tar -x -C "$1"`, 'sh', sources, older ?? ''], { cwd: root })
  await symlink(join(root, 'node_modules'), join(sources, 'node_modules'))
  const home = join(folder, 'home')
  const old = await startServer({ home, sources })
  const acknowledged = await writeUntilKilled(old)
  const fresh = await startServer({ home, port: Number(new URL(old.origin).port) })
  try {
    const cookie = await signIn(fresh.origin, people.resident)
    let calls = 0
    const { call } = callOver({ origin: fresh.origin, address: () => `10.0.1.${(calls++ % 250) + 1}`, cookieOf: async () => cookie })
    for (const id of acknowledged) assert.equal((await call('GET', `/api/applications/${id}`, { as: people.resident })).status, 200, `${id} is lost`)
    assert.equal((await call('POST', '/api/applications', { as: people.resident, body: { item } })).status, 201)
    const verified = JSON.parse(execFileSync(process.execPath, [join(root, 'src', 'main.ts'), 'ledger', 'verify', '--json'], { cwd: root, encoding: 'utf8', env: { ...process.env, ...fresh.env }, stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n').at(-1) ?? '{}')
    assert.equal(verified.ok, true, JSON.stringify(verified))
    tellFigures('upgrade under load', { from: older ?? '', acknowledged: acknowledged.length })
  } finally {
    await fresh.stop()
  }
})

/** Begins applications until enough are acknowledged, kills the server in the midst of it, and answers which were. */
async function writeUntilKilled(server: Awaited<ReturnType<typeof startServer>>): Promise<string[]> {
  const acknowledged: string[] = []
  const cookie = await signIn(server.origin, people.resident)
  const state = { killed: false }
  const write = async (worker: number) => {
    const { call } = callOver({ origin: server.origin, address: () => `10.0.${worker}.1`, cookieOf: async () => cookie })
    while (!state.killed) {
      const answer = await call<DraftSaid>('POST', '/api/applications', { as: people.resident, body: { item } }).catch(() => undefined)
      if (answer && answer.status < 300) acknowledged.push(answer.body.id)
      else if (answer) assert.ok(answer.status >= 500 || answer.status === 429, `answered ${answer.status}`)
      if (acknowledged.length >= actsMin && !state.killed) {
        state.killed = true
        await server.kill()
      }
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, worker) => write(worker + 1)))
  return acknowledged
}
