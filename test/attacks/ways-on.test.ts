// Where an answer sends a browser, and what a browser keeps: never to another site, never along a part of an address, cookies that only we set.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Browser } from '../relying-party.ts'
import { openTown, type Town } from '../town.ts'
import { listRoutes } from './routes.ts'

const origin = 'https://zwfw.example'
const evil = '//evil.example/take'
/** Names under which sites are told where to go next. */
const names = ['next', 'back', 'to', 'url', 'return', 'returnTo', 'return_to', 'redirect', 'redirect_uri', 'continue', 'target', 'held', 'lang', 'text']
let town: Town

before(async () => {
  town = await openTown({ origin })
})
after(() => town.close())

const send = async (method: string, url: string, options: { as?: string; body?: Record<string, string>; headers?: Record<string, string> } = {}) => {
  const headers = { host: 'zwfw.example', ...(options.as ? { cookie: await town.cookieOf(options.as) } : {}), ...(options.body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}), ...options.headers }
  return town.app.inject({ method: method as 'GET', url, headers, ...(options.body ? { payload: new URLSearchParams(options.body).toString() } : {}) })
}

test('no page leads to another site, by whatever name it is told to', async () => {
  const asked = Object.fromEntries(names.map((name) => [name, name === 'lang' ? 'en' : name === 'text' ? 'large' : evil]))
  const leading: string[] = []
  for (const { method, url } of listRoutes(town.app).filter((one) => (one.method === 'GET' || one.method === 'POST') && !one.url.startsWith('/api/'))) {
    // What ends the session or the account leads nowhere afterwards.
    if (['/sign-out', '/account/freezing', '/account/closing'].includes(url)) continue
    const path = url.replace(/:\w+/g, encodeURIComponent(evil)).replace('*', evil.slice(1))
    // The settings go first, and what they lead to after.
    for (const query of method === 'GET' ? [asked, { ...asked, lang: '', text: '' }] : [asked]) {
      const answer = await send(method, `${path}?${new URLSearchParams(query).toString()}`, { as: 'zhang.min', ...(method === 'POST' ? { body: asked } : {}), headers: { referer: `${origin}${evil}` } })
      const { location } = answer.headers
      if (location === undefined) continue
      leading.push(url)
      assert.equal(new URL(String(location), origin).origin, origin, `${method} ${path} leads to ${String(location)}`)
      assert.doesNotMatch(String(location), /^\/[/\\]|[\r\n]/, `${method} ${path}`)
    }
  }
  assert.ok(new Set(leading).size > 60, `${new Set(leading).size} routes led anywhere`)
})

test('signing in in any way, registering and proving lead only to places on this site', async () => {
  const password = 'yunzhou-demo-2026'
  const idNumber = '990102199203140264'
  for (const [n, next] of [evil, 'https://evil.example', '/\\evil.example', '/%09/evil.example', 'javascript:alert(1)', '\\\\evil.example', '/\t/evil.example', `${origin}.evil.example`].entries()) {
    for (const [path, body] of [
      ['/sign-in', { login: 'zhang.min', password }], ['/sign-in/demonstration', { login: 'zhang.min' }], ['/register', { login: `led.${n}`, password: 'four boats on the river', name: '孙晴', idNumber, phone: '' }],
    ] as const) {
      const { statusCode, headers, body: page } = await send('POST', path, { body: { ...body, next } })
      assert.equal(statusCode, 303, `${path} ${next} ${page.slice(0, 300)}`)
      const target = new URL(String(headers.location), origin)
      assert.equal(target.origin, origin, `${path} ${next}`)
    }
    const shown = await send('GET', `/account/proof?next=${encodeURIComponent(next)}`, { as: 'zhang.min' })
    assert.match(shown.body, /name="next" value="\/(my|%09\/evil\.example)"/, next)
    const proved = await send('POST', '/account/proof', { as: 'zhang.min', body: { password, next } })
    assert.equal(new URL(String(proved.headers.location), origin).origin, origin)
    town.clock.advance({ seconds: 61 })
  }
})

test('what was held while somebody signed in again goes back to an application and nowhere else', async () => {
  for (const [action, isShown] of [['/apply/0193/materials', true], ['/apply/../account/recovery-codes', false], ['/apply//evil.example', false], ['/apply/%2e%2e/sign-out', false], ['https://evil.example/apply/', false]] as const) {
    const { body } = await send('POST', '/sign-in/demonstration', { body: { login: 'zhang.min', held: JSON.stringify({ action, fields: [['a', '"><script>']] }) } })
    assert.equal(body.includes(`action="${action}"`), isShown, action)
    assert.equal(body.includes('<script>'), false)
  }
})

test('a part of an address that means the folder above reaches no other call than its own', async () => {
  const signedIn = await town.cookieOf('zhang.min')
  for (const path of ['/cases/%2e%2e', '/cases/%2e', '/items/..%2f..%2fsession', '/cases/..%2f..%2freadings%2fexport', '/licences/%2e%2e/pdf', '/my/papers/../../../api/session/content', '/cases/%2e%2e/letters/%2e%2e', '/verify/%2e%2e']) {
    const { statusCode, body } = await send('GET', path, { as: 'zhang.min' })
    assert.ok([200, 303, 400, 404].includes(statusCode), `${path} ${statusCode}`)
    assert.ok(statusCode !== 200 || /<html/.test(body), path)
    assert.doesNotMatch(body, /"account":|\{"items"/, path)
  }
  for (const path of ['/account/factors/..%2fsession/removal', '/account/sessions/..%2f..%2fsession/end', '/account/factors/%2e%2e/removal', '/notifications/..%2f..%2fsession/reading']) await send('POST', path, { as: 'zhang.min', body: {} })
  assert.equal((await town.call<{ account: { login: string } | null }>('GET', '/api/session', { headers: { cookie: signedIn } })).body.account?.login, 'zhang.min')
})

test('behind https every cookie is kept from scripts and other sites, and bound to this host by its name', async () => {
  const browser = await new Browser(town).signIn('zhang.min')
  const set: string[] = []
  const keep = (answer: { headers: Record<string, unknown> }) => set.push(...[answer.headers['set-cookie'] ?? []].flat().map(String))
  keep(await send('POST', '/sign-in/demonstration', { body: { login: 'zhang.min' } }))
  keep(await send('GET', '/?lang=en'))
  keep(await send('GET', '/?text=large'))
  keep(await send('POST', '/sign-out', { as: 'chen.hao', body: {} }))
  keep(await browser.send('GET', '/oidc/auth?client_id=none'))
  assert.deepEqual([...new Set(set.map((one) => one.split('=')[0]))].sort(), ['__Host-yiwang', '__Host-yiwang-language', '__Host-yiwang-text'])
  for (const one of set) {
    for (const flag of [/; Path=\/(;|$)/i, /; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i]) assert.match(one, flag)
    assert.doesNotMatch(one, /; Domain=/i)
  }
  assert.match((await send('GET', '/', { headers: { cookie: '__Host-yiwang-language=en; __Host-yiwang-text=large' } })).body, /<html lang="en"[^>]*yw-large|yw-large[^>]*lang="en"/)
})
