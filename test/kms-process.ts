// The simulated KMS for tests, as a process of its own, as anybody would start it.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openKms, type Kms, type KmsPlace } from '#base/crypto'

export interface RunningKms {
  url: string
  tokenFile: string
  /** As a platform speaks to it, with shorter waits where a test is about them. */
  open(limits?: KmsPlace['limits']): Kms
  /** How it behaves from now on. */
  mode(mode: string): Promise<void>
  /** The keys it keeps, as its file says. */
  kept(): Promise<{ kid: string; purpose: string; secret: string }[]>
  /** Ends it, and starts it again at the same address. */
  restart(): Promise<void>
  close(): Promise<void>
}

const slowMs = '3000'

/** Starts it on a free port; it says on stderr where it listens. */
export async function startKms(): Promise<RunningKms> {
  const folder = await mkdtemp(join(tmpdir(), 'yiwang-kms-'))
  let { child, url } = await start(folder, '0')
  const token = (await readFile(join(folder, 'token'), 'utf8')).trim()
  const end = () => new Promise<void>((done) => (child.exitCode === null ? void (child.once('exit', () => done()), child.kill()) : done()))
  return {
    url, tokenFile: join(folder, 'token'),
    open: (limits = {}) => openKms({ url, token, limits: { restMs: 0, ...limits } }),
    mode: async (mode) => {
      const answer = await fetch(`${url}/mode`, { method: 'PUT', body: JSON.stringify({ mode }) })
      if (answer.status !== 200) throw new Error(`no such mode: ${mode}`)
    },
    kept: async () => JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8')) as { kid: string; purpose: string; secret: string }[],
    restart: async () => {
      await end()
      ;({ child, url } = await start(folder, new URL(url).port))
    },
    close: async () => {
      await end()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function start(folder: string, port: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts'), 'keys', 'simulate', '--folder', folder, '--port', port, '--slow-ms', slowMs], { stdio: ['ignore', 'ignore', 'pipe'] })
  const said: string[] = []
  for await (const line of createInterface({ input: child.stderr })) {
    said.push(line)
    const url = /kms: (http:\S+)/.exec(said.join('\n'))?.[1]
    if (url && line.startsWith('token:')) return { child, url }
  }
  throw new Error(`the KMS ended: ${said.join('\n')}`)
}
