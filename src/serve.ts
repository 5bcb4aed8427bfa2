// `yiwang serve`: starts everything in order, says where it is, and stops it in order.
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { firstKinds } from '#base/act'
import type { Command } from '#base/commands'
import { readConfig, withPort } from '#base/config'
import { tryClaim, type Claim } from '#base/db'
import { refusal } from '#base/problem'
import { setTimeout as pause } from 'node:timers/promises'
import { applyPack } from './apply.ts'
import { openInstallation, type Installation } from './open.ts'
import { openServer } from './server.ts'
import { defaultPack, readCheckedPack } from './packs.ts'
import { isSimulated, simulatedHome } from './simulations/simulation.ts'

const alreadyRunning = refusal({
  code: 'serve.already-running', status: 409,
  zh: '这个目录的平台已经在运行。', en: 'The platform of this home is running already.',
  nextZh: '请使用正在运行的平台，或设置另一个 YIWANG_HOME 和 PORT。', nextEn: 'Use the one that runs, or set another YIWANG_HOME and PORT.',
})
const portTaken = refusal({
  code: 'serve.port-taken', status: 409,
  zh: '端口已被其他程序占用。', en: 'The port is taken by another program.',
  nextZh: '请设置 PORT 为其他端口。', nextEn: 'Set PORT to another one.',
})

const callsPerMinuteMax = 600
const claimWaitMs = 3000
const stopMsMax = 30_000
const collectMs = 2000
/** More than a first load writes. */
const firstLoadEntriesMax = 5000

export const serve: Command = {
  name: 'serve',
  about: 'Start the platform: database, portal, desk and API. 启动平台。',
  examples: [{ line: 'serve', about: 'on http://localhost:8080' }],
  run: async ({ say }) => {
    const config = readConfig()
    const stopAsked = stopSignal()
    const claim = await claimHome(config.home)
    const installation = await openInstallation({ config, say })
    await mayServe(installation)
    await fillWhenEmpty(installation, say)
    const app = await openServer(installation.platform, { callsPerMinuteMax, faces: true, metricsToken: config.metricsToken })
    await app.listen({ host: config.host, port: config.port }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE' ? portTaken({ port: config.port }) : error
    })
    await installation.platform.run()
    const address = app.server.address()
    tellWhere(withPort(config, typeof address === 'object' && address ? address.port : config.port).origin, config.demo, say)
    setTimeout(collectOnce, collectMs).unref()
    await stopAsked
    say('stopping')
    setTimeout(giveUp, stopMsMax, say).unref()
    await app.close()
    await installation.close()
    claim.release()
    say('stopped')
    return undefined
  },
}

/** Acts in progress are short, so what still holds on now hangs. Nothing acknowledged is lost: it is in the database. */
function giveUp(say: (line: string) => void): void {
  say(`not stopped in order after ${stopMsMax / 1000} s; ending at once`)
  process.exit(70)
}

/** One server in a home. An orphan of a killed start may still be going down: wait a little before saying no. */
export async function claimHome(home: string): Promise<Claim> {
  for (const until = Date.now() + claimWaitMs; ; await pause(200)) {
    const claim = tryClaim(join(home, 'serve.claim'))
    if (claim) return claim
    if (Date.now() > until) throw alreadyRunning({ home })
  }
}

/** What was simulated is shown as a demonstration and never as a government's data. */
async function mayServe(installation: Installation): Promise<void> {
  if (installation.config.demo || !(await isSimulated(installation.platform.ground.sql))) return
  await installation.close()
  throw simulatedHome()
}

/** Loads the demonstration city where nothing was ever done, and goes on with a first load that was cut off. */
async function fillWhenEmpty({ platform }: Installation, say: (line: string) => void): Promise<void> {
  const kinds = await firstKinds(platform.ground.sql, firstLoadEntriesMax)
  if (kinds.size > 0 && (kinds.has('packs.applied') || !kinds.has('packs.part-applied'))) return
  say('loading the pack yunzhou (云州市)')
  const { taken, accounts } = await applyPack(platform.ground, await readCheckedPack(defaultPack))
  say(`loaded ${taken} items${accounts > 0 ? ` and ${accounts} demonstration accounts` : ''}`)
}

function tellWhere(origin: string, demonstration: boolean, say: (line: string) => void): void {
  const lines = [
    '', `  一网 Yiwang is ready`, `  portal 门户   ${origin}/`, `  desk 工作台   ${origin}/desk/`, `  API 接口      ${origin}/api/`,
    demonstration ? '  sign in: choose a demonstration account on the sign-in page. 登录：在登录页点选演示账号。' : '  sign in: make the first administrator with `yiwang people add`. 登录：请先用 yiwang people add 建立管理员。',
    '  stop with Ctrl-C 按 Ctrl-C 停止', '',
  ]
  for (const line of lines) say(line)
}

/** What only the start needed, about seventy megabytes, is given back; the engine would keep it until memory is short. */
function collectOnce(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (options: { type: 'major'; flavor: 'last-resort' }) => void
  collect({ type: 'major', flavor: 'last-resort' })
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
