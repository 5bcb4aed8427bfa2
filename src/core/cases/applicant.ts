// The applicant of a case, as the account that acts says.
import type { Act } from '#base/act'
import type { Keys } from '#base/crypto'
import { getPartyIdentity } from '#core/people'
import type { Party } from './case.ts'

/** Who applies, as a party of the case. */
export async function applicantOf(act: Act, keys: Keys, consent: boolean): Promise<Party> {
  const { kind, name, idKind = '', idNumber = '', phone = null } = await getPartyIdentity(act.tx, keys, act.actor.id)
  return { role: 'applicant', account: act.actor.id, kind, name, idKind, idNumber, phone, consent }
}
