// case kind: applications of a company by spreadsheet: one row, one application. 国令716; 优化营商环境条例 37.
import type { Follower } from '#base/act'
import type { Context, Ground } from '#base/context'
import { batchRoutes } from './routes.ts'
import { heldBySheets } from './store.ts'
import { checkBatch, submitRows, tidyBatches } from './work.ts'
import { batchHoldings } from './store-holdings.ts'
import { batchBelongings } from './store-belongings.ts'

/** What was asked for becomes slow work, once. */
function batchFollower(ground: Ground): Follower {
  const job = (name: string) => ({ id, subject }: { id: string; subject: string }) => ground.addJob(name, { batch: subject }, { key: `${name} ${id}` })
  const check = job('batches.check')
  return { name: 'batches', owner: 'system-admin', on: { 'batches.uploaded': check, 'batches.mended': check, 'batches.recheck-asked': check, 'batches.submission-asked': job('batches.submit') } }
}

export const batches: Context = {
  name: 'batches',
  migrations: `${import.meta.dirname}/migrations`,
  belongings: batchBelongings, holdings: batchHoldings,
  routes: batchRoutes,
  followers: (ground) => [batchFollower(ground)],
  jobs: (ground) => ({ 'batches.check': async ({ batch }) => checkBatch(ground, String(batch)), 'batches.submit': async ({ batch }) => submitRows(ground, String(batch)) }),
  heldFiles: heldBySheets,
  beats: (ground) => [{ name: 'batches.tidy', everySeconds: 3600, run: () => tidyBatches(ground) }],
}
