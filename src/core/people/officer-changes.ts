// What is changed of the three administrators: their posts, and whether they may sign in. Asked for by one officer, decided by another, and
// never by whoever it is about (三员分立, 双人复核; GB/T 22239-2019 8.1.5). Whoever is frozen does not watch the others meanwhile.
import { Type } from 'typebox'
import { proposalKind, type Ground, type ProposalKind } from '#base/context'
import type { AccessRule } from '#base/http'
import type { Act } from '#base/act'
import type { Sql } from '#base/db'
import { getRole, roles } from '#core/access'
import { findOrganisations } from '#core/organisations'
import { alreadyFrozen, notAnOfficer, notFrozen, ownAccount, postNotFound } from './account.ts'
import { accountLock, endPostOf, grantPost, mayGrant, officerPosts } from './acts.ts'
import { freezeAccount, unfreezeAccount } from './acts-freezing.ts'
import { forgetCallers } from './callers.ts'
import { namesOf } from './read.ts'
import { sayHours, type Hours } from './hours.ts'
import { HoursShape, Id } from './shapes.ts'
import { selectAccount } from './store-accounts.ts'
import { findPost } from './store-posts.ts'

const by = (...names: string[]): AccessRule[] => [{ who: ['staff'], roles: names, scope: 'all' }]
const sees = by('audit-admin')
const OfficerRole = Type.Unsafe<string>({ type: 'string', enum: roles.filter((role) => role.officer).map((role) => role.code) })
const LastDay = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', format: 'date', description: 'The last day on which it is held' })

async function nameOf(sql: Sql, account: string): Promise<string> {
  return (await namesOf(sql, [account])).get(account)?.name ?? account
}

async function sayPost(sql: Sql, account: string, role: string, organisation: string): Promise<Record<'name' | 'zh' | 'en', string>> {
  const known = (await findOrganisations(sql, [organisation])).get(organisation)?.name
  const { name } = getRole(role)
  return { name: await nameOf(sql, account), zh: `${known?.zh ?? organisation}的${name.zh}`, en: `${name.en.toLowerCase()} of ${known?.en ?? known?.zh ?? organisation}` }
}

async function getOfficersPost(act: Act, account: string, post: string) {
  const found = (await officerPosts(act, account)).find((one) => one.id === post)
  if (!found) throw postNotFound({ post })
  return found
}

/** The kinds of change of officers. */
export function officerChanges(ground: Ground): ProposalKind[] {
  const done = ({ account }: { account: string }) => forgetCallers(ground, account)
  const about = { subjectOf: ({ account }: { account: string }) => account, locks: ({ account }: { account: string }) => [accountLock(account)], done }
  const readPost = ({ until, ...post }: { account: string; role: string; organisation: string; until?: string; hours?: Hours }) => ({ ...post, ...(until === undefined ? {} : { until: Temporal.PlainDate.from(until) }) })
  return [
    proposalKind({
      ...about, code: 'officer-post', name: { zh: '授予管理员职责', en: 'Grant an administrator’s post' }, asks: by('security-admin'), decides: by('security-admin', 'system-admin'), sees,
      shape: Type.Object({ account: Id, role: OfficerRole, organisation: Type.String({ minLength: 1, maxLength: 80 }), until: Type.Optional(LastDay), hours: Type.Optional(HoursShape) }, { additionalProperties: false }),
      example: { ask: { as: '{security-admin}', content: { account: '{spare-account}', role: 'audit-admin', organisation: '12990100700126958D' } }, decide: { as: '{system-admin}', id: '{asked-officer-post}' } },
      check: async (act, content) => mayGrant(act, readPost(content)),
      apply: async (act, { content }) => void (await grantPost(act, readPost(content))),
      describe: async (sql, { account, role, organisation, until, hours }) => {
        const { name, zh, en } = await sayPost(sql, account, role, organisation)
        const held = hours && sayHours(hours)
        return { zh: [`授予${name}：${zh}`, held?.zh, until && `至${until}`].filter(Boolean).join('，'), en: [`Grant to ${name}: ${en}`, held?.en, until && `until ${until}`].filter(Boolean).join(', ') }
      },
    }),
    proposalKind({
      ...about, code: 'officer-post-end', name: { zh: '终止管理员职责', en: 'End an administrator’s post' }, asks: by('security-admin'), decides: by('security-admin', 'system-admin'), sees,
      shape: Type.Object({ account: Id, post: Id }, { additionalProperties: false }),
      example: { ask: { as: '{security-admin}', content: { account: '{officer-account}', post: '{officer-post}' } }, decide: { as: '{system-admin}', id: '{asked-officer-post-end}' } },
      check: async (act, { account, post }) => {
        if (act.actor.id === account) throw ownAccount()
        await getOfficersPost(act, account, post)
      },
      apply: async (act, { content: { account, post } }) => endPostOf(act, account, post),
      describe: async (sql, { account, post }) => {
        const held = await findPost(sql, post)
        if (!held) throw postNotFound({ post })
        const { name, zh, en } = await sayPost(sql, account, held.role, held.organisation)
        return { zh: `终止${name}：${zh}`, en: `End of ${name}: ${en}` }
      },
    }),
    proposalKind({
      ...about, code: 'officer-freezing', name: { zh: '冻结、解冻管理员账号', en: 'Freeze an administrator’s account, or let it in again' }, asks: by('system-admin', 'security-admin'), decides: by('security-admin', 'system-admin'), sees,
      shape: Type.Object({ account: Id, freeze: Type.Boolean({ description: 'false: lets it sign in again' }) }, { additionalProperties: false }),
      example: { ask: { as: '{system-admin}', content: { account: '{officer-account}', freeze: true } }, decide: { as: '{security-admin}', id: '{asked-officer-freezing}' } },
      check: async (act, { account, freeze }) => {
        if (act.actor.id === account) throw ownAccount()
        if ((await officerPosts(act, account)).length === 0) throw notAnOfficer()
        const isFrozen = (await selectAccount(act.tx, account))?.frozenAt !== null
        if (isFrozen === freeze) throw freeze ? alreadyFrozen() : notFrozen()
      },
      apply: async (act, { content: { account, freeze }, reason }) => (freeze ? freezeAccount(act, account, reason) : unfreezeAccount(act, account)),
      describe: async (sql, { account, freeze }) => {
        const name = await nameOf(sql, account)
        return freeze ? { zh: `冻结${name}的账号`, en: `Freeze the account of ${name}` } : { zh: `解冻${name}的账号`, en: `Let ${name} sign in again` }
      },
    }),
  ]
}
