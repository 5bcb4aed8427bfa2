// Who works the queue off says every so often that it lives. What a killed process had in hand is free again after a few of these times;
// the queue's library would keep it for four hours.
import { EventEmitter } from 'node:events'
import type { WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'

/** How often it is said, and how long somebody may be silent [K]. Whoever slept longer than that and wakes finds its job done twice: jobs are told to bear that. */
const often = { sayMs: 20_000, silentSeconds: 90 } as const

const saySql = `insert into jobs.workers (id, seen_at) select unnest($1::text[]), now() on conflict (id) do update set seen_at = now()`

const freeSql = `with silent as (
    select distinct j.locked_by as id from graphile_worker.jobs j left join jobs.workers w on w.id = j.locked_by
    where j.locked_at < now() - make_interval(secs => $1) and (w.id is null or w.seen_at < now() - make_interval(secs => $1))
  ), forgotten as (delete from jobs.workers where seen_at < now() - interval '1 day')
  select graphile_worker.force_unlock_workers(array(select id from silent)) from (select 1) as once where exists (select from silent)`

export interface Lease {
  /** Given to the queue: tells which workers are ours. */
  events: WorkerEvents
  /** Says that ours live, and frees what those had in hand who have been silent. */
  renew(): Promise<void>
  stop(): Promise<void>
}

/** The lease of the workers of one queue in this process, renewed until stopped. */
export function makeLease(pool: Pool, onTrouble: (error: unknown) => void): Lease {
  const events: WorkerEvents = new EventEmitter()
  const own: string[] = []
  events.on('worker:create', ({ worker }) => own.push(worker.workerId))
  const renew = async () => {
    if (own.length > 0) await pool.query(saySql, [own])
    await pool.query(freeSql, [often.silentSeconds])
  }
  let turn = Promise.resolve()
  const timer = setInterval(() => (turn = turn.then(renew).catch(onTrouble)), often.sayMs)
  return {
    events, renew,
    stop: async () => {
      clearInterval(timer)
      await turn
    },
  }
}
