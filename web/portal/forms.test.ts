// Every form of the portal, posted badly and without scripts: the page comes back with what is wrong on top, each fault leads to its
// field and says what to do, and nothing that was typed is lost.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { applyFor, exampleForm, handle, must } from '../../test/journey.ts'
import { openSources, type Sources } from '../../test/proof-sources.ts'
import { partyMakers } from '../../test/scenes-parties.ts'
import { openTown, testPack, type Town } from '../../test/town.ts'

interface BadForm {
  /** As `site.post` declares it. */
  route: string
  path: string
  as?: string
  body: Record<string, string>
  /** Ids of the fields that are at fault. */
  fields: string[]
  /** What was typed and must still stand. */
  kept: string[]
}

let town: Town
let sources: Sources
let forms: BadForm[]
const applicant = 'zhang.min'

before(async () => {
  sources = await openSources(() => town.clock.now().epochMilliseconds)
  town = await openTown({ relays: { smtp: 'smtp://127.0.0.1:9', sms: 'http://127.0.0.1:9/sms', proofs: sources.proofs } })
  const form = await exampleForm('marriage-record-query')
  const apply = () => applyFor(town, { as: applicant, item: 'marriage-record-query', form })
  const finished = await apply()
  await handle(town, finished, applicant)
  const judged = await apply()
  await handle(town, judged, applicant)
  const review = must(await town.call<{ id: string }>('POST', '/api/reviews', { as: applicant, body: { case: judged, verdict: 2 } })).id
  const running = await apply()
  must(await town.call('GET', `/api/cases/${running}`, { as: 'dc.minzheng.clerk' }))
  const reading = must(await town.call<{ items: { id: string; question: null }[] }>('GET', '/api/readings', { as: applicant })).items[0]?.id ?? assert.fail('nobody read')
  must(await town.call('PUT', '/api/notification-channels/email', { as: applicant, body: { address: 'name@example.cn' } }))
  const begun = must(await town.call<{ id: string }>('POST', '/api/factors/totp', { as: applicant, body: { name: '手机' } })).id
  const lease = (await testPack()).items.find(({ slug }) => slug === 'lease-filing')?.content.code ?? assert.fail('no lease')
  const draft = must(await town.call<{ id: string }>('POST', '/api/applications', { as: applicant, body: { item: lease } })).id
  const inviting = String(await partyMakers(town, (_name, make) => make())['inviting']?.())
  forms = [
    { route: '/apply/:application/parties', path: `/apply/${draft}/parties`, as: applicant, body: { 'others.0.role': 'joint-applicant', 'others.0.name': '陈', 'others.0.who': 'resident-id', 'others.0.idNumber': '123', 'others.0.phone': '139', 'others.0.address': '某地' }, fields: ['others.0.name', 'others.0.idNumber', 'others.0.address'], kept: ['陈', '123', '139', '某地'] },
    { route: '/invitations/:number', path: `/invitations/${inviting}`, as: applicant, body: { join: '', consent: 'false' }, fields: ['join'], kept: [] },
    { route: '/account/totp', path: '/account/totp', as: applicant, body: { name: '' }, fields: ['name'], kept: [] },
    { route: '/account/totp/:id', path: `/account/totp/${begun}`, as: applicant, body: { code: '12', secret: 'ABCD', picture: '' }, fields: ['code'], kept: ['ABCD'] },
    { route: '/account/password', path: '/account/password', as: applicant, body: { current: 'not this one at all', next: 'short' }, fields: ['next'], kept: [] },
    { route: '/account/proof', path: '/account/proof', as: applicant, body: { password: 'not this one at all', next: '/account' }, fields: ['password'], kept: ['/account'] },
    { route: '/identity/ways/:source', path: '/identity/ways/name-check', as: 'xu.xin', body: { name: '许辛', idNumber: '990102199505050230', level: '4', back: '/apply/1/review' }, fields: ['idNumber'], kept: ['许辛', '990102199505050230', '/apply/1/review'] },
    { route: '/identity/ways/:source', path: '/identity/ways/name-check', as: 'xu.xin', body: { name: '许辛', idNumber: '' }, fields: ['idNumber'], kept: ['许辛'] },
    { route: '/identity/ways/:source', path: '/identity/ways/face', as: 'xu.xin', body: { words: 'x', back: '/apply/1/review' }, fields: ['told'], kept: ['/apply/1/review'] },
    { route: '/acting/agents', path: '/acting/agents', as: applicant, body: { login: 'nobody.here', scope: 'one', 'until-year': '2026', 'until-month': '13' }, fields: ['name', 'items', 'until'], kept: ['nobody.here', '13'] },
    { route: '/acting/companies', path: '/acting/companies', as: applicant, body: { uscc: '91990102708100111M' }, fields: ['uscc'], kept: ['91990102708100111M'] },
    { route: '/acting/companies', path: '/acting/companies', as: 'xu.xin', body: { uscc: '91990102708100111L' }, fields: ['uscc'], kept: ['91990102708100111L'] },
    { route: '/sign-in/second', path: '/sign-in/second', body: { ticket: 'a-ticket', ways: 'totp', code: '', next: '/my' }, fields: ['code'], kept: ['a-ticket'] },
    { route: '/register', path: '/register', body: { name: '测试人', idNumber: '123', login: 'ceshi.ren', password: 'six lanterns above the gate', phone: '' }, fields: ['idNumber'], kept: ['测试人', '123', 'ceshi.ren'] },
    { route: '/freeze', path: '/freeze', body: { account: 'nobody.here', code: 'ABCD-EFGH-JKMN' }, fields: ['account'], kept: ['nobody.here', 'ABCD-EFGH-JKMN'] },
    { route: '/freeze', path: '/freeze', body: { account: 'nobody.here', code: '' }, fields: ['code'], kept: ['nobody.here'] },
    { route: '/thaw', path: '/thaw', body: { login: 'nobody.here', password: 'not this one at all', code: 'ABCDE-12345' }, fields: ['login'], kept: ['nobody.here'] },
    { route: '/recovery', path: '/recovery', body: { login: 'nobody.here', code: 'ABCDE-12345', password: 'short' }, fields: ['password'], kept: ['nobody.here', 'ABCDE-12345'] },
    { route: '/recovery', path: '/recovery', body: { login: 'nobody.here', code: '', password: 'a heron by the quiet canal' }, fields: ['code'], kept: ['nobody.here'] },
    { route: '/sign-in', path: '/sign-in', body: { login: 'nobody.here', password: 'wrong words here' }, fields: ['login'], kept: ['nobody.here'] },
    { route: '/progress', path: '/progress', body: { number: 'ABC-123', code: 'AAAA-AAAA-AAAA' }, fields: ['number'], kept: ['ABC-123', 'AAAA-AAAA-AAAA'] },
    { route: '/progress', path: '/progress', body: { number: '', code: 'AAAA-AAAA-AAAA' }, fields: ['number'], kept: ['AAAA-AAAA-AAAA'] },
    { route: '/cases/:number/withdrawal', path: `/cases/${running}/withdrawal`, as: applicant, body: { reason: ' ' }, fields: ['reason'], kept: [] },
    { route: '/cases/:number/review', path: `/cases/${finished}/review`, as: applicant, body: { words: '想说的话还在' }, fields: ['verdict'], kept: ['想说的话还在'] },
    { route: '/review/:code', path: '/review/AAAA', body: { words: '想说的话还在' }, fields: ['verdict'], kept: ['想说的话还在'] },
    { route: '/my/reviews/:review/follow-up', path: `/my/reviews/${review}/follow-up`, as: applicant, body: { [`words-${review}`]: '' }, fields: [`words-${review}`], kept: [] },
    { route: '/my/data/:entry/question', path: `/my/data/${reading}/question`, as: applicant, body: { [`question-${reading}`]: '' }, fields: [`question-${reading}`], kept: [] },
    { route: '/my/proxies', path: '/my/proxies', as: applicant, body: { login: 'nobody.here', name: '某人', scopes: 'read', 'until-year': '2026', 'until-month': '13', 'until-day': '45' }, fields: ['until'], kept: ['nobody.here', '某人', '13', '45'] },
    { route: '/my/proxies', path: '/my/proxies', as: applicant, body: { login: 'nobody.here', name: '某人', scopes: 'read', 'until-year': '2027', 'until-month': '1', 'until-day': '5', consent: 'true' }, fields: ['login'], kept: ['nobody.here', '某人', '2027'] },
    { route: '/notifications/settings/:channel/address', path: '/notifications/settings/sms/address', as: applicant, body: { sms: '12345' }, fields: ['sms'], kept: ['12345'] },
    { route: '/notifications/settings/:channel/address', path: '/notifications/settings/email/address', as: applicant, body: { email: '' }, fields: ['email'], kept: [] },
    { route: '/notifications/settings/:channel/code', path: '/notifications/settings/email/code', as: applicant, body: { 'email-code': '000' }, fields: ['email-code'], kept: ['000'] },
  ]
})
after(async () => {
  await town.close()
  await sources.close()
})

