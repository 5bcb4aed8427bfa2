// What the examples of the life of an account stand on: residents of their own, whom no other example knows.
import assert from 'node:assert/strict'
import { totpCode } from '#core/people'
import { people } from './carry.ts'
import { openPair } from './doubles.ts'
import { askFor } from './scenes-proposals.ts'
import type { Town } from './town.ts'

/** A colleague of the window clerk of the examples. */
const secondWindow = 'window.zhao'
const password = 'four boats on the river'
const idNumber = '990102199203140264'

interface Said {
  id: string
  secret: string
  code: string
  recoveryCodes: string[]
}

/** A resident who registered; signs in by one tap too, so that examples can call as this one. Answers the login. */
export async function openResident(town: Town, name = '试用'): Promise<string> {
  const login = `life.${crypto.randomUUID().slice(0, 8)}`
  const { status, body } = await town.call<Said>('POST', '/api/registrations', { body: { login, password, name, idKind: 'resident-id', idNumber } })
  assert.equal(status, 201, JSON.stringify(body))
  await town.platform.ground.sql.rows("insert into people.demonstration_accounts (id, place, title_zh) values ($1, 900, '试用')", [body.id])
  return login
}

/** Adds an authenticator; answers the recovery codes. */
async function withCodes(town: Town, as: string): Promise<string[]> {
  const begun = (await town.call<Said>('POST', '/api/factors/totp', { as, body: { name: '手机' } })).body
  return (await town.call<Said>('POST', `/api/factors/${begun.id}/confirmation`, { as, body: { code: totpCode(begun.secret, town.clock.now()) } })).body.recoveryCodes
}

/** What the examples of the life of an account stand on. */
export function lifeMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>): Record<string, () => Promise<unknown>> {
  const freezable = () => once('freezable', () => openResident(town))
  const holder = () => once('frozen holder', async () => {
    const login = await openResident(town)
    const codes = await withCodes(town, login)
    assert.equal((await town.call('POST', '/api/session/freezing', { as: login })).status, 204)
    return { login, code: codes[0] }
  })
  const lost = () => once('lost login', () => openResident(town, '试找'))
  const begun = () => once('begun recovery', async () => {
    const { status, body } = await town.call<Said>('POST', '/api/recoveries', { as: people.window, body: { name: '试找', login: await lost(), idKind: 'resident-id', idNumber } })
    assert.equal(status, 201, JSON.stringify(body))
    return body.id
  })
  const opened = async () => {
    const { status, body } = await town.call<Said>('POST', `/api/recoveries/${await begun()}/confirmation`, { as: secondWindow })
    assert.equal(status, 200, JSON.stringify(body))
    await town.platform.ground.sql.rows('update people.recoveries set opens_at = confirmed_at where id = $1', [await begun()])
    return body.code
  }
  const double = () => once('double', () => openPair(town))
  const ending = () => once('ending account', async () => idOf(town, await openResident(town)))
  return {
    'double-account': async () => (await double()).from,
    'kept-account': async () => (await double()).into,
    'asked-account-merging': async () => {
      const { from, into } = await openPair(town)
      return askFor(town, people.systemAdmin, 'account-merging', { from, into, link: 'renewed', reference: 'HF-2026-0001' })
    },
    'ending-account': ending,
    'ended-account': async () => {
      const id = await ending()
      const { status, body } = await town.call('PUT', `/api/accounts/${id}/ending`, { as: people.securityAdmin, body: { kind: 'died', on: '2026-01-02', reference: 'SW-2026-0001' } })
      assert.equal(status, 200, JSON.stringify(body))
      return id
    },
    'lost-login': lost,
    'second-window': async () => secondWindow,
    'begun-recovery': begun,
    'open-recovery-code': opened,
    'recovering-holder': async () => (await begun(), lost()),
    'closing-resident': () => openResident(town),
    'freezing-resident': () => openResident(town),
    'leaving-resident': () => openResident(town),
    freezable,
    'freeze-code': async () => (await town.call<Said>('GET', '/api/freeze-code', { as: await freezable() })).body.code,
    'frozen-holder': async () => (await holder()).login,
    'frozen-password': async () => password,
    'frozen-recovery-code': async () => (await holder()).code,
  }
}

async function idOf(town: Town, login: string): Promise<string> {
  const [row] = await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login])
  return row?.id ?? assert.fail(login)
}
