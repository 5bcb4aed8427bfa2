// Files of secrets beside the installation: their owner alone reads them, and none lies where a backup would take it along with what it opens.
import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { mustLieOutside, readSecretFile } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'yiwang-secret-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: string, mode = 0o600): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  chmodSync(path, mode)
  return path
}

test('a secret is read whole, without the end of its line', async () => {
  assert.equal((await readSecretFile(file('token', 'a token of the KMS\n'), 16)).toString(), 'a token of the KMS')
})

test('a file that is missing, that others can read, or that is too short is refused', async () => {
  for (const path of [join(folder, 'nowhere'), folder, file('open', 'a token of the KMS', 0o644), file('short', 'x')]) await assert.rejects(readSecretFile(path, 16), { code: 'crypto.secret-file-unusable' }, path)
})

test('a file inside the home is refused, also by a link; one beside it is not', async () => {
  const home = join(folder, 'home')
  mkdirSync(home)
  const inside = file('home/token', 'a token of the KMS')
  symlinkSync(inside, join(folder, 'link'))
  symlinkSync(home, join(folder, 'linked-home'))
  for (const [path, of] of [[inside, home], [join(folder, 'link'), home], [inside, join(folder, 'linked-home')]] as const) await assert.rejects(mustLieOutside(path, of), { code: 'crypto.secret-file-inside' }, path)
  await mustLieOutside(file('home-beside', 'a token of the KMS'), home)
})
