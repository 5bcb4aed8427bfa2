// What the examples of certificates stand on: the person of the second factors, with a certificate of the town's authority.
import { handedOn, type Made } from './authority.ts'
import { asProxy, certificatesOf } from './front-proxy.ts'
import { demonstrationPassword, type Town } from './town.ts'

export function certificateMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>, factorHolder: string): Record<string, () => Promise<unknown>> {
  const cleared = () => town.platform.ground.sql.rows('delete from people.factors where account = (select id from people.accounts where login = $1)', [factorHolder])
  const issued = async () => certificatesOf(town).authority.issue('holder')
  const bound = () => once('bound certificate', async (): Promise<Made> => {
    await cleared()
    const own = await issued()
    await town.call('POST', '/api/factors/certificates', { as: factorHolder, headers: asProxy(town, own), body: { name: '办公 UKey' } })
    return own
  })
  return {
    'proxy-secret': async () => certificatesOf(town).relay.secret,
    'shown-certificate': async () => handedOn((await issued()).der),
    'own-certificate': async () => (await cleared(), handedOn((await issued()).der)),
    'bound-certificate': async () => handedOn((await bound()).der),
    'certificate-ticket': async () => (await bound(), (await town.call<{ second: { ticket: string } }>('POST', '/api/session', { body: { login: factorHolder, password: demonstrationPassword } })).body.second.ticket),
  }
}
