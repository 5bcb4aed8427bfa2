// Messages in the own space: a year, or until the person asks.
import { ofAccount, settleBy, type Holding } from '#base/context'

/** Both were told of one thing: once is enough. */
const once = settleBy('delete from notifications.messages m using notifications.messages k where m.account = $1 and k.account = $2 and k.cause = m.cause')

/** See Holding: whose, why, until when. */
export const messageHoldings: readonly Holding[] = [
  { table: 'notifications.messages', purpose: 'messages', whose: ofAccount('account'), ended: 't.at', erase: 'row', copy: ['t.kind', 't.case_number', 't.title', 't.text', 't.at', 't.read_at'], merging: { settle: once } },
]
