// One act on a case beside a transaction written by hand for the same writes, and beside bare inserts: one connection each, one server, in turn.
// The hand-written one is what a competent programmer writes: prepared statements one after another, a lock, one read, the writes, commit.
import pg from 'pg'
import { acceptCase, caseLock, claimStep, completeStep, openCase, type Handler } from '#core/cases'
import { getItem, type Item } from '#core/items'
import { openTown, type Town } from '../test/town.ts'
import { codes, forms } from '../test/matters.ts'
import { lockNumber } from '#base/act'
import { type BenchResult, measurePairs, type Pair, perSecond, spread, tell } from './result.ts'

const pairs = 15
const timesPerTurn = 40
const insertsPerTurn = 160

interface Ready {
  case: string
  step: string
}

interface Hands {
  town: Town
  item: Item
  handler: Handler
  client: pg.Client
}

/** Opens cases and accepts them, so that each waits for its examination. */
async function makeReady({ town, item, handler }: Hands, count: number): Promise<Ready[]> {
  const { runAct, sql } = town.platform.ground
  const actor = { id: handler.id, kind: 'staff' as const }
  const parties = [{ role: 'applicant' as const, account: null, kind: 'natural' as const, name: '张敏', idKind: 'resident-id', idNumber: '990102199203140264', phone: null, consent: true }]
  const ready: Ready[] = []
  for (let turn = 0; turn < count; turn++) {
    const { id } = await runAct({ actor, locks: [] }, (act) => openCase(act, { item, parties, form: forms.hoarding, scenario: {}, files: [], channel: 'web' }))
    await runAct({ actor, locks: [caseLock(id)] }, (act) => acceptCase(act, id, handler))
    const [step] = await sql.rows<{ id: string }>("select id from cases.steps where case_id = $1 and state = 'open'", [id])
    ready.push({ case: id, step: step?.id ?? '' })
  }
  return ready
}

const readSql = `select c.state, c.handling, r.state as run, s.id, s.element, s.token, s.role, s.organisation, s.state as step_state, s.assignee, s.outcomes, f.data, f.scenario
  from cases.cases c join cases.runs r on r.case_id = c.id join cases.steps s on s.case_id = c.id and s.id = $2
  join cases.forms f on f.case_id = c.id and f.version = 1 where c.id = $1`
const entrySql = `insert into act.entries (id, act, kind, subject, actor, actor_kind, post, on_behalf, at, law_date, facts, digest) values ($1,$2,$3,$4,$5,'staff',null,null,$6,null,$7,$8)`
const caseSql = 'update cases.cases set state = $2, due_at = $3, suspended_at = $4, finished_at = $5, outcome = $6, handling = $7, deciding = $8 where id = $1'
const stepSql = 'update cases.steps set state = $2, assignee = $3, claimed_at = $4, done_at = $5, done_by = $6, outcome = $7 where id = $1'
const newStepSql = `insert into cases.steps (id, case_id, token, element, name, kind, role, organisation, outcomes, state, opened_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,'open',$10)`

interface HandRead {
  state: string
  run: { variables?: object }
  element: string
  token: string
  role: string
  organisation: string
  step_state: string
  assignee: string | null
}

/** Begins, locks, reads and checks, as each of the transactions below does. */
async function beginByHand({ client, handler }: Hands, ready: Ready): Promise<{ read: HandRead; caseRow: unknown[]; run: (name: string, text: string, values: unknown[]) => Promise<unknown> }> {
  const run = (name: string, text: string, values: unknown[]) => client.query({ name, text, values })
  await client.query('begin')
  await run('hand-lock', 'select pg_advisory_xact_lock($1)', [lockNumber(caseLock(ready.case)).toString()])
  const { rows: [read] } = await client.query<HandRead>({ name: 'hand-read', text: readSql, values: [ready.case, ready.step] })
  if (read?.step_state !== 'open' || (read.assignee && read.assignee !== handler.id)) throw new Error('not open')
  if (!handler.posts.some((post) => post.role === read.role && post.organisation === read.organisation)) throw new Error('not theirs')
  return { read, run, caseRow: [ready.case, read.state, '2026-12-31', null, null, null, hand.handling, hand.deciding] }
}

const hand = { handling: '', deciding: '' }

async function claimByHand(hands: Hands, ready: Ready): Promise<void> {
  const { handler, town, client } = hands
  const now = town.clock.now().toString()
  const { read, run, caseRow } = await beginByHand(hands, ready)
  await run('hand-step', stepSql, [ready.step, 'open', handler.id, now, null, null, null])
  await run('hand-case', caseSql, caseRow)
  await run('hand-entry', entrySql, [crypto.randomUUID(), crypto.randomUUID(), 'cases.step-claimed', ready.case, handler.id, now, JSON.stringify({ step: ready.step, element: read.element }), null])
  await client.query('commit')
}

