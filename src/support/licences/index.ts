// register: electronic licences — face, number, signed credential, PDF, status list, verification. GB/T 36901–36905, 国令716.
import type { Context } from '#base/context'
import { heldDataRoutes } from './routes-held-data.ts'
import { licenceFollower } from './follow.ts'
import { matterBeats } from './follow-matters.ts'
import { keepPrinted } from './print.ts'
import { licenceActRoutes } from './routes-act.ts'
import { issueRoute } from './routes-issue.ts'
import { licenceRoutes } from './routes.ts'
import { useRoutes } from './routes-uses.ts'
import { licenceStandings } from './numbers.ts'
import { countStanding, heldByLicences } from './store.ts'
import { licenceBelongings } from './store-belongings.ts'
import { licenceHoldings } from './store-holdings.ts'

export { checkFace, chineseDate, faceFaulty, faceLines, faceText, publicLines, type Face, type FaceLine, type FaceValue } from './face.ts'
export { identifierSerial, lastDay, numberPatternBroken, printedNumber, versionText, type NumberParts } from './number.ts'
export { LicenceClaimsSchema, maskIdNumber, signLicence, verifyCredential, type CredentialVerdict, type LicenceClaims } from './credential.ts'
export { layOutLicence, printLicence, type LicencePrint } from './document.ts'
export { extractLicence, type Extracted } from './extract.ts'
export { checkProof, type ProofVerdict } from './proof.ts'
export { askStatusList, licenceStatuses, signStatusList, StatusListSchema, statusTexts, type LicenceStatus, type StatusEntry, type StatusList, type StatusVerdict } from './status-list.ts'
export { isUsable, verifyLicence, type Verification } from './verify.ts'
export { fileUnreadable, noTrustedKey, verifyLicenceFile, type VerifyCommand, type VerifyExit, type VerifyReport } from './commands.ts'
export { missingLicences, type DueLicence } from './issue.ts'
export { licenceLock } from './acts.ts'
export { findMatterItem, openingOf, openOffice, owesVersion } from './acts-matter.ts'
export { licenceNotFound, standingOf, type Licence } from './licence.ts'
export { matterUnknown } from './matter.ts'
export { casesOfLicence, casesOfLicences, casesWithUnprinted, findLicence, findNewest, licencesOfCase } from './store.ts'
export { countHolders, licencesHeldBy, licencesWithEnd, listHeldBy, type EndingLicence, type HeldNow } from './held.ts'
export { stockLock, takeOverStock, type StockEntry } from './stock.ts'
export { findHeld, printHeld, recordUse, type Print } from './uses.ts'
export type { Held } from './use.ts'
export { applyLicenceTypes, licenceTypesLock, nameOfType, publishedTypes } from './types.ts'
export { countStanding }

export const licences: Context = {
  name: 'licences',
  migrations: `${import.meta.dirname}/migrations`,
  holdings: licenceHoldings,
  standings: licenceStandings,
  belongings: licenceBelongings,
  routes: (ground) => [...licenceRoutes(ground), ...licenceActRoutes(ground), issueRoute(ground), ...useRoutes(ground), ...heldDataRoutes(ground)],
  beats: matterBeats,
  followers: (ground) => [licenceFollower(ground)],
  heldFiles: heldByLicences,
  jobs: (ground) => ({ 'licences.print': async ({ licence }) => void (await keepPrinted(ground, String(licence))) }),
}
