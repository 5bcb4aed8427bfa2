// What identity costs: signing in beside a bare loop of the password's own hash, the check of who calls on each request, whole flows for other systems.
import { verify } from '@node-rs/argon2'
import type { FastifyRequest } from 'fastify'
import { authenticate, cookieName, hashPassword } from '#core/people'
import { Browser, registerParty } from '../test/relying-party.ts'
import { codeFlow } from '../test/scenes-codes.ts'
import { demonstrationPassword, openTown } from '../test/town.ts'
import { type BenchResult, measurePairs, perSecond, spread, tell } from './result.ts'

/** As many at once as a small machine has threads for hashing; each for another account, as in life. */
const logins = ['zhang.min', 'li.guiying', 'chen.hao', 'yunhe.media']
const rounds = 12
const checks = 20_000
const flows = 40
const pairCount = 5

const town = await openTown({ realTime: true, leaveUndone: true, relays: { sms: 'http://127.0.0.1:9/sms' } })
try {
  const hash = await hashPassword(demonstrationPassword)
  const signIn = async (login: string) => {
    const { status } = await town.call('POST', '/api/session', { body: { login, password: demonstrationPassword } })
    if (status !== 201) throw new Error(`signing in answered ${status}`)
  }
  // Each goes on as soon as it is in, and waits for none of the others.
  const everyOne = (once: (login: string) => Promise<unknown>) => perSecond(1, () => Promise.all(logins.map(async (login) => {
    for (let round = 0; round < rounds; round++) await once(login)
  })))
  const pairs = await measurePairs(pairCount, () => everyOne(signIn), () => everyOne(() => verify(hash, demonstrationPassword)))
  const results: BenchResult[] = [{ name: 'sign-in beside a bare argon2id loop', ...spread(pairs.map(({ ours, peer }) => ours / peer)), unit: '×', atLeast: 0.85, details: { atOnce: logins.length, pairs } }]

  const who = authenticate(town.platform.ground)
  const token = (await town.cookieOf('zhang.min')).replace(`${cookieName}=`, '')
  // Of a request the check reads one cookie.
  const request = { cookies: { [cookieName]: token } } as unknown as FastifyRequest
  const ms: number[] = []
  for (let turn = 0; turn < pairCount; turn++) ms.push(1000 / (await perSecond(checks, () => who(request))))
  results.push({ name: 'check of who calls, each request', ...spread(ms), unit: 'ms', atMost: 0.2, details: { checks } })

  const party = await registerParty(town, { code: 'bench' })
  const browser = await new Browser(town).signIn('zhang.min')
  await party.signIn(browser)
  const rates: number[] = []
  for (let turn = 0; turn < pairCount; turn++) rates.push(await perSecond(flows, () => party.signIn(browser)))
  results.push({ name: 'code flows for another system, one after another', ...spread(rates), unit: '/s', details: { flows, each: 'pushed request, authorization, code, tokens, with the library of the other side' } })

  // A one-time code: asked for, read by whoever has the telephone, entered. The message itself is a job and not waited for.
  const byCode = await codeFlow(town)
  await byCode()
  const codeRates: number[] = []
  for (let turn = 0; turn < pairCount; turn++) codeRates.push(await perSecond(flows, byCode))
  results.push({ name: 'sign-ins by a one-time code, one after another', ...spread(codeRates), unit: '/s', details: { flows, each: 'code asked for, code entered, session begun' } })
  tell(results)
} finally {
  await town.close()
}
