// Puts the contexts together: one list, from which migrations, routes, followers, jobs and beats follow. The only place that knows all.
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { actMigrations, clockLeapt, forgetKeys, latestKnown, makeRunAct, startNews, withLeader, type BatchFollower, type Companion, type Follower, type News } from '#base/act'
import { moveOf, type Beat, type Belonging, type Context, type Ground, type JobHandlers, type Move, type Relays, type Standing } from '#base/context'
import { openKeys, openKeysInKms, type KmsChoice } from '#base/crypto'
import { openPool, sqlOver, type Connection } from '#base/db'
import { openFileFolder, openScanner } from '#base/files'
import type { Route } from '#base/http'
import { systemRandom, type Random } from '#base/ids'
import { drainJobs, jobAdder, startJobs, type Jobs, jobsMigrations } from '#base/jobs'
import { makeOutgoing } from '#base/outgoing'
import { guardedClock, machineCounter, makeClockGuard, systemClock, unguarded, type Clock, type ClockState, type SteadyCounter } from '#base/time'
import { access } from '#core/access'
import { cases } from '#core/cases'
import { clock } from '#core/clock'
import { items } from '#core/items'
import { followClock, makeLedger, parkedRoutes, renewWhatIsLeft, takeUpHold } from '#core/ledger'
import { models } from '#core/models'
import { organisations } from '#core/organisations'
import { closingRoutes, mergingKind, moveLate, people } from '#core/people'
import { makeProposals } from '#core/proposals'
import { purposes } from '#core/purposes'
import { regions } from '#core/regions'
import { words } from '#core/words'
import { automation } from '#support/automation'
import { channels } from '#support/channels'
import { clients } from '#support/clients'
import { enquiries } from '#support/enquiries'
import { isInvestigated, readings } from '#support/readings'
import { reminders } from '#support/reminders'
import { commitments } from '#support/commitments'
import { deliveries } from '#support/deliveries'
import { hearings } from '#support/hearings'
import { proofs } from '#support/proofs'
import { proxies } from '#support/proxies'
import { desks } from '#support/desks'
import { licences } from '#support/licences'
import { archives } from '#support/archives'
import { notifications } from '#support/notifications'
import { publicity } from '#support/publicity'
import { supervision } from '#support/supervision'
import { reviews } from '#support/reviews'
import { erasingLock, isHeld, makeRights, mustNotBeHeld } from '#support/rights'
import { seals } from '#support/seals'
import { upstreams } from '#support/upstreams'
import { batches } from '#service/batches'
import { applications, sweepLooseFiles } from '#service/applications'
import { makeSchema } from './schema.ts'

/** Every context, from the ground up. */
export const contexts: Context[] = [
  { name: 'jobs', migrations: jobsMigrations },
  { name: 'act', migrations: actMigrations, routes: (ground) => parkedRoutes(ground, () => followersOf(ground)), beats: (ground) => [{ name: 'act.tidy', everySeconds: 3600, run: () => tidyActs(ground) }, { name: 'files.sweep', everySeconds: 3600, run: () => sweepFiles(ground) }] },
  regions, organisations, access,
  // What is kept under an account is known to all contexts together.
  {
    ...people,
    routes: (ground) => [...(people.routes?.(ground) ?? []), ...closingRoutes(ground, allBelongings, { locks: [erasingLock], mayClose: mustNotBeHeld })],
    proposals: (ground) => [...(people.proposals?.(ground) ?? []), mergingKind(ground, { moves: allMoves, locks: [erasingLock], isHeld: async (sql, account, now) => (await isHeld(sql, account, now)) || isInvestigated(sql, account, now) })],
    beats: (ground) => [...(people.beats?.(ground) ?? []), { name: 'people.move-late', everySeconds: 60, run: () => moveLate(ground, allMoves()) }],
  },
  makeLedger(allStandings), clock, words, purposes, items, cases, models, makeProposals((ground) => contexts.flatMap((context) => context.proposals?.(ground) ?? [])),
  seals, deliveries, licences, automation, publicity, supervision, archives, notifications, channels, proofs, clients, upstreams, readings, reviews, enquiries, reminders, proxies, commitments, hearings, desks, makeRights(() => contexts.flatMap((context) => context.holdings ?? [])),
  applications, batches,
]