/** Forms without anything to type: a button alone, or a file, or a choice that has no wrong answer, or what a script fills in. Their refusals are pages of their own. */
const buttons = /\/(sign-out|freezing|objection|closing|recovery-codes|passkeys?|sign-in\/demonstration|certificate|removal|revocation|keeping|end|agreement|refusal|reading|address|submission|version|switch|receipt|paper|letter-choice|reuses|files|result|owed|correction|commitment|promise|:act)$|^\/(apply|acting)$|^\/confirm\/|\/dates\//
/** Judged by the tests of applying and of the procedure, and by the journeys of ways in, which know their forms. */
const elsewhere = /^\/(apply\/:application\/(questions|scenario|gap|proof)|batch|cases\/:number\/(defence|statement|hearing|human-review)|licences\/:licence\/matters|publicity\/|sign-in\/(code|scan|back|known)(\/|$)|scan\/|account\/(codes|certificates)|(sign-in\/second|account\/proof)\/code)/

test('every form with something to type is judged here or beside its page', () => {
  const folder = join(import.meta.dirname, 'pages')
  const declared = readdirSync(folder).flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/site\.post\('([^']+)'/g)].map(([, path = '']) => path))
  const here = new Set(forms.map(({ route }) => route))
  assert.ok(declared.length > 30)
  assert.deepEqual(declared.filter((path) => !here.has(path) && !buttons.test(path) && !elsewhere.test(path)), [])
  for (const route of here) assert.ok(declared.includes(route), `${route} is no form`)
})

