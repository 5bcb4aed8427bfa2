// Merging two accounts as a proposal: an administrator who has seen both documents asks, another confirms (双人复核). It is not undone: what came
// together cannot be told apart again, which is why both are shown to either before they decide.
import { Type } from 'typebox'
import { proposalKind, type Ground, type Move, type ProposalKind } from '#base/context'
import type { AccessRule } from '#base/http'
import type { Sql } from '#base/db'
import { forgetCallers } from './callers.ts'
import { documentKinds, unseal } from './documents.ts'
import { maskName, maskNumber } from './mask.ts'
import { mayMerge, mergeAccounts, mergingLocks } from './acts-merging.ts'
import { accountHeldByLaw, links, type Link } from './merging.ts'
import { Id } from './shapes.ts'
import { selectAccount } from './store-accounts.ts'

const by = (...roles: string[]): AccessRule[] => [{ who: ['staff'], roles, scope: 'all' }]
const linkWords: Record<Link, { zh: string; en: string }> = {
  'same-number': { zh: '同一证件注册了两次', en: 'one document, registered twice' }, renewed: { zh: '证件换发，号码改变', en: 'a renewed document with another number' },
  corrected: { zh: '号码经发证机关更正', en: 'a number that its issuer corrected' }, 'same-person': { zh: '两种证件，有同一人的证明', en: 'documents of two kinds, with a certificate that they are one person’s' },
}

/** What the composition knows: how all tables go over, and what must not be touched now. */
export interface MergingParts {
  moves(): readonly Move[]
  locks: readonly string[]
  isHeld(tx: Sql, account: string, now: Temporal.Instant): Promise<boolean>
}

/** The kind of proposal by which accounts are merged. */
export function mergingKind(ground: Ground, { moves, locks, isHeld }: MergingParts): ProposalKind {
  const concerned = new Map<string, string[]>()
  return proposalKind({
    code: 'account-merging', name: { zh: '合并账号', en: 'Merge two accounts' }, asks: by('system-admin', 'security-admin'), decides: by('security-admin', 'system-admin'), sees: by('audit-admin'),
    shape: Type.Object({
      from: Type.String({ ...Id, description: 'The account that ends' }), into: Type.String({ ...Id, description: 'The account that is kept' }), link: Type.Unsafe<Link>({ type: 'string', enum: [...links] }),
      reference: Type.String({ pattern: '^[0-9A-Za-z-]{1,60}$', description: 'Number of the certificate, or of the receipt under which both documents were seen; what it is stands in the reason, beside the ledger' }),
    }, { additionalProperties: false }),
    example: { ask: { as: '{system-admin}', content: { from: '{double-account}', into: '{kept-account}', link: 'renewed', reference: 'HF-2026-0001' } }, decide: { as: '{security-admin}', id: '{asked-account-merging}' } },
    // One pair, whichever of the two is meant to stay.
    subjectOf: ({ from, into }) => [from, into].sort().join(' '),
    locks: (pair) => [...mergingLocks(pair), ...locks],
    check: async (act, content) => {
      await mayMerge(act, ground.keys, content)
      for (const account of [content.from, content.into]) if (await isHeld(act.tx, account, act.now)) throw accountHeldByLaw()
    },
    apply: async (act, { content }) => void concerned.set(content.from, await mergeAccounts(act, ground.keys, moves(), content)),
    done: ({ from, into }) => {
      for (const account of [from, into, ...(concerned.get(from) ?? [])]) forgetCallers(ground, account)
      concerned.delete(from)
    },
    describe: async (sql, { from, into, link, reference }) => {
      const [one, other] = [await sayAccount(ground, sql, from), await sayAccount(ground, sql, into)]
      return { zh: `把账号 ${one.zh} 合并到 ${other.zh}：${linkWords[link].zh}（证明编号 ${reference}）。合并后不能撤销`, en: `Merge the account ${one.en} into ${other.en}: ${linkWords[link].en} (proof no. ${reference}). It is not undone` }
    },
  })
}

/** Login, and masked name and number. */
async function sayAccount({ keys }: Ground, sql: Sql, id: string): Promise<{ zh: string; en: string }> {
  const account = await selectAccount(sql, id)
  if (!account) return { zh: id, en: id }
  const number = unseal(keys, id, 'id', account.idSealed)
  const kind = documentKinds.find((one) => one.kind === account.idKind)?.name
  const [name, masked] = [account.kind === 'natural' ? maskName(account.name) : account.name, number === undefined ? '' : ` ${maskNumber(number)}`]
  return { zh: `${account.login}（${name}，${kind?.zh ?? '无证件'}${masked}）`, en: `${account.login} (${name}, ${kind?.en ?? 'no document'}${masked})` }
}
