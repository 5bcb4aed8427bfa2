// Legal holds as proposals: a data steward asks, the head of the body that handles the case confirms (双人复核). 个人信息保护法 19, 51.
import { Type } from 'typebox'
import { proposalKind, type ProposalKind } from '#base/context'
import type { AccessRule } from '#base/http'
import type { Sql } from '#base/db'
import { dateInChina } from '#base/time'
import { caseNotFound, findCaseId, findCaseNumbers, findAllCaseParties } from '#core/cases'
import { erasingLock } from './acts.ts'
import { alreadyHeld, holdNotFound, mustEndInTime } from './hold.ts'
import { endHold, findHold, insertHold, listHolds } from './store.ts'

const asks: AccessRule[] = [{ who: ['staff'], roles: ['data-steward'], scope: 'all' }]
const decides: AccessRule[] = [{ who: ['staff'], roles: ['head'], scope: 'department' }]
const sees: AccessRule[] = [{ who: ['staff'], roles: ['audit-admin'], scope: 'all' }]

async function handlerOf(sql: Sql, caseId: string | undefined): Promise<string | null> {
  return caseId === undefined ? null : ((await findAllCaseParties(sql, [caseId])).get(caseId)?.case.handling ?? null)
}

async function applicantOf(sql: Sql, caseId: string): Promise<string | null> {
  return (await findAllCaseParties(sql, [caseId])).get(caseId)?.parties.find(({ role }) => role === 'applicant')?.account ?? null
}

/** The kinds of proposal by which holds begin and end. */
export function holdKinds(): ProposalKind[] {
  const shared = { asks, decides, sees, locks: () => [erasingLock] }
  return [
    proposalKind({
      ...shared, code: 'data-hold', name: { zh: '依法封存', en: 'Legal hold' },
      shape: Type.Object({
        number: Type.String({ minLength: 1, maxLength: 60, description: 'Number of the case' }), applicant: Type.Boolean({ description: 'Everything of its applicant is held as well' }),
        law: Type.String({ minLength: 1, maxLength: 200 }), article: Type.String({ minLength: 1, maxLength: 60 }), until: Type.String({ format: 'date', description: 'Its last day' }),
      }, { additionalProperties: false }),
      example: { ask: { as: '{data-steward}', content: { number: '{accepted}', applicant: false, law: '中华人民共和国监察法', article: '第十八条', until: '2026-12-31' } }, decide: { as: '{head}', id: '{asked-data-hold}' } },
      subjectOf: ({ number }) => number,
      organisationOf: async (sql, { number }) => handlerOf(sql, await findCaseId(sql, number)),
      caseOf: ({ number }) => number,
      check: async (act, { number, until }) => {
        mustEndInTime(Temporal.PlainDate.from(until), dateInChina(act.now))
        const id = await findCaseId(act.tx, number)
        if (!id) throw caseNotFound({ number })
        if ((await listHolds(act.tx, dateInChina(act.now))).some(({ caseId }) => caseId === id)) throw alreadyHeld({ number })
      },
      apply: async (act, { content: { number, applicant, law, article, until } }) => {
        const caseId = await findCaseId(act.tx, number)
        if (!caseId) throw caseNotFound({ number })
        const account = applicant ? await applicantOf(act.tx, caseId) : null
        const id = act.newId()
        await insertHold(act.tx, { id, caseId, account, law, article, until, placedAt: act.now })
        act.record('rights.held', { subject: caseId, facts: { hold: id, account, law, article, until } })
      },
      describe: async (_, { number, applicant, law, article, until }) => ({
        zh: `封存办件 ${number}${applicant ? '及其申请人的全部信息' : ''}，至 ${until}（${law}${article}）`, en: `Hold case ${number}${applicant ? ' and everything of its applicant' : ''} until ${until} (${law}${article})`,
      }),
    }),
    proposalKind({
      ...shared, code: 'data-hold-end', name: { zh: '解除封存', en: 'End of a legal hold' },
      shape: Type.Object({ hold: Type.String({ format: 'uuid' }) }, { additionalProperties: false }),
      example: { ask: { as: '{data-steward}', content: { hold: '{data-hold}' } }, decide: { as: '{head}', id: '{asked-data-hold-end}' } },
      subjectOf: ({ hold }) => hold,
      organisationOf: async (sql, { hold }) => handlerOf(sql, (await findHold(sql, hold))?.caseId),
      check: async (act, { hold }) => {
        if (!(await listHolds(act.tx, dateInChina(act.now))).some(({ id }) => id === hold)) throw holdNotFound({ hold })
      },
      apply: async (act, { content: { hold } }) => {
        if (!(await endHold(act.tx, hold, act.now, dateInChina(act.now)))) throw holdNotFound({ hold })
        act.record('rights.hold-ended', { subject: hold })
      },
      describe: async (sql, { hold }) => {
        const one = await findHold(sql, hold)
        const number = one ? ((await findCaseNumbers(sql, [one.caseId])).get(one.caseId) ?? '') : ''
        return { zh: `解除对办件 ${number} 的封存`, en: `End the hold of case ${number}` }
      },
    }),
  ]
}
