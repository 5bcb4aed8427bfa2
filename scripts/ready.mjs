#!/usr/bin/env node
// Prepares a fresh machine (packages, the desk's pages) and hands over to the pinned Node. The only plain-JavaScript file:
// it runs before anything is installed, under whatever Node ≥ 20 started it, and never writes to stdout.
//   ready.mjs serve | pack check … | …   runs src/main.ts with these arguments
//   ready.mjs run FILE …                 runs that file of the project
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync, constants, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const packages = join(root, 'node_modules')
const desk = join(root, 'web', 'desk')
const args = process.argv.slice(2)

try {
  await prepare()
  await handOver()
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

function say(line) {
  process.stderr.write(`yiwang: ${line}\n`)
}

async function prepare() {
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Error(`Node 20 or later is needed; this is ${process.version}`)
  if (findInstallFault()) await underLock(install)
  if (needsDesk() && findDeskStamp() !== digestDesk()) await underLock(buildDesk)
}

// ---- packages

/** Compares what npm says it installed with the lock file; answers what is wrong, or nothing. */
function findInstallFault() {
  const wanted = readJson(join(root, 'package-lock.json'))
  const present = readJson(join(packages, '.package-lock.json'))
  if (!wanted) throw new Error('package-lock.json is missing: is this a whole clone?')
  if (!present) return 'packages are not installed yet'
  for (const [path, entry] of Object.entries(wanted.packages)) {
    if (!path.includes('node_modules/') || entry.link) continue
    const found = present.packages[path]
    if (found ? found.version !== entry.version : !(entry.optional || entry.devOptional || (entry.dev && !needsDevPackages()))) {
      return `${path} is missing or outdated`
    }
  }
  return findNode() ? undefined : 'the pinned Node is missing'
}

function needsDevPackages() {
  return args[0] === 'run'
}

async function install() {
  const fault = findInstallFault()
  if (!fault) return
  say(`installing (${fault}); this takes a minute or two the first time`)
  const started = Date.now()
  const beat = setInterval(() => say(`still installing, ${Math.round((Date.now() - started) / 1000)} s`), 15_000)
  // npm names itself to the scripts it runs; its own Node then runs it, whatever `npm` on the path may be.
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const code = await runToEnd([...npm, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'], root)
  clearInterval(beat)
  if (code !== 0) throw new Error('npm ci failed; its words stand above')
  const left = findInstallFault()
  if (left) throw new Error(`npm ci ended well, yet ${left} (no package for ${process.platform}-${process.arch}?)`)
  say(`installed in ${Math.round((Date.now() - started) / 1000)} s`)
}

/** The Node that came through npm for this platform. */
function findNode() {
  const names = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]
  return names.map((name) => join(packages, name, 'bin', 'node')).find((file) => existsSync(file))
}

// ---- the desk

function needsDesk() {
  const isAsked = args[0] === 'serve' || (args[0] === 'run' && /^(\.\/)?test\/(?!check\.ts)/.test(args[1] ?? ''))
  return isAsked && existsSync(desk) && readdirSync(desk).some((name) => /^vite\.config\.[cm]?[jt]s$/.test(name))
}

function findDeskStamp() {
  try {
    return readFileSync(join(desk, 'dist', '.stamp'), 'utf8')
  } catch {
    return undefined
  }
}

/** A digest of all that the desk is built from: its own sources, the engines it shares, the versions of its packages. */
function digestDesk() {
  const digest = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const file of [...listFiles(desk), ...listFiles(join(root, 'src', 'engines'))].sort()) {
    digest.update(`\0${relative(root, file)}\0`).update(readFileSync(file))
  }
  return digest.digest('hex')
}

function listFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name.startsWith('dist') || entry.name.endsWith('.test.ts')) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? listFiles(path) : entry.isFile() ? [path] : []
  })
}

