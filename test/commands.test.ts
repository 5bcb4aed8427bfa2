// The command line as a program: one object on the last line of stdout, exit codes, and what only a start can refuse.
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startServer, type RunningServer } from './serving.ts'

const root = join(import.meta.dirname, '..')
let folder: string
let server: RunningServer

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-commands-'))
  server = await startServer({ home: join(folder, 'home') })
})
after(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Runs a command in the home of the running server, with no terminal; answers its exit code and what it wrote. */
function run(line: string[], env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  const child: ChildProcess = spawn(process.execPath, [join(root, 'src', 'main.ts'), ...line], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...server.env, ...env } })
  let [out, err] = ['', '']
  child.stdout?.on('data', (part: Buffer) => (out += part.toString()))
  child.stderr?.on('data', (part: Buffer) => (err += part.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? 1, out, err })))
}

const lastLine = (out: string): Record<string, unknown> => JSON.parse(out.trim().split('\n').at(-1) ?? '')

test('a key is rotated while the server runs; keys are listed without key material, and what the older one signed verifies as before', async () => {
  const rotated = await run(['keys', 'rotate', 'ledger', '--json'])
  assert.equal(rotated.code, 0, rotated.err)
  const { code, out } = await run(['keys', 'list', '--json'])
  const keys = lastLine(out)['keys'] as { purpose: string; kid: string; current: boolean }[]
  assert.deepEqual([code, keys.filter(({ purpose }) => purpose === 'ledger').map(({ kid, current }) => [kid === lastLine(rotated.out)['kid'], current])], [0, [[true, true], [false, false]]])
  assert.ok(!/"(d|seed|secret)"/.test(out))
  assert.equal((await run(['ledger', 'verify'])).code, 0)
  const refused = await run(['keys', 'rotate', 'passwords', '--json'])
  assert.equal(refused.code, 1)
  assert.match(refused.err + refused.out, /crypto\.purpose-unknown/)
  assert.equal((await run(['keys', 'rotate', 'secrets', '--json'])).code, 0)
  const listed = lastLine((await run(['keys', 'list', '--json'])).out)['keys'] as { purpose: string; kid: string; current: boolean; rows?: number }[]
  const { kid: older, rows } = listed.find(({ purpose, current }) => purpose === 'secrets' && !current) ?? assert.fail('no older one')
  assert.equal(rows, 0)
  const retired = await run(['keys', 'retire', older, '--json'])
  assert.deepEqual([retired.code, lastLine(retired.out)['kid'], typeof lastLine(retired.out)['retired']], [0, older, 'string'], retired.err)
})

test('a first start is ready within a minute, says where it is, and its pages answer', async () => {
  assert.ok(server.readyMs < 60_000, `${server.readyMs} ms`)
  for (const until = Date.now() + 5000; Date.now() < until && !server.printed().includes('/desk/'); ) await pause(20)
  assert.match(server.printed(), /portal[\s\S]*\/desk\//)
  for (const path of ['/', '/desk/', '/livez', '/readyz', '/metrics', '/api/openapi.json']) assert.equal((await fetch(`${server.origin}${path}`)).status, 200, path)
})

test('ledger verify talks to the running server’s database', async () => {
  const { code, out } = await run(['ledger', 'verify', '--json'])
  const report = lastLine(out)
  assert.deepEqual([code, report['ok'], typeof report['entries'], typeof report['root']], [0, true, 'number', 'string'])
  assert.ok(Number(report['entries']) > 50)
})

test('cases replay reckons every automatic decision again; a number that no machine judged is refused', async () => {
  const { code, out } = await run(['cases', 'replay', '--json'])
  assert.deepEqual([code, lastLine(out)['replays']], [0, []])
  const unknown = await run(['cases', 'replay', '0000', '--json'])
  assert.equal(unknown.code, 1)
  assert.match(unknown.err + unknown.out, /cases\.not-found/)
})

test('serve.already-running: a second start beside it says so plainly', async () => {
  const { code, err, out } = await run(['serve', '--json'], { PORT: '0' })
  assert.equal(code, 1)
  assert.match(err + out, /serve\.already-running/)
  assert.match(err + out, /已经在运行|running already/)
})

test('serve.port-taken: another program has the port', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { code, err, out } = await run(['serve', '--json'], { PORT: String(port), YIWANG_HOME: join(folder, 'second') })
  other.close()
  assert.equal(code, 1)
  assert.match(err + out, /serve\.port-taken/)
})

