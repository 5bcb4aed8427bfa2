// The real server as a process of its own: started, waited for, killed, started again. For tests of starts, ends and commands.
import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const stopSecondsMax = 40
const root = join(import.meta.dirname, '..')

export interface RunningServer {
  origin: string
  pid: number
  /** From the start of the process until /readyz said yes. */
  readyMs: number
  /** What a command needs to reach the same home. */
  env: Record<string, string>
  /** Everything it wrote. */
  printed(): string
  /** Ends it in order; answers its exit code. */
  stop(): Promise<number>
  /** Ends it at once, and waits until the process is gone. */
  kill(): Promise<void>
}

export interface ServingOptions {
  home: string
  port?: number
  env?: Record<string, string>
  readySecondsMax?: number
  /** Another checkout of the sources than this one, e.g. an older one. */
  sources?: string
}

/** A port that is free, from below those that systems lend to outgoing connections: nobody is given it in between, nor while a server is down that will come back to it. */
export async function findPort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 18_000)
    const probe = createServer()
    const isFree = await new Promise<boolean>((resolve) => probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)))
    if (!isFree) continue
    await new Promise((resolve) => probe.close(resolve))
    return port
  }
}

/** Starts `yiwang serve` and waits until it is ready. Fails with what it printed. */
export async function startServer({ home, port, env = {}, readySecondsMax = 90, sources = root }: ServingOptions): Promise<RunningServer> {
  const chosen = port ?? (await findPort())
  const own: Record<string, string> = { YIWANG_HOME: home, PORT: String(chosen), HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...env }
  const started = performance.now()
  // The compile cache is what scripts/ready.mjs gives every start.
  const child = spawn(process.execPath, [join(sources, 'src', 'main.ts'), 'serve'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...withoutDatabase(), NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'), ...own } })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text = (text + part.toString()).slice(-100_000)))
  const origin = `http://127.0.0.1:${chosen}`
  const ended = endOf(child)
  while (!(await isReady(origin))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}:\n${text}`)
    if (performance.now() - started > readySecondsMax * 1000) {
      child.kill('SIGKILL')
      throw new Error(`the server was not ready after ${readySecondsMax} s:\n${text}`)
    }
    await pause(25)
  }
  return {
    origin, pid: child.pid ?? 0, readyMs: performance.now() - started, env: own,
    printed: () => text,
    stop: () => {
      child.kill('SIGTERM')
      // One that does not end in order has failed; it must not stay.
      const giveUp = setTimeout(() => child.kill('SIGKILL'), stopSecondsMax * 1000)
      return ended.finally(() => clearTimeout(giveUp))
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** These servers bring their own database, also where the tests run on an external one. */
function withoutDatabase(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _external, ...rest } = process.env
  return rest
}

function endOf(child: ChildProcess): Promise<number> {
  // Not `close`: what the server started may hold its streams open a little longer than it lives.
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}

async function isReady(origin: string): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(2000) })
    await answer.text()
    return answer.ok
  } catch {
    return false
  }
}
