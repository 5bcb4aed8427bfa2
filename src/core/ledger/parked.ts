// HTTP of the dead letters: what a follower could not take waits here, with who should look, until it is tried again; and jobs that were given up.
import { Type } from 'typebox'
import { listParked, retryParked, type Follower } from '#base/act'
import type { Ground } from '#base/context'
import { noBody, notFound, route, type Access, type Route } from '#base/http'
import { listDeadJobs } from '#base/jobs'
import { timeText } from '#base/time'

const operators: Access = [{ who: ['staff'], roles: ['system-admin'], scope: 'all' }]
const ParkedShape = Type.Object({
  follower: Type.String(), seq: Type.Integer(), subject: Type.String(), kind: Type.String(), error: Type.String(), owner: Type.String(), attempts: Type.Integer(), at: Type.String({ format: 'date-time' }),
})
const DeadJobShape = Type.Object({ id: Type.String(), name: Type.String(), attempts: Type.Integer(), error: Type.String(), addedAt: Type.String({ format: 'date-time' }), triedAt: Type.String({ format: 'date-time' }) })

/** The operations on parked entries. `followers` are all of the platform. */
export function parkedRoutes(ground: Ground, followers: () => Follower[]): Route[] {
  return [
    route({
      method: 'GET', path: '/api/parked-entries', access: operators, zh: '列出未能处理的记录和任务', en: 'List entries that a follower could not take, and jobs that were given up',
      answer: Type.Object({ items: Type.Array(ParkedShape), jobs: Type.Array(DeadJobShape) }), example: { as: '{system-admin}' },
      handle: async () => ({
        items: (await listParked(ground.sql)).map((entry) => ({ ...entry, at: timeText(entry.at) })),
        jobs: (await listDeadJobs(ground.sql)).map((job) => ({ ...job, addedAt: timeText(job.addedAt), triedAt: timeText(job.triedAt) })),
      }),
    }),
    route({
      method: 'POST', path: '/api/parked-entries/:follower/retry', status: 200, access: operators, zh: '重新处理一个订阅者的全部滞留记录', en: 'Try all parked entries of a follower again, in order',
      params: Type.Object({ follower: Type.String({ maxLength: 60 }) }), body: noBody, answer: Type.Object({ taken: Type.Integer() }),
      example: { as: '{system-admin}', params: { follower: 'deliveries' }, body: {} },
      handle: async ({ params }) => {
        const follower = followers().find((one) => one.name === params.follower)
        if (!follower) throw notFound({ follower: params.follower })
        return { taken: await retryParked({ pool: ground.pool, clock: ground.clock }, ground.sql, follower) }
      },
    }),
  ]
}
