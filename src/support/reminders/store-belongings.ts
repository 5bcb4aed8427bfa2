// SQL of the address of somebody's calendar: it ends with the account.
import { countBy, type Belonging } from '#base/context'

export const reminderBelongings: readonly Belonging[] = [
  {
    what: 'calendar', closing: 'goes',
    count: countBy('select count(*)::int as n from reminders.links where account = $1'),
    forget: async (tx, account) => {
      await tx.rows('delete from reminders.links where account = $1', [account])
    },
  },
]
