// What stands under an older secret comes under the newer one in the background; when nothing is left under the older, it may be retired. The rows
// themselves say how far that is: whoever begins again, or beside another, goes on where rows are left.
import { Type, type Static } from 'typebox'
import type { Actor, Follower } from '#base/act'
import type { Beat, Ground, JobHandlers, Standing } from '#base/context'
import { purposes, secretPurposes, type KeyDescription, type Purpose, type SecretPurpose } from '#base/crypto'
import type { Sql } from '#base/db'
import { anonymous, route, type Route } from '#base/http'
import { refusal } from '#base/problem'
import { keysLocks } from './rotation.ts'

export type StandingsOf = () => readonly Standing[]

/** [K] Rows that one act puts under a newer key, and how long one job goes on before the queue has its turn. */
const batchRows = 200
const jobMsMax = 10_000
const job = 'ledger.renew'
const systemActor: Actor = { id: anonymous, kind: 'system' }

export const keyUnknown = refusal({
  code: 'ledger.key-unknown', status: 404, zh: '没有这个密钥，或者它不是可以停用的密钥。', en: 'There is no such key, or none of those that are retired.',
  nextZh: '请用 keys list 查看密钥编号。', nextEn: 'Look at the kids that keys list gives.',
})
export const keyCurrent = refusal({
  code: 'ledger.key-current', status: 409, zh: '这是正在使用的密钥，不能停用。', en: 'This key is current and cannot be retired.',
  nextZh: '请先轮换出新密钥。', nextEn: 'Make a newer one first: keys rotate.',
})
export const keyInUse = refusal({
  code: 'ledger.key-in-use', status: 409, zh: '还有数据在用这个密钥，不能停用。', en: 'Rows still stand under this key: it cannot be retired.',
  nextZh: '后台会继续换到新密钥；剩余条数见 rows，部分数据要到期或本人更换后才会消失。', nextEn: 'They come under the newer key in the background; `rows` says how many are left, and some go only when their time is over or their holder makes new ones.',
})
export const keysMissing = refusal({
  code: 'ledger.keys-missing', status: 503, zh: '数据所用的密钥不在这里。', en: 'Keys that rows stand under are not here.',
  nextZh: '请找回 kids 所列密钥的文件（或密钥管理系统中的主密钥）再恢复。', nextEn: 'Find the files of the keys named in `kids`, or the master in the key management system, and restore again.',
})

/** How many rows stand under a key, in all and by where they stand. */
export interface Under {
  rows: number
  by: Record<string, number>
}

/** Rows by kid; under `?purpose` those of which nobody knows under which key of a purpose. */
export async function countUnder(sql: Sql, standings: readonly Standing[]): Promise<Map<string, Under>> {
  const under = new Map<string, Under>()
  for (const { name, purpose, count } of standings) {
    for (const { kid, rows } of await count(sql)) {
      const key = kid === '' ? `?${purpose}` : kid
      const known = under.get(key) ?? { rows: 0, by: {} }
      under.set(key, { rows: known.rows + rows, by: { ...known.by, [name]: (known.by[name] ?? 0) + rows } })
    }
  }
  return under
}

/** Rows under a key; those under an unknown one may stand under each that is older than the current. */
function rowsOf(under: ReadonlyMap<string, Under>, { kid, purpose, current }: Pick<KeyDescription, 'kid' | 'purpose' | 'current'>): Under {
  const found = [under.get(kid), current ? undefined : under.get(`?${purpose}`)].filter((one) => one !== undefined)
  return { rows: found.reduce((sum, one) => sum + one.rows, 0), by: Object.assign({}, ...found.map(({ by }) => by)) }
}

const isSecret = (purpose: Purpose): purpose is SecretPurpose => (secretPurposes as readonly string[]).includes(purpose)

/** The keys of this installation, without key material; secrets with the rows that stand under them. */
export async function listKeys({ sql, keys }: Pick<Ground, 'sql' | 'keys'>, standings: readonly Standing[]): Promise<(KeyDescription & Partial<Under>)[]> {
  const under = await countUnder(sql, standings)
  return keys.list().map((key) => (isSecret(key.purpose) ? { ...key, ...rowsOf(under, key) } : key))
}

/** Refuses where rows stand under a key that is not here: they could neither be read nor found. */
export async function mustHaveKeys({ sql, keys }: Pick<Ground, 'sql' | 'keys'>, standings: readonly Standing[]): Promise<void> {
  const known = new Set(keys.list().map(({ kid }) => kid))
  const missing = [...(await countUnder(sql, standings)).keys()].filter((kid) => !kid.startsWith('?') && !known.has(kid))
  if (missing.length > 0) throw keysMissing({ kids: missing })
}

