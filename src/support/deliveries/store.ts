// SQL of letters and their templates; the only file that names these tables.
import type { Version } from '#base/act'
import type { Sql } from '#base/db'
import type { LetterTemplate } from '#core/packs'
import type { Letter } from './letter.ts'

export type Template = Version<LetterTemplate>

/** The newest versions of these templates, by name. */
export async function findTemplates(sql: Sql, names: readonly string[]): Promise<Map<string, Template>> {
  const rows = await sql.prepared<Template & { name: string }>('deliveries-templates', 'select distinct on (name) name, version, content, digest from deliveries.templates where name = any ($1::text[]) order by name, version desc', [[...new Set(names)]])
  return new Map(rows.map(({ name, ...template }) => [name, template]))
}

export async function insertTemplate(tx: Sql, { version, content, digest }: Template, now: Temporal.Instant): Promise<void> {
  await tx.rows('insert into deliveries.templates (name, version, content, digest, published_at) values ($1, $2, $3::jsonb, $4, $5)', [content.name, version, JSON.stringify(content), digest, now])
}

/** The next serial of a body's letters with this word in a year, from 1. */
export async function nextLetterSerial(tx: Sql, organisation: string, word: string, year: number): Promise<number> {
  const [row] = await tx.prepared<{ last: number }>(
    'deliveries-serial', 'insert into deliveries.serials values ($1, $2, $3, 1) on conflict (organisation, word, year) do update set last = deliveries.serials.last + 1 returning last', [organisation, word, year],
  )
  return row?.last ?? 1
}

const columns = `id, case_id as "caseId", kind, cause, number, dated::text as dated, organisation, seal, template, template_version as "templateVersion", content, salt,
  made_at as "madeAt", sha256, bytes, signature, printed_at as "printedAt", addressee`

export async function findLetter(sql: Sql, id: string): Promise<Letter | undefined> {
  return (await sql.prepared<Letter>('deliveries-letter-4', `select ${columns} from deliveries.letters where id = $1`, [id]))[0]
}

/** The letter with a number and a date; numbers are one body's, and two bodies may have the same short name. */
export async function findLetterByNumber(sql: Sql, number: string, dated: string): Promise<Letter | undefined> {
  return (await sql.prepared<Letter>('deliveries-letter-by-number', `select ${columns} from deliveries.letters where number = $1 and dated = $2::date order by made_at limit 1`, [number, dated]))[0]
}

/** The letters that answer these entries of these cases, so far as they were made. */
export async function listLettersFor(sql: Sql, cases: readonly string[], causes: readonly string[]): Promise<Letter[]> {
  return sql.prepared<Letter>('deliveries-letters-for-3', `select ${columns} from deliveries.letters where case_id = any ($1::uuid[]) and cause = any ($2::uuid[])`, [cases, causes])
}

/** All letters of a case, oldest first. */
export async function listLetters(sql: Sql, caseId: string): Promise<Letter[]> {
  return sql.prepared<Letter>('deliveries-letters-4', `select ${columns} from deliveries.letters where case_id = $1 order by made_at, id`, [caseId])
}

/** Those of the cases with a letter that is not printed, or that one of its recipients has not received yet. */
export async function casesWithOpenLetters(sql: Sql, cases: readonly string[]): Promise<string[]> {
  const rows = await sql.prepared<{ id: string }>(
    'deliveries-open-letters-2',
    `select case_id as id from deliveries.letters where case_id = any ($1::uuid[]) and sha256 is null
     union select case_id from deliveries.records where case_id = any ($1::uuid[]) and recorded_at is null`, [cases],
  )
  return rows.map((row) => row.id)
}

/** Letters to parties of cases: those to their places among the parties, and where they are of the side of the first one, those to that one. Newest first. */
export async function listLettersTo(sql: Sql, parts: readonly { caseId: string; place: number }[], limit: number, after?: { madeAt: string; id: string }): Promise<Letter[]> {
  return sql.prepared<Letter>(
    'deliveries-letters-to', `select ${columns} from deliveries.letters l
     where l.id in (select r.letter from deliveries.records r join unnest($1::uuid[], $5::int[]) as own(case_id, place) on r.case_id = own.case_id and r.place = own.place)
       and ($2::timestamptz is null or (made_at, id) < ($2, $3::uuid)) order by made_at desc, id desc limit $4`,
    [parts.map(({ caseId }) => caseId), after?.madeAt ?? null, after?.id ?? null, limit, parts.map(({ place }) => place)],
  )
}

export async function insertLetter(tx: Sql, letter: Letter): Promise<void> {
  await tx.prepared(
    'deliveries-add-letter-2',
    `insert into deliveries.letters (id, case_id, kind, cause, number, dated, organisation, seal, template, template_version, content, salt, made_at, addressee)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11::jsonb,$12,$13,$14)`,
    [letter.id, letter.caseId, letter.kind, letter.cause, letter.number, letter.dated, letter.organisation, letter.seal, letter.template, letter.templateVersion,
      JSON.stringify(letter.content), letter.salt, letter.madeAt, letter.addressee],
  )
}

/** Keeps the print of a letter; false where it was printed before. */
export async function markPrinted(tx: Sql, id: string, print: { sha256: string; bytes: number; signature: string }, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.rows('update deliveries.letters set sha256 = $2, bytes = $3, signature = $4, printed_at = $5 where id = $1 and sha256 is null returning 1', [id, print.sha256, print.bytes, print.signature, now])
  return rows.length > 0
}

/** Those of the digests that a printed letter has. */
export async function heldByLetters(sql: Sql, digests: string[]): Promise<string[]> {
  return (await sql.rows<{ sha256: string }>('select distinct sha256 from deliveries.letters where sha256 = any ($1)', [digests])).map((row) => row.sha256)
}
