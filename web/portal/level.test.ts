// An item that asks for more proof of who applies than there is: the guide says so in plain words, and a submission stays on its page.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codes, forms, mattersIn, publishFrom } from '../../test/matters.ts'
import { Reader } from '../../test/reader.ts'
import { openTown, type Town } from '../../test/town.ts'

const applicant = 'yunhe.media'
let town: Town

before(async () => {
  town = await openTown()
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, levelMin: 5 }))
})
after(() => town.close())

test('the guide tells the level, and a refused submission keeps every answer and names the window', async () => {
  const draft = await mattersIn(town).draft(applicant, codes.hoarding, forms.hoarding)
  const reader = new Reader(town)
  await reader.go('/sign-in')
  await reader.post('/sign-in/demonstration', { login: applicant })
  await reader.go(`/items/${codes.hoarding}`)
  assert.match(reader.html, /实名五级/)
  await reader.go(`/apply/${draft}/review`)
  const shown = await reader.post('/submission', { consent: 'true' })
  assert.match(shown.html, /您的实名等级不够[^<]*受理窗口/)
  assert.match(shown.html, /action="[^"]*\/submission"/)
  assert.ok(shown.html.includes(String(forms.hoarding['siteAddress'])))
})
