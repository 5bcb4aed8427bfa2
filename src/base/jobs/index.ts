// stream: slow work, done after the act that asked for it, again until it succeeds.
/** The folder of its migrations. */
export const jobsMigrations = `${import.meta.dirname}/migrations`

export { countDeadJobs, drainJobs, jobAdder, listDeadJobs, migrateJobs, startJobs, type DeadJob, type Jobs } from './jobs.ts'
