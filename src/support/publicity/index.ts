// register: what is made public: 公示 of intended grants with their objections, and grants, masked, taken down when annulled.
// 行政许可法 40; 信息公开条例 26; 个人信息保护法 6 (masked); the law of each item (whether there is a 公示, and how long).
import type { Context } from '#base/context'
import { publicityBeats, publicityFollower } from './follow.ts'
import { grantFollower } from './grants.ts'
import { publicityRoutes } from './routes.ts'
import { grantRoutes } from './routes-grants.ts'
import { objectionBelongings } from './store-belongings.ts'
import { publicityHoldings } from './store-holdings.ts'

export const publicity: Context = {
  name: 'publicity',
  migrations: `${import.meta.dirname}/migrations`,
  holdings: publicityHoldings,
  belongings: objectionBelongings,
  routes: (ground) => [...publicityRoutes(ground), ...grantRoutes(ground)],
  followers: (ground) => [publicityFollower(ground), grantFollower(ground)],
  beats: publicityBeats,
}
