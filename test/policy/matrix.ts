// Calls every operation as every caller and says what came of it. What would change something is carried to its last statement and taken back.
import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import type { Example, Route } from '#base/http'
import { openCertificates } from '../front-proxy.ts'
import { openSources } from '../proof-sources.ts'
import { openScene, type Scene } from '../scenes.ts'
import { openTown, type Town } from '../town.ts'
import { makeCallers, places, sections, type Callers } from './callers.ts'
import type { Row } from './rows.ts'

/** What a caller gets: it is done, it is done and holds nothing of the sample, or the status of a refusal. */
export type Verdict = 'done' | 'empty' | `${number}`

export interface Cell {
  caller: string
  verdict: Verdict
  /** The code of a refusal. */
  code: string
  /** Which guarded values the answer holds. */
  shows: string[]
}

const inner = '内部意见甲乙丙'
/** Values that not everybody may see, as they stand in the samples. */
const thirdId = '91990102MA00099999'
const guarded: Record<string, string | RegExp> = { id: '990102199203140264', phone: '13990100001', name: '张敏', answers: '"ownSite":true', inner, thirdId, code: /"confirmedAt":null,"code":"/, secret: '$argon2' }

/** Names of the guarded values. */
export const fields = Object.keys(guarded)

const marker = 'the matrix keeps nothing'

export interface Matrix {
  town: Town
  callers: Callers
  /** Calls one operation as everybody. `finds` is what a list has to hold of the sample. */
  ask(route: Pick<Route, 'method' | 'path' | 'example'>, list?: Pick<Row, 'query' | 'finds' | 'needs' | 'copied'>): Promise<Cell[]>
  /** Calls an operation with two ids as in its example, which was asked before: the outer id is of another matter of the same caller, the inner one stays. Nothing where there are no two ids. `others` who reach both matters and got it all the same. */
  askForeign(route: Pick<Route, 'method' | 'path' | 'example'>): Promise<(Cell & { others: string[] }) | undefined>
  close(): Promise<void>
}

/** Opens a town with its callers, in which acts can be tried without being kept. */
export async function openMatrix(): Promise<Matrix> {
  const lines: string[] = []
  const log = pino({ level: 'error' }, new Writable({ write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()) }))
  const certificates = await openCertificates()
  const sources = await openSources(() => town.clock.now().epochMilliseconds)
  const town: Town = await openTown({ listen: true, log, relays: { smtp: 'smtp://127.0.0.1:9', sms: 'http://127.0.0.1:9/sms', proofs: sources.proofs, certificates: certificates.relay } })
  const callers = await makeCallers(town)
  await town.owner.rows('create table public.trying (on_now boolean not null)')
  await town.owner.rows('grant select on public.trying to public')
  await town.owner.rows('insert into public.trying values (false)')
  await town.owner.rows(`create function public.keep_nothing() returns trigger language plpgsql as $$ begin if (select on_now from public.trying) then raise exception '${marker}'; end if; return new; end $$`)
  await town.owner.rows('create trigger keep_nothing before insert on act.entries for each row execute function public.keep_nothing()')
  const trying = (on: boolean) => town.owner.rows('update public.trying set on_now = $1', [on])
  /** Whether a failure is the trigger's: the act had got to its end. */
  const wasTried = (instance: unknown) => lines.some((line) => line.includes(marker) && line.includes(String(instance)))
  // What is only read stays as it is: one scene serves all of it, and a case is prepared once.
  const reading = openScene(town)
  const another = openScene(town)
  const prepared: Prepared = { cases: new Set(), copies: new Set(), examples: new Map() }
  return {
    town, callers, close: () => town.close().finally(async () => {
      await sources.close()
      await certificates.close()
    }),
    ask: async (route, { query, finds, needs, copied } = {}) => {
      const scene = route.method === 'GET' ? reading : openScene(town)
      if (needs) await takeInAtWindow(town, String(await scene.fill(needs)))
      if (copied) await giveCopy(town, callers, String(await scene.fill(copied)), prepared)
      const example = await prepare(town, callers, scene, route, prepared)
      const found = typeof finds === 'string' ? String(await scene.fill(finds)) : finds
      const own = example.as ? await town.cookieOf(example.as) : undefined
      const asked = { ...example, ...(query ? { query: (await scene.fill(query)) as Record<string, string> } : {}) }
      const cells: Cell[] = []
      lines.length = 0
      if (route.method !== 'GET') await trying(true)
      try {
        for (const { name, cookie } of [...callers.all, { name: 'example', ...(own ? { cookie: own } : {}) }]) cells.push({ caller: name, ...(await askOne(town, route, asked, cookie, found, wasTried)) })
      } finally {
        await trying(false)
      }
      return cells
    },
    askForeign: async (route) => {
      const asked = prepared.examples.get(`${route.method} ${route.path}`)
      const [outer = '', ...inner] = [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name = '']) => name)
      if (!asked?.params || !inner.some((name) => isId(asked.params?.[name]))) return undefined
      const other = String(await another.fill(route.example?.params?.[outer]))
      assert.notEqual(other, asked.params[outer], `${route.path}: a scene of its own has another ${outer}`)
      const cookie = asked.as ? await town.cookieOf(asked.as) : undefined
      await town.platform.ground.sql.rows('delete from people.attempts')
      lines.length = 0
      if (route.method !== 'GET') await trying(true)
      try {
        const mixed = { ...asked, params: { ...asked.params, [outer]: other } }
        const others: string[] = []
        for (const name of bothReached) if ((await askOne(town, route, mixed, callers.of(name), undefined, wasTried)).verdict === 'done') others.push(name)
        return { caller: 'example', others, ...(await askOne(town, route, mixed, cookie, undefined, wasTried)) }
      } finally {
        await trying(false)
      }
    },
  }
}

