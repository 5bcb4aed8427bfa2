// Makes a city's years out of some simulated weeks: every row around a case is copied in bulk on the server, with identifiers, dates,
// numbers and names of its own. What ended is spread over years, what is open over the last days. For measurements alone: copies stand
// in no tree of the ledger.
import pg from 'pg'

export interface Multiplied {
  cases: number
  open: number
  entries: number
}

/** Tables around a case, and which of their identifiers are the copy's own. Others (accounts, versions) stay what they are. */
const tables: { name: string; of: string; own: readonly string[] }[] = [
  { name: 'cases.cases', of: 't.id', own: ['id'] },
  { name: 'cases.runs', of: 't.case_id', own: ['case_id'] },
  { name: 'cases.steps', of: 't.case_id', own: ['id', 'case_id'] },
  { name: 'cases.parties', of: 't.case_id', own: ['case_id'] },
  { name: 'cases.terms', of: 't.case_id', own: ['id', 'case_id'] },
  { name: 'cases.results', of: 't.case_id', own: ['id', 'case_id'] },
  { name: 'cases.forms', of: 't.case_id', own: ['case_id'] },
  { name: 'cases.words', of: 't.case_id', own: ['entry', 'case_id'] },
  { name: 'act.entries', of: 't.subject', own: ['id', 'act', 'subject'] },
]

/** One in so many copies still belongs to the account of its original; the others have an applicant without one. */
const sameAccount = 37
const openDays = 9
const piece = 25

// A copy's identifier keeps the shape and the order of time (UUIDv7): its moment is shifted, its tail is new.
const functions = `
  create or replace function pg_temp.own(id uuid, turn int, days int) returns uuid language sql immutable parallel safe as $$
    select (lpad(to_hex(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint - days::bigint * 86400000), 12, '0') || substr(replace(id::text, '-', ''), 13, 8) || substr(md5(id::text || turn), 1, 12))::uuid $$;
  create or replace function pg_temp.person(id uuid, turn int) returns text language sql immutable parallel safe as $$
    select (array['王','李','张','刘','陈','杨','赵','黄','周','吴','徐','孙','胡','朱','高','林','何','郭','马','罗','欧阳','尉迟'])[1 + (power((('x' || substr(md5(turn || id::text), 1, 6))::bit(24)::int / 16777216.0), 2) * 22)::int % 22]
      || substr('伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉华建国志红梅春生海燕晓东雪莉文博宇轩子涵欣怡浩然梓萱思远嘉宁俊凯雨桐喆堃', 1 + ('x' || substr(md5(turn || id::text), 7, 4))::bit(16)::int % 60, 1)
      || substr('伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉华建国志红梅春生海燕晓东雪莉文博宇轩子涵欣怡浩然梓萱思远嘉宁俊凯雨桐喆堃', 1 + ('x' || substr(md5(turn || id::text), 11, 4))::bit(16)::int % 60, 1) $$;
  create temp table if not exists chosen as select id, finished_at is not null as finished, row_number() over (order by opened_at, id) as place from cases.cases;
  create temp sequence if not exists places increment -1 maxvalue -1 minvalue -9000000000000;`

/** Copies until there are so many cases, of which the share `open` are in hand. Answers what there then is. */
export async function multiply(client: pg.Client, wanted: number, open: number, say: (line: string) => void): Promise<Multiplied> {
  await client.query(functions)
  const { rows: [had] } = await client.query<{ finished: string; open: string }>('select count(*) filter (where finished) as finished, count(*) filter (where not finished) as open from chosen')
  const turns = { finished: Math.ceil((wanted * (1 - open)) / Number(had?.finished ?? 1)), open: Math.ceil((wanted * open) / Number(had?.open ?? 1)) }
  for (const finished of [true, false]) {
    const count = finished ? turns.finished : turns.open
    for (let from = 1; from < count; from += piece) {
      await copyTurns(client, finished, from, Math.min(count - 1, from + piece - 1))
      say(`${finished ? 'ended' : 'open'}: ${Math.min(count - 1, from + piece - 1)} of ${count - 1} turns`)
    }
  }
  await client.query('vacuum analyze')
  const { rows: [now] } = await client.query<{ cases: string; open: string; entries: string }>('select (select count(*) from cases.cases) as cases, (select count(*) from cases.cases where finished_at is null) as open, (select count(*) from act.entries) as entries')
  return { cases: Number(now?.cases), open: Number(now?.open), entries: Number(now?.entries) }
}

async function copyTurns(client: pg.Client, finished: boolean, from: number, to: number): Promise<void> {
  // What ended goes back a day with each turn; what is open stands in the last days.
  const days = finished ? 'turn' : `(turn % ${openDays})`
  await client.query('begin')
  for (const table of tables) {
    const columns = await columnsOf(client, table.name)
    const values = columns.map(({ name, type }) => valueOf(table, name, type, days))
    const order = table.name === 'act.entries' ? `and t.seq >= 0 and t.kind in ('cases.opened', 'cases.accepted', 'cases.step-completed', 'cases.decided', 'cases.delivered', 'cases.finished')` : ''
    await client.query(`insert into ${table.name} (${columns.map(({ name }) => pg.escapeIdentifier(name)).join(', ')}) select ${values.join(', ')}
      from generate_series(${from}, ${to}) as turn join chosen c on c.finished = ${finished} join ${table.name} t on ${table.of} = c.id ${order} on conflict do nothing`)
  }
  await client.query('commit')
}

interface Column {
  name: string
  type: string
}

async function columnsOf(client: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(`select attname as name, atttypid::regtype::text as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`, [table])
  return rows
}

function valueOf({ name: table, own }: { name: string; own: readonly string[] }, column: string, type: string, days: string): string {
  const given = `t.${pg.escapeIdentifier(column)}`
  if (table === 'act.entries' && column === 'seq') return `nextval('places')`
  if (table === 'cases.cases' && column === 'number') return numberOf(days)
  if (table === 'cases.parties' && column === 'account') return `case when turn % ${sameAccount} = 0 then ${given} end`
  if (table === 'cases.parties' && column === 'name') return `case when turn % ${sameAccount} = 0 or t.kind = 'legal' then ${given} else pg_temp.person(t.case_id, turn) end`
  // Sealed values are bound to their case: a copy has none of its own.
  if (/^id_(sealed|digest|digest_key)$/.test(column)) return 'null'
  if (column === 'numbers_key') return "''"
  if (own.includes(column)) return `pg_temp.own(${given}, turn, ${days})`
  if (type === 'timestamp with time zone') return `${given} - make_interval(days => ${days})`
  return type === 'date' ? `${given} - ${days}` : given
}

/** The item's code, the shifted day, and a serial that no other copy of that day has. */
function numberOf(days: string): string {
  const day = `to_char((t.opened_at at time zone 'Asia/Shanghai')::date - ${days}, 'YYYYMMDD')`
  return `regexp_replace(t.number, '\\d{12,}$', '') || ${day} || lpad((c.place * 1000 + turn)::text, 8, '0')`
}
