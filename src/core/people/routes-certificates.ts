// Certificates over HTTP: whether they are taken here, coming in by one, the second step by one, binding one. No rule lives here.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Access, type Route } from '#base/http'
import { accountLock } from './acts.ts'
import { addCertificate, certificateIn, certificateWay, signInByCertificate } from './acts-certificates.ts'
import { forgetCallers } from './callers.ts'
import { CodesShape, provedSelf } from './routes-factors.ts'
import { arrive } from './routes-session.ts'
import { signInSecond } from './second.ts'
import { Line, SessionShape, TicketShape } from './shapes.ts'

const everyone: Access = [{ who: ['natural', 'legal', 'staff'], scope: 'own' }]
const handedOn = { 'x-yiwang-proxy': '{proxy-secret}', 'client-cert': '{shown-certificate}' }

export function certificateRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/certificate-way', zh: '能不能用数字证书（UKey）登录', en: 'Whether one signs in by a certificate here', access: 'anyone', example: { headers: handedOn },
      answer: Type.Object({ on: Type.Boolean({ description: 'They are taken here' }), alone: Type.Boolean({ description: 'They sign in by themselves; else after the password' }), presented: Type.Boolean({ description: 'One came with this call, by way of the proxy' }) }),
      handle: async ({ request }) => certificateWay(ground, request),
    }),
    route({
      method: 'POST', path: '/api/session/certificate', zh: '以数字证书登录', en: 'Sign in by a certificate alone', access: 'anyone', callsPerMinuteMax: 30, answer: SessionShape, example: { headers: { ...handedOn, 'client-cert': '{bound-certificate}' } },
      handle: ({ request, reply }) => arrive(ground, request, reply, async (arrival) => ({ token: await signInByCertificate(ground, request, arrival) })),
    }),
    route({
      method: 'POST', path: '/api/session/second/certificate', zh: '登录的第二步：数字证书', en: 'The second step of signing in: a certificate', access: 'anyone', callsPerMinuteMax: 30,
      body: Type.Object({ ticket: TicketShape }, { additionalProperties: false }), answer: SessionShape, example: { headers: { ...handedOn, 'client-cert': '{bound-certificate}' }, body: { ticket: '{certificate-ticket}' } },
      handle: ({ body, request, reply }) => arrive(ground, request, reply, async (arrival) => ({ token: await signInSecond(ground, { ticket: body.ticket, given: { shown: await certificateIn(ground, request) }, ...arrival }) })),
    }),
    route({
      method: 'POST', path: '/api/factors/certificates', zh: '绑定数字证书', en: 'Bind the certificate that came with this call', access: everyone, beforeReady: true,
      body: Type.Object({ name: Line(60) }, { additionalProperties: false }), answer: CodesShape, example: { as: '{factor-holder}', headers: { ...handedOn, 'client-cert': '{own-certificate}' }, body: { name: '办公 UKey' } },
      handle: async (call) => {
        const caller = provedSelf(ground, call)
        const shown = await certificateIn(ground, call.request)
        const recoveryCodes = await ground.runAct({ actor: { id: caller.id, kind: caller.kind }, locks: [accountLock(caller.id)] }, (act) => addCertificate(act, ground.keys, { account: caller.id, session: caller.session, name: call.body.name, shown }))
        forgetCallers(ground, caller.id)
        return { recoveryCodes }
      },
    }),
  ]
}
