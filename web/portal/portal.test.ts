// What the portal keeps to by itself: words complete in both languages, markup that cannot be broken out of, a stylesheet
// without what is not ours, and the way faults find their inputs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkWords } from '#engines/words'
import { attribute, html, joined } from './html.ts'
import { safeNext } from './pages/entering.ts'
import { readStyle } from './style.ts'
import { inputId } from './visit.ts'
import { isWordKey, portalWord, portalWords } from './words.ts'

test('every word is there in Chinese and English, with the same blanks', () => {
  assert.deepEqual(checkWords(portalWords), [])
  assert.ok(Object.keys(portalWords.zh).length > 300)
})

test('English words are English and Chinese words are Chinese', () => {
  for (const [key, text] of Object.entries(portalWords.en)) assert.doesNotMatch(text, /\p{Script=Han}/u, key)
  for (const [key, text] of Object.entries(portalWords.zh)) {
    if (text.replaceAll(/\{\w+\}/g, '').length > 0) assert.match(text, /\p{Script=Han}|，|。/u, key)
  }
})

test('blanks are filled in both languages', () => {
  assert.equal(portalWord('zh', 'items.title-for', { words: '广告' }), '“广告”的搜索结果')
  assert.equal(portalWord('en', 'apply.step', { step: 2, steps: 5 }), 'step 2 of 5')
  assert.ok(isWordKey('type.ADMIN_PERMIT'))
  assert.ok(!isWordKey('constructor'))
})

test('text cannot become markup, in text or in an attribute', () => {
  const evil = '"><script>alert(1)</script>\''
  assert.equal(html`<p title="${evil}">${evil}</p>`.markup, '<p title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;">&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;</p>')
  assert.equal(attribute('value', evil).markup, ' value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;"')
  assert.equal(html`${[html`<b>x</b>`, '<i>', false, undefined, null, 0]}`.markup, '<b>x</b>&lt;i&gt;0')
  assert.equal(joined(['a', html`<br>`, '<'], ', ').markup, 'a, <br>, &lt;')
})

test('JSON from outside that looks like markup is refused', () => {
  const forged: unknown = JSON.parse('{"markup":"<script>alert(1)</script>"}')
  assert.throws(() => html`<p>${forged as string}</p>`, /not markup/)
})

test('the stylesheet carries neither the licensed font nor the crown, and names no foreign address', async () => {
  const style = (await readStyle()).toString('utf8')
  for (const word of ['GDS Transport', 'crest', '@font-face', 'url(']) assert.equal(style.includes(word), false, word)
  assert.match(style, /\.govuk-button/)
  assert.match(style, /\.yw-header/)
})

test('signing in leads only to places on this site', () => {
  for (const good of ['/my', '/apply?item=x', '/items/%E4%B8%80#materials']) assert.equal(safeNext(good), good)
  for (const bad of ['', 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a b', '/a\nb']) assert.equal(safeNext(bad), '/my', bad)
})

test('a fault finds its input by the last name in its path', () => {
  assert.equal(inputId('/form/siteAddress'), 'siteAddress')
  assert.equal(inputId('/faces/1'), 'faces')
  assert.equal(inputId(''), '')
})

test('the place’s own words win, and a case is called what the place calls it', () => {
  const place = { zh: { 'case.name': '工单', 'case.plural': '工单', 'state.accepted': '已立案' }, en: { 'case.plural': 'tickets' } }
  assert.deepEqual([portalWord('zh', 'nav.my', {}, place), portalWord('en', 'nav.my', {}, place), portalWord('en', 'nav.my')], ['我的工单', 'My tickets', 'My cases'])
  assert.deepEqual([portalWord('zh', 'state.accepted', {}, place), portalWord('en', 'state.accepted', {}, place)], ['已立案', 'Accepted'])
})
