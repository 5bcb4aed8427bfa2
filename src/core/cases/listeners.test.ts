// Listeners over real sockets: one that reads hears everything, one that does not is cut off with what waited for it.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { makeListeners } from './listeners.ts'

const piece = `data: ${'新'.repeat(16_000)}\n\n`
const piecesMax = 2000

test('a listener that does not read is cut off before it fills memory; the others hear everything', async () => {
  let gone = 0
  const listeners = makeListeners(() => gone++)
  const replies: ServerResponse[] = []
  const server = createServer((_request, reply) => {
    reply.writeHead(200, { 'content-type': 'text/event-stream' })
    reply.write(': here\n\n')
    listeners.add('one', reply)
    replies.push(reply)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const listen = () => new Promise<IncomingMessage>((resolve) => get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', agent: false }, resolve).on('error', () => undefined))
  const reading = await listen()
  let heard = 0
  reading.on('data', (chunk: Buffer) => (heard += chunk.length)).on('error', () => undefined)
  const silent = await listen()
  silent.on('error', () => undefined).pause()
  assert.equal(listeners.count(), 2)
  let said = 0
  let waitedMax = 0
  // The kernel takes some megabytes for one that does not read; then it is let go.
  for (; listeners.count() === 2 && said < piecesMax; said++) {
    listeners.say(piece)
    waitedMax = Math.max(waitedMax, ...replies.map((reply) => reply.writableLength))
    await pause(1)
  }
  assert.equal(listeners.count(), 1, 'one is left')
  assert.equal(replies[1]?.destroyed, true)
  assert.ok(waitedMax <= 64 * 1024 + 2 * Buffer.byteLength(piece), `${waitedMax} bytes waited`)
  for (let tries = 0; heard < said * Buffer.byteLength(piece) && tries < 500; tries++) await pause(10)
  assert.ok(heard >= said * Buffer.byteLength(piece), 'the other one heard everything')
  reading.destroy()
  for (let tries = 0; listeners.count() > 0 && tries < 500; tries++) await pause(10)
  assert.deepEqual([listeners.count(), gone], [0, 1])
  server.closeAllConnections()
  server.close()
})
