// The noun: one look at a licence inside a matter (依职权调证, 免提交), or the reason why none could be had. 国令716 art. 7, 10; 国办函〔2016〕108号.
import { standingOf, type Licence, type Standing } from './licence.ts'

/** Why a licence that an item relies on cannot be fetched. The applicant then hands the paper in. */
export type Failure = 'not-held' | 'not-usable' | 'not-printed'

/** What the store has of a type for somebody: a licence that can be fetched, or why not. `standing` says more of one that cannot be used. */
export type Held = { licence: Licence; failure?: undefined } | { failure: Failure; licence?: Licence; standing?: Standing }

/** One use as it is kept. */
export interface LicenceUse {
  id: string
  licence: string | null
  version: string | null
  licenceId: string | null
  versionNo: number | null
  type: string
  holder: string
  by: string
  byKind: string
  unit: string
  item: string
  caseId: string
  caseNumber: string
  /** Said as a code, so that it can be counted and told in two languages: `exempt-from-submission`. */
  purpose: string
  fields: string[]
  authorisation: string | null
  failure: Failure | null
  at: Temporal.Instant
}

/** What of these licences can stand for a paper on a day: the newest in force; else the newest one tells why not. */
export function chooseHeld(licences: readonly Licence[], today: Temporal.PlainDate): Held {
  const usable = licences.find((one) => standingOf(one, today) === 'in-force')
  if (usable) return { licence: usable }
  const [newest] = licences
  return newest ? { failure: 'not-usable', licence: newest, standing: standingOf(newest, today) } : { failure: 'not-held' }
}
