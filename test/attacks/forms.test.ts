// Naughty strings in every text field of every form of the portal, found by walking its pages as those who use it: an answer is a page or a way on,
// never a fault; what was typed comes back to its field to the last character; and nothing of it is shown but as text, then or later.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { people } from '../carry.ts'
import { unescape } from '../reader.ts'
import { openScene } from '../scenes.ts'
import { openTown, type Town } from '../town.ts'
import { naughty } from './strings.ts'

interface Input {
  name: string
  value: string
  kind: 'text' | 'password' | 'choice' | 'hidden'
  lengthMax: number
  /** A number or a code, whose full-width letters are made plain on purpose (src/engines/forms/settle.ts). */
  isCode?: boolean
}

interface Form {
  page: string
  action: string
  inputs: Input[]
}

let town: Town
let count = 0
const tally = { forms: new Set<string>(), fields: 0, kept: 0 }
/** What would end the session or the account that walks on, or begin the walk anew. */
const left = /^\/(sign-out|account\/(freezing|closing)|freeze)$/

before(async () => {
  town = await openTown({ relays: { smtp: 'smtp://127.0.0.1:9', sms: 'http://127.0.0.1:9/sms' } })
  // Something of everything: drafts, matters in all states, licences, bindings, messages.
  const scene = openScene(town)
  for (const name of ['draft', 'complete-draft', 'submitted', 'correcting', 'accepted', 'finished', 'bad-review', 'owing', 'asked-binding', 'library-entry', 'batch', 'given-channel', 'agency', 'notification']) await scene.fill(`{${name}}`)
  await town.settle()
})
after(() => town.close())

