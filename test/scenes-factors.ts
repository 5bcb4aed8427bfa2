// What the examples of second factors and passkeys stand on: one person, who begins each example with nothing but a password.
import { certificateMakers } from './scenes-certificates.ts'
import { makeAuthenticator } from './authenticator.ts'
import { demonstrationPassword, type Town } from './town.ts'
import { totpCode } from '#core/people'

export const factorHolder = 'zilaishui.clerk'

interface Said {
  id: string
  secret: string
  recoveryCodes: string[]
  ticket: string
  options: { challenge: string }
  second: { ticket: string }
}

/** What the examples of second factors stand on. */
export function factorMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>): Record<string, () => Promise<unknown>> {
  const ask = async (path: string, body?: object) => (await town.call<Said>('POST', path, { as: factorHolder, body })).body as Said
  const cleared = () => once('no factors', async () => {
    const { sql } = town.platform.ground
    await sql.rows('delete from people.factors where account = (select id from people.accounts where login = $1)', [factorHolder])
  })
  const totp = () => once('begun totp', async () => (await cleared(), ask('/api/factors/totp', { name: '手机' })))
  const firstCode = async () => totpCode((await totp()).secret, town.clock.now())
  const confirmed = () => once('confirmed totp', async () => ask(`/api/factors/${(await totp()).id}/confirmation`, { code: await firstCode() }))
  const passkey = () => once('passkey', async () => {
    await cleared()
    const authenticator = makeAuthenticator(town.platform.ground.origin)
    const { ticket, options } = await ask('/api/factors/passkey-challenges')
    return { authenticator, ...(await ask('/api/factors/passkeys', { ticket, response: authenticator.create(options), name: '电脑' })) }
  })
  const creation = () => once('creation', async () => (await cleared(), ask('/api/factors/passkey-challenges')))
  const challenge = () => once('challenge', async () => (await passkey(), (await town.call<Said>('POST', '/api/passkey-challenges')).body as Said))
  const second = () => once('second', async () => (await town.call<Said>('POST', '/api/session', { body: { login: factorHolder, password: demonstrationPassword } })).body.second)
  const secondChallenge = () => once('second challenge', async () => (await town.call<Said>('POST', '/api/session/passkey-challenges', { body: { ticket: (await second()).ticket } })).body as Said)
  return {
    ...certificateMakers(town, once, factorHolder),
    'begun-totp': async () => (await totp()).id,
    'first-code': firstCode,
    'own-factor': async () => (await confirmed(), (await totp()).id),
    'recovery-code': async () => (await confirmed()).recoveryCodes[0],
    'second-code-ticket': async () => (await confirmed(), (await second()).ticket),
    'recovering': async () => (await confirmed(), factorHolder),
    'creation-ticket': async () => (await creation()).ticket,
    'created-passkey': async () => makeAuthenticator(town.platform.ground.origin).create((await creation()).options),
    'passkey-challenge': async () => (await challenge()).ticket,
    'given-passkey': async () => (await passkey()).authenticator.get((await challenge()).options),
    'second-ticket': async () => (await passkey(), (await second()).ticket),
    'second-challenge': async () => (await secondChallenge()).ticket,
    'second-passkey': async () => (await passkey()).authenticator.get((await secondChallenge()).options),
    'other-session': async () => {
      await cleared()
      await town.call('POST', '/api/session', { body: { login: factorHolder, password: demonstrationPassword } })
      const { items } = (await town.call<{ items: { id: string; current: boolean }[] }>('GET', '/api/sessions', { as: factorHolder })).body
      return items.find(({ current }) => !current)?.id
    },
  }
}
