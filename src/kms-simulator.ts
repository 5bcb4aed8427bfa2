// yiwang keys simulate: stands in for a key management system, on a machine without any. It runs as a process of its own, speaks what
// docs/decisions/0045-key-stores.md writes down, and can be slow, down, wrong or malicious, so that one sees what the platform does then. It keeps
// its keys in a file as they are. Never for real keys.
import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from '#base/commands'
import { signingAlgorithm, signingPurposes, thumbprint, type KmsKey, type SigningPurpose } from '#base/crypto'

const modes = ['ok', 'slow', 'down', 'busy', 'malformed', 'huge', 'redirect', 'closed', 'forgetful', 'forged', 'other-secret', 'not-wrapped', 'other-key', 'lost'] as const
/**
 * ok: answers truly · slow: after a while · down: hangs up · busy: HTTP 503 · malformed: no JSON · huge: without end · redirect: sends elsewhere · closed: knows no token ·
 * forgetful: hangs up after it has done what it was asked · forged: signs with another key · other-secret: unwraps something else · not-wrapped: gives back what it was to wrap ·
 * other-key: names a key by another's name · lost: knows none of its keys.
 */
type Mode = (typeof modes)[number]

const isMode = (text: unknown): text is Mode => (modes as readonly unknown[]).includes(text)

/** A key as the file keeps it: bytes of a master, or a private key (PKCS #8), base64url. */
interface Kept {
  kid: string
  purpose: SigningPurpose | 'master'
  request: string
  secret: string
}

interface State {
  mode: Mode
  slowMs: number
  token: string
  keys: Kept[]
  save(): Promise<void>
}

export interface KmsSimulator {
  url: string
  close(): Promise<void>
}

/** Opens the simulator on loopback; port 0 takes a free one. `file` keeps its keys from one run to the next. */
export async function openKmsSimulator({ port, token, file, mode = 'ok', slowMs = 20_000 }: { port: number; token: string; file: string; mode?: Mode; slowMs?: number }): Promise<KmsSimulator> {
  const keys = JSON.parse(await readFile(file, 'utf8').catch(() => '[]')) as Kept[]
  const state: State = { mode, slowMs, token, keys, save: () => writeFile(file, JSON.stringify(keys), { mode: 0o600 }) }
  const server = createServer((request, response) => void serve(request, response, state).catch(() => response.destroy()))
  await new Promise<void>((done, fail) => void server.once('error', fail).listen(port, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((done) => void server.close(() => done()))
    },
  }
}

async function serve(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const asked = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as Record<string, string>
  if (request.url === '/mode' && request.method === 'PUT') return setMode(response, asked, state)
  const { mode } = state
  if (mode === 'down') return void request.socket.destroy()
  if (mode === 'slow') await pause(state.slowMs, undefined, { ref: false })
  if (mode === 'busy') return say(response, 503, {})
  if (mode === 'malformed') return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"keys": ')
  if (mode === 'huge') return pourOut(response)
  if (mode === 'redirect') return void response.writeHead(307, { location: '/elsewhere' }).end()
  if (mode === 'closed' || request.headers.authorization !== `Bearer ${state.token}`) return say(response, 401, {})
  const answer = await answerTo(`${request.method} ${request.url}`, asked, state)
  if (mode === 'forgetful') return void request.socket.destroy()
  say(response, answer ? 200 : 404, answer ?? {})
}

function say(response: ServerResponse, status: number, said: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said))
}

/** PUT /mode {"mode": …} changes how it behaves. */
function setMode(response: ServerResponse, { mode }: Record<string, string>, state: State): void {
  if (!isMode(mode)) return say(response, 400, { modes })
  state.mode = mode
  say(response, 200, { mode })
}

function pourOut(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  const pour = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  }
  response.on('drain', pour).on('error', () => response.destroy())
  pour()
}

async function answerTo(what: string, asked: Record<string, string>, state: State): Promise<object | undefined> {
  const { kid = '', context = '', plain = '', wrapped = '', data = '', purpose = '', request = '' } = asked
  const keys = state.mode === 'lost' ? [] : state.keys
  if (what === 'GET /v1/health') return { ok: true }
  if (what === 'GET /v1/keys') return { keys: keys.map((key) => tell(key, state.mode)) }
  if (what === 'POST /v1/keys') return make(purpose, request, state)
  const key = keys.find((one) => one.kid === kid)
  if (!key) return undefined
  if (what === 'POST /v1/sign' && key.purpose !== 'master') return { signature: signed(key, Buffer.from(data, 'base64url'), state.mode).toString('base64url') }
  if (what === 'POST /v1/wrap' && key.purpose === 'master') return { wrapped: state.mode === 'not-wrapped' ? plain : wrap(key, Buffer.from(plain, 'base64url'), context).toString('base64url') }
  if (what === 'POST /v1/unwrap' && key.purpose === 'master') {
    const secret = unwrap(key, Buffer.from(wrapped, 'base64url'), context)
    return { plain: (state.mode === 'other-secret' ? randomBytes(secret.length) : secret).toString('base64url') }
  }
  return undefined
}

