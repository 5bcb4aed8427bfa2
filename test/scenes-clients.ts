// What the examples of systems that rely on our sign-in stand on: each a system of its own, and a browser that it sent here.
import { Browser, proposalOf, readerProof, registerParty, registerReader } from './relying-party.ts'
import { people } from './carry.ts'
import { upstreamMakers } from './scenes-upstreams.ts'
import type { Town } from './town.ts'

export const consentingResident = 'chen.hao'

const newCode = () => `try-${crypto.randomUUID().slice(0, 8)}`

export function clientMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>, caseIn: (state: 'submitted') => Promise<{ number: string }>): Record<string, () => Promise<unknown>> {
  const proposed = () => once('proposed client', async () => (await town.call<{ id: string }>('POST', '/api/proposals/client', { as: 'admin.system', body: { content: proposalOf({ code: newCode() }).body, reason: '开通预约服务。' } })).body.id)
  const registered = () => once('registered client', async () => registerParty(town, { code: newCode() }))
  const asked = () => once('asked sign-in', async () => {
    const browser = new Browser(town)
    const page = await browser.go((await (await registered()).begin()).address)
    return { uid: page.pathname.split('/').at(-1), browser }
  })
  const reader = () => once('reader', () => registerReader(town, { code: newCode() }))
  const proof = (path: string) => async () => readerProof(town, await reader(), path)
  const cookie = (name: string) => async () => (await asked()).browser.jar.get(name)?.value
  return {
    ...upstreamMakers(town, once),
    'new-client': async () => newCode(),
    'proposed-client': proposed,
    'registered-client': async () => (await registered()).code,
    'asked-sign-in': async () => (await asked()).uid,
    'asked-cookie': cookie('yiwang_oidc_asked'),
    'asked-signature': cookie('yiwang_oidc_asked.sig'),
    'reader-proof': proof('/api/pass-readings'),
    'offline-reader-proof': proof('/api/offline-pass-readings'),
    'shown-pass': async () => (await town.call<{ pass: string }>('GET', '/api/pass', { as: 'zhang.min' })).body.pass,
    reading: async () => {
      await town.call('GET', `/api/cases/${(await caseIn('submitted')).number}`, { as: people.clerk })
      return (await town.call<{ items: { id: string }[] }>('GET', '/api/readings', { as: people.resident })).body.items[0]?.id
    },
    now: async () => town.clock.now().toString(),
    'consented-client': async () => {
      const party = await registered()
      await party.signIn(await new Browser(town).signIn(consentingResident))
      return party.code
    },
  }
}
