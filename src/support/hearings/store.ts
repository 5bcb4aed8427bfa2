// SQL of hearings; the only file that names this table.
import type { Sql } from '#base/db'
import type { Hearing } from './hearing.ts'

const columns = `id, case_id as "caseId", case_number as "caseNumber", origin, state, ending, offered_on::text as "offeredOn", ask_by::text as "askBy", asked_by as "askedBy", asked_on::text as "askedOn",
  hold_by::text as "holdBy", at, place, presider, is_public as "isPublic", noticed_on::text as "noticedOn", objection, minutes, minutes_salt as "minutesSalt", attended, made_at as "madeAt"`

/** All hearings of a case, oldest first. */
export async function listHearings(sql: Sql, caseId: string): Promise<Hearing[]> {
  return sql.prepared<Hearing>('hearings-of', `select ${columns} from hearings.hearings where case_id = $1 order by made_at, id`, [caseId])
}

export async function findHearing(sql: Sql, id: string): Promise<Hearing | undefined> {
  return (await sql.prepared<Hearing>('hearings-one', `select ${columns} from hearings.hearings where id = $1`, [id]))[0]
}

/** The hearing of a case that is under way. */
export async function findLive(sql: Sql, caseId: string): Promise<Hearing | undefined> {
  return (await sql.prepared<Hearing>('hearings-live', `select ${columns} from hearings.hearings where case_id = $1 and state not in ('held', 'closed')`, [caseId]))[0]
}

/** Writes a hearing as it now stands. */
export async function saveHearing(tx: Sql, one: Hearing): Promise<void> {
  await tx.prepared(
    'hearings-save',
    `insert into hearings.hearings (id, case_id, case_number, origin, state, ending, offered_on, ask_by, asked_by, asked_on, hold_by, at, place, presider, is_public, noticed_on, objection, minutes, minutes_salt, attended, made_at)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17::jsonb,$18,$19,$20::jsonb,$21)
     on conflict (id) do update set state = excluded.state, ending = excluded.ending, ask_by = excluded.ask_by, asked_by = excluded.asked_by, asked_on = excluded.asked_on, hold_by = excluded.hold_by, at = excluded.at,
       place = excluded.place, presider = excluded.presider, is_public = excluded.is_public, noticed_on = excluded.noticed_on, objection = excluded.objection, minutes = excluded.minutes, minutes_salt = excluded.minutes_salt, attended = excluded.attended`,
    [one.id, one.caseId, one.caseNumber, one.origin, one.state, one.ending, one.offeredOn, one.askBy, one.askedBy, one.askedOn, one.holdBy, one.at, one.place, one.presider, one.isPublic, one.noticedOn,
      one.objection && JSON.stringify(one.objection), one.minutes, one.minutesSalt, JSON.stringify(one.attended), one.madeAt],
  )
}

/** Hearings whose days to ask ended before a day. */
export async function lapsedOffers(sql: Sql, before: Temporal.PlainDate, limit: number): Promise<{ id: string; caseId: string }[]> {
  return sql.rows(`select id, case_id as "caseId" from hearings.hearings where state = 'offered' and ask_by < $1 order by ask_by limit $2`, [before, limit])
}

export interface Announced {
  id: string
  caseId: string
  origin: string
  at: Temporal.Instant
  place: string
  noticedOn: string
}

/** Public hearings still to come, soonest first. */
export async function listAnnounced(sql: Sql, from: Temporal.Instant, limit: number): Promise<Announced[]> {
  return sql.rows<Announced>(`select id, case_id as "caseId", origin, at, place, noticed_on::text as "noticedOn" from hearings.hearings where state = 'scheduled' and is_public and at >= $1 order by at, id limit $2`, [from, limit])
}
