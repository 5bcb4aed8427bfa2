// HTTP of 我的数据: who read one's data, for whom; asking about it; ending that the readings of a case are shown later.
import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { entriesAbout, findEntry, type Entry } from '#base/act'
import type { Ground } from '#base/context'
import { callerOf, page, pageOf, pageQuery, readCursor, route, sendFile, type Access, type Caller, type Route } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { sayLaw } from '#engines/words'
import { getRole } from '#core/access'
import { findPinned, visibleCase } from '#core/cases'
import { getItemVersion } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { BasisSchema, TextSchema, type PlatformPurpose, type Purpose } from '#core/packs'
import { formerAccountsOf, mustBeNoAgent } from '#core/people'
import { findPurposes } from '#core/purposes'
import { namesOfClients } from '#support/clients'
import { casesOfLicences } from '#support/licences'
import { askAbout, delayLock, endDelay, entryLock } from './acts.ts'
import { entryUnknown, isByStaff, isReading, kinds, limits, reasonNamed, whats, whatWords, type What } from './reading.ts'
import { shownRoute } from './shown.ts'
import { findDelayed, findQuestions, findShownWords } from './store.ts'

const people: Access = [{ who: ['natural', 'legal'], scope: 'own' }]
const heads: Access = [{ who: ['staff'], roles: ['head'], scope: 'department' }]
const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S, more = {}) => Type.Union([shape, Type.Null()], more)
const Words = Type.Object({ zh: Type.String(), en: Type.String() })
const Named = Type.Object({ code: Type.String(), name: TextSchema })
const ReadingShape = Type.Object({
  id: Type.String(), at: Type.String(), by: Type.Unsafe<'staff' | 'system'>({ enum: ['staff', 'system'], description: 'A civil servant by his post, or another system' }),
  organisation: nullable(Named), role: nullable(Words), system: nullable(Named), told: Words, case: nullable(Type.Object({ number: Type.String(), item: TextSchema })), basis: Type.Array(Type.Unsafe<{ law: string; article?: string }>({ ...BasisSchema, additionalProperties: true })),
  emergency: Type.Boolean({ description: 'Read in an emergency, outside the reach of the post (紧急授权); another person looks at it afterwards' }),
  reason: nullable(Words, { description: 'What a number was shown whole for' }), words: nullable(Type.String(), { description: 'The same, as it was asked for' }),
  question: nullable(Type.String({ description: 'Number of the case in which it is explained' })), purpose: nullable(Type.Object({ code: Type.String(), name: Words }, { description: 'In the register of purposes' })),
})
const numberParam = Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) })

/** The operations of readings. */
export function readingRoutes(ground: Ground): Route[] {
  return [
    shownRoute(ground),
    route({
      method: 'GET', path: '/api/readings', access: people, zh: '谁看过我的数据', en: 'Who read my data', query: Type.Object(pageQuery), answer: pageOf(ReadingShape), example: { as: '{resident}' },
      handle: async (call) => {
        const after = readCursor(call.query.cursor, 2)
        const { items, next } = page(await entriesAbout(ground.sql, await selves(ground, callerOf(call)), kinds, (call.query.limit ?? 20) + 1, after && { at: String(after[0]), id: String(after[1]) }), call.query.limit ?? 20, (entry) => [entry.at.toString(), entry.id])
        return { items: await describe(ground, items), next }
      },
    }),
    route({
      method: 'GET', path: '/api/readings/export', access: people, produces: 'text/csv', zh: '导出我的数据的查阅记录', en: 'Export who read my data', example: { as: '{resident}' },
      handle: async (call) => {
        const lines = sheet(allReadings(ground, await selves(ground, callerOf(call))), call.language)
        sendFile(call.reply, { type: 'text/csv; charset=utf-8', name: 'my-data.csv', content: Readable.from(lines, { objectMode: false }) })
      },
    }),
    route({
      method: 'POST', path: '/api/readings/:entry/question', access: people, zh: '询问一次查阅，开一个有期限的办件', en: 'Ask about a reading: opens a case with a clock', params: Type.Object({ entry: Type.String({ format: 'uuid' }) }),
      body: Type.Object({ question: Type.String({ minLength: 1, maxLength: 2000 }) }, { additionalProperties: false }), answer: Type.Object({ number: Type.String() }), example: { as: '{resident}', params: { entry: '{reading}' }, body: { question: '我没有在办事，为什么查看我的材料？' } },
      handle: async (call) => {
        const { entry } = call.params
        const found = await findEntry(ground.sql, await selves(ground, callerOf(call)), entry)
        const [told] = await describe(ground, found && isReading(found) ? [found] : [])
        if (!told) throw entryUnknown()
        const who = [told.organisation?.name.zh ?? told.system?.name.zh, told.role?.zh].filter(Boolean).join(' ')
        const { number } = await call.act([entryLock(entry)], (act) => askAbout(act, ground.keys, entry, call.body.question, { readAt: told.at, reader: who || '—' }))
        return { number }
      },
    }),
    route({
      method: 'DELETE', path: '/api/cases/:number/reading-delay', access: heads, zh: '解除延后公开', en: 'End the delay', params: numberParam, example: { as: '{head}', params: { number: '{accepted}' } },
      handle: async (call) => {
        const id = await visibleCase(ground, call.params.number, call.reach)
        await call.act([delayLock(call.params.number)], async (act) => (await endDelay(act, id, callerOf(call)), null))
      },
    }),
  ]
}

/** The caller's own account, and those that were merged into it. */
async function selves(ground: Ground, caller: Caller): Promise<string[]> {
  const { id } = mustBeNoAgent(caller)
  return [id, ...(await formerAccountsOf(ground.sql, [id])).map(({ account }) => account)]
}