async function completeByHand(hands: Hands, ready: Ready): Promise<void> {
  const { handler, town, client } = hands
  const now = town.clock.now().toString()
  const { read, run, caseRow } = await beginByHand(hands, ready)
  const entry = crypto.randomUUID()
  await run('hand-step', stepSql, [ready.step, 'done', handler.id, null, now, handler.id, 'pass'])
  await run('hand-run', 'update cases.runs set state = $2 where case_id = $1', [ready.case, JSON.stringify({ ...read.run, variables: { ...read.run.variables, [read.element]: { outcome: 'pass' } } })])
  await run('hand-case', caseSql, caseRow)
  await run('hand-new-step', newStepSql, [crypto.randomUUID(), ready.case, '9', 'decide', JSON.stringify({ zh: '决定' }), 'decision', 'approver', hand.deciding, ['grant', 'refuse'], now])
  await run('hand-words', 'insert into cases.words (entry, case_id, kind, content, salt) values ($1,$2,$3,$4,$5)', [entry, ready.case, 'cases.step-completed', JSON.stringify({ opinion: '符合条件。' }), Buffer.alloc(16)])
  await run('hand-entry', entrySql, [entry, crypto.randomUUID(), 'cases.step-completed', ready.case, handler.id, now, JSON.stringify({ step: ready.step, element: read.element, outcome: 'pass' }), Buffer.alloc(32)])
  await client.query('commit')
}

/** Claiming, over and over, one case each: nothing wears out. */
async function benchClaim(hands: Hands): Promise<{ claim: Pair[]; inserts: Pair[] }> {
  const { town, handler, client } = hands
  const [ours, theirs] = await makeReady(hands, 2)
  if (!ours || !theirs) throw new Error('no cases')
  const actor = { id: handler.id, kind: 'staff' as const }
  const act = () => perSecond(timesPerTurn, () => town.platform.ground.runAct({ actor, locks: [caseLock(ours.case)] }, (a) => claimStep(a, ours.case, ours.step, handler)))
  const claim = await measurePairs(pairs, act, () => perSecond(timesPerTurn, () => claimByHand(hands, theirs)))
  await client.query('create table public.bare (id int, words text)')
  const inserts = await measurePairs(pairs, act, () => perSecond(insertsPerTurn, (turn) => client.query({ name: 'bare', text: 'insert into public.bare values ($1, $2)', values: [turn, 'x'] })))
  return { claim, inserts }
}

/** Completing an examination with an opinion: the process moves, the next step opens. Each case is used once. */
async function benchComplete(hands: Hands): Promise<Pair[]> {
  const { town, handler } = hands
  const waiting = await makeReady(hands, (pairs + 1) * timesPerTurn * 2)
  const take = () => {
    const next = waiting.pop()
    if (!next) throw new Error('too few cases')
    return next
  }
  const actor = { id: handler.id, kind: 'staff' as const }
  const act = () => {
    const ready = take()
    return town.platform.ground.runAct({ actor, locks: [caseLock(ready.case)] }, (a) => completeStep(a, ready.case, ready.step, handler, { outcome: 'pass', opinion: '符合条件。' }))
  }
  return measurePairs(pairs, () => perSecond(timesPerTurn, act), () => perSecond(timesPerTurn, () => completeByHand(hands, take())))
}

function ratioOf(name: string, measured: Pair[], atLeast: number): BenchResult {
  return { name, ...spread(measured.map(({ ours, peer }) => ours / peer)), unit: '×', atLeast, details: { pairs: measured, ratesAre: 'a second, one connection' } }
}

/** Runs the pairs on a town of its own. */
export async function run(): Promise<BenchResult[]> {
  const town = await openTown({ leaveUndone: true })
  const client = new pg.Client(town.connection)
  try {
    await client.connect()
    const item = await getItem(town.platform.ground.sql, codes.hoarding, town.clock.now())
    Object.assign(hand, { handling: item.content.bodies.handling, deciding: item.content.bodies.deciding })
    const { handling } = hand
    const handler = { id: '00000000-0000-7000-8000-00000000000a', posts: ['clerk', 'examiner'].map((role) => ({ role, organisation: handling })) }
    const hands = { town, item, handler, client }
    const { claim, inserts } = await benchClaim(hands)
    const complete = await benchComplete(hands)
    return [
      ratioOf('act (claim a step) ÷ hand-written transaction', claim, 0.6),
      ratioOf('act (complete a step) ÷ hand-written transaction', complete, 0.6),
      ratioOf('act (claim a step) ÷ bare single-row inserts', inserts, 0.15),
    ]
  } finally {
    await client.end()
    await town.close()
  }
}

if (import.meta.main) tell(await run())
