// Judging again, years later, from the stored version, table and inputs, and proving by the ledger that these are the ones of that day.
import { entriesOf, proofDigest } from '#base/act'
import type { Ground } from '#base/context'
import { canonicalJson } from '#base/crypto'
import { caseNotFound, findCaseId } from '#core/cases'
import { getItemVersion } from '#core/items'
import { automaticOf, judgeByMachine } from '#core/packs'
import { provedContent } from './acts.ts'
import { judgementErased, notJudged } from './automation.ts'
import { findJudgement, listDecided } from './store.ts'

export interface Replay {
  case: string
  /** The item's version and the day whose facts were looked at. */
  version: number
  today: string | null
  verdict: 'machine' | 'person'
  /** The verdict of today's reckoning over the stored inputs; null where the table had not been asked. */
  again: 'machine' | 'person' | null
  /** Whether everything, down to each sentence, came out the same. */
  same: boolean
  /** Whether the ledger's digest is that of the stored inputs and judgement. */
  proved: boolean
}

/** Replays the judgement of a case by its number. */
export async function replayCase(ground: Pick<Ground, 'sql'>, number: string): Promise<Replay> {
  const id = await findCaseId(ground.sql, number)
  if (!id) throw caseNotFound({ number })
  const kept = await findJudgement(ground.sql, id)
  if (!kept) throw notJudged({ number })
  if (kept.salt.length === 0) throw judgementErased({ number })
  const item = await getItemVersion(ground.sql, kept.itemVersion)
  const automatic = automaticOf(item.content)
  const again = kept.inputs && automatic ? judgeByMachine(item.content, automatic, item.decision, kept.inputs) : null
  const entry = (await entriesOf(ground.sql, id)).find((one) => one.id === kept.entry)
  const proved = entry?.digest ? proofDigest(kept.salt, provedContent(kept)).equals(Buffer.from(entry.digest)) : false
  const isSame = again === null || canonicalJson(JSON.parse(JSON.stringify(again))) === canonicalJson(kept.judgement)
  return { case: number, version: item.version, today: kept.inputs?.today ?? null, verdict: kept.verdict, again: again && (again.grants ? 'machine' : 'person'), same: isSame, proved }
}

/** Replays every decision that a machine made, oldest first. */
export async function* replayAll(ground: Pick<Ground, 'sql'>): AsyncGenerator<Replay> {
  for (const number of await listDecided(ground.sql)) yield replayCase(ground, number)
}
