// register: readings of people's data by civil servants and other systems: noted before they are told, seen by the person (个人信息保护法 44).
import type { Context } from '#base/context'
import { delayKind } from './delay.ts'
import { readingRoutes } from './routes.ts'
import { deleteNoted } from './store.ts'
import { readingHoldings, readingMoves } from './store-holdings.ts'
import { readingBelongings } from './store-belongings.ts'

export { isInvestigated } from './acts.ts'
export { readingNoter } from './note.ts'

export const readings: Context = {
  name: 'readings',
  migrations: `${import.meta.dirname}/migrations`,
  belongings: readingBelongings, holdings: readingHoldings, moves: readingMoves,
  proposals: () => [delayKind()],
  routes: readingRoutes,
  beats: (ground) => [{ name: 'readings.tidy', everySeconds: 3600, run: () => deleteNoted(ground.sql, ground.clock.now().subtract({ hours: 2 })) }],
}
