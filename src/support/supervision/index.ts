// case kind: supervision 督办 of what is late: a case of its own for the organisation above, opened once, closed with an answer. 行政许可法 60.
import type { Context } from '#base/context'
import { supervisionBeats, supervisionFollower } from './follow.ts'
import { supervisionRoutes } from './routes.ts'

export const supervision: Context = {
  name: 'supervision',
  migrations: `${import.meta.dirname}/migrations`,
  routes: supervisionRoutes,
  followers: (ground) => [supervisionFollower(ground)],
  beats: supervisionBeats,
}
