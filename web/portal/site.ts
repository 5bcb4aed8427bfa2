// How pages are put on the server: each handler gets a visit and answers a page or a way on. Here stand the headers, the
// language and text-size settings, and what happens when the API says no. It knows no page.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Words } from '#engines/words'
import { ApiRefusal, apiFor, type Api, type Send } from './api.ts'
import type { Assets } from './layout.ts'
import { renderPage } from './layout.ts'
import { signInHolding } from './pages/sign-in.ts'
import { failurePage, notFoundPage } from './pages/refusals.ts'
import type { Session } from './shapes.ts'
import { toTraditional } from './traditional.ts'
import { addressOf, isTraditional, languageCookie, languageOf, makeVisit, settingName, textCookie, type Answer, type Page, type Visit } from './visit.ts'

export type Handler = (visit: Visit) => Promise<Answer>

/** Where pages are added. */
export interface Site {
  get(path: string, handler: Handler): void
  post(path: string, handler: Handler): void
  /** Hands a file of the API through as it is, to the person who may have it. */
  pass(path: string, apiPath: (visit: Visit) => string): void
}

// Nothing inline and nothing foreign; pictures only of our own.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
const yearSeconds = 31_536_000

/** Makes the site on a (child) Fastify instance. `secure` marks cookies as for https alone. */
export function makeSite(app: FastifyInstance, send: Send, assets: Assets, secure: boolean): Site {
  const placeWords = keepWords()
  const visitOf = async (request: FastifyRequest, reply: FastifyReply): Promise<Visit> => {
    const api = apiFor(send, request, languageOf(request), isTraditional(request) ? toTraditional : undefined)
    const [session, place] = await Promise.all([sessionOf(request, () => api.find<Session>('/session')), placeWords(api)])
    return makeVisit(request, reply, api, session, place)
  }
  const show = (visit: Visit, page: Page): FastifyReply =>
    visit.reply.code(page.status ?? 200).type('text/html; charset=utf-8').header('content-security-policy', page.formTo === undefined ? policy : policy.replace("form-action 'self'", `form-action 'self' ${new URL(page.formTo).origin}`)).send(renderPage(visit, page, assets))

  const serve = (handler: Handler) => async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const visit = await visitOf(request, reply)
    const answer = await handler(visit)
    return 'redirect' in answer ? reply.redirect(answer.redirect, 303) : show(visit, answer)
  }
  const settings = { preHandler: async (request: FastifyRequest, reply: FastifyReply) => keepSettings(request, reply, secure) }

  // An upload is held whole in memory on its way to the API: not for somebody whom the API would turn away.
  app.addHook('onRequest', async (request, reply) => {
    if (!(request.headers['content-type'] ?? '').startsWith('multipart/')) return
    if ((await visitOf(request, reply)).session?.account) return
    await reply.header('connection', 'close').redirect(`/sign-in?next=${encodeURIComponent(addressOf(request))}`, 303)
  })
  app.setErrorHandler(async (error, request, reply) => {
    const isLost = error instanceof ApiRefusal && error.problem.status === 401
    // What was typed on a page of an application waits in the page that signs in again.
    if (isLost && request.method === 'POST' && request.url.startsWith('/apply/') && !Buffer.isBuffer(request.body)) {
      const visit = await visitOf(request, reply)
      return show(visit, await signInHolding(visit, addressOf(request)))
    }
    if (isLost) return reply.redirect(`/sign-in?next=${encodeURIComponent(addressOf(request))}`, 303)
    const visit = await visitOf(request, reply)
    const refused = error instanceof ApiRefusal ? error : ApiRefusal.of(error, request, visit.language, visit.shape)
    if (refused !== error && refused.problem.status >= 500) request.log.error({ err: error }, 'page failed')
    if (refused.retryAfter !== undefined) reply.header('retry-after', refused.retryAfter)
    return show(visit, failurePage(visit, refused))
  })
  app.get('/*', async (request, reply) => {
    // Programs get the API's own refusal; people get a page.
    if (request.url.startsWith('/api/')) return reply.callNotFound()
    const visit = await visitOf(request, reply)
    return show(visit, notFoundPage(visit))
  })
  return {
    get: (path, handler) => void app.get(path, settings, serve(handler)),
    post: (path, handler) => void app.post(path, serve(handler)),
    pass: (path, apiPath) => void app.get(path, async (request, reply) => passFile(await visitOf(request, reply), apiPath)),
  }
}

const wordsKeptMs = 60_000

/** The words of the place, asked once a minute; pages go on with those that were read last, or with the portal's own. */
function keepWords(): (api: Api) => Promise<Words | undefined> {
  let kept: { words: Promise<Words | undefined>; until: number } | undefined
  return (api) => {
    const now = performance.now()
    if (kept && now < kept.until) return kept.words
    const before = kept?.words
    const words = api.find<Words>('/words').catch(() => before)
    kept = { words, until: now + wordsKeptMs }
    return words
  }
}

// Most visits have no cookie and need no call to know that nobody is signed in.
function sessionOf(request: FastifyRequest, find: () => Promise<Session | undefined>): Promise<Session | undefined> {
  const hasCookie = Object.hasOwn(request.cookies, '__Host-yiwang')
  // A page that needs no session is shown even while the session cannot be looked up.
  return hasCookie ? find().catch(() => undefined) : Promise.resolve(undefined)
}

/** ?lang and ?text are kept in a cookie and leave the address again, so that a shared link carries no setting. */
async function keepSettings(request: FastifyRequest, reply: FastifyReply, secure: boolean): Promise<void> {
  const [path = '/', search = ''] = request.url.split('?')
  const query = new URLSearchParams(search)
  const language = query.get('lang')
  const text = query.get('text')
  if (language === null && text === null) return
  const options = { path: '/', sameSite: 'lax', httpOnly: true, secure, maxAge: yearSeconds } as const
  if (language === 'zh' || language === 'zh-Hant' || language === 'en') reply.setCookie(settingName(languageCookie, secure), language, options)
  if (text === 'large' || text === 'normal') reply.setCookie(settingName(textCookie, secure), text, options)
  query.delete('lang')
  query.delete('text')
  await reply.redirect(query.size === 0 ? path : `${path}?${query.toString()}`, 303)
}

const passedHeaders = ['content-type', 'content-disposition', 'content-security-policy', 'content-length', 'etag', 'last-modified'] as const

async function passFile(visit: Visit, apiPath: (visit: Visit) => string): Promise<FastifyReply> {
  const answer = await visit.api.raw({ method: 'GET', path: apiPath(visit) })
  if (answer.status >= 400) throw ApiRefusal.from(answer)
  for (const name of passedHeaders) {
    const value = answer.headers[name]
    if (value !== undefined) visit.reply.header(name, value)
  }
  return visit.reply.code(answer.status).send(answer.payload)
}
