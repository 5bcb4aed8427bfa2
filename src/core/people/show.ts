// How accounts are shown: numbers always masked, residents' names masked in lists (PIPL art. 6).
import type { Static } from 'typebox'
import type { Keys } from '#base/crypto'
import { timeText } from '#base/time'
import { nameOrganisation, type Organisation } from '#core/organisations'
import type { Account, HeldPost } from './account.ts'
import { unseal } from './documents.ts'
import { maskName, maskNumber } from './mask.ts'
import type { AccountShape, HeldPostShape } from './shapes.ts'

/** An account for its page or, with `inList`, for a row. */
export function showAccount(keys: Keys, account: Account, posts: readonly HeldPost[], known: ReadonlyMap<string, Organisation>, { level, inList }: { level: number | undefined; inList: boolean }): Static<typeof AccountShape> {
  const hideName = inList && account.kind === 'natural'
  const idNumber = unseal(keys, account.id, 'id', account.idSealed)
  const phone = unseal(keys, account.id, 'phone', account.phoneSealed)
  return {
    id: account.id, login: account.login, kind: account.kind, name: hideName ? maskName(account.name) : account.name,
    ...(account.nameEn ? { nameEn: hideName ? maskName(account.nameEn) : account.nameEn } : {}),
    ...(account.organisation ? { organisation: nameOrganisation(known, account.organisation) } : {}),
    ...(account.idKind ? { idKind: account.idKind } : {}),
    ...(idNumber ? { idNumber: maskNumber(idNumber) } : {}), ...(phone ? { phone: maskNumber(phone) } : {}),
    ...(level === undefined ? {} : { assuranceLevel: level }),
    createdAt: timeText(account.createdAt), frozenAt: account.frozenAt && timeText(account.frozenAt),
    posts: posts.map((post) => showPost(post, known)),
  }
}

/** Login and document of an account, beside another that it was merged with. */
export function showDocument(keys: Keys, { id, login, idKind, idSealed }: Account): { id: string; login: string; idKind?: string; idNumber?: string } {
  const idNumber = unseal(keys, id, 'id', idSealed)
  return { id, login, ...(idKind ? { idKind } : {}), ...(idNumber ? { idNumber: maskNumber(idNumber) } : {}) }
}

export function showPost(post: HeldPost, known: ReadonlyMap<string, Organisation>): Static<typeof HeldPostShape> {
  return { id: post.id, role: post.role, organisation: nameOrganisation(known, post.organisation), section: post.section === null ? null : nameOrganisation(known, post.section), from: timeText(post.from), to: post.to && timeText(post.to), hours: post.hours }
}
