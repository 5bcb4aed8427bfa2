// What a granted request to erase asks for: what was kept by consent is erased when the case is finished, so that its own news go as well.
import type { Follower } from '#base/act'
import type { Ground, Holding } from '#base/context'
import { findWholeCase, systemActor } from '#core/cases'
import { isServing } from '#core/items'
import { erasingLock } from './acts.ts'
import { eraseRequested } from './requests.ts'

/** [K] How the form of the item under which people use their rights says that they want something erased. */
const isErasure = (form: Record<string, unknown>) => form['right'] === 'erasure'

export function rightsFollower(ground: Ground, holdingsOf: () => readonly Holding[]): Follower {
  return {
    name: 'rights', owner: 'data-steward',
    on: {
      'cases.finished': async (entry) => {
        if (entry.facts.outcome !== 'granted' || !(await isServing(ground.sql, String(entry.facts.item), 'data-right'))) return
        const whole = await findWholeCase(ground.sql, entry.subject)
        const account = whole?.parties.find(({ role }) => role === 'applicant')?.account
        if (!whole || !isErasure(whole.form) || !account) return
        await ground.runAct({ actor: systemActor, locks: [erasingLock] }, (act) => eraseRequested(act, holdingsOf(), { caseId: whole.case.id, account }))
      },
    },
  }
}
