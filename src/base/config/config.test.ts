// Settings read from environments of the tests, never from the one they run in.
import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { describeConfig, readConfig, SettingsError, withPort } from './config.ts'

test('without settings: loopback, embedded, demonstration', () => {
  const config = readConfig({})
  assert.deepEqual(config, {
    port: 8080,
    host: '127.0.0.1',
    loopback: true,
    home: resolve('.yiwang'),
    origin: 'http://localhost:8080',
    databaseUrl: undefined,
    servingDatabaseUrl: undefined,
    demo: true,
    logLevel: 'info',
    backupKeyFile: undefined,
    kms: undefined,
    relays: {},
    proofsFile: undefined,
    certificatesFile: undefined,
    innerNetworks: [],
    metricsToken: undefined,
    scanner: undefined,
    emergencyMinutes: 60,
  })
})

test('relays of mail and text messages: checked, their passwords never shown', () => {
  const env = { SMTP_URL: 'smtp://u:geheim@mail.example.cn:25', SMS_URL: 'https://:geheim@sms.example.cn/send', MAIL_FROM: 'no-reply@example.gov.cn' }
  assert.deepEqual(readConfig(env).relays, { smtp: env.SMTP_URL, sms: env.SMS_URL, from: env.MAIL_FROM })
  assert.ok(!JSON.stringify(describeConfig(env)).includes('geheim'))
  assert.throws(() => readConfig({ SMTP_URL: 'http://u:geheim@h', SMS_URL: 'nowhere', MAIL_FROM: 'a b' }), (error: SettingsError) => error.faults.length === 3 && !error.message.includes('geheim'))
})

test('a token for the figures is long enough to be one, and never shown', () => {
  const token = 'w7Qm2-figures-of-ours'
  assert.equal(readConfig({ YIWANG_METRICS_TOKEN: token }).metricsToken, token)
  assert.ok(!JSON.stringify(describeConfig({ YIWANG_METRICS_TOKEN: token })).includes(token))
  for (const bad of ['short', 'with a blank in its midst']) assert.throws(() => readConfig({ YIWANG_METRICS_TOKEN: bad }), (error: SettingsError) => error.faults.length === 1 && !error.message.includes(bad))
})

test('emergency access lasts minutes, not days', () => {
  for (const good of ['tcp://127.0.0.1:3310', 'tcp://[::1]:3310', 'unix:/run/clamav/clamd.ctl']) assert.equal(readConfig({ YIWANG_SCANNER_URL: good }).scanner, good)
  for (const bad of ['http://scanner:3310', 'tcp://scanner', 'unix:clamd.ctl']) assert.throws(() => readConfig({ YIWANG_SCANNER_URL: bad }), (error: SettingsError) => error.faults.length === 1, bad)
  assert.equal(readConfig({ YIWANG_EMERGENCY_MINUTES: '30' }).emergencyMinutes, 30)
  for (const bad of ['4', '481', '1.5', 'hour', '-60']) assert.throws(() => readConfig({ YIWANG_EMERGENCY_MINUTES: bad }), (error: SettingsError) => error.faults.length === 1, bad)
})

test('a KMS is called by https, or on this machine; its token is never in the address', () => {
  assert.deepEqual(readConfig({ YIWANG_KMS_URL: 'https://kms.example.cn/city/', YIWANG_KMS_TOKEN_FILE: '/run/kms.token' }).kms, { url: 'https://kms.example.cn/city', tokenFile: '/run/kms.token', cacheSeconds: 900 })
  assert.equal(readConfig({ YIWANG_KMS_URL: 'http://127.0.0.1:4711', YIWANG_KMS_CACHE_SECONDS: '60' }).kms?.cacheSeconds, 60)
  for (const bad of ['http://kms.example.cn', 'kms', 'https://u:geheim@kms.example.cn', 'https://kms.example.cn/?token=geheim']) {
    assert.throws(() => readConfig({ YIWANG_KMS_URL: bad }), (error: SettingsError) => error.faults.length === 1 && !error.message.includes('geheim'), bad)
  }
  for (const bad of ['59', '86401', 'long']) assert.throws(() => readConfig({ YIWANG_KMS_CACHE_SECONDS: bad }), (error: SettingsError) => error.faults.length === 1, bad)
})