/** No context knows all that may name a file; here they are asked one by one. */
async function sweepFiles(ground: Ground): Promise<void> {
  await sweepLooseFiles(ground, async (digests) => (await Promise.all(contexts.map((context) => context.heldFiles?.(ground.sql, digests) ?? []))).flat())
}

/** All rows that stand under a secret of the installation. */
export function allStandings(): Standing[] {
  return contexts.flatMap((context) => context.standings ?? [])
}

function allBelongings(): Belonging[] {
  return contexts.flatMap((context) => context.belongings ?? [])
}

/** How everything goes over when accounts are merged. */
export function allMoves(): Move[] {
  return contexts.flatMap((context) => [...(context.holdings ?? []).flatMap((holding) => moveOf(holding) ?? []), ...(context.moves ?? [])])
}

function followersOf(ground: Ground): Follower[] {
  return contexts.flatMap((context) => context.followers?.(ground) ?? [])
}

export interface PlatformOptions {
  /** As whom the platform serves. */
  connection: Connection
  /** The owner of the tables, who migrates; absent: whoever serves owns them. */
  owner?: Connection | undefined
  home: string
  origin: string
  demonstration: boolean
  /** Where mail and text messages are handed over. */
  relays?: Relays
  /** Private networks that registered systems may be in, as CIDR. */
  innerNetworks?: readonly string[]
  /** The key management system that keys stand in; absent: they stand in the home. */
  kms?: Omit<KmsChoice, 'onChange'> | undefined
  /** Where a virus scanner listens; absent: none is asked. */
  scanner?: string | undefined
  /** How long emergency access to a case lasts; an hour unless said. */
  emergencyMinutes?: number
  log: FastifyBaseLogger
  clock?: Clock
  /** What the clock is held against. Absent: the machine's own counter for the machine's clock, nothing for one that is moved on purpose. */
  counter?: SteadyCounter | undefined
  random?: Random
  poolSize?: number
  /** Longest wait for a connection; for tests, whose machine may be busy with others. */
  waitMsMax?: number
  /** Jobs that are never added, by name: for a run whose slow work, such as drawing letters, is done when somebody first asks for it. */
  withoutJobs?: readonly string[]
  /** The clock is moved on purpose, to and fro: acts do not doubt it. For tests. */
  trustsClock?: boolean
  /** No commit waits for the disk: for a run that is begun anew when it was cut off, never for a city at work. */
  hurried?: boolean
}

/** The platform on one database: the ground, what the contexts declare, and the means to set it going. */
export interface Platform {
  ground: Ground
  /** Whether the platform serves as the owner of its tables, where a lesser role cannot be had. */
  isOwner: boolean
  routes: Route[]
  followers: Follower[]
  /** Brings the schema up to date, or only as far as these steps. Answers what was applied. */
  migrate(only?: ReadonlySet<string>): Promise<string[]>
  /** Sets followers, jobs and beats going until `close`. */
  run(): Promise<void>
  /** Without `run`: does everything that waits, once, until nothing is left. For tests, simulations and command-line runs. */
  settle(): Promise<void>
  /** Runs every beat once. */
  beat(): Promise<void>
  close(): Promise<void>
}

