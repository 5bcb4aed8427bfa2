// register: accounts of three kinds, their posts and sessions.
import type { Context } from '#base/context'
import { absenceRoutes } from './routes-absences.ts'
import { accountRoutes } from './routes-accounts.ts'
import { agencyRoutes } from './routes-agencies.ts'
import { officerChanges } from './officer-changes.ts'
import { postReviewRoutes } from './routes-post-reviews.ts'
import { factorRoutes } from './routes-factors.ts'
import { sessionRoutes } from './routes-session.ts'
import { deleteStale } from './store-sessions.ts'

export { readLogin, type AccountKind, type HeldPost, type NewAccount, type PartyIdentity } from './account.ts'
export { accountLock, addAccount, grantPost, type NewPost } from './acts.ts'
export { giveAgency, takeBackAgency } from './acts-agency.ts'
export { mustBeNoAgent, mustCover } from './agency.ts'
export { closeEmergency, openEmergency } from './acts-emergencies.ts'
export { countEmergencies, findEmergency } from './store-emergencies.ts'
export { authenticate, cookieName, forgetCallers } from './callers.ts'
export { applyPeople, demonstrationLock, listDemonstrationAccounts, standInFor, type PersonEntry } from './demonstration.ts'
export { documentKinds } from './documents.ts'
export { maskName, maskNumber } from './mask.ts'
export { selectGoingOn as sessionsGoingOn } from './store-sessions.ts'
export { hashPassword, mayUsePassword } from './password.ts'
export { findAccountByDocument } from './search.ts'
export { absencesOn, deputisedBy, findAccountByLogin, findIdentity, getPartyIdentity, holdersOf, holdersOfRoles, type Holder, namesOf, type NamedPerson, findNaturalByLogin, postsHeld } from './read.ts'
export { totpCode } from './totp.ts'

export const people: Context = {
  name: 'people',
  migrations: `${import.meta.dirname}/migrations`,
  routes: (ground) => [...sessionRoutes(ground), ...factorRoutes(ground), ...accountRoutes(ground), ...agencyRoutes(ground), ...absenceRoutes(ground), ...postReviewRoutes(ground)],
  proposals: officerChanges,
  beats: (ground) => [{ name: 'people.tidy', everySeconds: 3600, run: () => deleteStale(ground.sql, ground.clock.now()) }],
}
