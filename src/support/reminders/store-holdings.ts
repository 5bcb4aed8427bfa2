// The address of a calendar: it goes with the account or a new one.
import { ofAccount, settleBy, type Holding } from '#base/context'

/** One account has one address of its calendar: the kept one's stays, and a calendar that reads the other reads nothing any more. */
const oneLink = settleBy('delete from reminders.links l using reminders.links k where l.account = $1 and k.account = $2')

/** See Holding: whose, why, until when. */
export const reminderHoldings: readonly Holding[] = [
  { table: 'reminders.links', purpose: 'messages', whose: ofAccount('account'), ended: null, stays: 'account', erase: 'row', copy: ['t.language', 't.made_at'], merging: { settle: oneLink } },
]
