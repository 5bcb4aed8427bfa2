// engine: how a context presents itself to the platform, and the ground it is given.
export type { Beat, Belonging, Context, Ground, JobHandlers, Relays } from './context.ts'
