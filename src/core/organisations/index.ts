// register: the organisations that act or are asked, by code.
import type { Context } from '#base/context'
import { routes } from './routes.ts'

export { applyOrganisations, ensureOrganisation, organisationsLock } from './acts.ts'
export { organisationNotFound, sectionKinds, type Organisation, type OrganisationEntry, type OrganisationKind } from './organisation.ts'
export { findOverseers } from './remedy.ts'
export { findAround, findBelow, findGovernment, findOrganisation, findOrganisations, getOrganisation, nameOrganisation, type Around } from './read.ts'

export const organisations: Context = { name: 'organisations', migrations: `${import.meta.dirname}/migrations`, routes }
