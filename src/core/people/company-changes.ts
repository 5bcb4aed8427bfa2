// Who represents an organisation, where no register of enterprises answers for it: asked for by one officer with the number of the change in the
// register, confirmed by another (双人复核). Whoever represents a company may do everything in its name; also its liquidator (民法典 61, 70, 72).
import { Type } from 'typebox'
import { proposalKind, type Ground, type ProposalKind } from '#base/context'
import type { AccessRule } from '#base/http'
import { accountLock } from './acts.ts'
import { mayRepresent, putRepresentative } from './acts-agency.ts'
import { forgetCallers } from './callers.ts'
import { namesOf } from './read.ts'
import { Id } from './shapes.ts'
import { selectAccount } from './store-accounts.ts'

const by = (...roles: string[]): AccessRule[] => [{ who: ['staff'], roles, scope: 'all' }]

/** The kinds of change of organisations. */
export function companyChanges(ground: Ground): ProposalKind[] {
  return [
    proposalKind({
      code: 'representative', name: { zh: '变更法定代表人、登记清算组负责人', en: 'Change who represents an organisation' }, asks: by('security-admin'), decides: by('security-admin', 'system-admin'), sees: by('audit-admin'),
      // The account and not name or login: what is asked for stands in the ledger by its digest.
      shape: Type.Object({ account: Id, person: Id, reference: Type.String({ pattern: '^[0-9A-Za-z-]{1,60}$', description: 'Number of the change, or of the filing of the liquidation group, in the register' }) }, { additionalProperties: false }),
      example: { ask: { as: '{security-admin}', content: { account: '{works-company}', person: '{new-representative}', reference: 'BG-2026-0001' } }, decide: { as: '{system-admin}', id: '{asked-representative}' } },
      subjectOf: ({ account }) => account,
      locks: ({ account }) => [accountLock(account)],
      check: async (act, { account, person }) => mayRepresent(act, account, person),
      apply: async (act, { content: { account, person, reference } }) => void (await putRepresentative(act, account, person, reference)),
      // A session in which the former one acts is remembered as the organisation's.
      done: ({ account }) => forgetCallers(ground, account),
      describe: async (sql, { account, person, reference }) => {
        const names = await namesOf(sql, [account, person])
        const login = (await selectAccount(sql, person))?.login ?? ''
        const [company, name] = [names.get(account)?.name ?? account, names.get(person)?.name ?? person]
        return { zh: `${company}由${name}（${login}）代表，登记编号 ${reference}`, en: `${company} is represented by ${name} (${login}), no. ${reference} of the register` }
      },
    }),
  ]
}
