// What somebody writes stays one line of the log and moves no terminal: in both forms, through the log itself and through the server.
import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { after, before, test } from 'node:test'
import { openLog } from '#base/log'
import { openTown, type Town } from '../town.ts'

/** Line ends of every kind, a forged line, colours, a title, a cleared screen, a link, C1 controls, marks that turn the reading direction. */
const tricks = [
  'a\r\n{"level":50,"msg":"forged"}', 'a\nINFO forged', 'a\rforged', 'a\u2028forged', 'a\u2029forged', 'a\u0085forged', 'a\u000bforged', 'a\u000cforged', '\u001b[2J\u001b[1;1H', '\u001b[31mred\u001b[0m', '\u001b]0;title\u0007',
  '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007', '\u009b31m', '\u009d0;title\u009c', 'a\u202etxt.exe', 'a\u2066b\u2069', 'a\u0000b', '\u0007\u0008\u007f', '\ud800', '%s%d%j%o%O%c', '"},"level":60,"x":"',
]

function capture(terminal: boolean) {
  const pieces: string[] = []
  const stream = new Writable({ write: (piece: Buffer, _, done) => (pieces.push(piece.toString('utf8')), done()) })
  return { log: openLog({ level: 'info', terminal, stream }), text: () => pieces.join('') }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 60))
// What a terminal obeys: C0 and C1 controls besides the end of a line, and marks that turn the reading direction.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

test('as JSON every entry is one line that reads back to the last character, and moves no terminal that shows it', () => {
  for (const trick of tricks) {
    const { log, text } = capture(false)
    log.info({ case: trick, [trick]: trick, deep: { list: [trick] }, err: new Error(trick, { cause: new Error(trick) }) }, trick)
    const lines = text().split('\n')
    assert.deepEqual([lines.length, lines[1]], [2, ''], JSON.stringify(trick))
    assert.doesNotMatch(lines[0] ?? '', obeyed, JSON.stringify(trick))
    const read = JSON.parse(lines[0] ?? '') as { level: number; msg: string; case: string; deep: { list: string[] } }
    assert.deepEqual([read.level, read.msg, read.case, read.deep.list[0]], [30, trick, trick, trick], JSON.stringify(trick))
  }
})

test('for people an entry begins at the left edge, and nothing that somebody wrote does; colours are our own', async () => {
  for (const trick of tricks) {
    const { log, text } = capture(true)
    log.info({ case: trick, [trick]: 1, err: new Error(trick) }, trick)
    await pause()
    const shown = stripOwnColours(text())
    assert.doesNotMatch(shown.replaceAll('\n', ''), obeyed, JSON.stringify(trick))
    const begun = shown.split('\n').filter((line) => line !== '' && !line.startsWith(' '))
    assert.equal(begun.length, 1, `${JSON.stringify(trick)}: ${JSON.stringify(begun)}`)
    assert.match(begun[0] ?? '', /^\[\d\d:\d\d:\d\d\] INFO: /)
  }
})

/** The colours that the printer itself sets: only of letters, and each is taken back. */
function stripOwnColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return text.replaceAll(/\u001b\[(3[0-9]|9[0-7])m(.*?)\u001b\[39m/gs, (_, _colour, inner: string) => inner)
}

let town: Town
const heard = capture(false)

before(async () => {
  town = await openTown({ log: heard.log })
})
after(() => town.close())

const entries = () => heard.text().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>)

test('whoever is refused is written down by identifiers: the code, the route, the account; no name, no number, no address, and nothing he typed', async () => {
  await town.call('GET', '/api/accounts?q=%E5%BC%A0%E6%95%8F', { as: 'zhang.min', headers: { 'x-forwarded-for': '198.51.100.23' } })
  await town.call('POST', '/api/session', { body: { login: 'zhang.min', password: 'wrong' }, headers: { origin: 'https://evil.example' } })
  const { id } = (await town.call<{ account: { id: string } }>('GET', '/api/session', { as: 'zhang.min' })).body.account
  const told = entries().filter(({ msg }) => msg === 'refused')
  assert.deepEqual(told.map(({ refused, method, route, account, level }) => ({ refused, method, route, account, level })), [
    { refused: 'http.not-allowed', method: 'GET', route: '/api/accounts', account: id, level: 40 },
    { refused: 'http.foreign-origin', method: 'POST', route: '/api/session', account: null, level: 40 },
  ])
  for (const secret of ['张敏', '198.51.100.23', 'wrong', 'evil.example', 'zhang.min']) assert.ok(!heard.text().includes(secret), secret)
})

test('what comes with a request cannot add a line: not by its address, its headers, its body, nor its method', async () => {
  const before = entries().length
  const line = '%0d%0a%7b%22level%22%3a60%7d%1b%5b2J'
  const calls = [`/api/cases/${line}`, `/${line}`, `/api/items?q=${line}`, `/desk/${line}`, `/api/accounts/${line}`, `/cases/${line}`]
  for (const url of calls) await town.app.inject({ url, headers: { cookie: await town.cookieOf('zhang.min'), 'user-agent': '\u001b[2J', referer: 'http://localhost/\u001b]0;x\u0007' } })
  await town.call('POST', '/api/session', { body: { login: 'a\u001b[2Jb', password: 'x' } })
  await town.app.inject({ method: 'POST', url: '/sign-in', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: `login=${line}&password=${line}` })
  assert.doesNotMatch(heard.text().replaceAll('\n', ''), obeyed)
  assert.ok(entries().slice(before).every(({ level }) => level === 30 || level === 40))
})
