// SQL of agencies, and of what a session acts for.
import type { Sql } from '#base/db'
import type { Agency, Capacity } from './agency.ts'
import type { KeptPower } from './power.ts'

const principalName = 'coalesce(pn.name, pl.name)'
const principals = 'people.accounts p left join people.natural_accounts pn on pn.id = p.id left join people.legal_accounts pl on pl.id = p.id'

/** Everybody somebody may act for at a moment: by position first, then by grants. */
export async function selectCapacities(sql: Sql, account: string, now: Temporal.Instant): Promise<Capacity[]> {
  return sql.prepared<Capacity>(
    'people-capacities-2',
    `select p.id as principal, p.login, p.kind, ${principalName} as name, null::uuid as agency, null::jsonb as items, null::timestamptz as until, false as guardian
     from ${principals} where pl.representative = $1 and p.frozen_at is null
     union all
     select p.id, p.login, p.kind, ${principalName}, g.id, g.items, g.to_at, g.guardianship is not null from people.agencies g join ${principals} on p.id = g.principal
     where g.agent = $1 and g.revoked_at is null and g.from_at <= $2 and g.to_at > $2 and p.frozen_at is null and pl.representative is distinct from $1
     order by agency nulls first, name, principal`,
    [account, now.toString()],
  )
}

/** The companies that somebody represents by his position, by name. */
export async function selectRepresented(sql: Sql, account: string): Promise<{ id: string; name: string }[]> {
  return sql.prepared<{ id: string; name: string }>('people-represented', 'select l.id, l.name from people.legal_accounts l join people.accounts a on a.id = l.id where l.representative = $1 and a.frozen_at is null order by l.name, l.id', [account])
}

/** Who represents an organisation, null for nobody; undefined where there is no such organisation. */
export async function selectRepresentative(sql: Sql, company: string): Promise<{ id: string | null; name: string | null } | undefined> {
  return (await sql.prepared<{ id: string | null; name: string | null }>('people-representative', 'select l.representative as id, n.name from people.legal_accounts l left join people.natural_accounts n on n.id = l.representative where l.id = $1', [company]))[0]
}

const agencyColumns = `g.id, g.principal, ${principalName} as "principalName", g.agent, n.name as "agentName", g.items, g.from_at as "from", g.to_at as "to", g.revoked_at as "revokedAt", g.kept_at as "keptAt", pl.representative_since as "representativeSince", g.power`
const agenciesFrom = `people.agencies g join ${principals} on p.id = g.principal join people.natural_accounts n on n.id = g.agent`

/** The agencies that somebody gave, or was given, newest first; guardianships, which nobody gives, are not among them. */
export async function selectAgencies(sql: Sql, side: { principal?: string; agent?: string }): Promise<Agency[]> {
  return sql.rows<Agency>(`select ${agencyColumns} from ${agenciesFrom} where g.guardianship is null and ($1::uuid is null or g.principal = $1) and ($2::uuid is null or g.agent = $2) order by g.id desc limit 200`, [side.principal ?? null, side.agent ?? null])
}

export async function insertAgency(tx: Sql, one: { id: string; principal: string; agent: string; items: string[] | null; grantedBy: string; from: Temporal.Instant; to: Temporal.Instant; power?: { kept: KeptPower; paper: string } }): Promise<void> {
  const power = one.power ? [JSON.stringify(one.power.kept), one.power.paper] : [null, null]
  await tx.rows('insert into people.agencies (id, principal, agent, items, granted_by, from_at, to_at, power, paper) values ($1,$2,$3,$4::jsonb,$5,$6,$7,$8::jsonb,$9)', [one.id, one.principal, one.agent, one.items && JSON.stringify(one.items), one.grantedBy, one.from, one.to, ...power])
}

/** Ends an agency of this principal or agent. Answers both, or undefined where there is none that runs. */
export async function endAgency(tx: Sql, id: string, by: { party: string; account: string; now: Temporal.Instant }): Promise<{ principal: string; agent: string } | undefined> {
  const [row] = await tx.rows<{ principal: string; agent: string }>('update people.agencies set revoked_at = $3, revoked_by = $4 where id = $1 and (principal = $2 or agent = $2) and revoked_at is null and guardianship is null returning principal, agent', [id, by.party, by.now, by.account])
  return row
}

/** Keeps an agency of a principal that was not taken back. Answers the agent. */
export async function keepGiven(tx: Sql, id: string, by: { principal: string; account: string; now: Temporal.Instant }): Promise<string | undefined> {
  const [row] = await tx.rows<{ agent: string }>('update people.agencies set kept_at = $3, kept_by = $4 where id = $1 and principal = $2 and revoked_at is null and guardianship is null returning agent', [id, by.principal, by.now, by.account])
  return row?.agent
}

/** Names another legal representative of a company. Answers who was it before and how many agencies go on; undefined where the company does not exist. */
export async function updateRepresentative(tx: Sql, company: string, representative: string, now: Temporal.Instant): Promise<{ former: string | null; agencies: number } | undefined> {
  const [row] = await tx.rows<{ former: string | null; agencies: number }>(
    `with old as (select id, representative from people.legal_accounts where id = $1),
          new as (update people.legal_accounts l set representative = $2, representative_since = $3 from old where l.id = old.id)
     select representative as former, (select count(*)::int from people.agencies where principal = $1 and revoked_at is null and to_at > $3) as agencies from old`,
    [company, representative, now],
  )
  return row
}

/** Nobody who has no authority left acts on: a new one is chosen anew, not slipped into. */
export async function endActing(tx: Sql, agent: string, principal: string, now: Temporal.Instant): Promise<void> {
  await tx.rows(
    `update people.sessions set acting_for = null where account = $1 and acting_for = $2
       and not exists (select 1 from people.legal_accounts where id = $2 and representative = $1)
       and not exists (select 1 from people.agencies where principal = $2 and agent = $1 and revoked_at is null and from_at <= $3 and to_at > $3)`,
    [agent, principal, now],
  )
}

/** For whom a session acts from now on; null for oneself. */
export async function updateActingFor(tx: Sql, session: string, principal: string | null): Promise<void> {
  await tx.rows('update people.sessions set acting_for = $2 where id = $1', [session, principal])
}

/** An authority of somebody who stands at a window for another. */
export interface ShownAuthority {
  /** Null: represents the company by his position. */
  agency: string | null
  principal: string
  items: string[] | null
  /** Another guardian objects: nothing new is done for the ward (民法典 30, 31). */
  inConflict: boolean
}

/**
 * What somebody may act by at a moment for one of these accounts: an account that was proved by the document before the window, or one that an
 * authority is of which two officers saw (a power on paper, a guardianship). Whoever only claims a number gives nobody anything.
 */
export async function selectShownAuthorities(sql: Sql, agent: string, { accounts, proved }: { accounts: readonly string[]; proved: string | null }, now: Temporal.Instant): Promise<ShownAuthority[]> {
  return sql.rows<ShownAuthority>(
    `select null::uuid as agency, l.id as principal, null::jsonb as items, false as "inConflict" from people.legal_accounts l where l.id = $3 and l.representative = $1
     union all
     select g.id, g.principal, g.items, exists (select 1 from people.guardian_objections o where g.guardianship is not null and o.ward = g.principal and o.settled_at is null)
     from people.agencies g where g.agent = $1 and g.principal = any ($2::uuid[]) and g.revoked_at is null and g.from_at <= $4 and g.to_at > $4 and (g.principal = $3 or g.power is not null or g.guardianship is not null)
     order by agency nulls first`,
    [agent, accounts, proved, now],
  )
}
