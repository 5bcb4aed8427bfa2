// How a guardianship ends, whoever finds it: the guardian acts no more from this moment, and an objection that has nobody left to it is over.
import type { Act } from '#base/act'
import { endsOfAge, type GuardianshipEnd, type Settlement } from './guardian.ts'
import { endActing } from './store-agencies.ts'
import { endGuardian, selectAnyGuardianship, selectGuardiansOf, selectOpenObjection, selectOverdue, settleObjection, type Objection } from './store-guardians.ts'

/** Ends one. Answers ward and guardian; undefined where it had ended before. */
export async function endGuardianship(act: Act, id: string, because: GuardianshipEnd): Promise<{ ward: string; guardian: string } | undefined> {
  const ended = await endGuardian(act.tx, id, { by: act.actor.hand ?? act.actor.id, because, now: act.now })
  if (!ended) return undefined
  const { ward, guardian } = ended
  await endActing(act.tx, guardian, ward, act.now)
  const open = await selectOpenObjection(act.tx, ward)
  if (open && (open.guardian === guardian || (await selectGuardiansOf(act.tx, ward, act.now)).length < 2)) await settle(act, open, 'moot', null)
  act.record('people.guardianship-ended', { subject: ward, facts: { agency: id, guardian, because, told: [ward, guardian] } })
  return ended
}

/** Ends one that is over by its time: with the eighteenth birthday (民法典 17), or with the day that the proof named. */
export async function endOverdue(act: Act, id: string): Promise<{ ward: string; guardian: string } | undefined> {
  const one = await selectAnyGuardianship(act.tx, id)
  return endGuardianship(act, id, one && endsOfAge(one) ? 'of-age' : 'over')
}

/** Ends what is over of one ward, so that it may begin anew. */
export async function endOverdueOf(act: Act, ward: string): Promise<void> {
  for (const { id } of await selectOverdue(act.tx, act.now, 100, ward)) await endOverdue(act, id)
}

/** Settles an objection: the guardians act again. */
export async function settle(act: Act, { id, ward, guardian }: Objection, how: Settlement | 'withdrawn' | 'moot', reference: string | null): Promise<boolean> {
  if (!(await settleObjection(act.tx, id, { by: act.actor.id, how, reference, now: act.now }))) return false
  const guardians = (await selectGuardiansOf(act.tx, ward, act.now)).map((one) => one.guardian)
  act.record('people.guardian-objection-settled', { subject: ward, facts: { objection: id, how, told: [...new Set([ward, guardian, ...guardians])] } })
  return true
}
