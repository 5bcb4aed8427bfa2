// HTTP of one's own messages.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, page, pageQuery, readCursor, route, whoseOf, type Access, type Route } from '#base/http'
import { timeText } from '#base/time'
import { TextSchema } from '#core/packs'
import { readAll, readMessage } from './acts.ts'
import type { Message } from './message.ts'
import { countUnread, listMessages } from './store.ts'

const everybody: Access = [{ who: ['natural', 'legal', 'staff'], scope: 'own' }]
const MessageShape = Type.Object({
  id: Type.String({ format: 'uuid' }), kind: Type.String(), at: Type.String({ format: 'date-time' }), title: TextSchema, text: TextSchema,
  case: Type.Union([Type.String(), Type.Null()]), readAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
})

function show(message: Message) {
  return { id: message.id, kind: message.kind, at: timeText(message.at), title: message.title, text: message.text, case: message.caseNumber, readAt: message.readAt && timeText(message.readAt) }
}

/** The operations of messages. */
export function messageRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/notifications', access: everybody, zh: '列出我的通知', en: 'List my messages', query: Type.Object({ unread: Type.Optional(Type.Boolean()), case: Type.Optional(Type.String({ maxLength: 60 })), ...pageQuery }),
      answer: Type.Object({ items: Type.Array(MessageShape), next: Type.Union([Type.String(), Type.Null()]), unread: Type.Integer() }), example: { as: '{resident}' },
      handle: async (call) => {
        const whose = whoseOf(call)
        const { limit = 20, cursor, unread = false } = call.query
        const after = readCursor(cursor, 2)
        const rows = await listMessages(ground.sql, whose, unread, call.query.case, limit + 1, after && { at: String(after[0]), id: String(after[1]) })
        const { items, next } = page(rows, limit, (row) => [row.at.toString(), row.id])
        return { items: items.map(show), next, unread: await countUnread(ground.sql, whose) }
      },
    }),
    route({
      method: 'POST', path: '/api/notifications/reading', status: 200, access: everybody, zh: '全部标为已读，或只标一个办件的', en: 'Mark all messages as read, or those of one case',
      body: Type.Object({ case: Type.Optional(Type.String({ maxLength: 60 })) }, { additionalProperties: false }), answer: Type.Object({ count: Type.Integer() }), example: { as: '{resident}', body: {} },
      handle: async (call) => call.act([`notifications:${callerOf(call).id}`], async (act) => ({ count: await readAll(act, call.body.case) })),
    }),
    route({
      method: 'POST', path: '/api/notifications/:id/reading', status: 200, access: everybody, zh: '标为已读', en: 'Mark a message as read',
      params: Type.Object({ id: Type.String({ format: 'uuid' }) }), answer: MessageShape, example: { as: '{resident}', params: { id: '{notification}' } },
      handle: async (call) => call.act([`notification:${call.params.id}`], async (act) => show(await readMessage(act, call.params.id))),
    }),
  ]
}