/** Every reading to the last, a part at a time: a list with a tacit end would not be the same record. */
async function* allReadings(ground: Ground, accounts: readonly string[]): AsyncGenerator<Reading[]> {
  for (let after: { at: string; id: string } | undefined; ; ) {
    const entries = await entriesAbout(ground.sql, accounts, kinds, limits.exportedAtOnce, after)
    yield await describe(ground, entries)
    const last = entries.at(-1)
    if (!last || entries.length < limits.exportedAtOnce) return
    after = { at: last.at.toString(), id: last.id }
  }
}

type Reading = Awaited<ReturnType<typeof describe>>[number]

/** Entries in words; those of a case whose readings are shown later, and of a licence that came of one, are left out. */
async function describe(ground: Ground, entries: readonly Entry[]) {
  const caseOf = (entry: Entry) => (entry.facts.of === 'case' ? String(entry.facts.about) : undefined)
  const cases = [...new Set(entries.flatMap((entry) => caseOf(entry) ?? []))]
  const licenceOf = ({ facts }: Entry) => (facts.of === 'licence' ? String(facts.about) : '')
  const sources = await casesOfLicences(ground.sql, entries.flatMap((entry) => licenceOf(entry) || []))
  const delayed = await findDelayed(ground.sql, [...cases, ...[...sources.values()].flat()], dateInChina(ground.clock.now()))
  const shown = entries.filter((entry) => ![caseOf(entry) ?? '', ...(sources.get(licenceOf(entry)) ?? [])].some((id) => delayed.has(id)))
  const codesOf = (name: string) => shown.flatMap(({ facts }) => (typeof facts[name] === 'string' ? [facts[name]] : []))
  const [numbers, organisations, systems, questions, purposes, said] = await Promise.all([findMatters(ground, cases), findOrganisations(ground.sql, codesOf('organisation')), namesOfClients(ground.sql, codesOf('code')), findQuestions(ground.sql, shown.map(({ id }) => id)), findPurposes(ground.sql, shown.flatMap((entry) => purposeOfEntry(entry) ?? [])), findShownWords(ground.sql, codesOf('shown'))])
  return shown.map((entry) => {
    const { role, organisation, code, what, reason, shown: number } = entry.facts
    const about = numbers.get(caseOf(entry) ?? '')
    const purpose = purposes.get(purposeOfEntry(entry) ?? '')?.newest.content
    return {
      id: entry.id, at: timeText(entry.at), by: isByStaff(entry) ? ('staff' as const) : ('system' as const), organisation: typeof organisation === 'string' ? nameOrganisation(organisations, organisation) : null,
      role: typeof role === 'string' ? getRole(role).name : null, system: typeof code === 'string' ? { code, name: systems.get(code) ?? { zh: code } } : null, told: toldWords(entry, what), case: about ? { number: about.number, item: about.item } : null, basis: about?.basis ?? purpose?.basis ?? [], emergency: entry.facts.emergency === true, reason: reasonNamed(reason), words: said.get(String(number)) ?? null, question: questions.get(entry.id) ?? null,
      purpose: named(purpose),
    }
  })
}

/** The cases that were read for: number, item and its law. */
async function findMatters(ground: Ground, cases: readonly string[]) {
  const pinned = await findPinned(ground.sql, cases)
  return new Map(await Promise.all([...pinned].map(async ([id, { number, itemVersion }]) => {
    const { content } = await getItemVersion(ground.sql, itemVersion)
    return [id, { number, item: content.name, basis: content.legalBasis }] as const
  })))
}

/** What it was read for; systems are told for the one purpose of signing in elsewhere. Entries from before the register say nothing. */
function purposeOfEntry(entry: Entry): string | undefined {
  const { facts } = entry
  if (!isByStaff(entry)) return 'sign-in' satisfies PlatformPurpose
  return typeof facts.purpose === 'string' ? facts.purpose : undefined
}

function named(purpose: Purpose | undefined) {
  return purpose ? { code: purpose.code, name: purpose.name } : null
}

function toldWords(entry: Entry, what: unknown): { zh: string; en: string } {
  if (entry.kind === 'clients.signed-in') return { zh: '登录时您同意告知的内容', en: 'What you agreed to when you signed in' }
  if (entry.kind === 'clients.pass-read') return { zh: '您出示的身份码', en: 'The code that you showed' }
  return whatWords[whats.find((one) => one === what) ?? ('case' satisfies What)]
}

/** A sheet that spreadsheets open in Chinese (with a mark of its encoding) and in which nothing is taken for a formula. */
async function* sheet(parts: AsyncIterable<readonly Reading[]>, language: 'zh' | 'en'): AsyncGenerator<string> {
  const say = (text: { zh: string; en?: string } | null | undefined) => (text ? (language === 'zh' ? text.zh : (text.en ?? text.zh)) : '')
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  const write = (lines: readonly string[][]) => lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')
  yield `\ufeff${write([language === 'zh' ? ['编号', '时间', '单位或者系统', '职责', '内容', '办件', '目的', '依据', '紧急授权', '用途', '说明'] : ['Entry', 'Time', 'Body or system', 'Duty', 'What', 'Case', 'Purpose', 'By law', 'Emergency', 'Reason', 'In words']])}`
  for await (const rows of parts) yield write(rows.map((one) => [one.id, one.at, say(one.organisation?.name ?? one.system?.name), say(one.role), say(one.told), one.case?.number ?? '', say(one.purpose?.name), one.basis.map((basis) => sayLaw(basis, language)).join(language === 'zh' ? '；' : '; '), one.emergency ? (language === 'zh' ? '是' : 'yes') : '', say(one.reason), one.words ?? '']))
}
