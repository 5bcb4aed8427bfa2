// Live news for the desk: server-sent events of what happens to cases. Ids and kinds only; who may read a case asks for it.
import type { FastifyReply } from 'fastify'
import { countEntries, entriesFrom } from '#base/act'
import type { Ground } from '#base/context'
import { route, type Route } from '#base/http'
import { makeListeners } from './listeners.ts'

const pollMs = 1000
const heartbeatPolls = 20
const batch = 200

/** One reader of the ledger for all listeners of this process; it stops with the last of them. */
export function eventsRoute(ground: Ground): Route {
  let next = 0
  let polls = 0
  let timer: NodeJS.Timeout | undefined
  const listeners = makeListeners(() => (timer = void clearInterval(timer)))
  const poll = async () => {
    const entries = await entriesFrom(ground.sql, next, batch)
    next = (entries.at(-1)?.seq ?? next - 1) + 1
    const news = entries.filter((entry) => entry.kind.startsWith('cases.')).map((entry) => `id: ${entry.seq}\ndata: ${JSON.stringify({ kind: entry.kind, case: entry.subject })}\n\n`)
    if (news.length > 0) listeners.say(news.join(''))
    else if (++polls % heartbeatPolls === 0) listeners.say(': here\n\n')
  }
  const listen = async (reply: FastifyReply) => {
    if (listeners.count() === 0) next = (await countEntries(ground.sql)).placed
    listeners.add(reply.raw)
    timer ??= setInterval(() => void poll().catch(() => undefined), pollMs).unref()
  }
  return route({
    method: 'GET', path: '/api/events', access: [{ who: ['staff'], scope: 'department' }], produces: 'text/event-stream',
    zh: '订阅办件动态（服务器推送事件）', en: 'Follow what happens to cases (server-sent events)', example: { as: '{clerk}' },
    handle: async ({ reply }) => {
      reply.hijack()
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
      reply.raw.write('retry: 3000\n\n')
      await listen(reply)
    },
  })
}
