// Whose consent counts. The data of a child under fourteen is processed by the consent of a parent or another guardian (个人信息保护法 31): the child's
// own is none, wherever consent is asked for, and no account is opened by it.
import type { Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import type { Caller } from '#base/http'
import { refusal } from '#base/problem'
import { dateInChina } from '#base/time'
import { ages, birthOf, hasReached } from './birth.ts'
import { unseal } from './documents.ts'
import { selectAccount } from './store-accounts.ts'
import { selectBorn } from './store-guardians.ts'

export const guardianConsents = refusal({
  code: 'people.guardian-consents', status: 403, basis: '个人信息保护法第三十一条',
  zh: '不满十四周岁的，由父母或者其他监护人同意。', en: 'For who is under fourteen, a parent or another guardian consents.',
  nextZh: '请监护人用自己的账号登录，切换到为孩子办事后再同意；还没有登记监护的，请带户口簿等证明到政务服务窗口登记。', nextEn: 'A guardian signs in, switches to act for the child, and consents. Where no guardian is registered yet, bring the household register to a service window.',
})
export const tooYoung = refusal({
  code: 'people.too-young', status: 403, basis: '个人信息保护法第三十一条',
  zh: '不满十四周岁的，不能自己开设账号。', en: 'Who is under fourteen does not open an account alone.',
  nextZh: '请父母或者其他监护人带户口簿等证明到政务服务窗口登记监护，账号随即开设，由监护人为孩子办事。', nextEn: 'A parent or another guardian comes to a service window with the household register: with the guardianship the account is opened, and the guardian acts for the child.',
})

/** When the holder of an account was born: by the document, or as a window read it for a guardianship. */
export async function bornOf(sql: Sql, keys: Keys, id: string): Promise<Temporal.PlainDate | undefined> {
  const account = await selectAccount(sql, id)
  if (account?.kind !== 'natural') return undefined
  const idKind = account.idKind ?? undefined
  return birthOf({ idKind, idNumber: unseal(keys, id, 'id', account.idSealed) }) ?? (await selectBorn(sql, id))
}

/** Whether somebody is under fourteen at a moment. */
export async function isChild(sql: Sql, keys: Keys, account: string, now: Temporal.Instant): Promise<boolean> {
  const born = await bornOf(sql, keys, account)
  return born !== undefined && !hasReached(born, ages.consents, dateInChina(now))
}

/** Refuses the consent of a child under fourteen that no guardian gives. */
export async function mayConsent(sql: Sql, keys: Keys, { id, hand }: Pick<Caller, 'id' | 'hand'>, now: Temporal.Instant): Promise<void> {
  if (!hand?.guardian && (await isChild(sql, keys, id, now))) throw guardianConsents()
}

/** Refuses an account that a child under fourteen would open alone. */
export function mayOpenAlone(document: { idKind?: string | undefined; idNumber?: string | undefined }, now: Temporal.Instant): void {
  const born = birthOf(document)
  if (born && !hasReached(born, ages.consents, dateInChina(now))) throw tooYoung()
}
