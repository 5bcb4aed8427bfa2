// The noun: by what a platform above began a session here, so that a sign-out above ends it (OpenID Connect Back-Channel Logout 1.0 §2.7), and so that
// what is passed on of it is what was asserted for it and never more (信任传递). The platform's own names are kept as digests: they are only compared. Pure.
import { refusal } from '#base/problem'

export interface Relay {
  /** Code of the platform, and which answer of it that was. */
  source: string
  ticket: string
  /** Digests of what it calls the person, and of its own session; null: it named none. */
  subject: string
  sid: string | null
  /** 实名等级 that it asserted for this session; null once the holder has proved himself in it by what opens the account here. */
  level: number | null
  /** Before it told, by our clock. */
  toldAt: string
}

/** What ended above: one session of it, or all of one person's. */
export type RelayEnd = { subject: string; sid: string | null } | { subject: null; sid: string }

/** Beginning by a relay and its end wait for each other: what the end does not find begins no more. */
export function relayLocks({ subject, sid }: RelayEnd): string[] {
  return [subject, sid].flatMap((one) => (one === null ? [] : [`people:relay:${one}`]))
}

export const relayEnded = refusal({
  code: 'people.relay-ended', status: 401,
  zh: '您已在上级平台退出登录，这里的登录随之结束。', en: 'You signed out of the platform above, and what it had begun here ended with that.',
  nextZh: '请回到登录页，重新登录。', nextEn: 'Go back to the page for signing in and sign in anew.',
})

/** The level that is passed on to others of somebody in a session: where a platform above began it, no more than that asserted for it, whatever the account has reached (handbook 03 §5). */
export function levelOfSession({ levelMax }: { levelMax?: number }, ofAccount: number): number {
  return Math.min(ofAccount, levelMax ?? ofAccount)
}
