// What the examples of systems that rely on our sign-in stand on: each a system of its own, and a browser that it sent here.
import { Browser, proposalOf, registerParty } from './relying-party.ts'
import type { Town } from './town.ts'

export const consentingResident = 'chen.hao'

const newCode = () => `try-${crypto.randomUUID().slice(0, 8)}`

export function clientMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>): Record<string, () => Promise<unknown>> {
  const proposed = () => once('proposed client', async () => (await town.call<{ id: string }>('POST', '/api/clients', { as: 'admin.system', body: proposalOf({ code: newCode() }).body })).body.id)
  const registered = () => once('registered client', async () => registerParty(town, { code: newCode() }))
  const asked = () => once('asked sign-in', async () => {
    const browser = new Browser(town)
    const page = await browser.go((await (await registered()).begin()).address)
    return { uid: page.pathname.split('/').at(-1), browser }
  })
  const cookie = (name: string) => async () => (await asked()).browser.jar.get(name)?.value
  return {
    'new-client': async () => newCode(),
    'proposed-client': proposed,
    'registered-client': async () => (await registered()).code,
    'asked-sign-in': async () => (await asked()).uid,
    'asked-cookie': cookie('yiwang_oidc_asked'),
    'asked-signature': cookie('yiwang_oidc_asked.sig'),
    'consented-client': async () => {
      const party = await registered()
      await party.signIn(await new Browser(town).signIn(consentingResident))
      return party.code
    },
  }
}