/** Makes a key once for each request, whoever asks how often. */
async function make(purpose: string, request: string, state: State): Promise<object | undefined> {
  const signs = signingPurposes.find((one) => one === purpose)
  if (!signs && purpose !== 'master') return undefined
  const known = state.keys.find((one) => one.request === request && one.purpose === purpose)
  const key = known ?? (signs ? makeSigning(signs, request) : { kid: randomBytes(12).toString('base64url'), purpose: 'master' as const, request, secret: randomBytes(32).toString('base64url') })
  if (!known) state.keys.push(key)
  await state.save()
  return tell(key, state.mode)
}

function makeSigning(purpose: SigningPurpose, request: string): Kept {
  const { privateKey, publicKey } = signingAlgorithm(purpose) === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519')
  return { kid: thumbprint(publicKey), purpose, request, secret: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64url') }
}

const privateOf = ({ secret }: Kept) => createPrivateKey({ key: Buffer.from(secret, 'base64url'), type: 'pkcs8', format: 'der' })

function tell(key: Kept, mode: Mode): KmsKey {
  const { kid, purpose } = key
  if (purpose === 'master') return { kid, purpose }
  const shown = mode === 'other-key' ? makeSigning(purpose, '') : key
  const { kty = '', crv = '', x = '', y } = createPublicKey(privateOf(shown)).export({ format: 'jwk' })
  return { kid, purpose, public: { kty, crv, x, ...(y ? { y } : {}) } }
}

function signed(key: Kept, data: Buffer, mode: Mode): Buffer {
  const privateKey = privateOf(mode === 'forged' && key.purpose !== 'master' ? makeSigning(key.purpose, '') : key)
  return privateKey.asymmetricKeyType === 'ed25519' ? sign(null, data, privateKey) : sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
}

function wrap({ secret }: Kept, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(secret, 'base64url'), nonce).setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function unwrap({ secret }: Kept, wrapped: Buffer, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(secret, 'base64url'), wrapped.subarray(0, 12)).setAAD(Buffer.from(context)).setAuthTag(wrapped.subarray(-16))
  return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()])
}

export const keysSimulate: Command = {
  name: 'keys simulate',
  about: 'Run a key management system for trying it out; its keys stand in a file as they are. 运行密钥管理系统（KMS）的模拟服务。',
  options: [
    { flags: '--folder <folder>', about: 'where keys.json and token are kept, outside YIWANG_HOME', default: '.yiwang-kms' },
    { flags: '--port <port>', about: 'port on loopback (0: any free one)', default: '2528' },
    { flags: '--mode <mode>', about: `${modes.join(', ')}; changed later by PUT /mode`, default: 'ok' },
    { flags: '--slow-ms <ms>', about: 'how long slow takes', default: '20000' },
  ],
  examples: [
    { line: 'keys simulate', about: 'then serve with YIWANG_KMS_URL=http://127.0.0.1:2528 YIWANG_KMS_TOKEN_FILE=.yiwang-kms/token' },
    { line: 'keys simulate --mode forged', about: 'one that signs with another key' },
  ],
  run: async ({ options, say: line }) => {
    const { mode } = options
    if (!isMode(mode)) return { ok: false, data: { modes }, text: `--mode is one of ${modes.join(', ')}` }
    const folder = resolve(String(options.folder))
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const kept = await readFile(join(folder, 'token'), 'utf8').catch(() => undefined)
    const token = kept?.trim() ?? randomBytes(24).toString('base64url')
    if (kept === undefined) await writeFile(join(folder, 'token'), `${token}\n`, { mode: 0o600 })
    const simulator = await openKmsSimulator({ port: Number(options.port), token, file: join(folder, 'keys.json'), mode, slowMs: Number(options.slowMs) })
    line(`kms: ${simulator.url}`)
    line(`token: ${join(folder, 'token')}`)
    await new Promise<void>((done) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
      // Whoever started it for itself takes it along.
      if (process.connected) process.once('disconnect', () => done())
    })
    await simulator.close()
    return undefined
  },
}
