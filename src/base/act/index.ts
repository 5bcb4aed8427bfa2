// stream: acts and what they leave: entries in one order, the followers that read them, the answers that were given.
export { lockNumber, makeRunAct, type Act, type ActGround, type ActOptions, type Companion, type RunAct } from './act.ts'
export { actorsOf, countEntries, countEntriesOf, entriesAbout, entriesFrom, entriesOf, findEntry, firstKinds, forgetKeys } from './entries.ts'
export { entryBytes, proofDigest, type Actor, type Entry, type Fact, type Facts, type Recorded, type Whose } from './entry.ts'
export { countParked, follow, listParked, oncePerBatch, retryParked, type BatchFollower, type FollowGround, type Follower, type ParkedEntry } from './follow.ts'
export { forgetTransactions, integrate } from './integrate.ts'
export { withLeader } from './leader.ts'
export { ensurePartitions, lacksPartitions } from './partitions.ts'
export { publishChanged, type Version, type VersionRegister } from './publish.ts'
export { latestKnown } from './watch.ts'
export { startNews, type News, type NewsGround } from './run.ts'
export { busy, clockBehind, clockLeapt, keyReused } from './refusals.ts'

/** Where the migrations of this context lie. */
export const actMigrations = `${import.meta.dirname}/migrations`
