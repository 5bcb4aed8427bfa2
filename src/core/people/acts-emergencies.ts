// The verbs of emergency access: one matter is opened to somebody for a time, or closed before it is over. Whoever opens it records it.
import type { Act } from '#base/act'
import { endEmergency, insertEmergency } from './store-emergencies.ts'

/** Lets an account read one matter for some minutes. Answers until when. */
export async function openEmergency(act: Act, { id, account, matter, minutes }: { id: string; account: string; matter: string; minutes: number }): Promise<Temporal.Instant> {
  const until = act.now.add({ minutes })
  await insertEmergency(act.tx, { id, account, matter, from: act.now, until })
  return until
}

/** Ends it now; false where it was over. */
export async function closeEmergency(act: Act, id: string): Promise<boolean> {
  return endEmergency(act.tx, id, act.now)
}
