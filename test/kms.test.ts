// Keys behind a KMS that runs as a process of its own: what it is believed in, what goes on while it is away, and the way into it.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { decryptData, encryptData, isSignature, moveKeys, openKeys, openKeysInKms, purposes, secretPurposes, signingPurposes, type Kms } from '#base/crypto'
import { manualClock } from '#base/time'
import { startKms } from './kms-process.ts'

const kms = await startKms()
const homes: string[] = []
const newHome = () => {
  const home = mkdtempSync(join(tmpdir(), 'yiwang-in-kms-'))
  homes.push(home)
  return home
}
afterEach(() => kms.mode('ok'))
after(async () => {
  await kms.close()
  for (const home of homes) rmSync(home, { recursive: true })
})

const quick = { tryMsMax: 200, callMsMax: 500, againAfterMs: 10 }
const clock = manualClock(Temporal.Instant.from('2026-11-23T01:00:00Z'))
const cacheSeconds = 900
const openIn = (home: string, own: Kms = kms.open(quick)) => openKeysInKms({ home, clock }, { kms: own, cacheSeconds })
const filesOf = (home: string) => readdirSync(join(home, 'keys')).map((name) => readFileSync(join(home, 'keys', name), 'utf8')).join('\n')

test('keys are made when a home is first opened; nothing of them stands in the home as it is; the next start finds the same', async () => {
  const home = newHome()
  const keys = await openIn(home)
  assert.deepEqual(new Set(keys.list().map(({ purpose }) => purpose)), new Set(purposes))
  assert.ok(keys.list().every(({ store }) => store === 'kms'))
  const texts = filesOf(home)
  assert.ok(!texts.includes('"seed"'))
  for (const purpose of secretPurposes) assert.ok(!texts.includes(keys.secret(purpose).secret.export().toString('base64url')), purpose)
  for (const { secret } of await kms.kept()) assert.ok(!texts.includes(secret), 'what is in the KMS stays there')
  const data = Buffer.from('收件')
  for (const purpose of signingPurposes) assert.ok(isSignature(keys.signing(purpose).publicKey, data, await keys.signing(purpose).sign(data)), purpose)
  const sealed = encryptData(keys, '990102199203140264', 'test:1')
  keys.close()
  await kms.restart()
  const again = await openIn(home)
  assert.deepEqual(again.list(), keys.list())
  assert.equal(decryptData(again, sealed, 'test:1'), '990102199203140264')
  again.close()
})

const away = { code: 'crypto.kms-away', status: 503 }
const wrong = { code: 'crypto.kms-wrong', status: 503 }

test('crypto.kms-away: one that is down, busy or slow is waited for within bounds, tried twice, and then refused; a start is refused as well', async () => {
  const home = newHome()
  const keys = await openIn(home)
  for (const mode of ['down', 'busy', 'slow']) {
    await kms.mode(mode)
    const since = performance.now()
    await assert.rejects(keys.signing('seals').sign(Buffer.from('x')), away, mode)
    assert.ok(performance.now() - since < quick.callMsMax + 300, `${mode}: ${performance.now() - since} ms`)
    assert.equal(keys.isAway(), true)
    await assert.rejects(openIn(home), away, mode)
    await assert.rejects(openIn(newHome()), away, mode)
  }
  await kms.mode('ok')
  await keys.signing('seals').sign(Buffer.from('x'))
  assert.equal(keys.isAway(), false)
  keys.close()
})

test('one that was just away is not waited for again by everybody', async () => {
  const keys = await openIn(newHome(), kms.open({ ...quick, restMs: 60_000 }))
  await kms.mode('slow')
  await assert.rejects(keys.signing('seals').sign(Buffer.from('x')), away)
  const since = performance.now()
  for (let n = 0; n < 20; n++) await assert.rejects(keys.signing('seals').sign(Buffer.from('x')), away)
  assert.ok(performance.now() - since < 100)
  keys.close()
})

test('a second try makes no second key: an answer that is lost on the way is asked for again', async () => {
  const keys = await openIn(newHome())
  const seals = async () => (await kms.kept()).filter(({ purpose }) => purpose === 'seals').length
  const before = await seals()
  await kms.mode('forgetful')
  await assert.rejects(keys.rotate('seals'), away)
  assert.equal(await seals(), before + 1, 'two tries, one key')
  keys.close()
})

test('crypto.kms-wrong: answers that cannot be right are not used, whoever gives them', async () => {
  const home = newHome()
  const keys = await openIn(home)
  const before = keys.list()
  for (const mode of ['malformed', 'huge', 'redirect', 'closed', 'lost', 'forged']) {
    await kms.mode(mode)
    for (const purpose of ['ledger', 'tokens'] as const) await assert.rejects(keys.signing(purpose).sign(Buffer.from('x')), wrong, `${mode} ${purpose}`)
  }
  for (const mode of ['not-wrapped', 'other-secret']) {
    await kms.mode(mode)
    await assert.rejects(keys.rotate('data'), wrong, mode)
    await assert.rejects(keys.rotate('master'), wrong, mode)
  }
  await kms.mode('other-key')
  await assert.rejects(keys.rotate('licences'), wrong)
  for (const mode of ['malformed', 'closed', 'lost', 'other-key', 'other-secret']) {
    await kms.mode(mode)
    await assert.rejects(openIn(home), wrong, `a start: ${mode}`)
  }
  await kms.mode('ok')
  assert.deepEqual(keys.list().filter(({ purpose }) => purpose !== 'master'), before.filter(({ purpose }) => purpose !== 'master'), 'no key came of it')
  keys.close()
})

