// What the portal reads of the API's answers about being helped while applying. Shapes only: no rule, no call.
import type { FormData, FormDefinition } from '#engines/forms'
import type { Text } from '#engines/words'

/** What the licence store has for a material; with `failure` the paper is handed in instead. */
export interface HeldLicence {
  name: Text
  number: string | null
  issuer: Text | null
  failure: string | null
  standing: string | null
}

/** A paper of the library. */
export interface LibraryEntry {
  id: string
  material: string
  title: Text
  name: string
  bytes: number
  level: string
  case: string
  addedAt: string
}

export interface KnownDatum {
  field: string
  from: 'account' | 'licence' | 'earlier' | 'scenario'
  source: Text
  contested: string | null
}

export interface UploadUnderWay {
  material: string
  name: string
  bytes: number
  received: number
}

/** Somebody one may act for. */
export interface Capacity {
  principal: string
  name: string
  agency: string | null
  scope: { name: Text }[] | null
  until: string | null
  guardian: boolean
  current: boolean
}

/** Somebody who takes part beside the applicant, as typed. */
export interface OtherParty {
  role: 'joint-applicant' | 'respondent'
  kind: 'natural' | 'legal'
  name: string
  idKind: string
  idNumber: string
  phone: string
  address: string
}

/** A matter in which the reader is asked to apply together. */
export interface InvitationLine {
  number: string
  item: { code: string; name: Text }
  applicant: string
  openedAt: string
}

export interface Invitation extends InvitationLine {
  form: FormData
  definition: FormDefinition
  files: string[]
  others: { role: string; name: string }[]
}
