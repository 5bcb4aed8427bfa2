// What is noted of those who were written down beside the applicant when a case is opened; what becomes of them stands in joining.ts (民法典 171).
import type { Party } from './case.ts'
import { note, type Work } from './work.ts'

/** Notes who was asked to apply together when a case was opened, and who said so before a window. */
export function noteJoint(work: Work, parties: readonly Party[]): void {
  const asked = parties.filter(({ role }) => role === 'invited')
  const told = asked.flatMap(({ account }) => account ?? [])
  for (const [party, { role }] of parties.entries()) if (role === 'joint-applicant' && work.act.actor.kind === 'staff') note(work, 'cases.joined', { party, means: 'present' })
  if (asked.length > 0) note(work, 'cases.joint-applicants-asked', { count: asked.length, told })
}