test('what is at hand is used while the KMS is away, until its time is over; then it is refused, and goes on when the KMS is back', async () => {
  const keys = await openIn(newHome())
  const sealed = encryptData(keys, '张三', 'test:1')
  await kms.mode('down')
  clock.advance({ seconds: cacheSeconds - 1 })
  assert.equal(decryptData(keys, sealed, 'test:1'), '张三')
  await assert.rejects(keys.rotate('data'), away)
  clock.advance({ seconds: 1 })
  assert.throws(() => decryptData(keys, sealed, 'test:1'), away)
  assert.throws(() => encryptData(keys, '张三', 'test:1'), away)
  await kms.mode('ok')
  for (let looks = 0; looks < 100; looks++) {
    try {
      assert.equal(decryptData(keys, sealed, 'test:1'), '张三')
      keys.close()
      return
    } catch (error) {
      assert.equal((error as { code?: string }).code, away.code)
      await pause(20)
    }
  }
  assert.fail('it does not go on')
})

test('a newer master wraps the same secrets anew: data opens as before, and nothing stands under the older one any more', async () => {
  const keys = await openIn(newHome())
  const sealed = encryptData(keys, '张三', 'test:1')
  await keys.rotate('data')
  const kids = keys.list().filter(({ wrappedBy }) => wrappedBy).map(({ kid }) => kid)
  const made = await keys.rotate('master')
  const wrapped = keys.list().filter(({ wrappedBy }) => wrappedBy !== undefined)
  assert.deepEqual(wrapped.map(({ kid }) => kid), kids)
  assert.deepEqual(new Set(wrapped.map(({ wrappedBy }) => wrappedBy)), new Set([made.kid]))
  assert.equal(decryptData(keys, sealed, 'test:1'), '张三')
  keys.close()
})

test('a key that another process made is not at hand yet: the older one serves, what was sealed under the new one is refused once and then opens', async () => {
  const home = newHome()
  const [one, two] = [await openIn(home), await openIn(home)]
  const before = two.secret('data').kid
  const made = await one.rotate('data')
  const sealed = encryptData(one, '张三', 'test:1')
  assert.equal(two.secret('data').kid, before)
  assert.throws(() => decryptData(two, sealed, 'test:1'), away)
  for (let looks = 0; two.secret('data').kid !== made.kid && looks < 100; looks++) await pause(20)
  assert.equal(decryptData(two, sealed, 'test:1'), '张三')
  one.close()
  two.close()
})

test('crypto.keys-not-in-kms, crypto.kms-needed: keys of a home are not taken for keys of a KMS, nor the other way round', async () => {
  const home = newHome()
  openKeys({ home }).secret('data')
  await assert.rejects(openIn(home), { code: 'crypto.keys-not-in-kms', status: 409 })
  const moved = newHome()
  const keys = await openIn(moved)
  const sealed = encryptData(keys, '张三', 'test:1')
  keys.close()
  const here = openKeys({ home: moved })
  assert.throws(() => decryptData(here, sealed, 'test:1'), { code: 'crypto.kms-needed' })
  await assert.rejects(here.signing('ledger').sign(Buffer.from('x')), { code: 'crypto.kms-needed' })
  assert.equal(here.signers('ledger').length, 1, 'public halves are known without the KMS')
})

/** A KMS whose n-th call gets no answer. */
function failingAt(n: number): Kms {
  const whole = kms.open(quick)
  let calls = 0
  const counted = <A extends unknown[], T>(call: (...given: A) => Promise<T>) => (...given: A): Promise<T> => (++calls === n ? Promise.reject(new Error('cut off')) : call(...given))
  return { health: counted(whole.health), keys: counted(whole.keys), make: counted(whole.make), wrap: counted(whole.wrap), unwrap: counted(whole.unwrap), sign: counted(whole.sign) }
}

test('the way into a KMS goes on wherever it was cut off; then nothing that signs or opens is left in the home, and all that was made before is good', async () => {
  const home = newHome()
  const before = openKeys({ home })
  const data = Buffer.from('检查点')
  const signatures = await Promise.all(signingPurposes.map(async (purpose) => ({ purpose, signature: await before.signing(purpose).sign(data) })))
  const sealed = [encryptData(before, '张三', 'test:1')]
  await before.rotate('data')
  await before.rotate('seals')
  sealed.push(encryptData(before, '张三', 'test:1'))
  for (const purpose of secretPurposes) before.secret(purpose)
  const files = readdirSync(join(home, 'keys')).length
  let cuts = 0
  for (let n = 1; ; n += 3) {
    const done = await moveKeys({ home }, { kms: failingAt(n), cacheSeconds }).then(() => true, () => false)
    if (done) break
    cuts++
    assert.equal(filesOf(home).split('\n').filter((line) => line.includes('"purpose"')).length >= files, true, 'no key is lost on the way')
  }
  assert.ok(cuts > 2)
  assert.ok(!filesOf(home).includes('"seed"'))
  const keys = await openIn(home)
  for (const one of sealed) assert.equal(decryptData(keys, one, 'test:1'), '张三')
  for (const { purpose, signature } of signatures) assert.ok(keys.signers(purpose).some(({ publicKey }) => isSignature(publicKey, data, signature)), purpose)
  for (const purpose of signingPurposes) await keys.signing(purpose).sign(data)
  keys.close()
})
