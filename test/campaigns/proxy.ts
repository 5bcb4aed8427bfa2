// A wire between the platform and its database that can be cut at the moment that matters: when COMMIT is under way.
import { connect, createServer, type Socket } from 'node:net'
import type { Connection } from '#base/db'

/** Where the wire is cut: before the server hears of COMMIT, or when it has done it and its answer is on the way. */
export type Cut = 'request' | 'answer'

export interface Wire {
  connection: Connection
  /** Cuts the next connection that commits. */
  cutNext(where: Cut): void
  /** Cuts every connection when this many more pieces have been sent to the server, whatever they are; 0 takes that back. */
  cutAllAfter(pieces: number): void
  /** How often it was cut. */
  cuts(): number
  close(): Promise<void>
}

/** Lays the wire to a server; answers how to reach the same database through it. */
export async function layWire(connection: Connection): Promise<Wire> {
  let armed: Cut | undefined
  let cuts = 0
  let piecesLeft = 0
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(addressOf(connection))
    let isCommitting = false
    const drop = () => {
      cuts++
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', () => undefined).on('close', () => {
        open.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (chunk) => {
      if (piecesLeft > 0 && --piecesLeft === 0) {
        cuts++
        for (const socket of open) socket.destroy()
        return
      }
      // Acts end with one text that records and commits; its last words tell.
      if (armed && chunk.toString('latin1').endsWith(';commit\0')) {
        if (armed === 'request') {
          armed = undefined
          return drop()
        }
        armed = undefined
        isCommitting = true
      }
      upstream.write(chunk)
    })
    // An answer to COMMIT means that it was done, and is on disk.
    upstream.on('data', (chunk) => (isCommitting ? drop() : client.write(chunk)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    connection: through(connection, port),
    cutNext: (where) => {
      armed = where
    },
    cutAllAfter: (pieces) => {
      piecesLeft = pieces
    },
    cuts: () => cuts,
    close: () => {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function addressOf({ connectionString, host = 'localhost', port = 5432 }: Connection): { path: string } | { host: string; port: number } {
  if (connectionString) {
    const url = new URL(connectionString)
    return { host: url.hostname, port: Number(url.port || 5432) }
  }
  return host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
}

function through(connection: Connection, port: number): Connection {
  if (!connection.connectionString) return { ...connection, host: '127.0.0.1', port }
  const url = new URL(connection.connectionString)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return { ...connection, connectionString: url.href }
}