/** Opens the platform. Nothing runs and nothing is migrated yet. */
export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const { log, home } = options
  const time = options.clock ?? systemClock
  const random = options.random ?? systemRandom
  const folder = { home, random, clock: time }
  const keys = options.kms ? await openKeysInKms(folder, { ...options.kms, onChange: tellKms(log) }) : openKeys(folder)
  const { pool, close, ...opened } = openPool(options.connection, { size: options.poolSize ?? 20, hurried: options.hurried ?? false, ...(options.waitMsMax ? { waitMsMax: options.waitMsMax } : {}), onError: (error) => log.warn({ err: error }, 'a database connection was lost') })
  let news: News | undefined
  const counter = options.counter ?? (time === systemClock ? machineCounter : undefined)
  const companions = new Map<string, Companion[]>()
  const actingBy = (clock: Clock) => makeRunAct({ pool, clock, random, keys, companionsOf: (kind) => companions.get(kind) ?? [], onCommit: () => news?.wake(), onClockBehind: tellClock(log), trustsClock: options.trustsClock ?? false })
  const ground: Ground = {
    pool, sql: sqlOver(pool, keys), clock: time, clockGuard: counter ? makeClockGuard(time, counter, tellLeap(log)) : unguarded(time), random, files: await openFileFolder(join(home, 'files'), options.scanner === undefined ? undefined : openScanner(options.scanner)), keys,
    origin: options.origin, demonstration: options.demonstration, emergencyMinutes: options.emergencyMinutes ?? 60, relays: options.relays ?? {}, outgoing: makeOutgoing({ origin: options.origin, innerNetworks: options.innerNetworks ?? [] }), log, addJob: addingAllBut(options.withoutJobs ?? [], jobAdder(pool)),
    runAct: actingBy(time),
  }
  for (const context of contexts) for (const [kind, companion] of Object.entries(context.companions?.(ground) ?? {})) companions.set(kind, [...(companions.get(kind) ?? []), companion])
  const timely: Ground = { ...ground, ...timelyParts(ground, actingBy) }
  const handlers: JobHandlers = Object.assign({}, ...contexts.map((context) => context.jobs?.(ground) ?? {}))
  const followers = followersOf(ground)
  const batchFollowers: BatchFollower[] = contexts.flatMap((context) => context.batchFollowers?.(ground) ?? [])
  const schema = makeSchema({ pool, close, ...opened }, options.owner, contexts)
  // Months come first: an entry of a month that has no partition yet would keep it in the default one.
  const beats = [{ name: 'act.months', everySeconds: 3600, run: () => schema.makeMonths(timely.clock.now()) }, ...contexts.flatMap((context) => context.beats?.(timely) ?? [])]
  const newsGround = { pool, clock: time, followers, batchFollowers, onError: tellTrouble(log), onParked: (follower: string, entry: { seq: number | null; kind: string }, error: unknown) => log.error({ err: error, follower, seq: entry.seq, kind: entry.kind }, 'an entry was parked') }
  const runner = makeRunner(ground, beats, handlers, (beat) => (news = startNews(newsGround, { beat })))
  return {
    ground, isOwner: options.owner === undefined, followers, routes: contexts.flatMap((context) => context.routes?.(ground) ?? []),
    migrate: (only) => schema.migrate(time.now(), only),
    run: runner.run,
    beat: async () => {
      for (const beat of beats) await inTime(ground, () => beat.run())
    },
    settle: async () => {
      const stepping = news ?? startNews(newsGround, { beat: false })
      for (let waiting = true; waiting; ) {
        await stepping.settle()
        const hasJobs = await hasDueJobs(ground)
        if (hasJobs) await drainJobs(pool, handlers, log)
        waiting = hasJobs
      }
    },
    close: async () => {
      await runner.stop()
      keys.close()
      await close()
    },
  }
}

function addingAllBut(names: readonly string[], addJob: Ground['addJob']): Ground['addJob'] {
  return (name, payload, options) => (names.includes(name) ? Promise.resolve() : addJob(name, payload, options))
}

const keysKept = { hours: 24 }

/** Answers to retries are forgotten after a day. */
async function tidyActs({ sql, clock: { now } }: Ground): Promise<void> {
  await forgetKeys(sql, now().subtract(keysKept))
}

