// stream: slow work, done after the act that asked for it, again until it succeeds.
export { countDeadJobs, drainJobs, jobAdder, listDeadJobs, migrateJobs, startJobs, type DeadJob, type Jobs } from './jobs.ts'
