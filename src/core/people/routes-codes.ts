// One-time codes over HTTP: asking for one to sign in, for the second step, or to prove a session once more; and coming in by one. No rule lives here.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { sha256 } from '#base/crypto'
import { route, type Route } from '#base/http'
import { timeText } from '#base/time'
import { askedBySession, askOwn, askToSignIn, signInByCode } from './acts-codes.ts'
import { selfOf } from './fresh.ts'
import { codeChannels, type CodeChannel } from './code.ts'
import { arrive, sayingWhen } from './routes-session.ts'
import { accountOfStep, signedIn } from './second.ts'
import { Line, SessionShape, TicketShape } from './shapes.ts'

const Channel = Type.Unsafe<CodeChannel>({ type: 'string', enum: [...codeChannels], description: 'By text message or by mail' })
const EndsAt = Type.String({ description: 'Until when the code works' })

export function codeRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/session/sign-in-codes', zh: '获取登录验证码：有没有这个账号、开没开通，回答都一样', en: 'Ask for a code to sign in by; the answer is the same whether or not there is such an account, or it gets codes', access: 'anyone', callsPerMinuteMax: 20,
      body: Type.Object({ login: Line(254, 'The login, or the mobile number or address of mail that gets codes'), channel: Channel }, { additionalProperties: false }),
      answer: Type.Object({ ticket: Type.String({ description: 'The step that the code belongs to' }), endsAt: EndsAt }), example: { body: { login: '{resident}', channel: 'sms' } },
      handle: async ({ body, request, reply }) => {
        const { ticket, endsAt } = await sayingWhen(reply, () => askToSignIn(ground, { ...body, address: request.ip }))
        return { ticket, endsAt: timeText(endsAt) }
      },
    }),
    route({
      method: 'POST', path: '/api/session/code', zh: '以验证码登录', en: 'Sign in by a code alone', access: 'anyone', callsPerMinuteMax: 30,
      body: Type.Object({ ticket: TicketShape, code: Line(20) }, { additionalProperties: false }), answer: SessionShape, example: { body: { ticket: '{code-ticket}', code: '{sent-code}' } },
      handle: ({ body, request, reply }) => arrive(ground, request, reply, (arrival) => signInByCode(ground, { ...body, ...arrival })),
    }),
    route({
      method: 'POST', path: '/api/session/codes', zh: '获取验证码，用来再次证明；登录第二步给出 ticket', en: 'Ask for a code for a second proof: of the session, or of the step of signing in that is named', access: 'anyone', callsPerMinuteMax: 20,
      body: Type.Object({ ticket: Type.Optional(TicketShape), channel: Channel }, { additionalProperties: false }),
      answer: Type.Object({ endsAt: EndsAt, sentTo: Type.String({ description: 'Masked' }) }), example: { as: '{code-holder}', body: { channel: 'sms' } },
      handle: async ({ body: { ticket, channel }, caller, request, reply }) => {
        const { endsAt, sentTo } = await sayingWhen(reply, async () => {
          if (ticket !== undefined) return askOwn(ground, { account: await accountOfStep(ground, ticket), channel, purpose: 'second', askedBy: sha256(ticket), address: request.ip })
          const { id, session } = await selfOf(ground, signedIn(caller))
          return askOwn(ground, { account: id, channel, purpose: 'proof', askedBy: askedBySession(session), address: request.ip })
        })
        return { endsAt: timeText(endsAt), sentTo }
      },
    }),
  ]
}
