// register: days that matter to people: gathered from limits and licences whenever asked, as a list and as a calendar file (RFC 5545). 许可法 32, 42, 50.
import type { Context } from '#base/context'
import { reminderRoutes } from './routes.ts'
import { reminderHoldings } from './store-holdings.ts'
import { reminderBelongings } from './store-belongings.ts'

export const reminders: Context = { name: 'reminders', migrations: `${import.meta.dirname}/migrations`, belongings: reminderBelongings, holdings: reminderHoldings, routes: reminderRoutes }
