// What the API answers of what comes after a decision, as far as the portal shows it: letters with delivery and remedy, late cases, grants, matters about a licence.
import type { Text } from '#engines/words'
import type { Named } from './shapes.ts'

export interface RemedyWay {
  words: Text
  address: Text | null
  phone: string | null
  /** Known once the letter was delivered. */
  lastDay: string | null
  provisional: boolean
}

export interface Remedy {
  review: RemedyWay
  court: RemedyWay
  reviewFirst: string | null
}

export interface Letter {
  id: string
  title: Text
  number: string
  issuedAt: string
  delivery: { means: string; on: string } | null
  remedy: Remedy | null
  /** It granted, and holds no more since then. */
  annulledOn: string | null
  paperAskedAt: string | null
  paperGiven: { on: string; means: string } | null
}

/** What somebody is asked to pay, or has paid. */
export interface PaymentView {
  name: Text
  cents: number
  basis: { law: string; article?: string }
  unpaid: Text | null
  isBack: boolean
  dueOn: string
  isMissed: boolean
  settled: 'paid' | 'waived' | null
  settledOn: string | null
  /** By which law the clock stands until then. */
  stops: { law: string; article?: string } | null
}

/** Whether a case is late, and who looks after it. */
export interface Late {
  late: boolean
  dueOn: string | null
  step: Text | null
  body: Named
  supervision: { superior: Named; openedAt: string; answer: string | null } | null
}

export interface Grant {
  id: string
  item: Named
  body: Named
  holder: string
  result: Text
  number: string | null
  validTo: string | null
  decidedOn: string
}

/** A matter that a holder may begin about a licence. */
export interface LicenceMatter {
  act: string
  item: Named
  lastDay: string | null
  isLate: boolean
  isNear: boolean
  open: string | null
}
