// A small program with every kind of ending: answers, refusals, wrong use, failures, faults.
import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { runProgram } from './program.ts'
import { askSecret, notATerminal } from './terminal.ts'
import type { Program } from './command.ts'

const program: Program = {
  name: 'yiwang',
  version: '1.2.3',
  about: 'test',
  groups: { ledger: 'the ledger' },
  commands: [
    {
      name: 'ledger verify',
      about: 'recompute',
      arguments: [{ name: 'file', about: 'a file', optional: true }],
      options: [{ flags: '--from <seq>', about: 'first entry', default: '0' }],
      examples: [{ line: 'ledger verify --json', about: 'for machines' }],
      run: (input) => {
        input.say('recomputing')
        if (input.arguments['file'] === 'refused') throw notATerminal({ about: 'x' })
        if (input.arguments['file'] === 'missing') throw new Error('no such file')
        if (input.arguments['file'] === 'bug') throw new TypeError('undefined is not a function')
        const from = Number(input.options['from'])
        return Promise.resolve({ data: { ok: from === 0, from }, text: `from ${from}`, ok: from === 0 })
      },
    },
  ],
}

async function run(...words: string[]) {
  const said = { out: '', err: '' }
  const into = (name: 'out' | 'err') => new Writable({
    write(chunk: Buffer, _encoding, done) {
      said[name] += chunk.toString()
      done()
    },
  })
  const code = await runProgram(program, words, { out: into('out'), err: into('err') })
  return { code, ...said }
}

test('the answer goes to stdout, progress to stderr', async () => {
  assert.deepEqual(await run('ledger', 'verify'), { code: 0, out: 'from 0\n', err: 'recomputing\n' })
})

test('--json gives one object on one line, and a no ends with 1', async () => {
  const ran = await run('ledger', 'verify', '--from', '5', '--json')
  assert.equal(ran.code, 1)
  assert.equal(ran.out, '{"ok":false,"from":5}\n')
})

test('a refusal is told in both languages with the next step, a failure in words, a fault with its stack', async () => {
  const refused = await run('ledger', 'verify', 'refused', '--json')
  assert.equal(refused.code, 1)
  assert.equal(JSON.parse(refused.out).error.code, 'commands.not-a-terminal')
  assert.match(refused.err, /无法询问.*请改用/s)
  const missing = await run('ledger', 'verify', 'missing')
  assert.deepEqual([missing.code, missing.err], [1, 'recomputing\nno such file\n'])
  const bug = await run('ledger', 'verify', 'bug')
  assert.equal(bug.code, 70)
  assert.match(bug.err, /TypeError: undefined is not a function\n\s+at /)
})

test('wrong use ends with 2 and points to the help; help is an answer', async () => {
  for (const words of [[], ['ledger', 'verify', '--nonsense'], ['nonsense']]) {
    const ran = await run(...words)
    assert.equal(ran.code, 2, words.join(' '))
    assert.equal(ran.out, '')
    assert.match(ran.err, /help/)
  }
  const help = await run('ledger', 'verify', '--help')
  assert.equal(help.code, 0)
  assert.match(help.out, /\$ yiwang ledger verify --json/)
  assert.equal((await run('--version')).out, '1.2.3\n')
})

test('nothing is asked off a terminal', { skip: process.stdin.isTTY ? 'runs off a terminal only' : false }, async () => {
  await assert.rejects(askSecret('password'), { code: 'commands.not-a-terminal' })
})
