// COPY over the wire: whole tables out and in as a stream of bytes, never held in memory. For backups and for filling in bulk.
import { once } from 'node:events'
import pg from 'pg'
import type { Connection } from './connection.ts'
import { valueTypes } from './values.ts'

/** One connection of one's own, outside every pool: COPY takes it whole. */
export async function connectAlone(connection: Connection): Promise<pg.Client> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000, types: valueTypes, options: '-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c client_min_messages=warning' })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** The part of `pg`'s connection that COPY needs; its types do not tell it. */
interface Wire extends pg.Connection {
  stream: import('node:net').Socket
  query(text: string): void
  sendCopyFromChunk(chunk: Uint8Array): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

const queuedMax = 512

/** Runs `copy … to stdout` and gives its bytes, as fast as they are taken. */
export async function* copyOut(client: pg.Client, text: string): AsyncGenerator<Buffer> {
  const out = new CopyOut(text)
  client.query(out)
  for (;;) {
    const chunk = await out.next()
    if (!chunk) return
    yield chunk
  }
}

/** Runs `copy … from stdin` with these bytes. An error of the source or of the server leaves nothing of the statement. */
export function copyIn(client: pg.Client, text: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(text, chunks, (error) => (error ? reject(error) : resolve())))
  })
}

/** A query as `pg` runs it, whose answer is a stream of bytes. */
class CopyOut implements pg.Submittable {
  readonly #text: string
  readonly #queue: Buffer[] = []
  #wire: Wire | undefined
  #ended = false
  #error: Error | undefined
  #wake: () => void = () => undefined

  constructor(text: string) {
    this.#text = text
  }

  submit(connection: pg.Connection): void {
    this.#wire = connection as Wire
    this.#wire.query(this.#text)
  }

  async next(): Promise<Buffer | undefined> {
    while (this.#queue.length === 0 && !this.#ended) await new Promise<void>((resolve) => (this.#wake = resolve))
    // A server sends each row by itself: what waits is handed on together.
    const chunks = this.#queue.splice(0)
    this.#wire?.stream.resume()
    if (chunks.length === 0 && this.#error) throw this.#error
    return chunks.length === 0 ? undefined : Buffer.concat(chunks)
  }

  handleCopyData(message: { chunk: Buffer }): void {
    // The bytes lie in a buffer that the parser uses again.
    if (this.#queue.push(Buffer.from(message.chunk)) >= queuedMax) this.#wire?.stream.pause()
    this.#wake()
  }

  handleError(error: Error): void {
    this.#error = error
    this.#end()
  }

  handleReadyForQuery(): void {
    this.#end()
  }

  handleCommandComplete(): void {}

  handleRowDescription(): void {}

  #end(): void {
    this.#ended = true
    this.#wake()
  }
}

/** A query as `pg` runs it, that sends bytes when the server asks for them. */
class CopyIn implements pg.Submittable {
  readonly #text: string
  readonly #chunks: AsyncIterable<Uint8Array>
  readonly #done: (error?: Error) => void
  #error: Error | undefined

  constructor(text: string, chunks: AsyncIterable<Uint8Array>, done: (error?: Error) => void) {
    this.#text = text
    this.#chunks = chunks
    this.#done = done
  }

  submit(connection: pg.Connection): void {
    const wire = connection as Wire
    wire.query(this.#text)
  }

  handleCopyInResponse(connection: pg.Connection): void {
    const wire = connection as Wire
    void this.#send(wire).catch((error: unknown) => {
      this.#error = error instanceof Error ? error : new Error(String(error))
      wire.sendCopyFail(this.#error.message)
    })
  }

  async #send(wire: Wire): Promise<void> {
    for await (const chunk of this.#chunks) {
      if (this.#error) return
      wire.sendCopyFromChunk(chunk)
      if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain')
    }
    wire.endCopyFrom()
  }

  handleError(error: Error): void {
    this.#error ??= error
    // A source that is in the middle of its bytes sees it before the next ones.
    this.#done(this.#error)
  }

  handleReadyForQuery(): void {
    if (!this.#error) this.#done()
  }

  handleCommandComplete(): void {}

  handleRowDescription(): void {}
}