async function hasDueJobs({ sql }: Ground): Promise<boolean> {
  const [row] = await sql.rows<{ due: boolean }>('select exists (select 1 from graphile_worker.jobs where run_at <= now() and attempts < max_attempts and locked_at is null) as due')
  return row?.due ?? false
}

/** Trouble with the database is told once in a while, not with every beat. */
function tellTrouble(log: FastifyBaseLogger): (error: unknown) => void {
  let last = 0
  return (error) => {
    if (Date.now() - last < 5000) return
    last = Date.now()
    log.warn({ err: error }, 'news, jobs or beats cannot go on for the moment')
  }
}

/** A clock that is behind the ledger is told aloud, once in a while: acts on what was done later are refused until it is set right. */
function tellClock(log: FastifyBaseLogger): () => void {
  let last = 0
  return () => {
    if (Date.now() - last < 60_000) return
    last = Date.now()
    log.error('the clock of this machine is behind entries of the ledger: set it right')
  }
}

/** That the KMS went away or answered wrongly, and that it is back, are told once each. */
function tellKms(log: FastifyBaseLogger): (isAway: boolean) => void {
  return (isAway) => {
    if (isAway) log.error('the key management system does not answer, or not rightly: keys at hand are used until their time is over, nothing is signed')
    else log.warn('the key management system answers again')
  }
}

/** A leap, and its end, are told once each. */
function tellLeap(log: FastifyBaseLogger): (state: ClockState) => void {
  return ({ held, leapSeconds }) => {
    if (held) log.error({ leapSeconds }, 'the clock of this machine leapt: what follows from time alone is held until it is set right, or confirmed at the desk')
    else log.warn('the clock of this machine is right again, or was confirmed: what follows from time goes on')
  }
}

/** Clock and acts for what follows from time alone: they refuse while the clock is held, also in the midst of a beat. */
function timelyParts({ clock, clockGuard }: Ground, actingBy: (clock: Clock) => Ground['runAct']): Pick<Ground, 'clock' | 'runAct'> {
  const timely = guardedClock(clock, clockGuard, ({ leapSeconds }) => clockLeapt({ leapSeconds }))
  return { clock: timely, runAct: actingBy(timely) }
}

const silenceHoursMax = 24

/** A machine may have been off, so a long silence of the ledger holds nothing: but limits are about to lapse by this clock. */
async function tellSilence({ pool, clock, log }: Ground): Promise<void> {
  const latest = await latestKnown(pool)
  const silentHours = Math.round((clock.now().epochMilliseconds - latest) / 3_600_000)
  if (latest > 0 && silentHours >= silenceHoursMax) log.warn({ silentHours }, 'nothing was done for long by the clock of this machine: if it was not off for so long, stop, and set the clock right')
}

/** Work that follows from time alone is left out while the clock is held. */
async function inTime(ground: Ground, work: () => Promise<unknown>): Promise<void> {
  await followClock(ground)
  if (!ground.clockGuard.look().held) await work()
}

function makeRunner(ground: Ground, beats: Beat[], handlers: JobHandlers, begin: (beat: boolean) => News) {
  let news: News | undefined
  let jobs: Jobs | undefined
  const timers: NodeJS.Timeout[] = []
  const running = new Set<Promise<unknown>>()
  const tell = tellTrouble(ground.log)
  const once = (beat: Beat) => {
    const turn = inTime(ground, () => withLeader(ground.pool, `beat:${beat.name}`, () => beat.run())).catch(tell)
    running.add(turn)
    void turn.finally(() => running.delete(turn))
  }
  return {
    run: async () => {
      await tellSilence(ground)
      await takeUpHold(ground)
      news = begin(true)
      jobs = await startJobs(ground.pool, handlers, ground.log)
      await inTime(ground, () => renewWhatIsLeft(ground, allStandings())).catch(tell)
      for (const beat of beats) timers.push(setInterval(() => once(beat), beat.everySeconds * 1000))
    },
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      await news?.stop()
      await jobs?.stop()
      await Promise.all(running)
    },
  }
}
