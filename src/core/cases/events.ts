// Live news for whoever works on cases or has one: server-sent events of what happens to those that each listener may read. Ids and kinds only; the case is asked for.
import type { FastifyReply } from 'fastify'
import { countEntries, entriesFrom, type Entry } from '#base/act'
import type { Ground } from '#base/context'
import { callerOf, mayCall, mustBeReady, route, type Caller, type Reach, type Route } from '#base/http'
import { isProblem } from '#base/problem'
import { findCallers } from '#core/people'
import { makeListeners, type Listeners } from './listeners.ts'
import { seenBy } from './list.ts'
import { readers } from './routes-read.ts'
import { innerKinds } from './views.ts'

const pollMs = 1000
const heartbeatPolls = 20
const batch = 200

/** One reader of the ledger for all listeners of this process; it stops with the last of them. */
export function eventsRoute(ground: Ground): Route {
  let next = 0
  let polls = 0
  let isPolling = false
  let timer: NodeJS.Timeout | undefined
  const listeners = makeListeners(() => (timer = void clearInterval(timer)))
  const poll = async () => {
    const entries = await entriesFrom(ground.sql, next, batch)
    // Asked anew each time and after what is told: a session that ended, a post taken back hear nothing of what came later.
    const reaches = await reachesOf(ground, listeners)
    await tell(ground, listeners, entries.filter(({ kind }) => kind.startsWith('cases.')), reaches)
    next = (entries.at(-1)?.seq ?? next - 1) + 1
    if (++polls % heartbeatPolls === 0) listeners.say(': here\n\n')
  }
  // A poll that takes long is waited for: two would tell the same twice. One that fails tells nothing, and the next begins where it did.
  const pollOnce = async () => {
    if (isPolling) return
    isPolling = true
    try {
      await poll()
    } catch (error) {
      ground.log.warn({ err: error }, 'live news wait')
    } finally {
      isPolling = false
    }
  }
  const listen = async (session: string, reply: FastifyReply) => {
    if (listeners.count() === 0) next = (await countEntries(ground.sql)).placed
    listeners.add(session, reply.raw)
    timer ??= setInterval(() => void pollOnce(), pollMs).unref()
  }
  return route({
    method: 'GET', path: '/api/events', access: readers, produces: 'text/event-stream',
    zh: '订阅自己可以查看的办件的动态（服务器推送事件）', en: 'Follow what happens to the cases that one may read (server-sent events)', example: { as: '{clerk}' },
    handle: async (call) => {
      const { reply } = call
      reply.hijack()
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
      reply.raw.write('retry: 3000\n\n')
      await listen(callerOf(call).session, reply)
    },
  })
}

type Listening = Map<string, { reach: Reach; isStaff: boolean }>

/** How far each session that listens reaches now; those that may listen no longer are let go. */
async function reachesOf(ground: Ground, listeners: Listeners): Promise<Listening> {
  const reaches: Listening = new Map()
  const callers = await findCallers(ground, listeners.sessions())
  for (const session of listeners.sessions()) {
    const caller = callers.get(session)
    const reach = caller && reachOf(caller)
    if (reach) reaches.set(session, { reach, isStaff: caller.kind === 'staff' })
    else listeners.cutOff(session)
  }
  return reaches
}

function reachOf(caller: Caller): Reach | undefined {
  try {
    mustBeReady(caller)
    return mayCall(readers, caller)
  } catch (error) {
    if (isProblem(error)) return undefined
    throw error
  }
}

/** Tells each session of the entries about cases within its reach; what is arranged inside a body is told to civil servants alone. */
async function tell(ground: Ground, listeners: Listeners, entries: readonly Entry[], reaches: Listening): Promise<void> {
  if (entries.length === 0 || reaches.size === 0) return
  const seen = await seenBy(ground.sql, [...new Set(entries.map(({ subject }) => subject))], new Map([...reaches].map(([session, { reach }]) => [session, reach])))
  for (const [session, { isStaff }] of reaches) {
    const news = entries.filter(({ kind, subject }) => (seen.get(session)?.has(subject) ?? false) && (isStaff || !innerKinds.includes(kind)))
    if (news.length > 0) listeners.say(news.map(({ seq, kind, subject }) => `id: ${seq}\ndata: ${JSON.stringify({ kind, case: subject })}\n\n`).join(''), session)
  }
}
