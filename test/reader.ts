// A browser without script for the portal of a town: keeps cookies, follows redirects, posts the forms that a page shows.
import assert from 'node:assert/strict'
import type { Town } from './town.ts'

/** What a page answered. */
export interface Shown {
  status: number
  html: string
  location: string
}

/** A browser without script: keeps cookies, follows redirects, posts the forms that a page shows. */
export class Reader {
  readonly #town: Town
  cookies = new Map<string, string>()
  path = '/'
  html = ''

  constructor(town: Town) {
    this.#town = town
  }

  async go(path: string): Promise<Shown> {
    return this.#arrive(path, await this.#send('GET', path))
  }

  /** Posts the form whose action holds `action`, with its hidden fields and these values; or the form of a button that sends it there. */
  async post(action: string, values: Record<string, string | string[]> = {}): Promise<Shown> {
    const forms = [...this.html.matchAll(/<form[^>]*method="post"[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)]
    const [, owner, elsewhere] = [...this.html.matchAll(/<button[^>]* form="([^"]*)" formaction="([^"]*)"/g)].find(([, , to]) => to?.includes(action)) ?? []
    const form = owner === undefined ? (forms.find((found) => found[1] === action) ?? forms.find((found) => found[1]?.includes(action))) : forms.find(([tag]) => tag.startsWith(`<form id="${owner}"`))
    assert.ok(form, `no form for ${action} on ${this.path}`)
    const body = new URLSearchParams()
    // Each demonstration account is a form of its own; this posts the one whose login is meant.
    for (const [, name = '', value = ''] of action.endsWith('/demonstration') ? [] : (form[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)) body.append(name, unescape(value))
    if (action.endsWith('/demonstration')) body.append('next', unescape(/name="next" value="([^"]*)"/.exec(form[2] ?? '')?.[1] ?? ''))
    for (const [name, value] of Object.entries(values)) for (const one of [value].flat()) body.append(name, one)
    const target = unescape(elsewhere ?? form[1] ?? '')
    return this.#arrive(target, await this.#send('POST', target, body.toString(), 'application/x-www-form-urlencoded'))
  }

  async upload(material: string, name: string, content: string): Promise<Shown> {
    const form = [...this.html.matchAll(/<form[^>]*enctype="multipart\/form-data" action="([^"]*)"/g)].find((found) => found[1]?.includes(`material=${material}&`))
    assert.ok(form, `no upload for ${material} on ${this.path}`)
    const data = new FormData()
    data.append('material', material)
    data.append('file', new Blob([content], { type: 'text/plain' }), name)
    const request = new Request('http://town/', { method: 'POST', body: data })
    const target = unescape(form[1] ?? '')
    return this.#arrive(target, await this.#send('POST', target, Buffer.from(await request.arrayBuffer()), request.headers.get('content-type') ?? ''))
  }

  async #send(method: 'GET' | 'POST', url: string, payload?: string | Buffer, type?: string) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await this.#town.app.inject({ method, url: url.split('#')[0] ?? '/', headers: { cookie, ...(type === undefined ? {} : { 'content-type': type }) }, ...(payload === undefined ? {} : { payload }) })
    for (const one of answer.cookies) this.cookies.set(one.name, one.value)
    return answer
  }

  async #arrive(path: string, answer: Awaited<ReturnType<Town['app']['inject']>>): Promise<Shown> {
    const location = answer.headers.location
    if (answer.statusCode === 303 && typeof location === 'string') return location.startsWith('/desk/') ? { status: 303, html: '', location } : this.go(location)
    this.path = path
    this.html = answer.body
    return { status: answer.statusCode, html: answer.body, location: path }
  }
}

/** Text of markup as it is read. */
export function unescape(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
