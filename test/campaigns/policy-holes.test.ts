// Holes seeded into a copy of the sources: the matrix of the policy has to tell each of them, in the words of its table.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startDatabase, type DatabaseServer } from '#base/db'
import { holes, type Hole } from '../policy/holes.ts'
import { prepareTemplate, testHome } from '../town.ts'
import { atScale, isFull, tellFigures } from './scale.ts'

const root = join(import.meta.dirname, '..', '..')
/** Some holes only, by a pattern of their names, for whoever writes one. */
const chosen = process.env.YIWANG_HOLES
const tried = chosen ? holes.filter(({ name }) => new RegExp(chosen).test(name)) : holes.slice(0, atScale(1, holes.length))
const toldShareMin = 0.95
let folder: string
let server: DatabaseServer
let template: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-holes-'))
  for (const part of ['src', 'web', 'packs', 'scripts', 'test', 'package.json']) await cp(join(root, part), join(folder, part), { recursive: true, filter: (path) => !path.endsWith('node_modules') })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  // Held for the whole campaign; no hole changes what a town is copied from.
  server = await startDatabase({ home: testHome, databaseUrl: process.env.DATABASE_URL })
  template = process.env.YIWANG_TEST_TEMPLATE ?? (await prepareTemplate(server))
})
after(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

test('every hole still fits the sources: its text stands once where it says', async () => {
  for (const { name, file, from } of holes) assert.equal((await readFile(join(root, file), 'utf8')).split(from).length, 2, `${name}: ${file}`)
})

// In the short run the matrix itself passes beside this, on the sources as they are.
if (isFull) {
  test('what the holes are tried on has none: the copy as it is passes, each time alone', { timeout: 1_500_000 }, async () => {
    for (const what of new Set(tried.map((hole) => hole.tried))) {
      const { code, text } = await runTests(what)
      assert.equal(code, 0, `${JSON.stringify(what)}: ${text.slice(-3000)}`)
    }
  })
}

test(`seeded holes in the policy are told by the matrix: ${tried.length}`, { timeout: atScale(240_000, 3_000_000) }, async () => {
  const missed: string[] = []
  for (const hole of tried) if (!(await isTold(hole))) missed.push(hole.name)
  const told = tried.length - missed.length
  tellFigures('holes in the policy', { seeded: tried.length, told, missed: missed.join('; ') })
  assert.ok(told >= tried.length * toldShareMin, `${told} of ${tried.length}; not told: ${missed.join('; ')}`)
})

/** Seeds a hole, asks the matrix or the file of tests and closes it again. Told is only what was expected otherwise: a copy that does not run tells nothing. */
async function isTold({ file, from, to, tried: what }: Hole): Promise<boolean> {
  const path = join(folder, file)
  const sound = await readFile(path, 'utf8')
  await writeFile(path, sound.replace(from, () => to))
  try {
    const { code, text } = await runTests(what)
    return code !== 0 && (typeof what === 'string' ? /the table says|✖ every operation has a row/ : /AssertionError/).test(text)
  } finally {
    await writeFile(path, sound)
  }
}

function runTests(what: Hole['tried']): Promise<{ code: number | null; text: string }> {
  const [file, operations] = typeof what === 'string' ? ['test/policy/policy.test.ts', what] : [what.file, '']
  const env = { ...process.env, YIWANG_POLICY: operations, YIWANG_TEST_HOME: testHome, YIWANG_TEST_TEMPLATE: template, NODE_TEST_CONTEXT: undefined }
  const child = spawn(process.execPath, ['--test', '--test-reporter=spec', file], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (text += part))
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve({ code, text }))
  })
}
