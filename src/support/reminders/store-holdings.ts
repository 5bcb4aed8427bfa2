// The address of a calendar: it goes with the account or a new one.
import { ofAccount, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const reminderHoldings: readonly Holding[] = [
  { table: 'reminders.links', purpose: 'messages', whose: ofAccount('account'), ended: null, stays: 'account', erase: 'row', copy: ['t.language', 't.made_at'] },
]
