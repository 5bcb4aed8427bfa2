// 实名认证 and the step up from an application, as a browser without script meets them: every way out of a refusal, and back to the same draft.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codes, forms, mattersIn, publishFrom } from '../../test/matters.ts'
import { openSources, visit, type Sources } from '../../test/proof-sources.ts'
import { Reader } from '../../test/reader.ts'
import { openTown, type Town } from '../../test/town.ts'

const person = { login: 'xu.xin', name: '许新', idNumber: '99010219950505023X' }
let town: Town
let sources: Sources

before(async () => {
  sources = await openSources(() => town.clock.now().epochMilliseconds)
  town = await openTown({ relays: { proofs: sources.proofs } })
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, levelMin: 4, targets: ['natural', 'company'] }))
})
after(async () => {
  await town?.close()
  await sources?.close()
})

async function readerOf(login: string): Promise<Reader> {
  const reader = new Reader(town)
  await reader.go('/sign-in')
  await reader.post('/sign-in/demonstration', { login })
  return reader
}

const pageOf = (html: string) => /href="(http:\/\/127[^"]*\/visit\/[^"]*)"/.exec(html)?.[1] ?? ''
const checkOf = (reader: Reader) => reader.path.split('?')[0] ?? ''
const levelOf = async () => (await town.call<{ level: number }>('GET', '/api/proofs', { as: person.login })).body.level

test('from the submission up and back: the draft stands as it was, and goes through', async () => {
  const draft = await mattersIn(town).draft(person.login, codes.hoarding, forms.hoarding)
  const reader = await readerOf(person.login)
  await reader.go(`/apply/${draft}/review`)
  assert.match(reader.html, /还差一步：实名认证/)
  const refused = await reader.post('/submission', { consent: 'false' })
  assert.match(refused.html, /您的实名等级不够/)
  await reader.post('/proof', { consent: 'false' })
  assert.match(reader.html, /要求实名4级/)
  assert.doesNotMatch(reader.html, /action="\/identity\/ways\/name-check"/, 'a way that does not lead there is not offered')
  assert.match(reader.html, /人脸核验[^]*到窗口当面核对|到窗口当面核对[^]*人脸核验/)
  await reader.post('/identity/ways/network-id')
  const code = await visit(pageOf(reader.html), 'yes', person)
  await reader.go(`${checkOf(reader)}?code=${code}`)
  await reader.post('/result')
  assert.equal(reader.path, `/apply/${draft}/review`)
  assert.doesNotMatch(reader.html, /还差一步：实名认证/)
  assert.ok(reader.html.includes(String(forms.hoarding['siteAddress'])))
  assert.match(reader.html, /value="false"[^>]*checked/, 'what was chosen before is still chosen')
  await reader.post('/submission', { consent: 'false' })
  assert.match(reader.path, /^\/cases\//)
  await reader.go('/identity')
  await reader.post('/proofs/network-id/removal')
  assert.match(reader.html, /已经删除/)
  assert.equal(await levelOf(), 2)
})

test('each refusal comes back to the page with what to do next and the other ways, in both languages', async () => {
  const reader = await readerOf(person.login)
  for (const [mode, zh, en, status] of [['down', '连不上', 'cannot be reached', 503], ['forged', '没有采用', 'cannot be relied on', 502], ['mismatch', '信息对不上', 'do not agree', 409]] as const) {
    await sources.mode(mode)
    for (const [language, words] of [['zh', zh], ['en', en]] as const) {
      await reader.go(`/identity?lang=${language}`)
      const shown = await reader.post('/identity/ways/name-check')
      assert.equal(shown.status, status)
      assert.ok(shown.html.includes(words), `${mode}: ${words}`)
      assert.match(shown.html, /identity\/ways\/network-id/)
      assert.match(shown.html, language === 'zh' ? /到窗口当面核对/ : /In person at a window/)
    }
    await sources.mode('ok')
    await town.platform.ground.sql.rows('delete from proofs.asks')
  }
  await reader.go('/identity?lang=zh')
  assert.equal(await levelOf(), 2)
})

test('a face only after the notice is agreed to; a visit that was not finished, and one that is over, say so', async () => {
  const reader = await readerOf(person.login)
  await reader.go('/identity')
  const refused = await reader.post('/identity/ways/face')
  assert.deepEqual([refused.status, /同意/.test(refused.html)], [422, true])
  await reader.post('/identity/ways/face', { told: 'true' })
  const check = checkOf(reader)
  const page = pageOf(reader.html)
  await reader.go(`${check}?code=early`)
  assert.equal((await reader.post('/result')).status, 409)
  const code = await visit(page, 'no')
  await reader.go(`${check}?code=${code}`)
  assert.match((await reader.post('/result')).html, /信息对不上/)
  await reader.go(check)
  assert.match(reader.html, /这次核验已经结束/)
  await reader.go('/identity')
  await reader.post('/identity/ways/name-check')
  assert.match(reader.html, /您现在是实名3级/)
  await reader.post('/proofs/name-check/removal')
  await reader.post('/proofs/face/removal')
  assert.doesNotMatch(reader.html, /撤回同意并删除/)
})

test('whoever acts for a company is told whose proof is wanted; a link back leads nowhere else', async () => {
  const reader = await readerOf('zhang.min')
  await reader.go('/acting')
  await reader.post('/acting', { principal: /name="principal" value="([0-9a-f-]{36})"/.exec(reader.html)?.[1] ?? '' })
  await reader.go('/identity')
  assert.match(reader.html, /只能由本人办理/)
  const other = await readerOf(person.login)
  await other.go('/identity?level=4&back=https://evil.example/')
  for (const back of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
    await other.go(`/identity?${new URLSearchParams({ level: '4', back })}`)
    assert.doesNotMatch(other.html, /(value|href)="(https?:)?[/\\]*evil/)
  }
})
