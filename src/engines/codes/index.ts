// engine: codes of the field: checked, explained in two languages, taken apart, and made for tests. It looks nothing up.
export type { CodeFault, Verdict } from './verdict.ts'
export { mod37_36, organisationCheck } from './checks.ts'
export { checkResidentId, makeResidentId, type ResidentDocument, type ResidentIdParts } from './resident.ts'
export { checkPassport, checkPermanentResidentId, checkTravelPermit, type PermanentResidentParts, type TravelPermitParts } from './papers.ts'
export { readPaperCode, writePaperCode } from './paper.ts'
export { readMail, readMobile } from './contact.ts'
export { checkPostcode } from './postcode.ts'
export { bodyOfSection, checkUscc, makeUscc, type UsccParts } from './uscc.ts'
export { checkLicenceId, checkLicenceTypeCode, licenceRoot, makeLicenceId, makeLicenceTypeCode, type LicenceIdParts, type LicenceTypeParts } from './licence.ts'
export {
  checkCatalogCode, checkHandlingItemCode, checkImplementationCode, makeCaseNumber, makeCatalogCode, makeHandlingItemCode, makeImplementationCode,
  type CatalogCodeParts, type HandlingItemParts, type ImplementationCodeParts,
} from './items.ts'