test('packs.faulty: a pack with a fault is not published, and the fault is named with file and line', async () => {
  const pack = join(folder, 'pack')
  await cp(join(root, 'packs', 'yunzhou'), pack, { recursive: true })
  const file = join(pack, 'items', 'outdoor-advertising', 'item.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^process: .*$/m, 'process: nowhere'))
  const applied = await run(['pack', 'apply', pack, '--json'])
  assert.equal(applied.code, 1)
  assert.match(applied.err + applied.out, /packs\.faulty/)
  const checked = await run(['pack', 'check', pack, '--json'])
  const { ok, faults } = lastLine(checked.out) as { ok: boolean; faults: { file: string; line: number; rule: string }[] }
  assert.deepEqual([checked.code, ok], [1, false])
  assert.ok(faults.some((fault) => fault.file.endsWith('items/outdoor-advertising/item.yaml') && fault.line > 1), JSON.stringify(faults))
})

test('pack apply: what is published already is unchanged', async () => {
  const { code, out } = await run(['pack', 'apply', join(root, 'packs', 'yunzhou'), '--json'])
  assert.deepEqual([code, lastLine(out)['taken']], [0, 0])
})

test('items.list-unreadable: a list that is none', async () => {
  const file = join(folder, 'list.json')
  await writeFile(file, '[ an array that does not end')
  const { code, err, out } = await run(['items', 'import', file, '--json'])
  assert.equal(code, 1)
  assert.match(err + out, /items\.list-unreadable/)
})

test('people.organisation-needed: a civil servant works somewhere', async () => {
  const { code, err, out } = await run(['people', 'add', 'admin', '--name', '王一', '--generate-password', '--json'])
  assert.equal(code, 1)
  assert.match(err + out, /people\.organisation-needed/)
})

test('people add: the first administrator, whose password is printed once and opens the door', async () => {
  const { code, out } = await run(['people', 'add', 'wang.yi', '--name', '王一', '--organisation', '12990100700126958D', '--generate-password', '--json'])
  const { password } = lastLine(out) as { password: string }
  assert.equal(code, 0)
  const answer = await fetch(`${server.origin}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'wang.yi', password }) })
  assert.equal(answer.status, 201, await answer.text())
})

test('simulate answers one object and takes an empty home only; what was simulated is served in demonstration mode only', async () => {
  const own = { YIWANG_HOME: join(folder, 'simulated'), PORT: '0' }
  const simulated = await run(['simulate', '--days', '2', '--cases', '4', '--json'], own)
  assert.equal(simulated.code, 0, simulated.err)
  const { cases, acts, seconds, ledgerRoot, ...rest } = lastLine(simulated.out)
  assert.deepEqual([rest, typeof cases, typeof acts, typeof seconds], [{}, 'number', 'number', 'number'])
  assert.match(String(ledgerRoot), /^[0-9a-f]{64}$/)
  const again = await run(['simulate', '--days', '2', '--cases', '4', '--json'], own)
  assert.deepEqual([again.code, (lastLine(again.out)['error'] as { code?: string }).code], [1, 'simulations.home-not-empty'])
  const served = await run(['serve', '--json'], { ...own, YIWANG_DEMO: 'off' })
  assert.deepEqual([served.code, (lastLine(served.out)['error'] as { code?: string }).code], [1, 'simulations.demonstration-only'])
})
