// SQL of who helps whom: a consent is given to one account by another, so it ends with either (民法典 173).
import { countBy, type Belonging } from '#base/context'
import { endBindingsOf } from './store.ts'

export const proxyBelongings: readonly Belonging[] = [
  {
    what: 'helpers', closing: 'goes',
    count: countBy('select count(*)::int as n from proxies.bindings where (principal = $1 or proxy = $1) and ended_at is null'),
    forget: async (tx, account, now) => {
      await endBindingsOf(tx, account, now)
    },
  },
]
