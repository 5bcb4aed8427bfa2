// Who applies is written in a case as the account said. Where that was wrong and has been corrected (个人信息保护法 46), bodies that have not decided
// yet are to work with what is right; a decided case stays as it was decided.
import type { Act } from '#base/act'
import { listUndecided, updateParties } from './store-parties.ts'

/** Writes a party as it is right. Needs the lock of the case. */
export async function correctParty(act: Act, caseId: string, account: string, field: string, right: { name: string; phone: string | null; idNumber: string }): Promise<void> {
  const salt = act.random.bytes(16)
  const places = (await listUndecided(act.tx, account)).includes(caseId) ? await updateParties(act.tx, act.random, caseId, account, right, salt) : []
  if (places.length === 0) act.record('cases.party-correction-not-needed', { subject: caseId, facts: { field } })
  else act.record('cases.party-corrected', { subject: caseId, facts: { field, parties: places }, proves: { salt, content: right } })
}
