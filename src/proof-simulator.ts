// yiwang proofs simulate: stands in for the sources that prove who somebody is, on a machine without any. It runs as a process of its own,
// knows nobody but made-up people (numbers that begin with 99), and can be slow, down, wrong or malicious, so that one sees what the
// platform does then. It takes no picture of anybody. Never for real people.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { CompactSign } from 'jose'
import { parse } from 'yaml'
import type { Command } from '#base/commands'
import { answerType, subjectOf, type Question, type SourceAnswer, type SourceName } from '#support/proofs'
import { visitPage } from './proof-simulator-pages.ts'

const modes = ['ok', 'slow', 'down', 'busy', 'malformed', 'huge', 'mismatch', 'other-person', 'replay', 'higher-level', 'forged', 'other-source', 'stale', 'same-trace', 'with-picture', 'other-page', 'hasty'] as const
/**
 * ok: answers truly · slow: after a while · down: hangs up · busy: HTTP 503 · malformed: no JSON · huge: without end · mismatch: says no ·
 * other-person: of somebody else · replay: its last answer again · higher-level: asserts what it cannot do · forged: signs with another key ·
 * other-source: in the name of another source · stale: of yesterday · same-trace: by the number of its last answer · with-picture: adds a picture · other-page: sends the person elsewhere ·
 * hasty: answers before the person was there.
 */
type Mode = (typeof modes)[number]

const isMode = (text: unknown): text is Mode => (modes as readonly unknown[]).includes(text)

/** What each source says it did, and how it is set up in the file that is written beside. */
const simulated: Record<SourceName, { zh: string; en: string; visit: boolean; assertion: string; levels: Record<string, number>; holdsDays: number }> = {
  'name-check': { zh: '模拟的人口信息核对服务', en: 'the simulated population register', visit: false, assertion: 'two-factor', levels: { 'two-factor': 3 }, holdsDays: 1826 },
  face: { zh: '模拟的实人核验服务', en: 'the simulated face check', visit: true, assertion: 'real-person', levels: { 'real-person': 4 }, holdsDays: 366 },
  'network-id': { zh: '模拟的国家网络身份认证公共服务', en: 'the simulated national network identity', visit: true, assertion: 'credential-password', levels: { credential: 3, 'credential-password': 4 }, holdsDays: 366 },
  'enterprise-register': { zh: '模拟的企业登记信息', en: 'the simulated register of enterprises', visit: false, assertion: 'representative', levels: { representative: 4 }, holdsDays: 366 },
}
const isSource = (text: string): text is SourceName => Object.hasOwn(simulated, text)

/** Somebody of the simulated registers. */
interface Entry {
  login: string
  kind: string
  name: string
  idNumber?: string
  uscc?: string
  representative?: string
}

export interface Visit {
  source: SourceName
  question: Question
  verdict?: boolean
  code: string
  /** Who signed in to the network identity there. */
  who?: { name: string; idNumber: string }
}

interface State {
  base: string
  modes: Map<SourceName, Mode>
  slowMs: number
  now: () => number
  keys: Record<SourceName, { privateKey: KeyObject; kid: string }>
  people: Entry[]
  visits: Map<string, Visit>
  last: Map<SourceName, string>
  traces: Map<SourceName, string>
}

export interface ProofSimulator {
  url: string
  /** What a platform needs to use it: the content of YIWANG_PROOFS_FILE. */
  settings: string
  close(): Promise<void>
}

/** Opens the simulator on loopback; port 0 takes a free one. `people` is a list as packs have it; `now` in milliseconds, for a town whose clock is moved. */
export async function openProofSimulator(options: { port: number; people: string; mode?: Mode; slowMs?: number; now?: () => number }): Promise<ProofSimulator> {
  const names = Object.keys(simulated).filter(isSource)
  const pairs = names.map((name) => [name, generateKeyPairSync('ec', { namedCurve: 'P-256' })] as const)
  const state: State = {
    base: '', modes: new Map(names.map((name) => [name, options.mode ?? 'ok'])), slowMs: options.slowMs ?? 20_000, now: options.now ?? Date.now, people: parse(options.people) as Entry[], visits: new Map(), last: new Map(), traces: new Map(),
    keys: Object.fromEntries(pairs.map(([name, { privateKey }]) => [name, { privateKey, kid: `simulated-${name}` }])) as State['keys'],
  }
  const server = createServer((request, response) => void serve(request, response, state).catch(() => response.destroy()))
  await new Promise<void>((done, fail) => void server.once('error', fail).listen(options.port, '127.0.0.1', done))
  state.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings = Object.fromEntries(pairs.map(([name, { publicKey }]) => {
    const { zh, en, levels, holdsDays } = simulated[name]
    const jwk = publicKey.export({ format: 'jwk' })
    return [name, { name: { zh, en }, contact: '0990-12345', url: `${state.base}/${name}`, keys: { keys: [{ ...jwk, kid: `simulated-${name}` }] }, levels, holdsDays }]
  }))
  return {
    url: state.base, settings: `${JSON.stringify(settings, null, 2)}\n`,
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((done) => void server.close(() => done()))
    },
  }
}

