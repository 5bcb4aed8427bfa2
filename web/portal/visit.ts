// One visit to one page: who reads, in which language, with which text size, and what the page answers. It holds no page.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { chooseLanguage, pick, type Language, type Text, type Words } from '#engines/words'
import type { Api, ProblemField } from './api.ts'
import type { Html } from './html.ts'
import type { Session } from './shapes.ts'
import { toTraditional } from './traditional.ts'
import { portalWord, type WordKey } from './words.ts'

export const languageCookie = 'yiwang-language'
export const textCookie = 'yiwang-text'
/** Behind https a browser keeps the settings only as we set them (RFC 6265bis §4.1.3.2). */
export const settingName = (name: string, secure: boolean): string => `${secure ? '__Host-' : ''}${name}`

const setting = (request: FastifyRequest, name: string): string | undefined => request.cookies[settingName(name, true)] ?? request.cookies[name]

/** What every page handler gets. */
export interface Visit {
  request: FastifyRequest
  reply: FastifyReply
  api: Api
  language: Language
  /** Chinese in traditional characters. */
  traditional: boolean
  /** Elderly mode: large, plain, few choices. */
  large: boolean
  session: Session | undefined
  query: Record<string, string>
  params: Record<string, string>
  posted: Posted
  /** A word of the portal in the reader's language. */
  w(key: WordKey, facts?: Record<string, string | number>): string
  /** Bilingual text in the reader's language; '' for none. */
  t(text: Text | string | undefined | null): string
  /** Words of ours in the reader's characters. Never for what somebody wrote. */
  shape(text: string): string
}

export type Posted = Record<string, string | string[] | undefined>

/** A fault to show at the top and beside its field: `field` is the input's id; `href` leads to another page's field. */
export interface ShownFault {
  field?: string
  href?: string
  text: string
}

/** A page to show. */
export interface Page {
  title: string
  body: Html
  status?: number
  crumbs?: { href: string; text: string }[]
  /** The way back, in place of breadcrumbs: first on the page, before what is wrong. */
  back?: { href: string; text: string }
  faults?: ShownFault[]
  /** The site that a form of this page ends on, where that is not ours: its origin. */
  formTo?: string
  /** Without a script the browser looks again after as long, there. */
  looksAgain?: { seconds: number; href: string }
  /** Full width instead of two thirds. */
  wide?: boolean
  /** The home page carries no breadcrumbs and a hero of its own. */
  hero?: Html
}

/** What a handler answers: a page, or a way on. */
export type Answer = Page | { redirect: string }

/** Reads language: ?lang wins, then the cookie, then the browser. */
export function languageOf(request: FastifyRequest): Language {
  const cookie = setting(request, languageCookie)
  if (cookie === 'zh-Hant') return 'zh'
  return cookie === 'zh' || cookie === 'en' ? cookie : chooseLanguage(request.headers['accept-language'])
}

/** Whether Chinese is read in traditional characters: as chosen, else as the browser asks for it first. */
export function isTraditional(request: FastifyRequest): boolean {
  const cookie = setting(request, languageCookie)
  if (cookie === 'zh' || cookie === 'en' || cookie === 'zh-Hant') return cookie === 'zh-Hant'
  return languageOf(request) === 'zh' && /^\s*zh-(hant|tw|hk|mo)\b/i.test(request.headers['accept-language'] ?? '')
}

function isLarge(request: FastifyRequest): boolean {
  return setting(request, textCookie) === 'large'
}

/** Builds the visit; the session and the words of the place are looked up by the caller. */
export function makeVisit(request: FastifyRequest, reply: FastifyReply, api: Api, session: Session | undefined, place?: Words): Visit {
  const language = languageOf(request)
  const traditional = isTraditional(request)
  const large = isLarge(request)
  const shape = (text: string): string => (traditional ? toTraditional(text) : text)
  return {
    request,
    reply,
    api,
    language,
    traditional,
    large,
    shape,
    session,
    query: singles(request.query),
    params: singles(request.params),
    posted: posted(request.body),
    w: (key, facts) => portalWord(language, key, facts, place, { simple: large, shape }),
    t: (text) => (text === undefined || text === null ? '' : shape(typeof text === 'string' ? text : pick(text, language))),
  }
}

function singles(source: unknown): Record<string, string> {
  if (typeof source !== 'object' || source === null) return {}
  return Object.fromEntries(Object.entries(source).map(([name, value]) => [name, Array.isArray(value) ? String(value.at(-1) ?? '') : String(value)]))
}

function posted(body: unknown): Posted {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return {}
  return { ...body }
}

/** One posted text, trimmed; '' when absent. */
export function postedText(visit: Visit, name: string): string {
  const value = visit.posted[name]
  return (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim()
}

/** Words of the API's field faults, linked to inputs whose id is the last part of the path. */
export function shownFaults(fields: readonly ProblemField[]): ShownFault[] {
  return fields.map((fault) => ({ field: inputId(fault.path), text: fault.message }))
}

/** The id of the input that a JSON pointer such as `/form/siteAddress` or `/faces/1` names. */
export function inputId(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== 'form' && !/^\d+$/.test(part))
  return parts.at(-1) ?? ''
}

/** The address of the page that a person looks at: of a posted form, the page it stood on, since its own has no page. */
export function addressOf(request: FastifyRequest): string {
  if (request.method === 'GET' || request.method === 'HEAD') return request.url
  const from = request.headers.referer
  if (from === undefined || !URL.canParse(from)) return '/my'
  const { pathname, search } = new URL(from)
  return `${pathname}${search}`
}

/** Sentences one after another, with the space that English wants between them. */
export const sentences = ({ language }: Pick<Visit, 'language'>, ...all: string[]): string => all.join(language === 'en' ? ' ' : '')

/** A day that was typed in three inputs, `id-year` and so on; undefined where it is none. */
export function postedDate(visit: Visit, id: string): string | undefined {
  const [year = '', month = '', day = ''] = (['year', 'month', 'day'] as const).map((part) => postedText(visit, `${id}-${part}`).normalize('NFKC'))
  const text = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text ? text : undefined
  } catch {
    return undefined
  }
}
