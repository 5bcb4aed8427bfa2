// engine: what people may ask of what is held about them, and the end of its time: copies, erasing, legal holds. It holds figures alone. 个人信息保护法 19, 44-47.
import type { Context, Holding } from '#base/context'
import { eraseDue } from './acts.ts'
import { rightsCompanions } from './correcting.ts'
import { rightsFollower } from './follow.ts'
import { holdKinds } from './holding-kinds.ts'
import { eraseWaiting } from './requests.ts'
import { rightsRoutes } from './routes.ts'
import { rightsBelongings } from './store-belongings.ts'
import { rightsHoldings, rightsMoves } from './store-holdings.ts'

export { mustBeUsable, restrictedAmong } from './granting.ts'
export { erasingLock, isHeld, mustNotBeHeld } from './acts.ts'

/** The context over what the others declare that they hold. */
export function makeRights(holdingsOf: () => readonly Holding[]): Context {
  return {
    name: 'rights',
    migrations: `${import.meta.dirname}/migrations`,
    routes: (ground) => rightsRoutes(ground, holdingsOf),
    proposals: holdKinds,
    moves: rightsMoves,
    holdings: rightsHoldings,
    belongings: rightsBelongings,
    companions: rightsCompanions,
    followers: (ground) => [rightsFollower(ground, holdingsOf)],
    beats: (ground) => [{ name: 'rights.erase', everySeconds: 3600, run: async () => {
      await eraseDue(ground, holdingsOf())
      await eraseWaiting(ground, holdingsOf())
    } }],
  }
}
