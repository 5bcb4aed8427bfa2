// The signed list of statuses as it is published. Signed anew when something changed or the list grew old; kept in this process meanwhile.
import type { Ground } from '#base/context'
import { timeText } from '#base/time'
import { signStatusList } from './status-list.ts'
import { listStatuses, statusMark } from './store.ts'

interface Published {
  mark: string
  signedAt: Temporal.Instant
  jws: string
}

// Also bounds how long a change can be missed whose act committed after a later one.
const freshSecondsMax = 60
const nextUpdateHours = 24
const published = new WeakMap<Ground, Published>()

/** The list as of now, as compact JWS. At most sixty seconds old, and signed anew after a change. */
export async function publishedStatusList(ground: Ground): Promise<string> {
  const now = ground.clock.now()
  const mark = await statusMark(ground.sql)
  const kept = published.get(ground)
  if (kept?.mark === mark && Temporal.Instant.compare(kept.signedAt.add({ seconds: freshSecondsMax }), now) > 0) return kept.jws
  const list = { issuer: ground.origin, asOf: timeText(now), nextUpdate: timeText(now.add({ hours: nextUpdateHours })), entries: await listStatuses(ground.sql) }
  const jws = await signStatusList(ground.keys.signing('licences'), list)
  published.set(ground, { mark, signedAt: now, jws })
  return jws
}
