// The simulated sources for tests: in this process for a town whose clock is moved, or as a process of their own, as anybody would start them.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ProofRelay } from '#base/context'
import { readProofRelays } from '#support/proofs'
import { openProofSimulator } from '../src/proof-simulator.ts'
import { packFolder } from './town.ts'

export interface Sources {
  url: string
  proofs: Record<string, ProofRelay>
  /** How one source behaves from now on, or all. */
  mode(mode: string, source?: string): Promise<void>
  close(): Promise<void>
}

function relaysIn(settings: string): Record<string, ProofRelay> {
  const { relays, faults } = readProofRelays(settings)
  if (faults.length > 0) throw new Error(faults.join('; '))
  return relays
}

const modeOf = (url: string) => async (mode: string, source?: string) => {
  const answer = await fetch(`${url}/mode`, { method: 'PUT', body: JSON.stringify({ mode, source }) })
  if (answer.status !== 200) throw new Error(`no such mode: ${mode}`)
}

/** Opens the sources in this process. */
export async function openSources(now?: () => number): Promise<Sources> {
  const { url, settings, close } = await openProofSimulator({ port: 0, people: await readFile(join(packFolder, 'people.yaml'), 'utf8'), slowMs: 8000, ...(now ? { now } : {}) })
  return { url, proofs: relaysIn(settings), mode: modeOf(url), close }
}

/** Starts the sources as a process of their own; they say on stderr where they listen. */
export async function startSources(): Promise<Sources> {
  const folder = await mkdtemp(join(tmpdir(), 'yiwang-proofs-'))
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts'), 'proofs', 'simulate', '--folder', folder, '--port', '0', '--slow-ms', '8000'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const said: string[] = []
  for await (const line of createInterface({ input: child.stderr as NonNullable<typeof child.stderr> })) {
    said.push(line)
    const [url, file] = [/proofs: (http:\S+)/, /settings: (\S+)/].map((pattern) => pattern.exec(said.join('\n'))?.[1])
    if (!url || !file) continue
    const close = async () => {
      child.kill()
      await rm(folder, { recursive: true, force: true })
    }
    return { url, proofs: relaysIn(await readFile(file, 'utf8')), mode: modeOf(url), close }
  }
  throw new Error(`the sources ended: ${said.join('\n')}`)
}

/** Goes to the page of a source as a person does, says how it ends, and answers the code that comes back. */
export async function visit(address: string, verdict: 'yes' | 'no', who: { name: string; idNumber: string } = { name: '', idNumber: '' }): Promise<string> {
  const answer = await fetch(address, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ verdict, ...who }) })
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
}