/** Who has to do with every sample of the same kind. */
const bothReached = ['owner', 'window@same', 'clerk@same', 'examiner@same', 'approver@same', 'head@same']

const isId = (value: string | undefined) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value ?? '')

/** What was done for the samples, each once, and the examples as they were asked. */
interface Prepared {
  cases: Set<string>
  copies: Set<string>
  examples: Map<string, Example>
}

/** Fills an example; the case that it is about, or that a licence came from, has a copy with the joint body, a third party, and a word among colleagues. */
async function prepare(town: Town, callers: Callers, scene: Scene, { method, path, example }: Pick<Route, 'method' | 'path' | 'example'>, prepared: Prepared): Promise<Example> {
  // Several operations in one minute sign in with the same account: none of them is about how often that may be.
  await town.platform.ground.sql.rows('delete from people.attempts')
  const filled = (await scene.fill(example)) as Example
  prepared.examples.set(`${method} ${path}`, filled)
  const by = { headers: { cookie: callers.of('examiner@same') } }
  const licence = path.startsWith('/api/licences/') ? (await town.call<{ case: string }>('GET', `/api/licences/${filled.params?.['id']}`, by)).body : undefined
  const number = filled.params?.['number'] ?? licence?.case ?? (filled.body as { case?: string } | undefined)?.case
  if (number === undefined) return filled
  await takeEmergencies(town, callers, String(number))
  if (prepared.cases.has(number)) return filled
  prepared.cases.add(number)
  await takeInAtWindow(town, number)
  await giveCopy(town, callers, number, prepared)
  const said = await town.call('POST', `/api/cases/${number}/comments`, { ...by, body: { words: inner, mentions: [] } })
  assert.ok(said.status < 300, JSON.stringify(said.body))
  // A third party is named while a case is accepted; here it has been in each case, whatever became of it since.
  await town.platform.ground.sql.rows(
    `insert into cases.parties (case_id, ordinal, role, account, kind, name, id_kind, id_number, phone, consent, salt)
     select c.id, 90, 'third-party', a.id, 'legal', '云禾', 'uscc', $2, null, false, '\\x00' from cases.cases c, people.accounts a where c.number = $1 and a.login = 'yunhe.media'`, [number, thirdId],
  )
  return filled
}

/** Most samples were sent in online: here somebody brought them to a window of the hall. */
async function takeInAtWindow({ platform: { ground } }: Town, number: string): Promise<void> {
  await ground.sql.rows('update cases.cases set "window" = $2 where number = $1 and receiving = left($2, 18)', [number, sections.window])
}

/** A copy for the joint body, which has no other part in the case. */
async function giveCopy(town: Town, callers: Callers, number: string, { copies }: Prepared): Promise<void> {
  if (copies.has(number)) return
  copies.add(number)
  const { status, body } = await town.call('POST', `/api/cases/${number}/copies`, { headers: { cookie: callers.of('examiner@same') }, body: { organisation: places.joint[0] } })
  assert.equal(status, 200, JSON.stringify(body))
}

const anothers = new WeakMap<Town, Promise<string>>()

/** A case that no operation is about. */
function anotherCase(town: Town): Promise<string> {
  const known = anothers.get(town) ?? openScene(town).fill('{submitted}').then(String)
  anothers.set(town, known)
  return known
}

