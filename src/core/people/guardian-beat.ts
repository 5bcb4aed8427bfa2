// What time does to guardianships: each that is over is noted and told, and with the eighteenth birthday nobody acts for who is of age (民法典 17). The
// authority itself is asked for with every call and is gone at that moment already.
import type { Ground } from '#base/context'
import { agencyLock } from './acts-agency.ts'
import { forgetCallers } from './callers.ts'
import { endOverdue } from './guardianship-ends.ts'
import { endLateGuardianChecks, selectOverdue } from './store-guardians.ts'

const atOnce = 200
/** The actor of what the platform does by itself: cases have the same. */
const system = { id: '00000000-0000-7000-8000-000000000001', kind: 'system' as const }

/** Ends what is over by now. */
export async function endOverdueGuardians(ground: Ground): Promise<void> {
  const now = ground.clock.now()
  await endLateGuardianChecks(ground.sql, now)
  for (const { id, ward } of await selectOverdue(ground.sql, now, atOnce)) {
    await ground.runAct({ actor: system, locks: [agencyLock(ward)] }, async (act) => {
      if (!(await endOverdue(act, id))) act.record('people.guardianship-end-known', { subject: ward })
      return null
    })
    forgetCallers(ground, ward)
  }
}
