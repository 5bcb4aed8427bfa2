// register: automatic decisions 自动办理: judged once, granted in full or left to a person, explained, watched, stopped. 个人信息保护法 24.
import type { Context } from '#base/context'
import { automationFollower } from './follow.ts'
import { restartKind } from './restart.ts'
import { automationRoutes } from './routes.ts'
import { watchRoutes } from './routes-watch.ts'
import { judgementHoldings } from './store-holdings.ts'

export { replayAll, replayCase, type Replay } from './replay.ts'

export const automation: Context = {
  name: 'automation',
  migrations: `${import.meta.dirname}/migrations`,
  holdings: judgementHoldings,
  routes: (ground) => [...automationRoutes(ground), ...watchRoutes(ground)],
  proposals: (ground) => [restartKind(ground)],
  followers: (ground) => [automationFollower(ground)],
}
