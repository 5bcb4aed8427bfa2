// SQL of uploads in pieces. The only file that names these tables.
import type { Sql } from '#base/db'

export interface Upload {
  id: string
  draft: string
  material: string
  name: string
  bytes: number
  mark: string
  received: number
}

const columns = 'id, draft, material, name, bytes::float8 as bytes, mark, received::float8 as received'

export async function beginUpload(tx: Sql, one: Upload, now: Temporal.Instant): Promise<Upload> {
  const [row] = await tx.rows<Upload>(
    `insert into applications.uploads as u (id, draft, material, name, bytes, mark, begun_at) values ($1,$2,$3,$4,$5,$6,$7)
     on conflict (draft, material, mark) do update set name = excluded.name returning ${columns}`,
    [one.id, one.draft, one.material, one.name, one.bytes, one.mark, now],
  )
  return row ?? one
}

export async function findUpload(sql: Sql, draft: string, id: string): Promise<Upload | undefined> {
  return (await sql.rows<Upload>(`select ${columns} from applications.uploads where draft = $1 and id = $2`, [draft, id]))[0]
}

export async function listUploads(sql: Sql, draft: string): Promise<Upload[]> {
  return sql.rows<Upload>(`select ${columns} from applications.uploads where draft = $1 order by begun_at, id`, [draft])
}

/** Adds a piece where it follows what is there; of two that come at once the second finds the place taken. */
export async function addPiece(sql: Sql, upload: string, at: number, content: Buffer): Promise<number | undefined> {
  const [row] = await sql.rows<{ received: number }>(
    `with moved as (update applications.uploads set received = received + $3 where id = $1 and received = $2 returning id, received)
     , kept as (insert into applications.pieces (upload, at, content) select id, $2, $4 from moved returning 1) select received::float8 as received from moved`,
    [upload, at, content.length, content],
  )
  return row?.received
}

/** The bytes of an upload, piece by piece: never the whole file in memory. */
export async function* readPieces(sql: Sql, upload: string): AsyncGenerator<Buffer> {
  for (let at = 0; ; ) {
    const [piece] = await sql.rows<{ content: Buffer }>('select content from applications.pieces where upload = $1 and at = $2', [upload, at])
    if (!piece) return
    yield piece.content
    at += piece.content.length
  }
}

export async function deleteUpload(tx: Sql, id: string): Promise<void> {
  await tx.rows('delete from applications.uploads where id = $1', [id])
}

/** Uploads that nobody went on with. */
export async function deleteStaleUploads(sql: Sql, before: Temporal.Instant): Promise<void> {
  await sql.rows('delete from applications.uploads where begun_at < $1', [before])
}
