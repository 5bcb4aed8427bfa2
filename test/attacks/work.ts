// What a call costs the server: which statements it sends to the database and how many passwords it hashes. What an attacker would learn
// from the clock he learns from these, and they are the same on every machine.
import assert from 'node:assert/strict'
import { passwordHashed, passwordWork } from '#core/people'
import pg from 'pg'

export interface Work {
  statements: string[]
  /** In hashes of today, to a thousandth. */
  hashes: number
}

/** Does something and answers what it cost. Nothing else may run meanwhile. */
export async function workOf(act: () => Promise<unknown>): Promise<Work> {
  const work: Work = { statements: [], hashes: 0 }
  let hashed = 0
  const count = (one: unknown) => void (hashed += Number(one))
  const { query } = pg.Client.prototype
  passwordHashed.subscribe(count)
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [asked] = given
    const text = typeof asked === 'string' ? asked : ((asked as { name?: string; text?: string }).name ?? (asked as { text?: string }).text ?? '')
    work.statements.push(text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id'))
    return Reflect.apply(query, this, given) as never
  } as typeof query
  try {
    await act()
  } finally {
    pg.Client.prototype.query = query
    passwordHashed.unsubscribe(count)
    work.hashes = Math.round((hashed / passwordWork) * 1000) / 1000
  }
  return work
}

/** Fails unless all calls are answered in the same words and cost the same work; answers what they are told. The first of all is done once before, so that nothing is done for the first time. */
export async function sameForAll<T>(calls: (() => Promise<T>)[]): Promise<T> {
  const seen: { told: T; work: Work }[] = []
  await calls[0]?.()
  for (const call of calls) {
    const told: T[] = []
    const work = await workOf(async () => told.push(await call()))
    seen.push({ told: told[0] ?? assert.fail(), work })
  }
  const [first = assert.fail(), ...others] = seen
  for (const other of others) assert.deepEqual(other, first)
  return first.told
}
