// One person with two accounts: under an old card of permanent residence, and under its successor with another number.
import assert from 'node:assert/strict'
import { accountLock, proveMadeUp } from '#core/people'
import { makeResidentId } from '#engines/codes'
import { must } from './journey.ts'
import type { Town } from './town.ts'

export interface Pair {
  from: string
  into: string
  /** Logins. */
  old: string
  kept: string
  numbers: { old: string; kept: string }
}

interface Said {
  id: string
  state: string
}

export const doublePassword = 'four boats on the river'

let made = 0

/** Opens an account with a document that nobody proved, which signs in by one tap too. Answers its id. */
export async function openStated(town: Town, login: string, idKind: string, idNumber: string, name: string): Promise<string> {
  const { id } = must(await town.call<Said>('POST', '/api/registrations', { body: { login, password: doublePassword, name, idKind, idNumber } }))
  await town.platform.ground.sql.rows("insert into people.demonstration_accounts (id, place, title_zh) values ($1, 900, '试用')", [id])
  return id
}

/** As `openStated`, and proved. */
export async function openProved(town: Town, login: string, idKind: string, idNumber: string, name: string): Promise<string> {
  const id = await openStated(town, login, idKind, idNumber, name)
  await prove(town, id)
  return id
}

/** Proves an account as those of the demonstration are. */
export async function prove(town: Town, id: string): Promise<void> {
  await town.platform.ground.runAct({ actor: { id, kind: 'system' }, locks: [accountLock(id)] }, (act) => proveMadeUp(act, id, 'demonstration', 4))
}

/** Opens two accounts of one person. */
export async function openPair(town: Town, name = '合某'): Promise<Pair> {
  made++
  const [old, kept] = [`double.old${made}`, `double.new${made}`]
  const numbers = { old: `USA99010${String(made).padStart(7, '0')}`, kept: makeResidentId({ region: '911840', birth: '1980-05-06', sequence: made * 2 }) }
  return { from: await openProved(town, old, 'permanent-residence', numbers.old, name), into: await openProved(town, kept, 'permanent-residence', numbers.kept, name), old, kept, numbers }
}

/** Merges the old account into the new one, by two officers. */
export async function mergePair(town: Town, { from, into }: Pick<Pair, 'from' | 'into'>): Promise<void> {
  const { id } = must(await town.call<Said>('POST', '/api/proposals/account-merging', { as: 'admin.system', body: { content: { from, into, link: 'renewed', reference: 'HF-2026-0001' }, reason: '本人申请合并' } }))
  assert.equal(must(await town.call<Said>('POST', `/api/proposals/account-merging/${id}/confirmation`, { as: 'admin.security', body: {} })).state, 'confirmed')
}