const attribute = (tag: string, name: string) => unescape(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')

/** The forms of a page that post fields, with what stands in them. */
function formsIn(page: string, html: string): Form[] {
  return [...html.matchAll(/<form[^>]*method="post"[^>]*>.*?<\/form>/gs)].map(([form]) => {
    const inputs = [...form.matchAll(/<input[^>]*>|<textarea[^>]*>.*?<\/textarea>|<select[^>]*>.*?<\/select>/gs)].flatMap(([tag]): Input[] => {
      const [name, type] = [attribute(tag, 'name'), attribute(tag, 'type')]
      const lengthMax = Number(attribute(tag, 'maxlength') || 5000)
      if (name === '' || type === 'file' || type === 'submit') return []
      if (tag.startsWith('<textarea')) return [{ name, value: unescape(/>([^]*)<\/textarea>/.exec(tag)?.[1] ?? ''), kind: 'text', lengthMax }]
      if (tag.startsWith('<select')) return [{ name, value: unescape(/<option value="([^"]+)"/.exec(tag)?.[1] ?? ''), kind: 'choice', lengthMax }]
      if (type === 'radio' || type === 'checkbox') return [{ name, value: attribute(tag, 'value'), kind: 'choice', lengthMax }]
      return [{ name, value: attribute(tag, 'value'), kind: type === 'hidden' ? 'hidden' : type === 'password' ? 'password' : 'text', lengthMax, isCode: type === 'tel' || /\sinputmode="/.test(tag) }]
    })
    // Of a choice the first.
    return { page, action: attribute(/<form[^>]*>/.exec(form)?.[0] ?? '', 'action').replaceAll('&amp;', '&'), inputs: inputs.filter((one, n) => inputs.findIndex(({ name }) => name === one.name) === n) }
  })
}

/** Nothing raw anywhere in a page. */
function judgePage(where: string, html: string): void {
  assert.doesNotMatch(html, /<nty-\d|<script>alert|<img src=x|<svg\/onload|(?:href|src|action)="javascript:/, where)
}

/** Posts a form with a string in one kind of its fields, and judges what comes back. */
async function attack(cookie: string, { page, action, inputs }: Form, kinds: readonly Input['kind'][]): Promise<void> {
  const typed = new Map<string, string>()
  const body = new URLSearchParams()
  for (const { name, value, kind, lengthMax } of inputs) {
    const isMeant = kinds.includes(kind)
    // As a browser sends it: with ends of lines as CR LF.
    const text = isMeant ? naughty(++count, lengthMax, false) : value
    if (isMeant) typed.set(name, text)
    body.append(name, text)
  }
  if (typed.size === 0) return
  const answer = await town.app.inject({ method: 'POST', url: action, headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' }, payload: body.toString() })
  const where = `${action} on ${page}`
  assert.ok(answer.statusCode < 500, `${where}: ${answer.statusCode} ${answer.body.replaceAll(/<[^>]+>/g, ' ').slice(0, 300)}`)
  judgePage(where, answer.body)
  assert.doesNotMatch(String(answer.headers.location ?? ''), /[\r\n]|^\/\/|^https?:/, where)
  tally.fields += typed.size
  if (answer.statusCode !== 422 && answer.statusCode !== 200) return
  const again = formsIn(page, answer.body).flatMap((one) => one.inputs)
  for (const [name, text] of typed) {
    const field = again.find((one) => one.name === name && one.kind === 'text')
    // A field that comes back filled comes back with what was typed; one that the page does not ask again, or a secret, does not.
    if (field === undefined || field.value === '' || !field.value.includes('<nty-')) continue
    const plain = (one: string) => (field.isCode ? one.normalize('NFKC') : one).trim()
    assert.equal(plain(field.value), plain(text), `${where} ${name}`)
    tally.kept++
  }
}

/** Walks the pages that lead on from some, and attacks each form of each kind of address once. */
async function walk(login: string | undefined, starts: readonly string[], pagesMax: number): Promise<void> {
  const seen = new Set<string>()
  const kinds = new Map<string, number>()
  const waiting = [...starts]
  for (let path = waiting.shift(); path !== undefined && seen.size < pagesMax; path = waiting.shift()) {
    const kind = path.replace(/\?.*$/, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{6,}[\w-]*/g, ':id')
    if (seen.has(path) || (kinds.get(kind) ?? 0) >= 6) continue
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    seen.add(path)
    town.clock.advance({ seconds: 1 })
    const cookie = login === undefined ? '' : await town.cookieOf(login)
    const { statusCode, headers, body } = await town.app.inject({ url: path, headers: { cookie } })
    assert.ok(statusCode < 500, `${path} ${statusCode}`)
    if (typeof headers.location === 'string') waiting.push(headers.location)
    judgePage(path, body)
    for (const [, href = ''] of body.matchAll(/href="(\/(?!desk|api|assets|oidc)[^"#]*)"/g)) waiting.push(href.replaceAll('&amp;', '&'))
    for (const form of formsIn(path, body)) {
      const key = `${login ?? ''} ${form.action.replace(/\?.*$/, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{6,}[\w-]*/g, ':id')} ${form.inputs.map(({ name }) => name).join()}`
      if (tally.forms.has(key) || left.test(form.action)) continue
      tally.forms.add(key)
      for (const what of [['text'], ['text', 'password'], ['hidden'], ['choice'], ['text', 'choice', 'hidden']] as const) await attack(cookie, form, what)
    }
  }
}

test('before signing in: every form that a stranger reaches', async () => {
  await walk(undefined, ['/', '/sign-in', '/register', '/recovery', '/freeze', '/progress', '/verify', '/reviews', '/publicity', '/guide', '/items'], 160)
})

for (const login of [people.resident, 'yunhe.media', 'li.guiying']) {
  test(`as ${login}: every form of one’s own pages, of drafts, matters, papers, people one acts for`, async () => {
    const { body } = await town.call<{ items: { number: string }[] }>('GET', '/api/cases?limit=50', { as: login })
    const { body: drafts } = await town.call<{ items: { id: string }[] }>('GET', '/api/applications?limit=50', { as: login })
    await walk(login, ['/my', '/account', '/account/totp', '/account/proof', '/acting', '/identity', '/notifications', '/my/data', ...body.items.map(({ number }) => `/cases/${encodeURIComponent(number)}`), ...(drafts.items ?? []).map(({ id }) => `/apply/${id}`), '/items'], 260)
  })
}

test('as many forms and fields were reached as the portal has, and what was typed came back', () => {
  assert.ok(tally.forms.size > 60, `${tally.forms.size} forms`)
  assert.ok(tally.fields > 300, `${tally.fields} fields`)
  assert.ok(tally.kept > 30, `${tally.kept} came back`)
})
