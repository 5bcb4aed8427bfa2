// Messages in the own space: a year, or until the person asks.
import { ofAccount, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const messageHoldings: readonly Holding[] = [
  { table: 'notifications.messages', purpose: 'messages', whose: ofAccount('account'), ended: 't.at', erase: 'row', copy: ['t.kind', 't.case_number', 't.title', 't.text', 't.at', 't.read_at'] },
]
