// Whoever comes to a window for somebody else (行政许可法 29; 民法典 161, 165): by an authority that was given on line, by a power on paper that two
// officers saw (0049), as guardian, or as legal representative. The window reads both documents; what was not given opens nothing.
import type { Act } from '#base/act'
import type { Keys } from '#base/crypto'
import { refusal } from '#base/problem'
import { mustCover } from './agency.ts'
import { guardiansInConflict } from './guardian.ts'
import { findAccountByDocument, findByNumber } from './search.ts'
import { selectShownAuthorities } from './store-agencies.ts'
import { getProvedAdult, readPerson, type ShownPerson } from './window-people.ts'
import { readName } from './account.ts'

export const authorityNotFound = refusal({
  code: 'people.authority-not-found', status: 422, basis: '行政许可法第二十九条',
  zh: '没有查到这位经办人办理这个事项的授权。', en: 'No authority was found by which this person acts for the applicant in this matter.',
  nextZh: '有授权委托书的，请先由两位工作人员核对、登记；也可以由委托人在网上授权，或者由本人办理。', nextEn: 'A power on paper is registered by two officers first. The principal may also authorise on line, or come in person.',
})

/** By what somebody acts at a window, for whom and who it is. `agency` is null for a legal representative. */
export interface WindowAuthority {
  agency: string | null
  principal: string
  agent: string
}

/** The authority of whoever came, for the applicant whose document was shown too, in a matter of an item. */
export async function getWindowAuthority(act: Act, keys: Keys, { principal, agent: shown, item }: { principal: ShownPerson; agent: ShownPerson; item: string }): Promise<WindowAuthority> {
  const refuse = () => authorityNotFound({}, [{ path: '/agent/idNumber', code: 'unknown', zh: '没有查到授权', en: 'No authority was found' }])
  const agent = await getProvedAdult(act, keys, readPerson(shown), refuse)
  const named = (await findByNumber(act.tx, keys, principal.idKind, principal.idNumber)).filter(({ frozenAt, name }) => frozenAt === null && name === readName(principal.name)).map(({ id }) => id)
  const proved = (await findAccountByDocument(act.tx, keys, principal.idKind, principal.idNumber, act.now)) ?? null
  const found = await selectShownAuthorities(act.tx, agent, { accounts: proved === null ? named : [...named, proved], proved }, act.now)
  const one = found.find(({ items }) => items === null || items.includes(item)) ?? found[0]
  if (!one) throw refuse()
  mustCover({ ...(one.items ? { items: one.items } : {}) }, item)
  if (one.inConflict) throw guardiansInConflict()
  return { agency: one.agency, principal: one.principal, agent }
}
