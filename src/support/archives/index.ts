// register: archive records 归档 of finished cases: every part listed and hashed, verifiable and exportable. 档案法 13, 14; 国令716 12.
import type { Context } from '#base/context'
import { archiveBeats, archiveFollower } from './follow.ts'
import { archiveRoutes } from './routes.ts'

export const archives: Context = {
  name: 'archives',
  migrations: `${import.meta.dirname}/migrations`,
  routes: archiveRoutes,
  followers: (ground) => [archiveFollower(ground)],
  beats: archiveBeats,
}
