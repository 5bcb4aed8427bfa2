// Noting that a civil servant is told somebody's data, before it is told. One entry for each person concerned; the same page again within the hour is the same reading.
import type { Ground } from '#base/context'
import { bodyOf, type Caller, type Post, type Reads } from '#base/http'
import { findCaseId, findParties, findPinned, isVisible } from '#core/cases'
import { getItemVersion } from '#core/items'
import { purposeOf } from '#core/packs'
import { findIdentity } from '#core/people'
import { mustBeLive } from '#core/purposes'
import { findLicence } from '#support/licences'
import { insertNoted } from './store.ts'

interface Concerned {
  /** What is read about: the case, the licence or the account. */
  about: string
  accounts: string[]
  /** What it is read for: that of the case's item, where the route leaves it to the item. */
  purpose: string
}

/** [K] */
const rememberedMax = 20_000

/** Makes the function by which the server notes readings. What is read for a purpose that nobody registered or assessed is refused. */
export function readingNoter(ground: Ground): (caller: Caller, reads: Reads, value: string) => Promise<void> {
  // Spares a statement for who reads on in the same case; what is not remembered here the table knows.
  const remembered = new Set<string>()
  return async (caller, reads, value) => {
    const hour = hourOf(ground.clock.now())
    const key = `${caller.id} ${reads.of} ${value} ${reads.what} ${hour}`
    if (remembered.has(key)) return
    const concerned = await findConcerned(ground, reads, value)
    if (concerned) await mustBeLive(ground.sql, concerned.purpose)
    const accounts = concerned?.accounts.filter((account) => account !== caller.id) ?? []
    if (concerned && accounts.length > 0) await note(ground, caller, reads, { ...concerned, accounts }, hour)
    if (remembered.size >= rememberedMax) remembered.clear()
    remembered.add(key)
  }
}

function hourOf(now: Temporal.Instant): Temporal.Instant {
  return now.round({ smallestUnit: 'hour', roundingMode: 'trunc' })
}

async function findConcerned({ sql, keys, clock }: Ground, { of, purpose, whose }: Reads, value: string): Promise<Concerned | undefined> {
  const owner = await whose?.(sql, value)
  if (whose) return owner === undefined ? undefined : { about: value, accounts: [owner], purpose }
  if (of === 'account') return (await findIdentity(sql, keys, value, clock.now())) ? { about: value, accounts: [value], purpose } : undefined
  if (of === 'licence') {
    const licence = await findLicence(sql, value)
    return licence && { about: licence.licence, accounts: licence.account ? [licence.account] : [], purpose }
  }
  const id = await findCaseId(sql, value)
  if (id === undefined) return undefined
  const accounts = [...new Set((await findParties(sql, id)).flatMap(({ account }) => account ?? []))]
  return { about: id, accounts, purpose: purpose === purposeOf({}) ? await purposeOfCase(sql, id) : purpose }
}

async function purposeOfCase(sql: Ground['sql'], id: string): Promise<string> {
  const itemVersion = (await findPinned(sql, [id])).get(id)?.itemVersion
  return purposeOf(itemVersion === undefined ? {} : (await getItemVersion(sql, itemVersion)).content)
}

/** The post by which the case is reached: whoever holds posts in several bodies reads for one of them, and the person is told for which. */
export async function postFor(sql: Ground['sql'], { posts, emergencies }: Caller, of: Reads['of'], about: string): Promise<Post | undefined> {
  const [first] = posts
  if (of !== 'case' || posts.length < 2 || emergencies?.includes(about)) return first
  for (const post of posts) if (await isVisible(sql, about, post.of === undefined ? { all: false, organisations: [post.organisation] } : { all: false, organisations: [], sections: [post.organisation] })) return post
  return first
}

async function note(ground: Ground, caller: Caller, { of, what }: Reads, { about, accounts, purpose }: Concerned, hour: Temporal.Instant): Promise<void> {
  const post = await postFor(ground.sql, caller, of, about)
  // Somebody who only looks is not kept out because a clock is held: no date in law hangs on a reading.
  await ground.runAct({ actor: { id: caller.id, kind: caller.kind, ...(post ? { post: post.id } : {}) }, locks: [], comesOrGoes: true }, async (act) => {
    const isNew = await insertNoted(act.tx, { reader: caller.id, about, what, hour })
    const facts = { about, of, what, purpose, role: post?.role ?? null, organisation: post ? bodyOf(post) : null, ...(caller.emergencies?.includes(about) ? { emergency: true } : {}) }
    if (isNew) for (const account of accounts) act.record('readings.read', { subject: account, facts })
    else act.record('readings.read-known', { subject: about })
  })
}
