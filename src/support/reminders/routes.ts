// HTTP of days that matter: as a list, as a file, and under a private address that a calendar program reads by itself.
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Act, Whose } from '#base/act'
import type { Ground } from '#base/context'
import { sha256 } from '#base/crypto'
import { callerOf, noBody, route, sendFile, whoseOf, type Access, type Route } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { TextSchema } from '#core/packs'
import { maskPersonal, mustBeNoAgent } from '#core/people'
import type { Language } from '#engines/words'
import { gatherReminders } from './gather.ts'
import { writeCalendar } from './ics.ts'
import { calendarDay, calendarNames, linkUnknown } from './reminder.ts'
import { deleteLink, findLink, findLinkByDigest, saveLink } from './store.ts'

const own: Access = [{ who: ['natural', 'legal'], scope: 'own' }]
const nullable = () => Type.Union([Type.String(), Type.Null()])
const lock = (account: string) => [`reminders:${account}`]

async function sendCalendar(ground: Ground, reply: FastifyReply, whose: Whose, language: Language): Promise<void> {
  const days = (await gatherReminders(ground, whose)).map((one) => calendarDay(one, language, ground.origin))
  sendFile(reply, { type: 'text/calendar; charset=utf-8', name: 'dates.ics', content: writeCalendar(calendarNames[language], days) })
}

/** A new private address; the one before ends with it. The token itself is told once and kept nowhere. */
async function makeLink(act: Act, origin: string, language: Language): Promise<{ address: string }> {
  const token = Buffer.from(act.random.bytes(32)).toString('base64url')
  await saveLink(act.tx, { account: act.actor.id, digest: sha256(token), language, madeAt: act.now })
  act.record('reminders.link-made', { subject: act.actor.id, facts: {} })
  return { address: `${origin}/api/calendars/${token}` }
}

async function revokeLink(act: Act): Promise<void> {
  if (!(await deleteLink(act.tx, act.actor.id))) throw linkUnknown()
  act.record('reminders.link-revoked', { subject: act.actor.id, facts: {} })
}

/** The operations of days that matter. */
export function reminderRoutes(ground: Ground): Route[] {
  return [listRoute(ground), fileRoute(ground), subscriptionRoute(ground), ...linkRoutes(ground)]
}

function listRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/reminders', access: own, zh: '列出与我有关的日期：补正截止、决定期限、证照到期和申请延续', en: 'List the days that matter to me: corrections, decisions, ends of licences, renewals',
    answer: Type.Object({
      items: Type.Array(Type.Object({ kind: Type.String(), date: Type.String({ format: 'date' }), days: Type.Integer({ description: 'Days from today; below 0 when it has passed' }), provisional: Type.Boolean(), case: nullable(), licence: nullable(), number: Type.String(), name: TextSchema })),
      next: Type.Null(),
    }),
    example: { as: '{resident}' },
    handle: async (call) => {
      const today = dateInChina(ground.clock.now())
      const items = (await gatherReminders(ground, whoseOf(call))).filter((one) => !one.isOver).map((one) => ({
        kind: one.kind, date: one.date, days: today.until(Temporal.PlainDate.from(one.date), { largestUnit: 'days' }).days, provisional: one.provisional, case: one.licence === null ? one.number : null, licence: one.licence, number: one.licence === null ? one.number : maskPersonal(one.number), name: one.name,
      }))
      return { items, next: null }
    },
  })
}

function fileRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/calendar', access: own, produces: 'text/calendar', zh: '下载日历文件（ICS）', en: 'Download the calendar file (ICS)', example: { as: '{resident}' },
    handle: async (call) => sendCalendar(ground, call.reply, whoseOf(call), call.language),
  })
}

function subscriptionRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/calendars/:token', access: 'anyone', callsPerMinuteMax: 20, produces: 'text/calendar', zh: '日历订阅（凭私人地址）', en: 'Subscribe to a calendar by its private address',
    params: Type.Object({ token: Type.String({ minLength: 1, maxLength: 100 }) }), example: { params: { token: '{calendar-token}' } },
    handle: async ({ params, reply }) => {
      const link = await findLinkByDigest(ground.sql, sha256(params.token))
      if (!link) throw linkUnknown()
      return sendCalendar(ground, reply, { id: link.account }, link.language)
    },
  })
}

function linkRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/calendar-link', access: own, zh: '查看日历订阅是否开通', en: 'Read whether a calendar address exists', answer: Type.Object({ madeAt: nullable() }), example: { as: '{resident}' },
      handle: async (call) => {
        const link = await findLink(ground.sql, callerOf(call).id)
        return { madeAt: link ? timeText(link.madeAt) : null }
      },
    }),
    route({
      method: 'POST', path: '/api/calendar-link', access: own, zh: '取得新的日历订阅地址（旧的停用）', en: 'Take a new calendar address; the old one ends', body: noBody, answer: Type.Object({ address: Type.String() }), example: { as: '{resident}', body: {} },
      handle: async (call) => call.act(lock(mustBeNoAgent(callerOf(call)).id), (act) => makeLink(act, ground.origin, call.language)),
    }),
    route({
      method: 'DELETE', path: '/api/calendar-link', access: own, zh: '停用日历订阅地址', en: 'Revoke the calendar address', example: { as: '{calendar-resident}', body: undefined },
      handle: async (call) => {
        await call.act(lock(mustBeNoAgent(callerOf(call)).id), async (act) => {
          await revokeLink(act)
          return null
        })
      },
    }),
  ]
}
