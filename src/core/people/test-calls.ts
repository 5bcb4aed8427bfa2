// Calls that the tests of people make, and what they read of the answers. Used by tests alone.
import assert from 'node:assert/strict'
import { openTown, type CallOptions, type Town, type TownOptions } from '../../../test/town.ts'

export const urban = '11990100700140426Y'
export const passphrase = 'four boats on the river'

/** What these routes say, as far as the tests read it. */
export interface Said {
  id: string
  code: string
  detail: string
  next: string
  login: string
  name: string
  idNumber: string
  frozenAt: string | null
  frozenReason?: string
  demonstration: boolean
  facts: { seconds: number }
  fields: { path: string }[]
  organisation: { name: { zh: string } }
  account: { id: string; login: string } | null
  posts: { role: string }[]
  items: { id: string; login: string; name: string; idNumber?: string; phone?: string; organisation?: { code: string }; posts?: { role: string; organisation: { code: string } }[]; title?: { zh: string } }[]
}

export const from = (address: string) => ({ 'x-forwarded-for': address })

const cookieOf = (headers: Record<string, string | string[] | undefined>) => String(headers['set-cookie'] ?? '').split(';')[0] ?? ''

/** Opens a town and gives the calls on it. */
export async function openCalls(options: TownOptions = {}) {
  const town = await openTown(options)
  return { town, ...callsOn(town) }
}

function callsOn(town: Town) {
  const taps = new Map<string, { cookie: string; at: Temporal.Instant }>()

  /** A cookie of a demonstration account; taken anew when the clock was moved, since these tests outlive sessions. */
  async function tap(login: string): Promise<string> {
    const known = taps.get(login)
    if (known?.at.equals(town.clock.now())) return known.cookie
    const answer = await town.call('POST', '/api/session/demonstration', { body: { login } })
    const cookie = cookieOf(answer.headers)
    taps.set(login, { cookie, at: town.clock.now() })
    return cookie
  }

  async function call(method: string, path: string, { as, headers = {}, ...rest }: CallOptions = {}) {
    return town.call<Said>(method, path, { ...rest, headers: { ...headers, ...(as ? { cookie: await tap(as) } : {}) } })
  }

  const sql = () => town.platform.ground.sql
  /** Registers a resident and answers the id. */
  async function register(login: string, name = '孙晴'): Promise<string> {
    const { status, body } = await call('POST', '/api/registrations', { body: { login, password: passphrase, name, idKind: 'resident-id', idNumber: '990102199203140264', phone: '13990109999' } })
    assert.equal(status, 201)
    return body.id
  }

  async function signIn(login: string, password = passphrase, headers: Record<string, string> = {}) {
    const answer = await call('POST', '/api/session', { body: { login, password }, headers })
    return { ...answer, cookie: cookieOf(answer.headers) }
  }

  const whoami = async (cookie: string) => (await call('GET', '/api/session', { headers: { cookie } })).body.account?.login ?? null

  /** Opens a staff account without a post. */
  async function openStaff(login: string): Promise<string> {
    const { status, body } = await call('POST', '/api/accounts', { as: 'admin.system', body: { login, kind: 'staff', name: '何新', organisation: urban, password: passphrase } })
    assert.equal(status, 201)
    return body.id
  }

  const grant = (id: string, role: string, more: object = {}) => call('POST', `/api/accounts/${id}/posts`, { as: 'admin.security', body: { role, organisation: urban, ...more } })
  const kindsAbout = async (id: string) => (await sql().rows<{ kind: string }>('select kind from act.entries where subject = $1 order by xid, id', [id])).map((row) => row.kind)
  return { tap, call, sql, register, signIn, whoami, openStaff, grant, kindsAbout }
}
