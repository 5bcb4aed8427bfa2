// What is written, and above all what is not: no personal data (个人信息保护法 6).
import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { openLog } from './log.ts'

function capture(terminal: boolean) {
  const lines: string[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  const log = openLog({ level: 'info', terminal, stream })
  return { log, text: () => lines.join('') }
}

test('off a terminal every line is JSON with an ISO time', () => {
  const { log, text } = capture(false)
  log.info({ case: 'YZ-1' }, 'accepted')
  const line = JSON.parse(text())
  assert.equal(line.case, 'YZ-1')
  assert.equal(line.msg, 'accepted')
  assert.match(line.time, /^\d{4}-\d\d-\d\dT.*Z$/)
})

test('no query string, header, cookie, body or named personal field is written', () => {
  const { log, text } = capture(false)
  log.info({
    req: { id: 'r1', method: 'GET', url: '/api/items?q=张三', headers: { cookie: 'c-secret' }, ip: '10.1.2.3' },
    account: { login: 'zhangsan', phone: '13800000000', idNumber: '990100…' },
    body: { words: '张三' },
    // What a library hands on whole, as that for uploads does.
    options: { headers: { cookie: 'c-secret' } },
    password: 'pw-secret',
  }, 'request')
  const written = text()
  for (const word of ['张三', 'c-secret', 'pw-secret', '13800000000', '990100', 'zhangsan', '10.1.2.3']) assert.ok(!written.includes(word), word)
  assert.equal(JSON.parse(written).req.path, '/api/items')
})

test('an error of the database is written without the values of the row', () => {
  const { log, text } = capture(false)
  const error = Object.assign(new Error('invalid input syntax for type uuid: "张三"'), { code: '22P02', severity: 'ERROR', detail: 'Key (phone)=(138) already exists.' })
  log.error({ err: new Error('act failed', { cause: error }) })
  assert.ok(!text().includes('张三') && !text().includes('138'))
  assert.equal(JSON.parse(text()).err.cause.code, '22P02')
})

test('on a terminal the line is for people', async () => {
  const { log, text } = capture(true)
  log.info('ready')
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.match(text(), /ready/)
  assert.throws(() => JSON.parse(text()))
})
