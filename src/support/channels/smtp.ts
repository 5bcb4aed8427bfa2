// Mail by SMTP (RFC 5321) to a relay: one connection for one mail, TLS where the relay offers it (RFC 3207), plain sign-in (RFC 4954).
// Headers and body are UTF-8 in base64, so that no line of ours can be taken for a command.
import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import { limits, type Text } from './channel.ts'
import type { Failure, Sender } from './send.ts'
import { unreachable } from './sms.ts'

/** The relay said no. 4xx may be tried again, 5xx may not (RFC 5321 §4.2.1). */
class RelayRefusal extends Error {
  readonly code: number
  constructor(code: number) {
    super(`smtp-${code}`)
    this.code = code
  }
}

/** The sender for a relay at this address. */
export function sendMail(relay: string, from: string): Sender {
  const url = new URL(relay)
  return async (id, to, text) => {
    try {
      await withRelay(url, (talk, secure) => converse(talk, secure, url, { id, from, to, text }))
      return undefined
    } catch (error) {
      return failureOf(error)
    }
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof RelayRefusal) return { reason: error.message, again: error.code < 500 }
  return unreachable('smtp', error)
}

/** Sends a line and gives the code of the answer; throws a RelayRefusal unless it is one of those expected. */
type Talk = (line: string | undefined, expected: number) => Promise<string>

async function converse(talk: Talk, secure: () => Promise<Talk>, url: URL, mail: Mail): Promise<void> {
  await talk(undefined, 220)
  let say = talk
  const offered = await say('EHLO yiwang', 250)
  if (url.protocol === 'smtp:' && /^250[- ]STARTTLS/im.test(offered)) {
    await say('STARTTLS', 220)
    say = await secure()
    await say('EHLO yiwang', 250)
  }
  if (url.username !== '') await say(`AUTH PLAIN ${Buffer.from(`\0${decodeURIComponent(url.username)}\0${decodeURIComponent(url.password)}`).toString('base64')}`, 235)
  await say(`MAIL FROM:<${mail.from}>`, 250)
  await say(`RCPT TO:<${mail.to}>`, 250)
  await say('DATA', 354)
  await say(`${mailText(mail)}\r\n.`, 250)
  // It was taken; what the relay says to our leaving changes nothing.
  await say('QUIT', 221).catch(() => '')
}

interface Mail {
  id: string
  from: string
  to: string
  text: Text
}

/** The mail as it goes over the wire. The Message-ID is the same at every try. */
export function mailText({ id, from, to, text }: Mail): string {
  const encoded = (words: string) => Buffer.from(words, 'utf8').toString('base64')
  const host = from.split('@')[1] ?? 'localhost'
  return [
    `From: <${from}>`, `To: <${to}>`, `Subject: =?UTF-8?B?${encoded(text.subject)}?=`, `Message-ID: <${id}@${host}>`, 'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', ...(encoded(text.text).match(/.{1,76}/g) ?? []),
  ].join('\r\n')
}

async function withRelay(url: URL, work: (talk: Talk, secure: () => Promise<Talk>) => Promise<void>): Promise<void> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port || (url.protocol === 'smtps:' ? 465 : 25))
  let socket: Socket = url.protocol === 'smtps:' ? connectSecure({ host, port, servername: host }) : connectPlain({ host, port })
  const end = setTimeout(() => socket.destroy(new Error('timeout')), limits.sendSecondsMax * 1000)
  const secure = async (): Promise<Talk> => {
    socket = connectSecure({ socket, servername: host })
    return talkOver(socket)
  }
  try {
    await work(talkOver(socket), secure)
  } finally {
    clearTimeout(end)
    socket.destroy()
  }
}

const answerBytesMax = 64_000

function talkOver(socket: Socket): Talk {
  let heard = ''
  let wake = () => {}
  let broken: Error | undefined
  socket.on('data', (part: Buffer) => {
    heard += part.toString('latin1')
    wake()
  })
  const end = (error?: Error) => {
    broken ??= error ?? new Error('closed')
    wake()
  }
  socket.on('error', end).on('close', () => end())
  const answer = async (): Promise<string> => {
    for (;;) {
      const whole = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\r?\n/.exec(heard)
      if (whole) {
        heard = heard.slice(whole[0].length)
        return whole[0]
      }
      if (broken || heard.length > answerBytesMax) throw broken ?? new Error('the answer is too long')
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  return async (line, expected) => {
    if (line !== undefined) socket.write(`${line}\r\n`)
    const said = await answer()
    const code = Number(/(\d{3})[^\n]*\r?\n$/.exec(said.split('\n').slice(-2).join('\n'))?.[1])
    if (code !== expected && !(expected === 250 && code === 251)) throw new RelayRefusal(Number.isInteger(code) ? code : 400)
    return said
  }
}
