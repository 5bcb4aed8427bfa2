// yiwang channels simulate: a relay of mail (SMTP) and of text messages (HTTP) for a machine without either. It runs as a process of its
// own, writes down what it was handed, and can be slow, wrong or down, so that one sees what the platform does then. Never for real people.
import { createHash } from 'node:crypto'
import { appendFile, mkdir } from 'node:fs/promises'
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from '#base/commands'

const modes = ['ok', 'slow', 'busy', 'wrong', 'down'] as const
/** ok: takes all · slow: takes all after a while · busy: not now (SMTP 451, HTTP 503) · wrong: never (550, 400) · down: hangs up. */
type Mode = (typeof modes)[number]

const isMode = (text: string): text is Mode => (modes as readonly string[]).includes(text)

interface State {
  mode: Mode
  slowMs: number
  keep(what: Record<string, unknown>): Promise<void>
}

/** Opens both relays on loopback; port 0 takes a free one. */
async function openSimulator(options: { folder: string; smtpPort: number; smsPort: number; mode: Mode; slowMs: number }): Promise<{ smtp: string; sms: string; close(): void }> {
  await mkdir(options.folder, { recursive: true })
  const file = join(options.folder, 'received.jsonl')
  const state: State = { mode: options.mode, slowMs: options.slowMs, keep: (what) => appendFile(file, `${JSON.stringify(what)}\n`) }
  const mail = createTcp((socket) => void serveMail(socket, state))
  const texts = createHttp((request, response) => void serveTexts(request, response, state).catch(() => response.destroy()))
  const [smtp, sms] = await Promise.all([listen(mail, options.smtpPort), listen(texts, options.smsPort)])
  return {
    smtp: `smtp://127.0.0.1:${smtp}`, sms: `http://127.0.0.1:${sms}/sms`,
    close: () => {
      mail.close()
      texts.close()
    },
  }
}

function listen(server: Server | ReturnType<typeof createHttp>, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', () => done((server.address() as AddressInfo).port))
  })
}

/** One conversation of SMTP: enough of RFC 5321 for a mail of one sender to one recipient. */
async function serveMail(socket: Socket, state: State): Promise<void> {
  socket.on('error', () => socket.destroy())
  if (state.mode === 'down') return void socket.destroy()
  if (state.mode === 'slow') await pause(state.slowMs)
  const say = (line: string) => socket.write(`${line}\r\n`)
  const mail = { from: '', to: '', data: '', inData: false }
  let heard = ''
  say('220 simulator ESMTP')
  socket.on('data', (part: Buffer) => {
    heard += part.toString('latin1')
    for (let at = heard.indexOf('\r\n'); at >= 0; at = heard.indexOf('\r\n')) {
      const line = heard.slice(0, at)
      heard = heard.slice(at + 2)
      if (mail.inData) void takeLine(line, mail, say, state)
      else obey(line, mail, say, socket, state)
    }
  })
}

interface Mail {
  from: string
  to: string
  data: string
  inData: boolean
}

function obey(line: string, mail: Mail, say: (line: string) => void, socket: Socket, state: State): void {
  const verb = line.slice(0, 4).toUpperCase()
  if (verb === 'EHLO' || verb === 'HELO') return say('250-simulator\r\n250 8BITMIME')
  if (verb === 'MAIL') {
    mail.from = /<([^>]*)>/.exec(line)?.[1] ?? ''
    return say(state.mode === 'busy' ? '451 try later' : '250 ok')
  }
  if (verb === 'RCPT') {
    mail.to = /<([^>]*)>/.exec(line)?.[1] ?? ''
    return say(state.mode === 'wrong' ? '550 no such mailbox' : '250 ok')
  }
  if (verb === 'DATA') {
    mail.inData = true
    return say('354 go on')
  }
  if (verb === 'QUIT') {
    say('221 bye')
    return void socket.end()
  }
  say('502 not known')
}

async function takeLine(line: string, mail: Mail, say: (line: string) => void, state: State): Promise<void> {
  if (line !== '.') {
    mail.data += `${line.replace(/^\./, '')}\n`
    return
  }
  mail.inData = false
  const [head = '', body = ''] = mail.data.split('\n\n', 2)
  const subject = /^Subject: =\?UTF-8\?B\?([^?]*)\?=/m.exec(head)?.[1] ?? ''
  const id = /^Message-ID: <([^>]*)>/m.exec(head)?.[1] ?? ''
  await state.keep({ channel: 'email', id, from: mail.from, to: mail.to, subject: fromBase64(subject), text: fromBase64(body) })
  say('250 taken')
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}

/** POST /sms takes a message; PUT /mode {"mode": …} changes how both relays behave. */
async function serveTexts(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as Record<string, unknown>
  const answer = (status: number, said: object) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said))
  if (request.method === 'PUT' && request.url === '/mode') {
    if (typeof body.mode !== 'string' || !isMode(body.mode)) return void answer(400, { modes })
    state.mode = body.mode
    return void answer(200, { mode: state.mode })
  }
  if (request.method !== 'POST' || request.url !== '/sms') return void answer(404, {})
  if (state.mode === 'down') return void request.socket.destroy()
  if (state.mode === 'slow') await pause(state.slowMs)
  if (state.mode === 'busy') return void answer(503, { accepted: false })
  if (state.mode === 'wrong') return void answer(400, { accepted: false })
  await state.keep({ channel: 'sms', id: body.id, to: body.to, text: body.text, digest: createHash('sha256').update(String(body.text)).digest('hex').slice(0, 12) })
  answer(200, { accepted: true })
}

export const channelsSimulate: Command = {
  name: 'channels simulate',
  about: 'Run a relay of mail and text messages that only writes down what it is handed. 运行邮件和短信的模拟中继。',
  options: [
    { flags: '--folder <folder>', about: 'where received.jsonl is written', default: '.yiwang/received' },
    { flags: '--smtp-port <port>', about: 'port of the mail relay (0: any free one)', default: '2525' },
    { flags: '--sms-port <port>', about: 'port of the text-message relay (0: any free one)', default: '2526' },
    { flags: '--mode <mode>', about: `${modes.join(', ')}; changed later by PUT /mode on the text-message relay`, default: 'ok' },
    { flags: '--slow-ms <ms>', about: 'how long slow takes', default: '20000' },
  ],
  examples: [
    { line: 'channels simulate', about: 'then serve with SMTP_URL=smtp://127.0.0.1:2525 SMS_URL=http://127.0.0.1:2526/sms' },
    { line: 'channels simulate --mode down', about: 'relays that hang up' },
  ],
  run: async ({ options, say }) => {
    const mode = String(options.mode)
    if (!isMode(mode)) return { ok: false, data: { modes }, text: `--mode is one of ${modes.join(', ')}` }
    const { smtp, sms, close } = await openSimulator({ folder: resolve(String(options.folder)), smtpPort: Number(options.smtpPort), smsPort: Number(options.smsPort), mode, slowMs: Number(options.slowMs) })
    say(`mail: ${smtp}`)
    say(`text messages: ${sms}`)
    await new Promise<void>((done) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
    })
    close()
    return undefined
  },
}
