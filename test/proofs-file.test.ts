// The file that sets up sources of proofs, as an installation reads it: what cannot be used is told before anything starts.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readConfig, SettingsError } from '#base/config'
import { openInstallation, readProofsFile } from '../src/open.ts'
import { openSources } from './proof-sources.ts'

test('a file that is missing, or faulty, stops the start with every fault; what the simulator writes is read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yiwang-sources-'))
  const file = join(folder, 'sources.json')
  try {
    await assert.rejects(openInstallation({ config: { ...readConfig({}), proofsFile: file } }), (error: SettingsError) => error instanceof SettingsError && /YIWANG_PROOFS_FILE .*ENOENT/.test(error.message))
    await writeFile(file, JSON.stringify({ horoscope: {}, face: { url: 'x' } }))
    await assert.rejects(readProofsFile(file), (error: SettingsError) => error.faults.length === 2)
    const sources = await openSources()
    const written = Object.fromEntries(Object.entries(sources.proofs).map(([name, { name: called, contact, url, levels, holdsDays, keys }]) => [name, { name: called, contact, url, levels, holdsDays, keys: { keys: keys.map(({ publicKey, kid }) => ({ ...publicKey.export({ format: 'jwk' }), kid })) } }]))
    await sources.close()
    await writeFile(file, JSON.stringify(written))
    assert.deepEqual(Object.keys(await readProofsFile(file)), ['name-check', 'face', 'network-id', 'enterprise-register'])
  } finally {
    await rm(folder, { recursive: true })
  }
})
