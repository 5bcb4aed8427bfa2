// register: the organisations that act or are asked, by code.
import type { Context } from '#base/context'
import { routes } from './routes.ts'

export { applyOrganisations, ensureOrganisation, organisationsLock } from './acts.ts'
export { organisationNotFound, type Organisation, type OrganisationEntry, type OrganisationKind } from './organisation.ts'
export { findOverseers } from './remedy.ts'
export { findBelow, findGovernment, findOrganisation, findOrganisations, getOrganisation, nameOrganisation } from './read.ts'

export const organisations: Context = { name: 'organisations', migrations: `${import.meta.dirname}/migrations`, routes }