/** Retires an older secret under which nothing stands; it stays in its file, for a backup of its time. */
export async function retireKey({ keys, runAct }: Pick<Ground, 'keys' | 'runAct'>, standings: readonly Standing[], kid: string): Promise<KeyDescription> {
  const key = keys.list().find((one) => one.kid === kid)
  if (!key || !isSecret(key.purpose)) throw keyUnknown({ kid })
  const { purpose } = key
  return runAct({ actor: systemActor, locks: keysLocks(purpose) }, async (act) => {
    if (key.current) throw keyCurrent({ kid, purpose })
    const { rows, by } = rowsOf(await countUnder(act.tx, standings), key)
    if (rows > 0) throw keyInUse({ kid, purpose, rows, by })
    keys.retire(purpose, kid)
    act.record('ledger.key-retired', { subject: act.newId(), facts: { purpose, kid } })
    return keys.list().find((one) => one.kid === kid) ?? key
  })
}

/** Puts rows under the current keys for a while, from the first to the last of each place. Answers whether all of it was gone through. */
export async function renewRows(ground: Ground, standings: readonly Standing[], msMax = jobMsMax): Promise<boolean> {
  const since = performance.now()
  for (const { name, purpose, renew } of standings) {
    if (!renew || purpose === 'secrets') continue
    for (let after: readonly string[] | undefined, isFirst = true; isFirst || after; isFirst = false) {
      if (performance.now() - since > msMax) return false
      after = await renewBatch(ground, { name, purpose, renew }, after)
    }
  }
  return true
}

/** One act over some rows. Answers the last of them; undefined where there were no more, and then nothing was done. */
async function renewBatch({ runAct, keys }: Ground, { name, purpose, renew }: Required<Pick<Standing, 'name' | 'purpose' | 'renew'>>, after: readonly string[] | undefined): Promise<readonly string[] | undefined> {
  const nothing = new Error('no rows are left')
  try {
    return await runAct({ actor: systemActor, locks: keysLocks(purpose) }, async (act) => {
      const { kid } = keys.secret(purpose)
      const { rows, last } = await renew(act, keys, { kid, after, limit: batchRows })
      if (rows === 0) throw nothing
      act.record('ledger.rows-renewed', { subject: act.newId(), facts: { purpose, kid, where: name, rows } })
      return last
    })
  } catch (error) {
    if (error === nothing) return undefined
    throw error
  }
}

const ask = (ground: Ground) => ground.addJob(job, {}, { key: job })

export const renewalJobs = (ground: Ground, standingsOf: StandingsOf): JobHandlers => ({
  [job]: async () => {
    if (!(await renewRows(ground, standingsOf()))) await ask(ground)
  },
})

/** A newer key sets the job going. */
export const renewalFollower = (ground: Ground): Follower => ({
  name: 'ledger-renewal', owner: 'system-admin',
  on: { 'ledger.key-rotated': async ({ facts }) => (facts['purpose'] === 'data' || facts['purpose'] === 'digests' ? ask(ground) : undefined) },
})

/** Sets the job going where rows stand under an older key, or plain from before their column was sealed. */
export async function renewWhatIsLeft(ground: Ground, standings: readonly Standing[]): Promise<void> {
  const current = new Set((['data', 'digests'] as const).map((purpose) => ground.keys.secret(purpose).kid))
  const under = await countUnder(ground.sql, standings.filter(({ renew }) => renew))
  if ([...under.keys()].some((kid) => !current.has(kid))) await ask(ground)
}

/** What was written under an older key while the job passed, or stood so before there was a job, is found once in a while. */
export const renewalBeat = (ground: Ground, standingsOf: StandingsOf): Beat => ({
  name: 'ledger.renewal', everySeconds: 3600, run: () => renewWhatIsLeft(ground, standingsOf()),
})

const KeyShape = Type.Object({
  purpose: Type.Unsafe<Purpose>({ type: 'string', enum: [...purposes] }), kid: Type.String(), algorithm: Type.String(), created: Type.String(), current: Type.Boolean(), store: Type.String(),
  wrappedBy: Type.Optional(Type.Union([Type.String(), Type.Null()])), retired: Type.Optional(Type.String()),
  rows: Type.Optional(Type.Integer({ description: 'Rows that stand under this secret' })), by: Type.Optional(Type.Record(Type.String(), Type.Integer())),
})

/** For whoever watches a rotation from the desk. */
export function keysRoute(ground: Ground, standingsOf: StandingsOf): Route {
  return route({
    method: 'GET', path: '/api/keys', access: [{ who: ['staff'], roles: ['system-admin'], scope: 'all' }], zh: '列出密钥及仍在使用旧密钥的数据条数（不含密钥内容）', en: 'List keys, without key material, and how many rows stand under each secret',
    answer: Type.Object({ items: Type.Array(KeyShape) }), example: { as: '{system-admin}' },
    handle: async () => ({ items: (await listKeys(ground, standingsOf())) satisfies Static<typeof KeyShape>[] }),
  })
}
