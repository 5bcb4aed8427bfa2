// 延后公开 as a proposal: the head of the body that handles a case asks, the security administrator confirms, who stands under no head and
// handles no case (双人复核). Where the law of an investigation says so, and with an end (个人信息保护法 18, 35). Ending it shows more, so the head ends it alone.
import { Type } from 'typebox'
import { proposalKind, type ProposalKind } from '#base/context'
import type { AccessRule } from '#base/http'
import { caseNotFound, findAllCaseParties, findCaseId } from '#core/cases'
import { delayLock, delayReadings, mustBeDelayable } from './acts.ts'

const asks: AccessRule[] = [{ who: ['staff'], roles: ['head'], scope: 'department' }]
const decides: AccessRule[] = [{ who: ['staff'], roles: ['security-admin'], scope: 'all' }]
const sees: AccessRule[] = [{ who: ['staff'], roles: ['audit-admin'], scope: 'all' }]

/** The kind of proposal by which the readings of a case are shown later. */
export function delayKind(): ProposalKind {
  return proposalKind({
    code: 'reading-delay', name: { zh: '依法延后公开查阅记录', en: 'Delay of readings, by law' }, asks, decides, sees,
    shape: Type.Object({
      number: Type.String({ minLength: 1, maxLength: 60, description: 'Number of the case' }), until: Type.String({ format: 'date', description: 'Its last day, within two years of the first order about this case' }),
      law: Type.String({ minLength: 1, maxLength: 200 }), article: Type.String({ minLength: 1, maxLength: 60 }),
    }, { additionalProperties: false }),
    example: { ask: { as: '{head}', content: { number: '{accepted}', until: '2027-03-31', law: '中华人民共和国行政处罚法', article: '第五十条' } }, decide: { as: '{security-admin}', id: '{asked-reading-delay}' } },
    subjectOf: ({ number }) => number,
    caseOf: ({ number }) => number,
    organisationOf: async (sql, { number }) => {
      const id = await findCaseId(sql, number)
      return id === undefined ? null : ((await findAllCaseParties(sql, [id])).get(id)?.case.handling ?? null)
    },
    locks: ({ number }) => [delayLock(number)],
    check: async (act, { number, until }) => {
      const id = await findCaseId(act.tx, number)
      if (!id) throw caseNotFound({ number })
      await mustBeDelayable(act, id, Temporal.PlainDate.from(until), [act.actor.id])
    },
    apply: async (act, { id, askedBy, content: { number, ...order } }) => {
      const caseId = await findCaseId(act.tx, number)
      if (!caseId) throw caseNotFound({ number })
      await delayReadings(act, caseId, { ...order, until: Temporal.PlainDate.from(order.until), proposal: id, askedBy })
    },
    describe: async (_, { number, until, law, article }) => ({
      zh: `延后公开办件 ${number} 的查阅记录，至 ${until}（${law}${article}）`, en: `Show the readings of case ${number} later, until ${until} (${law}${article})`,
    }),
  })
}