async function serve(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
  const url = new URL(request.url ?? '/', state.base)
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  const [, first = '', id = ''] = url.pathname.split('/')
  if (first === 'mode' && request.method === 'PUT') return setMode(response, JSON.parse(text || '{}') as Record<string, unknown>, state)
  if (first === 'visit') return visit(request, response, id, new URLSearchParams(text), state)
  if (isSource(first) && request.method === 'POST') return answerQuestion(request, response, first, JSON.parse(text) as Question, state)
  say(response, 404, {})
}

function say(response: ServerResponse, status: number, said: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said))
}

/** PUT /mode {"mode": …, "source": …} changes how one source, or all, behave. */
function setMode(response: ServerResponse, { mode, source }: Record<string, unknown>, state: State): void {
  if (!isMode(mode) || (source !== undefined && !(typeof source === 'string' && isSource(source)))) return say(response, 400, { modes, sources: Object.keys(simulated) })
  for (const name of state.modes.keys()) if (source === undefined || source === name) state.modes.set(name, mode)
  say(response, 200, { mode })
}

async function answerQuestion(request: IncomingMessage, response: ServerResponse, source: SourceName, question: Question, state: State): Promise<void> {
  const mode = state.modes.get(source) ?? 'ok'
  if (mode === 'down') return void request.socket.destroy()
  if (mode === 'slow') await pause(state.slowMs, undefined, { ref: false })
  if (mode === 'busy') return say(response, 503, {})
  if (mode === 'malformed') return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"answer": ')
  if (mode === 'huge') return pourOut(response)
  const isVisit = simulated[source].visit && mode !== 'hasty'
  if (isVisit && question.code === undefined) return say(response, 200, { visit: mode === 'other-page' ? 'http://127.0.0.2/visit' : beginVisit(source, question, state) })
  const visited = [...state.visits.values()].find((one) => one.question.ask === question.ask && one.code === question.code)
  if (isVisit && visited?.verdict === undefined) return say(response, 200, { pending: true })
  say(response, 200, { answer: await signed(source, question, visited, mode, state) })
}

function pourOut(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  const pour = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  }
  response.on('drain', pour).on('error', () => response.destroy())
  pour()
}

function beginVisit(source: SourceName, question: Question, state: State): string {
  const id = crypto.randomUUID()
  state.visits.set(id, { source, question, code: crypto.randomUUID().replaceAll('-', '') })
  return `${state.base}/visit/${id}`
}

async function signed(source: SourceName, question: Question, visited: Visit | undefined, mode: Mode, state: State): Promise<string> {
  const last = state.last.get(source)
  if (mode === 'replay' && last !== undefined) return last
  const { privateKey, kid } = mode === 'forged' ? { privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, kid: state.keys[source].kid } : state.keys[source]
  const honest = answerTo(source, question, visited, state)
  const trace = (mode === 'same-trace' ? state.traces.get(source) : undefined) ?? honest.trace
  state.traces.set(source, trace)
  const answer = await new CompactSign(Buffer.from(JSON.stringify(bend({ ...honest, trace }, mode)))).setProtectedHeader({ alg: 'ES256', kid, typ: answerType }).sign(privateKey)
  state.last.set(source, answer)
  return answer
}

/** What an honest source says. */
function answerTo(source: SourceName, question: Question, visited: Visit | undefined, state: State): SourceAnswer {
  const company = state.people.find((one) => one.uscc !== undefined && one.uscc === question.company?.uscc)
  const isMatch = isTrue(source, question, visited, state)
  return {
    iss: source, aud: question.audience, ask: question.ask, nonce: question.nonce, subject: question.subject, result: isMatch ? 'match' : 'mismatch',
    assertion: simulated[source].assertion, trace: `SIM-${crypto.randomUUID()}`, score: source === 'face' ? 0.97 : null, at: Math.floor(state.now() / 1000),
    ...(source === 'network-id' && isMatch ? { holder: `SIM-${Buffer.from(`${visited?.who?.idNumber ?? ''}@${question.audience}`).toString('base64url')}` } : {}),
    ...(source === 'enterprise-register' && isMatch ? { company: { name: company?.name ?? `模拟企业${question.company?.uscc.slice(-6) ?? ''}` } } : {}),
  }
}

