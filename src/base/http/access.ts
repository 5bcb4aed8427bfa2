// Who may call a route and how far that reaches. Declared on every route; applied inside the query by the store, never after it.
import { refusal, type Problem } from '#base/problem'

/** A post that a civil servant holds: a role in an organisation (by code). */
export interface Post {
  id: string
  role: string
  /** The body; of a post in a section of it the section itself, so that such a post answers nowhere for the whole body unless that is said. */
  organisation: string
  /** The body of the section (科室, 窗口), where the post is in one. */
  of?: string
  /** In one case: the section through which the post counts there, and then `organisation` is the body. */
  section?: string
  region: string
  /** The organisations directly under that of a head. */
  below?: string[]
}

/** The body of a post, whether of the whole or of a section. */
export function bodyOf(post: Pick<Post, 'organisation' | 'of'>): string {
  return post.of ?? post.organisation
}

/** A civil servant's second factor, or a password of one's own in the place of one that somebody else chose. */
export type Lack = 'second-factor' | 'own-password'

/** Who sits at the keyboard for the caller. */
export interface Hand {
  id: string
  name: string
  agency: string | null
  items: string[] | null
  /** By law and not by a grant: a guardian, to whom everything is open that is the caller's. */
  guardian?: boolean
  /** Why nothing is changed in the caller's name now; reading goes on. */
  stopped?: Problem
}

/** Who is calling, as the session says. */
export interface Caller {
  id: string
  kind: 'natural' | 'legal' | 'staff'
  login: string
  name: string
  session: string
  /** How many factors were proved in the session, and when last. */
  strength: 1 | 2
  provedAt: Temporal.Instant
  /** Where a platform above began the session: the 实名等级 that it asserted for it, the most that is passed on to others. */
  levelMax?: number
  posts: Post[]
  /** Cases that an emergency opened to the caller, to be read for a time (紧急授权). */
  emergencies?: readonly string[]
  /** Two roles that one person never holds together, and this one does: then `posts` is empty until one of them has ended. */
  conflict?: readonly [string, string]
  /** What must be done before anything else: until then only what does it is open (`Route.beforeReady`). */
  lacks?: Lack
  /** Posts that are held, but not at this hour: they give nothing until it comes. */
  resting?: readonly { role: string; hours: { days: string; from: string; to: string } }[]
  /** Who sits at the keyboard, where the caller is acted for by somebody: under which agency, for which items (null: all). */
  hand?: Hand
}

/**
 * How far a rule reaches: one's own matters, one's department's, those of the bodies under it as their superior, one's region's, what an emergency opened, all.
 * `department` is of a post in a section that section's alone; `body` is the whole body's for these too, where nobody's case is told.
 */
export type Scope = 'own' | 'department' | 'body' | 'superior' | 'region' | 'emergency' | 'all'

/** One way of being allowed in. Without `roles`, every account of these kinds. */
export interface AccessRule {
  who: Caller['kind'][]
  roles?: string[]
  scope: Scope
}

/** `anyone` needs no session. A list allows whoever matches one of its rules. */
export type Access = 'anyone' | AccessRule[]

/** What a caller may touch through this route: the union of the rules that matched. */
export interface Reach {
  all: boolean
  own?: string
  /** Under an agency for some items only: what is one's own reaches no further than these (民法典 163, 165). */
  items?: string[]
  organisations: string[]
  /** Sections of bodies whose whole is not reached: what is with a team, what a window received. */
  sections?: string[]
  /** The bodies under those of the caller's posts, where a rule reaches as their superior. */
  below?: string[]
  regions: string[]
  /** Cases that an emergency opened to the caller, where a rule reaches these. */
  cases?: readonly string[]
}

export const signInNeeded = refusal({
  code: 'http.sign-in-needed', status: 401,
  zh: '请先登录。', en: 'Please sign in first.',
  nextZh: '登录后会回到这里，已填写的内容不会丢失。', nextEn: 'After signing in you come back here; nothing you typed is lost.',
})

export const notAllowed = refusal({
  code: 'http.not-allowed', status: 403,
  zh: '您的账号没有办理此操作的权限。', en: 'Your account may not do this.',
  nextZh: '请使用有相应职责的账号，或联系本单位管理员。', nextEn: 'Use an account with the duty for it, or ask your administrator.',
})

