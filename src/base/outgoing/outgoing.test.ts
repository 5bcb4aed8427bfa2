// Addresses that somebody registered are called, and nothing inside is, whatever it is written as (OWASP ASVS 5 §1.3.6).
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { isProblem } from '#base/problem'
import { makeOutgoing, readNetwork } from './index.ts'

const open = makeOutgoing({ origin: 'https://ywtb.example.gov.cn', innerNetworks: ['10.20.0.0/16', 'fd00:20::/32'] })
const local = makeOutgoing({ origin: 'http://localhost:8080', innerNetworks: [] })
const isRefused = (error: unknown) => isProblem(error) && error.code === 'http.address-not-public'

test('loopback, private and special addresses are refused in every way of writing them', () => {
  for (const address of [
    'https://127.0.0.1/', 'https://localhost/', 'https://2130706433/', 'https://0x7f.1/', 'https://0177.0.0.1/', 'https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[64:ff9b::7f00:1]/',
    'https://10.0.0.1/', 'https://172.16.0.1/', 'https://192.168.1.1/', 'https://169.254.169.254/latest', 'https://100.64.0.1/', 'https://0.0.0.0/', 'https://[fe80::1]/', 'https://[fd00:21::1]/', 'https://[2002:7f00:1::]/',
    'http://museum.example.cn/', 'ftp://museum.example.cn/', 'https://user:word@museum.example.cn/', 'https://museum.example.cn/#x', 'file:///etc/passwd', 'museum',
  ]) assert.throws(() => open.mustBeCallable(address), isRefused, address)
})

test('public addresses, and the inner networks that were set up, are called', () => {
  for (const address of ['https://museum.example.cn/out', 'https://93.184.216.34/', 'https://10.20.3.4/out', 'https://[fd00:20::5]/']) open.mustBeCallable(address)
  assert.throws(() => local.mustBeCallable('http://10.20.3.4/'), isRefused)
  assert.deepEqual(readNetwork('10.20.0.0/16'), { address: '10.20.0.0', bits: 16, family: 'ipv4' })
  for (const text of ['10.20.0.0', '10.20.0.0/33', '10.20.0/16', 'x/8', '::/129', '10.0.0.0/8/8']) assert.equal(readNetwork(text), undefined, text)
})

test('a name that resolves to the inside is not called, a redirect is not followed, and no answer is read without end', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
    else if (request.url === '/long') response.end('x'.repeat(300_000))
    else response.end(`${request.method} ${request.headers['content-type'] ?? ''}`)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  try {
    const at = `127.0.0.1:${(server.address() as AddressInfo).port}`
    const posted = await local.send(`http://${at}/`, { method: 'POST', headers: new Headers({ 'content-type': 'text/plain' }), body: 'x' })
    assert.equal(await posted.text(), 'POST text/plain')
    assert.equal((await local.send(`http://${at}/away`)).status, 302)
    await assert.rejects(local.send(`http://${at}/long`), /too long/)
    await assert.rejects(open.send(`http://${at}/`), isRefused)
    // The name of this machine resolves to loopback: refused after it was resolved, whoever holds it.
    await assert.rejects(open.send('https://ip6-localhost/'))
    await assert.rejects(open.send('https://localhost.localdomain/'))
  } finally {
    server.close()
  }
})