/** Three civil servants of another body took emergency access: to the case, for a time that is over, and to another case. */
async function takeEmergencies(town: Town, callers: Callers, number: string): Promise<void> {
  const { sql } = town.platform.ground
  // Only the sample at hand: nobody has more than a few at a time.
  await sql.rows('update people.emergencies set ended_at = from_at where ended_at is null')
  await sql.rows("update proposals.proposals set state = 'withdrawn', decided_at = asked_at where kind = 'emergency-access' and state = 'waiting'")
  for (const name of ['clerk@emergency', 'clerk@past-emergency', 'clerk@another-emergency']) {
    const opened = name === 'clerk@another-emergency' ? await anotherCase(town) : number
    const { status, body } = await town.call<{ id: string; code?: string }>('POST', '/api/proposals/emergency-access', { headers: { cookie: callers.of(name) }, body: { content: { number: opened }, reason: '突发事件处置。' } })
    // Who can read the case without one is told by the table, not here.
    if (body.code === 'cases.emergency-not-needed') continue
    assert.equal(status, 201, JSON.stringify(body))
    if (name === 'clerk@past-emergency') await sql.rows("update people.emergencies set from_at = from_at - interval '2 hours', until_at = until_at - interval '1 hour' where id = $1", [body.id])
  }
  // What this process remembers of a caller it remembers for half a second.
  town.clock.set(town.clock.now().add({ seconds: 1 }))
}

async function askOne(town: Town, route: Pick<Route, 'method' | 'path'>, example: Example, cookie: string | undefined, finds: string | RegExp | undefined, wasTried: (instance: unknown) => boolean): Promise<Omit<Cell, 'caller'>> {
  if (/^\/api\/(session|sign-in-codes)/.test(route.path)) await town.platform.ground.sql.rows('delete from people.attempts')
  const answer = await send(town, route, example, cookie)
  const body = answer.body as { code?: string; instance?: string }
  const code = typeof body === 'object' && body !== null ? String(body.code ?? '') : ''
  if (answer.status === 500 && wasTried(body.instance)) return { verdict: 'done', code: '', shows: [] }
  if (answer.status >= 300) return { verdict: `${answer.status}`, code, shows: [] }
  const text = answer.raw.toString('utf8')
  const holds = (what: string | RegExp) => (typeof what === 'string' ? text.includes(what) : what.test(text))
  return { verdict: finds === undefined || holds(finds) ? 'done' : 'empty', code: '', shows: fields.filter((name) => holds(guarded[name] ?? '')) }
}

async function send(town: Town, { method, path }: Pick<Route, 'method' | 'path'>, example: Example, cookie: string | undefined): Promise<{ status: number; body: unknown; raw: Buffer }> {
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(example.params?.[name] ?? ''))
  const query = new URLSearchParams(Object.entries(example.query ?? {}).map(([name, value]) => [name, String(value)])).toString()
  const url = query ? `${filled}?${query}` : filled
  const brought = [...(cookie ? [cookie] : []), ...Object.entries(example.cookies ?? {}).map(([name, value]) => `${name}=${value}`)]
  const headers: Record<string, string> = { ...example.headers, ...(brought.length > 0 ? { cookie: brought.join('; ') } : {}) }
  if (path === '/api/events') return openStream(town, url, headers)
  if (!example.file) return town.call(method, url, { headers, ...(example.body === undefined ? {} : { body: example.body }) })
  const form = new FormData()
  for (const [field, value] of Object.entries(example.file.fields ?? {})) form.append(field, value)
  form.append('file', new Blob([example.file.text]), example.file.name)
  const request = new Request('http://town/', { method: 'POST', body: form })
  const sent = await town.app.inject({ method: method as 'POST', url, headers: { ...headers, 'content-type': request.headers.get('content-type') ?? '' }, payload: Buffer.from(await request.arrayBuffer()) })
  return { status: sent.statusCode, body: sent.body === '' || !sent.body.startsWith('{') ? sent.body : (sent.json() as unknown), raw: sent.rawPayload }
}

/** A stream never ends by itself: its head is read, and it is let go. */
async function openStream(town: Town, url: string, headers: Record<string, string>): Promise<{ status: number; body: unknown; raw: Buffer }> {
  const ending = new AbortController()
  const answer = await fetch(`${town.origin}${url}`, { headers, signal: ending.signal })
  const body = answer.status >= 300 ? ((await answer.json()) as unknown) : ''
  ending.abort()
  return { status: answer.status, body, raw: Buffer.alloc(0) }
}
