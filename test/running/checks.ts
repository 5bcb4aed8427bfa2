// The checks that run no program of ours: types, lint, what nothing uses. Each is counted like a test.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { say, type Count } from './stage.ts'

const root = join(import.meta.dirname, '..', '..')
const bin = (name: string) => join(root, 'node_modules', name)

/** Two checks run side by side already; what was checked is kept, and only what changed is checked anew. */
const types = (project: string, name: string) => ['--noEmit', '-p', project, '--singleThreaded', '--incremental', '--tsBuildInfoFile', bin(`.cache/types/${name}.tsbuildinfo`)]

const checks: { name: string; file: string; args: string[] }[] = [
  { name: 'types of the server, the portal and the tests', file: bin('typescript/bin/tsc'), args: types('tsconfig.json', 'all') },
  { name: 'types of the desk', file: bin('typescript/bin/tsc'), args: types('web/desk/tsconfig.json', 'desk') },
  { name: 'lint', file: bin('@biomejs/biome/bin/biome'), args: ['check', '--max-diagnostics=40', '--colors=off'] },
  { name: 'nothing unused', file: bin('knip/bin/knip.js'), args: ['--no-progress', '--no-config-hints'] },
]

/** Runs all checks, two at a time. */
export async function runChecks(): Promise<Count> {
  say('\n== checks')
  const started = performance.now()
  const count: Count = { name: 'checks', passed: 0, failed: 0, skipped: 0, seconds: 0, slowest: [], failures: [], unsteady: [] }
  const waiting = [...checks]
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { code, text } = await runTool(check.file, check.args)
      if (code === 0) count.passed++
      else {
        count.failed++
        say(`✖ ${check.name}\n${text.slice(0, 6000)}`)
      }
    }
  }
  await Promise.all([worker(), worker()])
  count.seconds = (performance.now() - started) / 1000
  return count
}

/** Under our own Node, whatever Node the tool's first line would find. */
function runTool(file: string, args: string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (text += part))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, text }))
  })
}
