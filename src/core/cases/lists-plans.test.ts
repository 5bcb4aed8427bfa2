// Lists at a moderate number of rows: each query that a desk asks again and again is answered from an index, none reads all cases or all names.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Town } from '../../../test/town.ts'

let town: Town

// One body in a hundred is the clerk's, half of it one team's: enough that reading everything would be the dearer plan.
const fill = `
  with known as (select v.id, v.code from items.versions v order by v.code limit 1), made as (
    insert into cases.cases (id, number, item, item_version, state, opened_at, finished_at, receiving, handling, deciding, team, "window")
    select gen_random_uuid(), k.code || lpad(n::text, 16, '0'), k.code, k.id, case when n % 20 = 0 then 'accepted' else 'finished' end, now() - make_interval(mins => n),
      case when n % 20 > 0 then now() end, o.code, o.code, o.code, case when o.code = $1 then $1 || '-0' || 1 + n / 100 % 2 end, case when n % 50 = 7 then '12990100700126958D-01' end
    from known k, generate_series(1, 40000) n cross join lateral (select case when n % 100 < 2 then $1 else 'body-' || n % 97 end as code) o
    returning id, number, handling, state, team
  ), steps as (
    insert into cases.steps (id, case_id, token, element, name, kind, role, organisation, section, outcomes, state, opened_at)
    select gen_random_uuid(), id, 't', 'accept', '{"zh":"受理"}', 'acceptance', 'clerk', handling, team, '{}', case when state = 'finished' then 'done' else 'open' end, now() from made
  )
  insert into cases.parties (case_id, ordinal, role, kind, name, id_kind, id_number, consent, salt) select id, 0, 'applicant', 'natural', '模' || right(number, 5), 'resident-id', '', false, '' from made`

before(async () => {
  town = await openTown({ leaveUndone: true })
  const { sql } = town.platform.ground
  const [clerk] = await sql.rows<{ organisation: string }>("select s.organisation from people.staff_accounts s join people.accounts a on a.id = s.id where a.login = 'chengguan.clerk'")
  await sql.rows(fill, [clerk?.organisation])
  for (const table of ['cases', 'steps', 'parties']) await town.owner.rows(`analyze cases.${table}`)
})
after(() => town.close())

/** The plans of what a page asks of cases outside acts, by the statement. */
async function plansOf(path: string, as: string): Promise<string[]> {
  const { ground } = town.platform
  const { rows } = ground.sql
  const asked: { text: string; values: unknown[] }[] = []
  ground.sql.rows = (text, values) => (asked.push({ text, values: values ?? [] }), rows(text, values))
  const answer = await town.call('GET', path, { as }).finally(() => (ground.sql.rows = rows))
  assert.equal(answer.status, 200, path)
  const plans: string[] = []
  for (const { text, values } of asked.filter((one) => /from cases\.cases/.test(one.text))) plans.push((await rows<{ 'QUERY PLAN': string }>(`explain ${text}`, values)).map((row) => row['QUERY PLAN']).join('\n'))
  return plans
}

// A clerk of the whole body, one of a team of it, and who sits at a window of the hall.
for (const as of ['chengguan.clerk', 'chengguan.ads', 'window.lu']) for (const path of ['/api/cases?view=todo', '/api/cases?view=department', '/api/cases?view=finished', '/api/case-counts', '/api/cases?view=finished&q=%E6%A8%A100020', '/api/cases?view=department&state=accepted']) {
  test(`${path} of ${as} reads no table of cases from end to end`, async () => {
    const plans = await plansOf(path, as)
    assert.ok(plans.length > 0)
    for (const plan of plans) assert.doesNotMatch(plan, /Seq Scan on (cases|steps|parties)\b/, plan)
  })
}
