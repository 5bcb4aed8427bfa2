// register: the roles of posts, what keeps them apart, and how far a caller reaches inside a query.
import type { Context } from '#base/context'
import { routes } from './routes.ts'

export { isWithin, reachCondition, regionPrefix, type ReachColumns, type ReachCondition } from './reach.ts'
export { findConflict, getRole, incompatible, mayHold, officersSeparate, roles, rolesInSections, roleUnknown, type Role } from './role.ts'

export const access: Context = { name: 'access', routes }
