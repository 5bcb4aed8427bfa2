// HTTP of issuing by hand: for a case whose licence could not be issued by itself, because the face written with the decision did not fit.
import { Type } from 'typebox'
import { entriesOf } from '#base/act'
import type { Ground } from '#base/context'
import { route, type Route } from '#base/http'
import { bodiesIn, caseNotFound, findWholeCase, visibleCase, type WholeCase } from '#core/cases'
import { getItemVersion } from '#core/items'
import { getOrganisation } from '#core/organisations'
import { issueLicences, issueLocks, missingLicences } from './issue.ts'
import { decisionFirst } from './licence.ts'
import { LicenceRowShape, showRows } from './show.ts'
import { listLicences } from './store.ts'

/** Issues what a case still owes and answers all its licences. Owing nothing, it changes nothing. */
export function issueRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/cases/:number/licences', status: 200, access: [{ who: ['staff'], roles: ['approver', 'head'], scope: 'department' }],
    zh: '颁发办件尚未颁发的证照（更正照面信息后）', en: 'Issue the licences a case still owes, with faces put right', params: Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) }),
    body: Type.Object({ faces: Type.Optional(Type.Record(Type.String({ pattern: '^\\d{1,2}$' }), Type.Record(Type.String(), Type.Unknown()))) }, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(LicenceRowShape), next: Type.Null() }), example: { as: '{approver}', params: { number: '{finished}' }, body: {} },
    handle: async (call) => {
      const id = await visibleCase(ground, call.params.number, call.reach)
      const whole = await findWholeCase(ground.sql, id)
      // Who only gave an opinion in the case may read it; the licence is the deciding body's.
      if (!whole || !(await bodiesIn(ground.sql, id, call.reach)).includes(whole.case.deciding)) throw caseNotFound({ number: call.params.number })
      await mustBeWritten(ground, whole)
      const due = await missingLicences(ground.sql, whole)
      if (due.length > 0) {
        const [item, issuer] = [await getItemVersion(ground.sql, whole.case.itemVersion), await getOrganisation(ground.sql, whole.case.deciding)]
        await call.act(issueLocks(whole, due), async (act) => {
          const owed = await missingLicences(act.tx, whole)
          // A colleague, or the platform, was faster.
          if (owed.length === 0) act.record('licences.none-owed', { subject: whole.case.id })
          else await issueLicences(act, ground, { whole, item, issuer, due: owed, faces: call.body.faces })
          return null
        })
      }
      return { items: await showRows(ground, await listLicences(ground.sql, { issuers: [], caseId: id }, 100)), next: null }
    },
  })
}

/** The written decision stands in the ledger before the licence does. */
async function mustBeWritten(ground: Ground, { case: row }: WholeCase): Promise<void> {
  const written = (await entriesOf(ground.sql, row.id)).some((entry) => entry.kind === 'deliveries.letter-made' && String(entry.facts.kind).startsWith('decision-'))
  if (!written) throw decisionFirst({ case: row.number })
}
