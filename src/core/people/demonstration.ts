// The demonstration accounts of a pack. They exist only where the server is in demonstration mode, and sign in with one tap.
import type { Act } from '#base/act'
import type { Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import { addAccount, grantPost } from './acts.ts'
import type { NewAccount } from './account.ts'
import { proveMadeUp } from './acts-proofs.ts'
import { insertDemonstration, selectAccountByLogin, selectDemonstration, type DemonstrationAccount } from './store-accounts.ts'
import { selectPosts } from './store-posts.ts'

/** A person as a pack describes him. `representative` is the login of a natural person further up in the list. */
export interface PersonEntry {
  login: string
  kind: 'natural' | 'legal' | 'staff'
  name: string
  nameEn?: string
  idNumber?: string
  uscc?: string
  phone?: string
  organisation?: string
  posts?: readonly { role: string; organisation: string; section?: string }[]
  representative?: string
  /** 2 for one whose identity nobody has proved yet; else 4. */
  level?: 2 | 4
  /** One line that says who this is. */
  title: { zh: string; en?: string }
}

/** The lock under which demonstration accounts are made. */
export const demonstrationLock = 'people:demonstration'

/**
 * Makes the demonstration accounts that are missing and grants the posts that are missing; changes none that is there.
 * All get the same password, hashed once by the caller, or none (one tap only). Answers how many accounts were added.
 */
export async function applyPeople(act: Act, keys: Keys, entries: readonly PersonEntry[], passwordHash?: string): Promise<number> {
  let added = 0
  for (const [place, entry] of entries.entries()) {
    const known = await selectAccountByLogin(act.tx, entry.login)
    const id = known?.id ?? (await addAccount(act, keys, { ...accountOf(entry), ...(passwordHash === undefined ? {} : { passwordHash }) }))
    if (!known) {
      if (entry.kind !== 'staff' && (entry.level ?? 4) > 2) await proveMadeUp(act, id, 'demonstration', 4)
      await insertDemonstration(act.tx, { id, place, title: entry.title })
      added += 1
    }
    await ensurePosts(act, id, entry.posts ?? [])
  }
  return added
}

function accountOf(entry: PersonEntry): NewAccount {
  const any = { login: entry.login, name: entry.name, ...(entry.nameEn ? { nameEn: entry.nameEn } : {}), ...(entry.phone ? { phone: entry.phone } : {}) }
  if (entry.kind === 'staff') return { ...any, kind: 'staff', organisation: entry.organisation ?? entry.posts?.[0]?.organisation ?? '' }
  if (entry.kind === 'legal') return { ...any, kind: 'legal', uscc: entry.uscc ?? '', statedLevel: 2, ...(entry.representative ? { representative: entry.representative } : {}) }
  return { ...any, kind: 'natural', statedLevel: 2, ...(entry.idNumber ? { idKind: 'resident-id', idNumber: entry.idNumber } : {}) }
}

/** Grants the posts that are not held yet. Answers how many. */
async function ensurePosts(act: Act, account: string, posts: readonly { role: string; organisation: string; section?: string }[]): Promise<number> {
  if (posts.length === 0) return 0
  const held = new Set((await selectPosts(act.tx, [account], act.now)).map(keyOf))
  const missing = posts.filter((post) => !held.has(keyOf(post)))
  for (const post of missing) await grantPost(act, { account, ...post })
  return missing.length
}

const keyOf = (post: { role: string; organisation: string; section?: string | null }) => [post.role, post.organisation, post.section ?? ''].join(' ')

/** Roles without which no case of an organisation can move. */
const workRoles = ['clerk', 'examiner', 'approver', 'head'] as const

/**
 * Lets the first demonstration account of each working role also act for these organisations, which an import made and nobody
 * serves. Does nothing where there are no demonstration accounts. Answers how many posts were granted.
 */
export async function standInFor(act: Act, organisations: readonly string[]): Promise<number> {
  const staff = (await selectDemonstration(act.tx)).filter((account) => account.kind === 'staff')
  const posts = await selectPosts(act.tx, staff.map((account) => account.id), act.now)
  const wanted = new Map<string, { role: string; organisation: string }[]>()
  for (const role of workRoles) {
    const holder = staff.find((account) => posts.some((post) => post.account === account.id && post.role === role && post.section === null))
    if (holder) wanted.set(holder.id, [...(wanted.get(holder.id) ?? []), ...organisations.map((organisation) => ({ role, organisation }))])
  }
  let granted = 0
  for (const [account, missing] of wanted) granted += await ensurePosts(act, account, missing)
  return granted
}

/** The demonstration accounts, in the order of the pack. */
export async function listDemonstrationAccounts(sql: Sql): Promise<DemonstrationAccount[]> {
  return selectDemonstration(sql)
}
