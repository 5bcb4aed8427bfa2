// register: messages to people in their own space.
import type { Context } from '#base/context'
import { messageFollower } from './follow.ts'
import { messageRoutes } from './routes.ts'
import { messageBelongings } from './store-belongings.ts'
import { messageHoldings } from './store-holdings.ts'

export { accountKinds, type Message } from './message.ts'
export { findMessage } from './store.ts'

export const notifications: Context = {
  name: 'notifications',
  migrations: `${import.meta.dirname}/migrations`,
  holdings: messageHoldings,
  belongings: messageBelongings,
  routes: messageRoutes,
  followers: (ground) => [messageFollower(ground)],
}
