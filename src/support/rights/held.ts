// What is held about a person, by purpose: why, by which law, for how long, and whether it is erased when the person asks (个人信息保护法 44, 47, 48).
import type { Ground, Holding } from '#base/context'
import { listPurposes, sayPeriod } from '#core/purposes'
import { scopeOf } from './acts.ts'
import { countOf } from './store.ts'

/** A line for each purpose for which something is held. */
export async function heldAbout(ground: Ground, holdings: readonly Holding[], account: string) {
  const scope = await scopeOf(ground.sql, [account])
  const now = ground.clock.now()
  const lines = await Promise.all((await listPurposes(ground.sql)).map(async ({ code, live, newest }) => {
    const { name, ground: lawful, basis, retention } = (live ?? newest).content
    const own = holdings.filter(({ purpose, copy }) => purpose === code && copy.length > 0)
    const counts = await Promise.all(own.map((holding) => countOf(ground.sql, holding, scope, now)))
    return {
      code, name, rows: counts.reduce((sum, one) => sum + one, 0), consent: lawful === 'consent', erasable: lawful === 'consent' && own.some(({ erase }) => erase !== null),
      basis, period: sayPeriod(retention.for), from: retention.from, keptBy: retention.basis,
    }
  }))
  return lines.filter(({ rows }) => rows > 0)
}
