// The verbs of proofs: keep the answer of a source, forget it. Who asks the source, and whether its answer is true, is the caller's to know:
// the guard of sources lets one context alone keep proofs. The ledger learns source, level and day; what the source called it is proved by digest.
import type { Act } from '#base/act'
import type { Keys } from '#base/crypto'
import { accountNotFound, readName } from './account.ts'
import { readDocument, sealDocument } from './documents.ts'
import { mustBeUnmerged } from './search.ts'
import { proofUsed, type MadeUp, type NewProof } from './proof.ts'
import { selectAccount, updateDocument } from './store-accounts.ts'
import { deleteProofs, insertProof } from './store-proofs.ts'

/** Keeps a proof in place of an earlier one of the same source. Throws `people.proof-used` where that answer proved somebody before. Needs the account's lock. */
export async function keepProof(act: Act, proof: NewProof): Promise<string> {
  const id = act.newId()
  const salt = act.random.bytes(16)
  if (!(await insertProof(act.tx, { ...proof, id, at: act.now }, salt))) throw proofUsed()
  const { account, source, level, until, assertion, trace, score } = proof
  act.record('people.proof-kept', { subject: account, facts: { proof: id, source, level, until: until.toString() }, proves: { salt, content: { assertion, trace, score } } })
  return id
}

/** Forgets what a source said of an account, with the salt of its digest. Answers how many proofs that were. */
export async function forgetProofs(act: Act, account: string, source: string): Promise<number> {
  const count = await deleteProofs(act.tx, account, source)
  if (count > 0) act.record('people.proof-forgotten', { subject: account, facts: { source } })
  return count
}

/**
 * Writes down who somebody says he is, as a source has just found it right (个人信息保护法 46): in place of what was said before, whose salt goes.
 * Throws `people.bad-document`, `people.not-found`, `people.number-merged`. Needs the account's lock.
 */
export async function setDocument(act: Act, keys: Keys, account: string, { name, idKind, idNumber }: { name: string; idKind: string; idNumber: string }): Promise<void> {
  const known = await selectAccount(act.tx, account)
  if (known?.kind !== 'natural') throw accountNotFound()
  const number = readDocument('natural', idKind, idNumber)
  await mustBeUnmerged(act.tx, keys, idKind, number, account)
  const document = sealDocument(keys, account, number, act.random)
  const salt = act.random.bytes(16)
  await updateDocument(act.tx, account, { name: readName(name), idKind, ...document }, salt)
  act.record('people.document-set', { subject: account, facts: { idKind }, proves: { salt, content: { login: known.login, name: readName(name), number } } })
}

const madeUpYears = 10

/** Proves an account that nobody real has: of the demonstration, or of a simulated city. */
export async function proveMadeUp(act: Act, account: string, source: MadeUp, level: 3 | 4 | 5): Promise<void> {
  const until = act.now.toZonedDateTimeISO('Asia/Shanghai').add({ years: madeUpYears }).toInstant()
  await keepProof(act, { account, source, level, assertion: source, trace: account, score: null, until })
}
