// Keeps the integrator and the followers of one process going: woken by commits, and by a slow beat for what others committed.
import { setTimeout as pause } from 'node:timers/promises'
import type { Pool } from 'pg'
import { sqlOver } from '#base/db'
import { follow, followBatches, passUnheard, type BatchFollower, type FollowGround, type Follower } from './follow.ts'
import { integrate } from './integrate.ts'

export interface NewsGround extends FollowGround {
  pool: Pool
  followers: Follower[]
  batchFollowers: BatchFollower[]
  onError(error: unknown): void
}

export interface News {
  /** Says that something was committed in this process. */
  wake(): void
  /** Reads on until nothing is left that could be read, step by step: all that was done is placed before anyone reads. For tests, simulations and command-line runs. */
  settle(): Promise<void>
  stop(): Promise<void>
}

const beatMs = 250
const nudgeMs = 15
// What is committed within this time is read together: at many acts a second one transaction of the integrator and of each follower serves several.
const gatherMs = 40

/** Starts reading on. Without `beat` nothing moves until `settle` is called. */
export function startNews(given: NewsGround, { beat = true } = {}): News {
  let ending = false
  const ground: NewsGround = { ...given, isEnding: () => ending }
  const place = placing(ground)
  const read = async () => {
    const { hearing, passed } = await passUnheard(sqlOver(ground.pool), ground.followers)
    return passed + (await follow(ground, ground.followers.filter(({ name }) => hearing.has(name))))
  }
  // Followers act on what they read, which takes its time: the ledger goes on meanwhile, or its checkpoints would come late.
  const readers = beat ? startLane(read, ground.onError) : undefined
  const placeAndTell = async () => {
    const { moved } = await place.entries()
    const passed = moved + (await place.batches())
    if (passed > 0) readers?.wake()
    return passed
  }
  const ledger = beat ? startLane(placeAndTell, ground.onError) : undefined
  return {
    wake: () => ledger?.wake(),
    settle: async () => {
      // What nobody placed since everybody read, nobody can read.
      for (let isFirst = true; (await placeAll(place.entries)) > 0 || isFirst; isFirst = false) await read()
      // Those that take whole batches act on nothing: once at the end is soon enough for them.
      await place.batches()
    },
    stop: async () => {
      ending = true
      await Promise.all([ledger?.stop(), readers?.stop()])
    },
  }
}

type Place = () => Promise<{ moved: number; isAll: boolean }>

/** Gives places, and lets the batch followers read what has one. Who is known to have read all of it is not asked again. */
function placing({ pool, batchFollowers }: NewsGround): { entries: Place; batches: () => Promise<number> } {
  const readTo = new Map<string, number>()
  let size = 0
  return {
    entries: async () => {
      const turn = await integrate(pool)
      size = turn.size
      return { moved: turn.placed, isAll: turn.isAll }
    },
    batches: () => inTurn(batchFollowers.filter(({ name }) => readTo.get(name) !== size).map((one) => async () => {
      const upTo = size
      const moved = await followBatches(pool, one)
      // Another process may read for it at the moment, and would have to be asked again.
      if (moved > 0) readTo.set(one.name, upTo)
      return moved
    })),
  }
}

/** An older transaction anywhere in the cluster holds entries back: they are placed when it has ended. Who read meanwhile would act in another order at another time. */
async function placeAll(place: Place): Promise<number> {
  for (let moved = 0; ; await pause(nudgeMs)) {
    const turn = await place()
    moved += turn.moved
    if (turn.isAll) return moved
  }
}

/** All of them, one after another. One that cannot go on does not hold up those after it; the first trouble is thrown at the end. */
async function inTurn(turns: (() => Promise<number>)[]): Promise<number> {
  let passed = 0
  let trouble: { error: unknown } | undefined
  for (const turn of turns) passed += await turn().catch((error: unknown) => ((trouble ??= { error }), 0))
  if (trouble) throw trouble.error
  return passed
}

interface Lane {
  wake(): void
  stop(): Promise<void>
}

/** Does one thing over and over: at once while it moves something or was woken, else with the beat. */
function startLane(turn: () => Promise<number>, onError: (error: unknown) => void): Lane {
  let stopped = false
  let woken = false
  let rouse: () => void = () => undefined
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const loop = async () => {
    while (!stopped) {
      const wasWoken = woken
      woken = false
      const moved = await turn().catch((error: unknown) => {
        onError(error)
        return 0
      })
      // A commit that nothing was placed for waits for an older transaction: look again soon, not at the next beat.
      if (moved > 0 && !stopped) await pause(gatherMs)
      else if (!woken && !stopped) await rest(wasWoken ? nudgeMs : beatMs)
    }
  }
  const running = loop()
  return {
    wake: () => {
      woken = true
      rouse()
    },
    stop: async () => {
      stopped = true
      rouse()
      await running
    },
  }
}
