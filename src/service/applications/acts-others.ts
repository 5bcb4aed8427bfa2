// The verb that makes parties of those who were written down: whoever has an account under this document is found by it, if the name is the same.
import type { Act } from '#base/act'
import type { Keys } from '#base/crypto'
import type { FieldFault } from '#base/problem'
import type { Party } from '#core/cases'
import type { Item } from '#core/items'
import { findAccountByDocument, namesOf, readDocument, readName } from '#core/people'
import { faultsOfOthers, isAgentOf, isApplicant, isTwice, partiesUnfit, type OtherParty } from './others.ts'

/** One who came to the window and said before it that he applies too. */
export type EnteredParty = OtherParty & { present?: boolean; consent?: boolean }

/**
 * The parties beside the applicant. Who applies together is asked, unless the window has the person before it; the other side takes no part before the
 * case is accepted. Refuses the applicant, the one who acts for it, and anybody twice, by number and by account.
 */
export async function placeOthers(act: Act, keys: Keys, item: Item, applicant: Pick<Party, 'idKind' | 'idNumber' | 'account'>, others: readonly EnteredParty[], agent?: string): Promise<Party[]> {
  const faults = faultsOfOthers(item, others, applicant)
  if (faults.length > 0) throw partiesUnfit({ item: item.code }, faults)
  const placed: Party[] = []
  for (const one of others) placed.push(await placeOne(act, keys, one))
  const same = placed.flatMap(({ account }, place): FieldFault[] => {
    if (account === null) return []
    if (account === applicant.account) return [isApplicant(place)]
    if (account === agent && others[place]?.role === 'respondent') return [isAgentOf(place)]
    const earlier = placed.findIndex((two) => two.account === account)
    return earlier < place ? [isTwice(place, earlier)] : []
  })
  if (same.length > 0) throw partiesUnfit({ item: item.code }, same)
  return placed
}

async function placeOne(act: Act, keys: Keys, { role, kind, name, idKind, idNumber, phone, address, present = false, consent = false }: EnteredParty): Promise<Party> {
  const number = idNumber.trim() === '' ? '' : readDocument(kind, idKind, idNumber)
  const found = number === '' ? undefined : await findAccountByDocument(act.tx, keys, idKind, number, act.now)
  // Whoever has a number right and the name wrong learns nothing of whose it is, and reaches nobody.
  const account = found !== undefined && (await namesOf(act.tx, [found])).get(found)?.name === readName(name) ? found : null
  const standing = role === 'respondent' ? 'named' : present ? 'joint-applicant' : 'invited'
  return { role: standing, account, kind, name: readName(name), idKind: number === '' ? '' : idKind, idNumber: number, phone: phone.trim() || null, address: address.trim(), consent: present && consent && account !== null }
}