function isTrue(source: SourceName, { person, company, subject, nonce }: Question, visited: Visit | undefined, { people }: State): boolean {
  if (source === 'network-id') return visited?.verdict === true && visited.who !== undefined && (subject === null || subject === subjectOf(nonce, { ...visited.who, idKind: 'resident-id' }))
  if (!person || !isMadeUp(person, people)) return false
  if (source === 'face') return visited?.verdict === true
  if (source === 'name-check') return true
  const known = people.find((one) => one.uscc === company?.uscc)
  // A company that nobody wrote down is whoever's asks first, as long as its number is made up.
  return known ? people.find(({ login }) => login === known.representative)?.idNumber === person.idNumber : company?.uscc.slice(2).startsWith('99') === true
}

/** A person of the list, or one that cannot exist: no region's number begins with 99. */
function isMadeUp({ name, idNumber }: { name: string; idNumber: string }, people: readonly Entry[]): boolean {
  const known = people.find((one) => one.idNumber === idNumber)
  return known ? known.name === name : idNumber.startsWith('99')
}

/** The same answer, made wrong. */
function bend(answer: SourceAnswer, mode: Mode): object {
  if (mode === 'mismatch') return { ...answer, result: 'mismatch', company: undefined, holder: undefined }
  if (mode === 'other-person') return { ...answer, subject: subjectOf(answer.nonce, { name: '李四', idKind: 'resident-id', idNumber: '990101199001010010' }) }
  if (mode === 'replay') return { ...answer, nonce: 'a-nonce-of-another-day' }
  if (mode === 'higher-level') return { ...answer, assertion: 'seen-in-person' }
  if (mode === 'other-source') return { ...answer, iss: answer.iss === 'face' ? 'network-id' : 'face', assertion: 'real-person' }
  if (mode === 'stale') return { ...answer, at: answer.at - 86_400 }
  return mode === 'with-picture' ? { ...answer, picture: 'data:image/png;base64,AAAA' } : answer
}

/** The page on which a person would be checked: whoever tries this says here how that ends. */
async function visit(request: IncomingMessage, response: ServerResponse, id: string, posted: URLSearchParams, state: State): Promise<void> {
  const one = state.visits.get(id)
  if (!one) return say(response, 404, {})
  if (request.method === 'POST') {
    one.verdict = posted.get('verdict') === 'yes'
    one.who = { name: posted.get('name') ?? '', idNumber: posted.get('idNumber') ?? '' }
    const back = new URL(one.question.returnTo ?? state.base)
    back.searchParams.set('code', one.code)
    return void response.writeHead(303, { location: back.href }).end()
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'", 'referrer-policy': 'no-referrer' }).end(visitPage(one, simulated[one.source]))
}

export const proofsSimulate: Command = {
  name: 'proofs simulate',
  about: 'Run the sources that prove who somebody is, for made-up people. 运行身份核验来源的模拟服务。',
  options: [
    { flags: '--folder <folder>', about: 'where sources.json is written, for YIWANG_PROOFS_FILE', default: '.yiwang/proofs' },
    { flags: '--port <port>', about: 'port on loopback (0: any free one)', default: '2527' },
    { flags: '--people <file>', about: 'who is known, as in people.yaml of a pack', default: join(import.meta.dirname, '../packs/yunzhou/people.yaml') },
    { flags: '--mode <mode>', about: `${modes.join(', ')}; changed later by PUT /mode`, default: 'ok' },
    { flags: '--slow-ms <ms>', about: 'how long slow takes', default: '20000' },
  ],
  examples: [
    { line: 'proofs simulate', about: 'then serve with YIWANG_PROOFS_FILE=.yiwang/proofs/sources.json' },
    { line: 'proofs simulate --mode other-person', about: 'sources that answer about somebody else' },
  ],
  run: async ({ options, say: tell }) => {
    const { mode } = options
    if (!isMode(mode)) return { ok: false, data: { modes }, text: `--mode is one of ${modes.join(', ')}` }
    const folder = resolve(String(options.folder))
    const simulator = await openProofSimulator({ port: Number(options.port), people: await readFile(resolve(String(options.people)), 'utf8'), mode, slowMs: Number(options.slowMs) })
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'sources.json'), simulator.settings, { mode: 0o600 })
    tell(`proofs: ${simulator.url}`)
    tell(`settings: ${join(folder, 'sources.json')}`)
    await new Promise<void>((done) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
      // Whoever started it for itself takes it along.
      if (process.connected) process.once('disconnect', () => done())
    })
    await simulator.close()
    return undefined
  },
}
