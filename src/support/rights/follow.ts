// What a granted request asks for is done by code once its case is finished: what consent kept is erased (个人信息保护法 47), a purpose is restricted
// (44), a transfer is there to be fetched (45). Erasing waits for the end, so that the case’s own news go as well.
import type { Act, Follower } from '#base/act'
import type { Ground, Holding } from '#base/context'
import { findWholeCase, systemActor, type WholeCase } from '#core/cases'
import { isServing } from '#core/items'
import { erasingLock } from './acts.ts'
import { tellBodies } from './correcting.ts'
import { grantTransfer, restrict, restrictionLock } from './granting.ts'
import { eraseRequested } from './requests.ts'

/** What the form of the item under which people use their rights asks for. [K] Its field `right`, and `restricted` and `recipient` beside it. */
type Verb = (act: Act, whole: WholeCase, account: string, holdings: readonly Holding[]) => Promise<void>
const verbs: Readonly<Record<string, Verb>> = {
  erasure: (act, { case: row }, account, holdings) => eraseRequested(act, holdings, { caseId: row.id, account }),
  restriction: restrict,
  transfer: grantTransfer,
}

export function rightsFollower(ground: Ground, holdingsOf: () => readonly Holding[]): Follower {
  return {
    name: 'rights', owner: 'data-steward',
    on: {
      'people.profile-corrected': (entry) => tellBodies(ground, entry),
      'cases.finished': async (entry) => {
        if (entry.facts.outcome !== 'granted' || !(await isServing(ground.sql, String(entry.facts.item), 'data-right'))) return
        const whole = await findWholeCase(ground.sql, entry.subject)
        const account = whole?.parties.find(({ role }) => role === 'applicant')?.account
        const right = String(whole?.form['right'])
        const verb = Object.hasOwn(verbs, right) ? verbs[right] : undefined
        if (!whole || !account || !verb) return
        await ground.runAct({ actor: systemActor, locks: [erasingLock, restrictionLock(account)] }, (act) => verb(act, whole, account, holdingsOf()))
      },
    },
  }
}
