// register: progress by number and code, without signing in. Keeps nothing; shows state, dates and body alone.
import type { Context } from '#base/context'
import { enquiryRoutes } from './routes.ts'

export { codeOf } from './code.ts'

export const enquiries: Context = { name: 'enquiries', routes: enquiryRoutes }
