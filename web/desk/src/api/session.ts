// Who sits at the desk; never keeps a secret in the browser: the session is a cookie that scripts cannot read.
import { useQuery } from '@tanstack/react-query'
import { api, ask } from './client.ts'
import type { Session } from './types.ts'

/** The session; its account is null when nobody is signed in. */
export function useSession() {
  return useQuery({ queryKey: ['session'], queryFn: () => ask(api.GET('/api/session', {})), staleTime: 60_000 })
}

const business = ['window', 'clerk', 'examiner', 'approver', 'head']
const officers = ['system-admin', 'security-admin', 'audit-admin']

function holds(session: Session | undefined, roles: string[]): boolean {
  return session?.posts.some((post) => roles.includes(post.role)) ?? false
}

/** What the posts of a person open on the desk. It only saves useless calls: the server decides (三员分立). */
export function describeDuties(session: Session | undefined) {
  return {
    handlesCases: holds(session, business),
    writesModels: holds(session, ['clerk', 'examiner', 'approver', 'head', 'item-steward']),
    seesBars: holds(session, ['clerk', 'examiner', 'approver', 'head']),
    supervises: holds(session, ['approver', 'head']),
    seesDocuments: holds(session, ['window']),
    confirmsDocuments: holds(session, ['clerk', 'head']),
    seesGuardians: holds(session, ['window', 'clerk', 'head']),
    takesIn: holds(session, ['window', 'clerk']),
    watchesAutomation: holds(session, ['clerk', 'examiner', 'approver', 'head', 'item-steward', 'audit-admin']),
    seesPeople: holds(session, [...officers, 'head']),
    sitsAtWindow: holds(session, ['window']),
    confirmsAccounts: holds(session, ['window', 'head']),
    keepsAccounts: holds(session, ['window', 'head', 'system-admin', 'security-admin']),
    opensAccounts: holds(session, ['system-admin']),
    grantsPosts: holds(session, ['security-admin']),
    keepsPurposes: holds(session, ['data-steward', 'head', 'audit-admin']),
    runsSystem: holds(session, officers),
    seesRetention: holds(session, ['data-steward', 'audit-admin']),
    decidesProposals: holds(session, [...officers, 'approver', 'head', 'data-steward']),
    readsLedger: holds(session, ['audit-admin']),
  }
}
