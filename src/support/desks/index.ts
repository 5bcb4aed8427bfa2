// register: what a civil servant keeps for the own desk: saved lists, the place last seen in each case; and evidence gathered for reading.
import type { Context } from '#base/context'
import { deskRoutes } from './routes.ts'

export const desks: Context = { name: 'desks', migrations: `${import.meta.dirname}/migrations`, routes: deskRoutes }