test('inner networks are written as CIDR', () => {
  assert.deepEqual(readConfig({ YIWANG_INNER_NETWORKS: '10.20.0.0/16, fd00::/8' }).innerNetworks, ['10.20.0.0/16', 'fd00::/8'])
  assert.throws(() => readConfig({ YIWANG_INNER_NETWORKS: '10.20.0.0, inside/8' }), (error: SettingsError) => error.faults.length === 2)
})

test('all faults are told at once, and no password', () => {
  const bad = { PORT: '80x', HOST: '0.0.0.0', DATABASE_URL: 'mysql://u:geheim@h/d', YIWANG_DEMO: 'maybe', LOG_LEVEL: 'loud' }
  assert.throws(
    () => readConfig(bad),
    (error: unknown) => {
      assert.ok(error instanceof SettingsError)
      assert.deepEqual(error.faults.map((fault) => fault.split(' ')[0]), ['PORT', 'DATABASE_URL', 'YIWANG_ORIGIN', 'YIWANG_DEMO', 'LOG_LEVEL'])
      assert.ok(!error.message.includes('geheim'))
      return true
    },
  )
})

for (const [origin, host, fine] of [
  ['https://ywtb.example.gov.cn', '0.0.0.0', true],
  ['https://ywtb.example.gov.cn/', '0.0.0.0', true],
  ['https://ywtb.example.gov.cn', '127.0.0.1', true],
  ['http://127.0.0.1:9000', '127.0.0.1', true],
  ['http://ywtb.example.gov.cn', '127.0.0.1', false],
  ['http://ywtb.example.gov.cn', '0.0.0.0', false],
  ['https://ywtb.example.gov.cn/portal', '0.0.0.0', false],
  ['ywtb.example.gov.cn', '0.0.0.0', false],
] as const) {
  test(`origin ${origin} on ${host} is ${fine ? 'taken' : 'refused'}`, () => {
    const read = () => readConfig({ YIWANG_ORIGIN: origin, HOST: host })
    if (fine) assert.equal(read().origin, origin.replace(/\/$/, ''))
    else assert.throws(read, /YIWANG_ORIGIN/)
  })
}

test('demonstration mode is off by default with a foreign database or a public address, and may be asked for', () => {
  const external = { DATABASE_URL: 'postgresql://yiwang:pw@db/yiwang' }
  assert.equal(readConfig(external).demo, false)
  assert.equal(readConfig({ HOST: '0.0.0.0', YIWANG_ORIGIN: 'https://x.example' }).demo, false)
  assert.equal(readConfig({ ...external, YIWANG_DEMO: 'on' }).demo, true)
})

test('the list masks the password and marks what was set', () => {
  const list = describeConfig({ DATABASE_URL: 'postgresql://yiwang:geheim@db/yiwang?password=geheim', PORT: '' })
  const of = (name: string) => list.find((each) => each.name === name)
  assert.ok(!JSON.stringify(list).includes('geheim'))
  assert.equal(of('DATABASE_URL')?.set, true)
  assert.equal(of('PORT')?.set, false)
})

test('a lesser role is named for an external database alone, and its password is never shown', () => {
  const both = { DATABASE_URL: 'postgresql://yiwang:pw@db/yiwang', YIWANG_SERVING_DATABASE_URL: 'postgresql://lesser:geheim@db/yiwang' }
  assert.equal(readConfig(both).servingDatabaseUrl, both.YIWANG_SERVING_DATABASE_URL)
  assert.ok(!JSON.stringify(describeConfig(both)).includes('geheim'))
  for (const bad of [{ YIWANG_SERVING_DATABASE_URL: both.YIWANG_SERVING_DATABASE_URL }, { ...both, YIWANG_SERVING_DATABASE_URL: 'postgresql://lesser:geheim@db' }]) {
    assert.throws(() => readConfig(bad), (error: SettingsError) => error.faults.length === 1 && error.message.includes('YIWANG_SERVING_DATABASE_URL') && !error.message.includes('geheim'))
  }
})

test('a default address follows the port really taken, a given one does not', () => {
  assert.equal(withPort(readConfig({ PORT: '0' }), 4711).origin, 'http://localhost:4711')
  assert.equal(withPort(readConfig({ PORT: '0', YIWANG_ORIGIN: 'https://x.example' }), 4711).origin, 'https://x.example')
})