async function buildDesk() {
  const stamp = digestDesk()
  if (findDeskStamp() === stamp) return
  const vite = [join(desk, 'node_modules'), packages].map((folder) => join(folder, 'vite', 'bin', 'vite.js')).find((file) => existsSync(file))
  if (!vite) throw new Error('the desk cannot be built: vite is not installed (run npm ci)')
  say('building the desk')
  for (const name of readdirSync(desk)) if (name.startsWith('dist.')) rmSync(join(desk, name), { recursive: true, force: true })
  // Built beside and then moved: a build that is cut off leaves the pages of before.
  const half = join(desk, `dist.${process.pid}`)
  const code = await runToEnd([findNode(), vite, 'build', '--logLevel', 'warn', '--outDir', half, '--emptyOutDir'], desk)
  if (code !== 0) throw new Error('the desk could not be built; the words of vite stand above')
  writeFileSync(join(half, '.stamp'), stamp)
  const dist = join(desk, 'dist')
  if (existsSync(dist)) renameSync(dist, `${half}.old`)
  renameSync(half, dist)
  rmSync(`${half}.old`, { recursive: true, force: true })
}

// ---- running

/** Runs a program to its end, its output on our stderr; answers its exit code. */
function runToEnd([file, ...rest], cwd) {
  return new Promise((resolve, reject) => {
    const env = process.stderr.isTTY ? process.env : { ...process.env, NO_COLOR: '1' }
    const child = spawn(file, rest, { cwd, env, stdio: ['ignore', 2, 2] })
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

function handOver() {
  const isRun = args[0] === 'run'
  if (isRun && !args[1]) throw new Error('run which file?')
  const command = isRun ? [join(root, args[1]), ...args.slice(2)] : [join(root, 'src', 'main.ts'), ...args]
  const env = { ...process.env, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? findCacheFolder(), YIWANG_STARTED_BY: String(process.pid) }
  // A group of its own: a Ctrl-C then reaches it through us alone, and not once more from the terminal.
  const child = spawn(findNode(), command, { cwd: isRun ? root : process.cwd(), env, stdio: 'inherit', detached: true })
  passSignals(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name)
      if (signal) process.kill(process.pid, signal)
      else process.exit(code ?? 1)
      resolve()
    })
  })
}

/** The terminal and npm both tell us of one Ctrl-C: within a second that is one signal. */
function passSignals(child) {
  let last = 0
  const pass = (signal) => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
  // npm that was killed can pass nothing on any more; what it started ends with it.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && pass('SIGTERM'), 400).unref()
}

function findCacheFolder() {
  try {
    const folder = join(packages, '.cache', 'compile')
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return folder
  } catch {
    return join(tmpdir(), `yiwang-compile-${process.getuid?.() ?? 'all'}`)
  }
}

// ---- one at a time

/** Waits for others who prepare the same clone. The lock names its process, so that one of a dead process does not hold. */
async function underLock(work) {
  const folder = join(root, '.yiwang-ready')
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'lock')
  const mine = join(folder, `${process.pid}`)
  writeFileSync(mine, identify(process.pid))
  let waited = false
  while (!tryLink(mine, lock)) {
    if (removeStale(lock, `${mine}.stale`)) continue
    if (!waited) say('another process prepares this clone; waiting for it')
    waited = true
    await pause(250)
  }
  const unlock = () => {
    for (const file of [lock, mine]) rmSync(file, { force: true })
  }
  const stop = (signal) => {
    unlock()
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop)
  try {
    await work()
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.removeListener(signal, stop)
    unlock()
  }
}

function tryLink(mine, lock) {
  try {
    linkSync(mine, lock)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Answers whether the lock is worth another try at once. */
function removeStale(lock, aside) {
  try {
    const holder = readFileSync(lock, 'utf8')
    if (identify(Number(holder.split(' ')[0])) === holder) return false
    renameSync(lock, aside)
    // Someone may have been quicker, and the lock just taken away be a living one.
    if (readFileSync(aside, 'utf8') !== holder) tryLink(aside, lock)
    unlinkSync(aside)
    return true
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    return true
  }
}

/** The process with its time of birth: numbers are given out again. Nothing for one that is dead. */
function identify(pid) {
  try {
    process.kill(pid, 0)
    const born = existsSync('/proc/self/stat') ? readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ')[19] : ''
    return `${pid} ${born}`
  } catch (error) {
    return error.code === 'EPERM' ? `${pid} ` : ''
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
