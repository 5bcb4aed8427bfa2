// Licences follow the written decision, never go before it: the ledger's `deliveries.letter-made` of a decision that grants.
import type { Entry, Follower } from '#base/act'
import type { Ground } from '#base/context'
import { findWholeCase, systemActor } from '#core/cases'
import { getItemVersion } from '#core/items'
import { getOrganisation } from '#core/organisations'
import { matterHandlers, versionOwed } from './follow-matters.ts'
import { issueLicences, issueLocks, missingLicences } from './issue.ts'

/** Issues what decisions grant, and has every new version printed. */
export function licenceFollower(ground: Ground): Follower {
  const print = (entry: Entry) => ground.addJob('licences.print', { licence: String(entry.facts.id) }, { key: `licence:${String(entry.facts.id)}` })
  return {
    name: 'licences', owner: 'system-admin',
    on: {
      'deliveries.letter-made': (entry) => (granting.includes(String(entry.facts.kind)) ? issueOwed(ground, entry.subject) : Promise.resolve()),
      ...matterHandlers(ground),
      'licences.issued': print, 'licences.changed': print, 'licences.renewed': print, 'licences.reissued': print,
    },
  }
}

const granting = ['decision-grant', 'decision-partial', 'decision-renewal']

async function issueOwed(ground: Ground, caseId: string): Promise<void> {
  const whole = await findWholeCase(ground.sql, caseId)
  if (!whole) return
  await versionOwed(ground, whole)
  const due = await missingLicences(ground.sql, whole)
  if (due.length === 0) return
  const item = await getItemVersion(ground.sql, whole.case.itemVersion)
  const issuer = await getOrganisation(ground.sql, whole.case.deciding)
  await ground.runAct({ actor: systemActor, locks: issueLocks(whole, due) }, (act) => issueLicences(act, ground, { whole, item, issuer, due }))
}
