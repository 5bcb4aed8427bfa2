// The lesser role that the platform serves as: it reads and writes rows, owns nothing and makes nothing, so that SQL that found its way in can neither
// rewrite what is only ever added nor take a guard away (OWASP ASVS 5.0 §13.2.2). It has a login of its own: RESET ROLE would undo a SET ROLE.
import { scryptSync } from 'node:crypto'
import pg from 'pg'
import { type Connection, describe, oursSql, withClient, withRole } from './connection.ts'

/** What the role may do to tables beside reading them, one by one in the words of GRANT, such as `update (seq)`; a table without a line: insert, update, delete. */
export type ServingRights = Readonly<Record<string, readonly string[]>>

/** How the lesser role is reached, or why there is none. */
type Serving = { serving: Connection } | { lack: string }

const strongRoles = ['pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program']

/** Refuses in plain words a login that is not on the owner's database, or whose role could do more than serve. */
async function checkServing(owner: Connection, serving: Connection): Promise<void> {
  const whereSql = 'select current_user as role, oid::text as database from pg_database where datname = current_database()'
  const above = (await withClient(owner, (client) => client.query<{ role: string; database: string }>(whereSql))).rows[0]
  await withClient(serving, async (client) => {
    const own = (await client.query<{ role: string; database: string }>(whereSql)).rows[0]
    if (!own || !above || own.database !== above.database) throw new Error('it is not the database of DATABASE_URL')
    const { rows } = await client.query<{ rolname: string }>(
      `select g.rolname from pg_roles g where pg_has_role(current_user, g.oid, 'member') and (g.rolsuper or g.rolbypassrls or g.rolcreaterole or g.rolreplication or g.rolname = any ($1)) order by 1`, [[above.role, ...strongRoles]],
    )
    if (rows.length > 0) throw new Error(`its role ${own.role} may do more than serve: it is or may become ${rows.map(({ rolname }) => rolname).join(', ')}`)
  })
}

/** The login that the operator gave. */
export async function checkGivenServing(owner: Connection, serving: Connection): Promise<Connection> {
  await checkServing(owner, serving).catch((error: unknown) => {
    throw new Error(`the database of YIWANG_SERVING_DATABASE_URL cannot be used: ${describe(error)}`, { cause: error })
  })
  return serving
}

/** The login of `<owner>_serving`, which the owner makes where he may. Its password follows from his, so that all processes of a cluster know it and it stands nowhere. */
export async function findServing(owner: Connection): Promise<Serving> {
  return withClient(owner, async (client) => {
    const { rows: [own] } = await client.query<{ name: string; role: string; may: boolean }>(`select rolname::text as name, left(rolname, 55) || '_serving' as role, rolsuper or rolcreaterole as may from pg_roles where rolname = current_user`)
    if (!own) throw new Error('the server does not tell whose login this is')
    const password = client.password ? scryptSync(client.password, `yiwang serving ${own.role}`, 24).toString('base64url') : undefined
    const serving = withRole(owner, own.role, password)
    let lack = ''
    // Another process may be making it at this moment.
    for (let tries = 0; tries < 3; tries++) {
      try {
        await checkServing(owner, serving)
        return { serving }
      } catch (error) {
        lack = describe(error)
      }
      if (!own.may) return { lack: `the role ${own.name} may not make another (CREATEROLE)` }
      await client.query(await loginSql(client, own.role, password)).catch((error: unknown) => (lack = describe(error)))
    }
    return { lack }
  })
}

async function loginSql(client: pg.Client, role: string, password: string | undefined): Promise<string> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
  return `${rowCount === 0 ? 'create' : 'alter'} role ${pg.escapeIdentifier(role)} login password ${password === undefined ? 'null' : pg.escapeLiteral(password)}`
}

const heldSql = `select format('%I.%I', n.nspname, c.relname) as name, n.nspname || '.' || c.relname as plain, c.relkind,
    array(select lower(a.privilege_type) from aclexplode(c.relacl) a where a.grantee = r.oid
      union all select lower(a.privilege_type) || ' (' || t.attname || ')' from pg_attribute t, aclexplode(t.attacl) a where t.attrelid = c.oid and a.grantee = r.oid) as held
  from pg_class c join pg_namespace n on n.oid = c.relnamespace, pg_roles r
  where r.rolname = $1 and c.relkind in ('r', 'p', 'S', 'v') and not c.relispartition and ${oursSql}`

const openSql = `select format('grant usage on schema %I to %I', n.nspname, $1::text) as text from pg_namespace n
    where ${oursSql} and not has_schema_privilege($1::text, n.oid, 'usage')
  union all select format('revoke temporary on database %I from public', current_database()) where has_database_privilege($1::text, current_database(), 'temporary')
  union all select 'revoke create on schema public from public' where to_regnamespace('public') is not null and has_schema_privilege($1::text, 'public', 'create')`

/**
 * Gives a role what serving needs, and takes from it what it may not have; as the owner, after every migration. A partition is reached through its table alone.
 * Where all stands as it should nothing is written. Answers how many statements it took.
 */
export async function grantServing(pool: pg.Pool, role: string, rights: ServingRights): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query(`begin; select pg_advisory_xact_lock(hashtext('yiwang serving'))`)
    const { rows: texts } = await client.query<{ text: string }>(openSql, [role])
    const { rows: tables } = await client.query<{ name: string; plain: string; relkind: string; held: string[] }>(heldSql, [role])
    const changed = tables.flatMap(({ name, plain, relkind, held }) => {
      const wanted = relkind === 'S' ? ['usage'] : ['select', ...(relkind === 'v' ? [] : (rights[plain] ?? ['insert', 'update', 'delete']))]
      if (wanted.length === held.length && wanted.every((one) => held.includes(one))) return []
      const what = `${relkind === 'S' ? 'sequence ' : ''}${name}`
      return [`revoke all on ${what} from ${pg.escapeIdentifier(role)}`, `grant ${wanted.join(', ')} on ${what} to ${pg.escapeIdentifier(role)}`]
    })
    const all = [...texts.map(({ text }) => text), ...changed]
    if (all.length > 0) await client.query(all.join('; '))
    await client.query('commit')
    return all.length
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
