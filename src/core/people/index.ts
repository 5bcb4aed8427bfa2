// register: accounts of three kinds, their posts and sessions.
import type { Context } from '#base/context'
import { absenceRoutes } from './routes-absences.ts'
import { accountRoutes } from './routes-accounts.ts'
import { agencyRoutes } from './routes-agencies.ts'
import { companyChanges } from './company-changes.ts'
import { guardianChanges } from './guardian-changes.ts'
import { endOverdueGuardians } from './guardian-beat.ts'
import { officerChanges } from './officer-changes.ts'
import { postReviewRoutes } from './routes-post-reviews.ts'
import { guardianCheckRoutes } from './routes-guardian-checks.ts'
import { powerRoutes } from './routes-powers.ts'
import { heldByPowers } from './store-powers.ts'
import { guardianRoutes } from './routes-guardians.ts'
import { freezingRoutes } from './routes-freezing.ts'
import { certificateRoutes } from './routes-certificates.ts'
import { recoveryRoutes } from './routes-recovery.ts'
import { endingRoutes } from './routes-ending.ts'
import { codeRoutes } from './routes-codes.ts'
import { factorRoutes } from './routes-factors.ts'
import { scanRoutes } from './routes-scans.ts'
import { sessionRoutes } from './routes-session.ts'
import { deleteStale } from './store-sessions.ts'
import { peopleStandings } from './store-standings.ts'
import { peopleHoldings, peopleMoves } from './store-holdings.ts'

export { loginLock, readLogin, readName, type AccountKind, type HeldPost, type KnownIdentity, type NewAccount, type PartyIdentity } from './account.ts'
export { accountLock, addAccount, addChosenAccount, grantPost, type NewPost } from './acts.ts'
export { forgetProofs, keepProof, proveMadeUp, setDocument } from './acts-proofs.ts'
export { isMadeUp, levelOfOneself, type NewProof, type Proof } from './proof.ts'
export { selectRepresented as companiesOf } from './store-agencies.ts'
export { selectLevels as assuranceLevelsOf, selectProofs as proofsOf } from './store-proofs.ts'
export { bindCompany, giveAgency, takeBackAgency } from './acts-agency.ts'
export { mustBeNoAgent, mustBeOneself, mustCover, noSubAgency } from './agency.ts'
export { ages, birthOf, hasReached } from './birth.ts'
export { bornOf, mayConsent } from './consent.ts'
export { selectAdultWards as adultWards } from './store-guardians.ts'
export { mayBeApplicant, mayBeReceived } from './acts-ending.ts'
export { sentCodeMinutes } from './limits.ts'
export { addOwnCodeWay, endCodeWay, findSentCode, mayTouchAddress } from './acts-codes.ts'
export { closeEmergency, openEmergency } from './acts-emergencies.ts'
export { countEmergencies, findEmergency } from './store-emergencies.ts'
export { readCertificateRelay } from './certificate-files.ts'
export { authenticate, cookieName, forgetCallers } from './callers.ts'
export { applyPeople, demonstrationLock, listDemonstrationAccounts, standInFor, type PersonEntry } from './demonstration.ts'
export { registeredKinds, type RegisteredKind } from './ending.ts'
export { closingRoutes } from './routes-closing.ts'
export { digestsOfAddress } from './code.ts'
export { countAddressDigests, takeAddressDigests, updateAddressDigest } from './store-standings.ts'
export { moveLate } from './acts-merging.ts'
export { mergingKind } from './merging-kind.ts'
export { selectFormer as formerAccountsOf } from './store-mergings.ts'
export { isFresh, mustBeFresh } from './fresh.ts'
export { freezeCodeOf } from './freezing.ts'
export { arrive } from './routes-session.ts'
export { secretly } from './secretly.ts'
export { Login as LoginShape, Password as PasswordShape } from './shapes.ts'
export { accountFrozen, signInRelayed } from './sign-in.ts'
export { documentDomain, documentKinds, readDocument } from './documents.ts'
export { tellsNumber } from './telling.ts'
export { maskName, maskNumber, maskPersonal } from './mask.ts'
export { selectGoingOn as sessionsGoingOn, selectSessions as ownSessions } from './store-sessions.ts'
export { hashPassword, mayUsePassword, passwordHashed } from './password.ts'
export { getWindowAuthority } from './window-authority.ts'
export type { ShownPerson } from './window-people.ts'
export { findAccountByDocument, findByNumber, findCompanyByUscc } from './search.ts'
export { absencesOn, deputisedBy, findAccountByLogin, findIdentity, getPartyIdentity, holdersOf, holdersOfRoles, type Holder, assuranceLevelOf, namesOf, type NamedPerson, findNaturalByLogin, endingsOf, postsHeld } from './read.ts'
export { reachesSection } from './section.ts'
export { holdsAt } from './hours.ts'
export { totpCode } from './totp.ts'

export const people: Context = {
  name: 'people',
  migrations: `${import.meta.dirname}/migrations`,
  holdings: peopleHoldings,
  standings: peopleStandings,
  heldFiles: heldByPowers,
  moves: peopleMoves,
  routes: (ground) => [...sessionRoutes(ground), ...factorRoutes(ground), ...certificateRoutes(ground), ...codeRoutes(ground), ...scanRoutes(ground), ...accountRoutes(ground), ...freezingRoutes(ground), ...recoveryRoutes(ground), ...endingRoutes(ground), ...agencyRoutes(ground), ...guardianRoutes(ground), ...powerRoutes(ground), ...guardianCheckRoutes(ground), ...absenceRoutes(ground), ...postReviewRoutes(ground)],
  proposals: (ground) => [...officerChanges(ground), ...companyChanges(ground), ...guardianChanges(ground)],
  beats: (ground) => [
    { name: 'people.tidy', everySeconds: 3600, run: () => deleteStale(ground.sql, ground.clock.now()) },
    { name: 'people.guardians', everySeconds: 60, run: () => endOverdueGuardians(ground) },
  ],
}
