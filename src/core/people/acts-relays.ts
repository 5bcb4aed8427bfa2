// The verb of a sign-out above: what that platform had begun here ends, once for each time it tells. Whether it is true is the caller's to know.
import type { Act } from '#base/act'
import { limits } from './limits.ts'
import type { RelayEnd } from './relay.ts'
import { deleteRelayed, insertRelayEnd } from './store-relays.ts'

/** Ends sessions, and steps that wait for a second proof. Answers whose sessions they were; undefined where the same was told before. Needs the locks of the end. */
export async function endRelayed(act: Act, { tokenDigest, end }: { tokenDigest: Uint8Array; end: RelayEnd }): Promise<string[] | undefined> {
  if (!(await insertRelayEnd(act.tx, { ...end, tokenDigest, at: act.now, endsAt: act.now.add({ seconds: limits.relayEndSeconds }) }))) return undefined
  const ended = await deleteRelayed(act.tx, end)
  for (const { id, account } of ended) act.record('people.signed-out', { subject: account, facts: { session: id } })
  return ended.map(({ account }) => account)
}