export const postsInConflict = refusal({
  code: 'http.posts-in-conflict', status: 403, basis: 'GB/T 22239-2019 8.1.5',
  zh: '您的账号同时担任了不能由一人兼任的职责，在其中一项终止之前不能办理。', en: 'Your account holds posts that one person never holds together; it acts in none of them until one has ended.',
  nextZh: '请联系安全管理员终止其中一项职责。', nextEn: 'Ask the security administrator to end one of them.',
})

const notReady = {
  'second-factor': refusal({
    code: 'http.second-factor-needed', status: 403, basis: 'GB/T 22239-2019 8.1.4.1',
    zh: '工作人员除密码外还须有一种验证方式，添加之前不能办理。', en: 'A civil servant needs a second way to prove who he is besides the password; until it is added nothing else can be done.',
    nextZh: '请在“登录与安全”页面添加验证器应用或者通行密钥。', nextEn: 'Add an authenticator or a passkey on the page “Sign-in and security”.',
  }),
  'own-password': refusal({
    code: 'http.own-password-needed', status: 403,
    zh: '您的密码是他人设置的，改成自己的密码之前不能办理。', en: 'Somebody else chose your password; until you have chosen your own nothing else can be done.',
    nextZh: '请在“登录与安全”页面修改密码。', nextEn: 'Change it on the page “Sign-in and security”.',
  }),
}

/** Refuses a change in somebody's name while whoever acts for that one may make none. */
export function mayChange(caller: Caller | undefined): void {
  if (caller?.hand?.stopped) throw caller.hand.stopped
}

/** Refuses a caller who still lacks something that comes first. */
export function mustBeReady(caller: Caller | undefined): void {
  if (caller?.lacks) throw notReady[caller.lacks]()
}

export const outsideHours = refusal({
  code: 'http.outside-hours', status: 403, basis: 'GB/T 22239-2019 8.1.4.2',
  zh: '您的这项职责现在不在生效时段内。', en: 'Your post for this does not hold at this hour.',
  nextZh: '请在职责的生效时段内办理；已填写的内容不会丢失。需要调整时段的，请联系安全管理员。', nextEn: 'Do it within the hours of the post; nothing you typed is lost. To change the hours, ask the security administrator.',
})

/** The caller's reach under these rules; refuses who matches none. */
export function mayCall(access: Access, caller: Caller | undefined): Reach {
  const reach: Reach = { all: false, organisations: [], regions: [] }
  if (access === 'anyone') {
    if (caller) widen(reach, 'own', caller, [])
    return reach
  }
  if (!caller) throw signInNeeded()
  let matched = false
  for (const rule of access.filter((r) => r.who.includes(caller.kind))) {
    const posts = caller.posts.filter((post) => !rule.roles || rule.roles.includes(post.role))
    if (rule.roles && posts.length === 0) continue
    matched = true
    widen(reach, rule.scope, caller, posts)
  }
  if (!matched) throw refusalOf(access, caller)
  return reach
}

/** Why nobody is let in: the most that the caller can do something about. */
function refusalOf(access: AccessRule[], caller: Caller): Error {
  if (caller.conflict) return postsInConflict({ roles: [...caller.conflict] })
  const waiting = caller.resting?.find(({ role }) => access.some((rule) => rule.who.includes(caller.kind) && rule.roles?.includes(role)))
  return waiting ? outsideHours({ ...waiting.hours }) : notAllowed()
}

function widen(reach: Reach, scope: Scope, caller: Caller, posts: Post[]): void {
  if (scope === 'own') {
    reach.own = caller.id
    if (caller.hand?.items) reach.items = caller.hand.items
  }
  if (scope === 'all') reach.all = true
  const whole = posts.filter((post) => post.of === undefined)
  if (scope === 'department') {
    reach.organisations.push(...whole.map((post) => post.organisation))
    const sections = posts.filter((post) => post.of !== undefined)
    if (sections.length > 0) reach.sections = [...(reach.sections ?? []), ...sections.map((post) => post.organisation)]
  }
  if (scope === 'body') reach.organisations.push(...posts.map(bodyOf))
  if (scope === 'superior') reach.below = [...(reach.below ?? []), ...posts.flatMap((post) => post.below ?? [])]
  if (scope === 'emergency' && caller.emergencies) reach.cases = caller.emergencies
  if (scope === 'region') reach.regions.push(...whole.map((post) => post.region))
}

/** Whether a route said who may call it. A route that did not stops the server at start. */
export function isDeclared(access: unknown): access is Access {
  return access === 'anyone' || (Array.isArray(access) && access.length > 0)
}
