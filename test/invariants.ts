// What must be true of every town at every moment. Runs after every town test.
import assert from 'node:assert/strict'
import type { Platform } from '../src/platform.ts'
import { verifyLedger } from '#core/ledger'
import { replayAll } from '#support/automation'

const checks: Record<string, string> = {
  'places in the ledger are gapless': `select count(*) as n, max(seq) as last from act.entries where seq is not null having count(*) <> coalesce(max(seq) + 1, 0)`,
  'no two entries share a place': 'select seq from act.entries where seq is not null group by seq having count(*) > 1',
  'a stored answer belongs to a recorded act': 'select key from act.keys k where not exists (select 1 from act.entries e where e.actor = k.actor and e.at = k.at)',
  'every case was opened exactly once': `select c.number from cases.cases c where (select count(*) from act.entries e where e.subject = c.id and e.kind = 'cases.opened') <> 1`,
  'a finished case was finished exactly once': `select c.number from cases.cases c where (c.finished_at is not null) <> (c.state = 'finished')
    or (select count(*) from act.entries e where e.subject = c.id and e.kind = 'cases.finished') <> case when c.state = 'finished' then 1 else 0 end`,
  'a case was accepted and decided at most once': `select subject, kind from act.entries where kind in ('cases.accepted', 'cases.decided', 'cases.delivered') group by 1, 2 having count(*) > 1`,
  'a finished case has no open step': `select s.id from cases.steps s join cases.cases c on c.id = s.case_id where c.state = 'finished' and s.state = 'open'`,
  'a step done has one entry': `select s.id from cases.steps s where s.state = 'done' and (select count(*) from act.entries e where e.subject = s.case_id and e.facts->>'step' = s.id::text and e.kind in
    ('cases.accepted', 'cases.acceptance-refused', 'cases.step-completed', 'cases.decided')) > 1`,
  'a machine decides nothing but a grant in full': `select j.case_number from automation.judgements j join cases.cases c on c.id = j.case_id where j.verdict = 'machine'
    and (c.outcome is distinct from 'granted' or exists (select 1 from cases.results r where r.case_id = c.id and r.outcome <> 'granted'))`,
  'what the system decided was judged, once, by a table': `select e.subject from act.entries e where e.kind = 'cases.decided' and e.actor_kind = 'system' and not (e.facts ? 'deemed')
    and not exists (select 1 from automation.judgements j where j.case_id = e.subject and j.verdict = 'machine' and e.facts ? 'automatic')`,
  'a letter has at least one whom it is for': 'select l.number from deliveries.letters l where not exists (select 1 from deliveries.records r where r.letter = l.id)',
  'a proof of who somebody is has its entry': `select p.id from people.proofs p where not exists (select 1 from act.entries e where e.kind = 'people.proof-kept' and e.subject = p.account and e.facts->>'proof' = p.id::text)`,
  'words are proved by an entry': 'select w.entry from cases.words w where not exists (select 1 from act.entries e where e.id = w.entry and e.digest is not null)',
}

/** Fails with the name of the first thing that is not true. */
export async function checkInvariants(platform: Platform): Promise<void> {
  for (const [name, sql] of Object.entries(checks)) {
    const rows = await platform.ground.sql.rows(sql)
    assert.deepEqual(rows, [], `invariant: ${name}`)
  }
  for await (const { case: number, same, proved } of replayAll(platform.ground)) assert.deepEqual([same, proved], [true, true], `invariant: the automatic decision of ${number} comes out the same again`)
  const report = await verifyLedger(platform.ground)
  assert.equal(report.ok, true, `invariant: the ledger recomputes: ${JSON.stringify(report.fault)}`)
}
