// What the portal reads of the API's answers on the pages of one's own: dates, channels, reviews, progress, proxies. Shapes only.
import type { Text } from '#engines/words'
import type { Named } from './shapes.ts'

export interface ReminderLine {
  kind: string
  date: string
  days: number
  provisional: boolean
  licence: string | null
  number: string
  name: Text
}

export interface ChannelLine {
  channel: 'email' | 'sms'
  available: boolean
  address: string | null
  on: boolean
  waitsForCode: boolean
  failedAt: string | null
  reason: string | null
}

/** What a computer shows that asks to be let in by a telephone. */
export interface ShownScan {
  picture: string
  number: number
  confirmed: boolean
}

/** Where that computer is, as its telephone is told. */
export interface AskingComputer {
  network: string
  sameNetwork: boolean
  browser: 'wechat' | 'edge' | 'firefox' | 'chrome' | 'safari' | 'other'
  system: 'windows' | 'harmony' | 'android' | 'ios' | 'mac' | 'linux' | 'other'
}

export interface OwnReview {
  id: string
  case: string | null
  name: Text
  verdict: number
  words: string | null
  source: string
  givenOn: string
  followUp: string | null
  mistaken: boolean
  rectification: { state: string; measure: string | null; answer: string | null; satisfaction: string | null } | null
}

type Rate = number | null

export interface BodyFigures {
  body: Named
  invited: number
  active: number
  default: number
  bad: number
  mistaken: number
  goodRate: Rate
  activeGoodRate: Rate
  unreviewedRate: Rate
  replyRate: Rate
  callBackRate: Rate
  rectifiedRate: Rate
  satisfiedRate: Rate
}

export interface Progress {
  number: string
  state: string
  outcome: string | null
  annulledOn: string | null
  suspended: boolean
  openedOn: string
  dueOn: string | null
  finishedOn: string | null
  body: Named
}

export interface GuardianshipLine {
  id: string
  side: 'ward' | 'guardian'
  /** Account and name of the other one. */
  account: string
  name: string
  kind: 'minor' | 'adult'
  proof: 'birth-certificate' | 'household-register' | 'court-judgment' | 'designation'
  jointly: boolean
  untilOfAge: boolean
  from: string
  to: string
  endedAt: string | null
  endedBecause: 'of-age' | 'over' | 'account-ended' | 'restored' | 'self-supporting' | 'guardian-revoked' | 'replaced' | null
  objection: { id: string; own: boolean } | null
  others: string[]
}

export interface ProxyLine {
  id: string
  side: 'principal' | 'proxy'
  name: string
  scopes: ('read' | 'apply')[]
  until: string
  state: 'waiting' | 'active' | 'ended'
}

export interface HelpedCase {
  number: string
  item: Text
  state: string
  outcome: string | null
  dueAt: string | null
  handling: Named
}

/** A system of somebody else that one signs in to through us. */
export interface OtherSystem {
  code: string
  name: Text
  organisation: Named
  purpose: Text
  contact: string
  basis: { law: string; article: string } | null
  levelMin: number
}

export interface AskedSignIn {
  system: OtherSystem
  state: 'sign-in' | 'one-self' | 'kind-not-served' | 'level-too-low' | 'prove' | 'agree' | 'agreed'
  told: { words: Text; value: string | null }[]
  keeps: boolean
  returnsTo: string
}

export interface ConsentLine {
  system: OtherSystem
  told: { words: Text }[]
  givenAt: string
  usedAt: string
}

export interface ReadingLine {
  reader: { code: string; name: Text; purpose: Text; contact: string }
  told: Text[]
  offline: boolean
  readAt: string
}

/** What is held about somebody for one purpose. */
export interface DataHeld {
  code: string
  name: Text
  rows: number
  consent: boolean
  erasable: boolean
  basis: { law: string; article?: string }[]
  period: Text
  from: Text
  keptBy: { law: string; article?: string }
}

/** What was granted about one's data and goes on: a purpose that is not used, a transfer to fetch. */
export interface DataGranted {
  case: string
  what: 'restriction' | 'transfer'
  at: string
  purpose: { code: string; name: Text } | null
  recipient: string | null
}

/** What the account says of its holder, and what corrects it. */
export interface ProfileLine {
  field: 'name' | 'name-en' | 'phone' | 'id-number'
  value: string | null
  by: 'request' | 'proof' | 'register'
}

export interface DataReading {
  reason: { zh: string; en: string } | null
  words: string | null
  id: string
  at: string
  by: 'staff' | 'system'
  organisation: Named | null
  role: Text | null
  system: Named | null
  told: Text
  case: { number: string; item: Text } | null
  basis: { law: string; article?: string }[]
  emergency: boolean
  question: string | null
  purpose: { code: string; name: Text } | null
}

export interface Purpose {
  code: string
  live: boolean
  name: Text
  handler: Named
  contact: string
  ground: { name: Text }
  basis: { law: string; article?: string }[]
  notice: Text
  kinds: { name: Text; sensitive: boolean }[]
  sensitive: { necessity: Text; effect: Text } | null
  automated: boolean
  weighty: Text | null
  recipients: { way: 'entrusted' | 'provided' | 'published'; name: Text; use: Text }[]
  retention: { said: Text; from: Text; then: Text; basis: { law: string; article?: string } }
}

/** One way to prove who one is. */
export interface ProofWay {
  source: 'name-check' | 'face' | 'network-id' | 'window'
  level: number
  visit: boolean
  hindrance: 'not-set-up' | 'document-kind' | 'document-needed' | 'guardian-needed' | 'too-often' | null
  /** Whether its last answers did not come, or did not count. */
  failing: boolean
  runBy: { name: Text; contact: string } | null
  holdsDays: number | null
  consent: { digest: string; text: Text } | null
}

/** How surely somebody is known, the ways up, and what is kept. */
export interface OwnProofs {
  level: number
  /** By proofs as young as was asked for. */
  lately: number
  ways: ProofWay[]
  proofs: { source: string; level: number; trace: string; score: number | null; at: string; until: string; counts: boolean }[]
  consents: { source: string; givenAt: string }[]
}

/** A company that one represents. */
export interface OwnCompany {
  account: string
  name: string
  level: number
  until: string | null
}

/** One check by a source. */
export interface Check {
  id: string
  source: ProofWay['source']
  state: 'asked' | 'proved' | 'mismatched' | 'failed' | 'over'
  visit: string | null
  back: string | null
  endsAt: string
  level: number
}
