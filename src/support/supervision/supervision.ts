// The noun: supervision 督办 of a case that is late: opened once, for the organisation above the one that is late; closed when that one has
// answered and the superior has looked at the answer. 行政许可法 60 (上级行政机关监督), 74; 国办发〔2021〕25号. Pure: no database, no HTTP.
import type { Organisation } from '#core/organisations'

export interface Matter {
  lateCase: string
  lateNumber: string
  dueOn: string
  supervisionCase: string
  number: string
  body: string
  superior: string
  openedAt: Temporal.Instant
  answeredAt: Temporal.Instant | null
  closedAt: Temporal.Instant | null
}

/** Who looks after a late body: the organisation above it, else its government; a body with nobody above it here answers to its own head. */
export function superiorOf(body: Organisation, government: Organisation | undefined): string {
  return body.superior ?? (government && government.code !== body.code ? government.code : body.code)
}
