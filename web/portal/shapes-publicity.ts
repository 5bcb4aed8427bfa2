// What the portal reads of intended grants, announcements and objections.
import type { Text } from '#engines/words'
import type { Named } from './shapes.ts'

/** An intended grant that is public. */
export interface PublicNotice {
  id: string
  item: Named
  body: Named
  applicant: string
  summary: string
  startsOn: string
  endsOn: string
  objections: number
  basis: { law: string; article?: string } | null
}

export interface Announcement {
  id: string
  item: Named
  body: Named
  at: string
  place: string
}

export interface ObjectionAnswer {
  at: string
  item: Text
  answer: string | null
}


