// What the examples of signing in through a platform above stand on: a platform on this machine, and browsers that were there.
import { Browser } from './relying-party.ts'
import { lawOfRelaying, openPlatformAbove, relyOn, type PlatformAbove } from './platform-above.ts'
import type { Town } from './town.ts'

const newCode = () => `above-${crypto.randomUUID().slice(0, 8)}`
const cookieName = '__Host-yiwang_going'

export function upstreamMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>): Record<string, () => Promise<unknown>> {
  const openOne = async (person?: object): Promise<{ code: string; platform: PlatformAbove }> => {
    const [code, platform] = [newCode(), await openPlatformAbove(person)]
    await relyOn(town, code, platform.issuer)
    return { code, platform }
  }
  /** Somebody whom nobody knows here: the same platform for all examples. */
  const upstream = () => once('upstream', () => openOne({ name: '程行远', id_kind: 'resident-id', id_number: '990102199103150043' }))
  const begun = async () => {
    const { code, platform } = await upstream()
    const browser = new Browser(town)
    const answer = await browser.send('POST', `/api/upstreams/${code}/sign-in`, {})
    if (answer.statusCode !== 200) throw new Error(`not begun: ${answer.body}`)
    return { browser, query: platform.returning(), code, cookie: browser.jar.get(cookieName)?.value }
  }
  const away = () => once('upstream browser', begun)
  const proposal = (code: string, issuer: string) => ({ code, name: { zh: '上级平台' }, issuer, client: 'node', kind: 'natural', levels: { 4: 4 }, basis: lawOfRelaying })
  return {
    upstream: async () => (await upstream()).code,
    'upstream-browser': async () => (await away()).cookie,
    'upstream-return': async () => (await away()).query,
    'upstream-told': async () => once('upstream told', async () => {
      const { browser, query, code, cookie } = await begun()
      const answer = await browser.send('POST', `/api/upstreams/${code}/return`, { query })
      if (answer.statusCode !== 200) throw new Error(`not told: ${answer.body}`)
      return cookie
    }),
    'ending-upstream': async () => (await openOne()).code,
    'new-upstream': async () => newCode(),
    'proposed-upstream': () => once('proposed upstream', async () => {
      const asked = await town.call<{ id: string }>('POST', '/api/proposals/upstream', { as: 'admin.system', body: { content: proposal(newCode(), 'https://id.example.gov.cn/oidc'), reason: '与省平台互认。' } })
      return asked.body.id
    }),
  }
}
