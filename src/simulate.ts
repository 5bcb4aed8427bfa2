// `yiwang simulate`: a city that lives some days in an empty home, through the real acts, on a clock and a chance that follow from the seed.
import { firstKinds } from '#base/act'
import type { Command } from '#base/commands'
import { readConfig, type Config } from '#base/config'
import { openKeys } from '#base/crypto'
import { startDatabase } from '#base/db'
import { seededRandom } from '#base/ids'
import { openLog } from '#base/log'
import { manualClock } from '#base/time'
import type { Pack } from '#core/packs'
import { servingAs } from './open.ts'
import { openPlatform } from './platform.ts'
import { defaultPack, readCheckedPack } from './packs.ts'
import { claimHome } from './serve.ts'
import { describeSimulated } from './simulations/report.ts'
import { simulate, type Simulated } from './simulations/run.ts'
import { defaultFrom, drawnWhenRead, homeNotEmpty, readPlan, simulatedOrigin, type Plan } from './simulations/simulation.ts'

export { drawnWhenRead, readPlan, simulate }

export const simulateCommand: Command = {
  name: 'simulate',
  about: 'Let residents and officials live some days in an empty home: the same seed gives the same ledger. Marks the home as simulated for ever. 在空目录里模拟一座城市。',
  options: [
    { flags: '--days <n>', about: 'how many days', default: '30' }, { flags: '--cases <n>', about: 'how many applications', default: '2000' }, { flags: '--seed <text>', about: 'what all chance follows from', default: '7' },
    { flags: '--from <date>', about: 'the first day', default: defaultFrom }, { flags: '--pack <folder>', about: 'another pack than the one of the demonstration city' },
  ],
  examples: [
    { line: 'simulate --days 30 --cases 2000 --seed 7 --json', about: '{"cases","acts","seconds","ledgerRoot"}' },
    { line: 'simulate --days 365 --cases 20000 --from 2025-11-01', about: 'fills a demonstration; then: serve' },
  ],
  run: async ({ options, say }) => {
    const text = (name: string) => String(options[name] ?? '')
    const plan = readPlan({ days: text('days'), cases: text('cases'), seed: text('seed'), from: text('from') })
    const pack = await readCheckedPack(typeof options['pack'] === 'string' ? options['pack'] : defaultPack)
    const began = performance.now()
    const simulated = await simulateHome(readConfig(), pack, plan, say)
    const seconds = (performance.now() - began) / 1000
    const data = { cases: simulated.counts.opened, acts: simulated.acts, seconds: Math.round(seconds * 10) / 10, ledgerRoot: simulated.ledgerRoot }
    return { data, text: describeSimulated(simulated, plan, seconds) }
  },
}

/** Simulates in the home of the settings. Throws `simulations.home-not-empty` where anything was ever done there. */
async function simulateHome(config: Config, pack: Pack, plan: Plan, say: (line: string) => void): Promise<Simulated> {
  if (openKeys({ home: config.home }).list().length > 0) throw homeNotEmpty()
  const claim = await claimHome(config.home)
  const server = await startDatabase({ home: config.home, databaseUrl: config.databaseUrl, servingUrl: config.servingDatabaseUrl, say })
  const clock = manualClock(plan.from.toZonedDateTime('Asia/Shanghai').toInstant())
  try {
    const platform = await openPlatform({
      // Nothing of a simulation is acknowledged to anybody: one that was cut off is begun anew in another home, so no commit waits for the disk.
      ...servingAs(server), hurried: true, home: config.home, origin: simulatedOrigin, demonstration: true, log: openLog({ level: 'warn' }), clock, random: seededRandom(plan.seed), poolSize: 6, withoutJobs: drawnWhenRead,
    })
    try {
      await platform.migrate()
      if ((await firstKinds(platform.ground.sql, 1)).size > 0) throw homeNotEmpty()
      return await simulate(platform, clock, pack, plan, say)
    } finally {
      await platform.close()
    }
  } finally {
    await server.stop()
    claim.release()
  }
}