test('a bad answer comes back with a summary that leads to its field, words beside the field, and every input kept', async () => {
  for (const language of ['zh', 'en', 'zh-Hant']) {
    for (const { path, as, body, fields, kept } of forms) {
      const cookie = [`yiwang-language=${language}`, ...(as === undefined ? [] : [await town.cookieOf(as)])].join('; ')
      const answer = await town.app.inject({ method: 'POST', url: path, headers: { 'content-type': 'application/x-www-form-urlencoded', cookie }, payload: new URLSearchParams({ ...body, key: crypto.randomUUID() }).toString() })
      const page = answer.body
      assert.equal(answer.statusCode, 422, `${path} ${language}: ${page.slice(0, 300)}`)
      const summary = /<div class="govuk-error-summary"[^]*?<\/ul>/.exec(page)?.[0] ?? assert.fail(`${path} has no summary`)
      for (const field of fields) {
        assert.ok(summary.includes(`href="#${field}"`), `${path}: the summary leads to ${field}`)
        assert.ok(page.includes(`id="${field}"`), `${path}: ${field} is there`)
        const words = new RegExp(`id="${field}-error">(?:<span[^>]*>[^<]*</span>)?([^<]+)`).exec(page)?.[1] ?? ''
        assert.ok(words.trim().length > 3, `${path}: words beside ${field}`)
      }
      assert.match(page, language === 'en' ? /<title>Error: / : /<title>有(误|誤)：/, path)
      for (const text of kept) assert.ok(page.includes(`value="${text}"`) || page.includes(`>\n${text}</textarea>`) || page.includes(`>${text}</textarea>`), `${path}: “${text}” was lost`)
    }
  }
})

test('what a script filled in wrongly is refused like any other answer', async () => {
  const cookie = await town.cookieOf(applicant)
  for (const path of ['/account/passkeys', '/account/proof', '/sign-in/passkey', '/sign-in/second']) {
    for (const response of ['', '{', '[]', 'null', '7']) {
      const payload = new URLSearchParams({ challenge: 'no such challenge', response, ticket: 'a-ticket', ways: 'passkey', next: '/my', name: '' }).toString()
      const answer = await town.app.inject({ method: 'POST', url: path, headers: { 'content-type': 'application/x-www-form-urlencoded', cookie }, payload })
      assert.equal(answer.statusCode, 422, `${path} ${response}: ${answer.body.slice(0, 200)}`)
    }
  }
})
