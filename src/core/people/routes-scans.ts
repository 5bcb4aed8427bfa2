// Letting a computer in by a telephone over HTTP: what the computer asks and sees, what the telephone sees and answers. No rule lives here.
// Not for the staff: their second factor is proved where they work (GB/T 22239 8.1.4.1).
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, route, type Access, type Route } from '#base/http'
import { codePicture } from '#base/pdf'
import { timeText } from '#base/time'
import { beginScan, enterByScan, letIn, lookAtScan, refuseComputer, showComputer, type ShownScan } from './acts-scans.ts'
import { cookieOptions } from './callers.ts'
import { limits } from './limits.ts'
import { arrive } from './routes-session.ts'
import { browsers, systems, type BrowserKind, type SystemKind } from './scan.ts'
import { Line, SessionShape } from './shapes.ts'

const persons: Access = [{ who: ['natural', 'legal'], scope: 'own' }]
/** Only the browser that asked may come in. */
const cookieName = '__Host-yiwang-scan'
const cookie = { ...cookieOptions, maxAge: limits.scanSeconds }

const Shown = Type.Object({
  address: Type.String({ description: 'What the QR says' }), picture: Type.String({ description: 'The QR as a data address' }), number: Type.Integer({ description: 'Shown on the computer, typed on the telephone' }),
  endsAt: Type.String(), confirmed: Type.Boolean(),
})
const Asking = Type.Object({
  network: Type.String(), sameNetwork: Type.Boolean({ description: 'Whether the telephone asks from there too' }),
  browser: Type.Unsafe<BrowserKind>({ type: 'string', enum: [...browsers] }), system: Type.Unsafe<SystemKind>({ type: 'string', enum: [...systems], description: 'As the computer says itself' }), endsAt: Type.String(),
})
const BySign = Type.Object({ token: Line(100, 'What the QR says') })

async function shownAs({ address, number, endsAt, isConfirmed }: ShownScan) {
  return { address, picture: await codePicture(address), number, endsAt: timeText(endsAt), confirmed: isConfirmed }
}

export function scanRoutes(ground: Ground): Route[] {
  return [...ofComputer(ground), ...ofTelephone(ground)]
}

function ofComputer(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/scans', zh: '电脑请求扫码登录：给出二维码和数字', en: 'Ask to be let in by a telephone: a QR and a number to show', access: 'anyone', callsPerMinuteMax: 20, answer: Shown, example: {},
      handle: async ({ request, reply }) => {
        const { token, ...shown } = await beginScan(ground, { address: request.ip, userAgent: request.headers['user-agent'] })
        reply.setCookie(cookieName, token, cookie)
        return shownAs(shown)
      },
    }),
    route({
      method: 'GET', path: '/api/scan', zh: '这个浏览器的扫码登录到了哪一步', en: 'How it stands with what this browser asked', access: 'anyone', answer: Shown, example: { cookies: { [cookieName]: '{scan-cookie}' } },
      handle: async ({ request }) => shownAs(await lookAtScan(ground, request.cookies[cookieName])),
    }),
    route({
      method: 'POST', path: '/api/scan/session', zh: '手机确认以后，电脑登录', en: 'Come in, once the telephone has confirmed', access: 'anyone', callsPerMinuteMax: 30, answer: SessionShape, example: { cookies: { [cookieName]: '{confirmed-scan-cookie}' } },
      handle: async ({ request, reply }) => {
        const session = await arrive(ground, request, reply, async (arrival) => ({ token: await enterByScan(ground, request.cookies[cookieName], arrival) }))
        reply.clearCookie(cookieName, cookieOptions)
        return session
      },
    }),
  ]
}

function ofTelephone(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/scans/:token', zh: '扫到的二维码：哪里的电脑要登录', en: 'What was scanned: where the computer is that asks to be let in', access: persons, params: BySign, answer: Asking, example: { as: '{scanner}', params: { token: '{scan}' } },
      handle: async ({ params, request }) => {
        const { endsAt, ...asking } = await showComputer(ground, params.token, request.ip)
        return { ...asking, endsAt: timeText(endsAt) }
      },
    }),
    route({
      method: 'POST', path: '/api/scans/:token/confirmation', status: 204, zh: '在手机上输入电脑显示的数字，让它登录', en: 'Type the number that the computer shows: it is let in', access: persons, callsPerMinuteMax: 20, params: BySign,
      body: Type.Object({ number: Type.Integer({ minimum: 0, maximum: 99 }) }, { additionalProperties: false }), example: { as: '{scanner}', params: { token: '{scan}' }, body: { number: '{scan-number}' } },
      handle: async (call) => letIn(ground, callerOf(call), call.params.token, call.body.number),
    }),
    route({
      method: 'POST', path: '/api/scans/:token/refusal', status: 204, zh: '不是本人要登录：让二维码失效', en: 'It is not me: the code works no more', access: persons, callsPerMinuteMax: 20, params: BySign, example: { as: '{scanner}', params: { token: '{scan}' } },
      handle: async ({ params }) => refuseComputer(ground, params.token),
    }),
  ]
}
