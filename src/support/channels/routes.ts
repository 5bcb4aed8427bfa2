// HTTP of one's own channels: address, code, on and off. An address is never shown whole again.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, route, type Access, type Caller, type Route } from '#base/http'
import { timeText } from '#base/time'
import type { Language } from '#engines/words'
import { accountLock, addOwnCodeWay, mayTouchAddress, mustBeNoAgent, mustBeOneself } from '#core/people'
import { addressLock, confirmAddress, giveAddress, openAddress, removeAddress, switchChannel } from './acts.ts'
import { channels, codeWrong, maskAddress, noSender, notSet, notVerified, type Channel } from './channel.ts'
import { senderOf } from './send.ts'
import { listAddresses } from './store.ts'

const own: Access = [{ who: ['natural', 'legal', 'staff'], scope: 'own' }]
const nullable = () => Type.Union([Type.String(), Type.Null()])
const ChannelShape = Type.Object({
  channel: Type.Unsafe<Channel>({ enum: [...channels] }), available: Type.Boolean({ description: 'Whether the place sends this way' }), address: nullable(), verified: Type.Boolean(), on: Type.Boolean(),
  language: Type.Unsafe<Language>({ enum: ['zh', 'en'] }), waitsForCode: Type.Boolean(), failedAt: nullable(), reason: nullable(),
})
const ListShape = Type.Object({ items: Type.Array(ChannelShape), next: Type.Null() })
const params = Type.Object({ channel: Type.Unsafe<Channel>({ enum: [...channels] }) })

async function show(ground: Ground, account: string) {
  const given = new Map((await listAddresses(ground.sql, account)).map((one) => [one.channel, one]))
  const items = channels.map((channel) => {
    const one = given.get(channel)
    return {
      channel, available: senderOf(channel, ground.relays) !== undefined, address: one ? maskAddress(channel, openAddress(ground.keys, one)) : null, verified: (one?.verifiedAt ?? null) !== null, on: one?.isOn ?? false,
      language: one?.language ?? ('zh' as const), waitsForCode: one !== undefined && one.verifiedAt === null, failedAt: one?.failedAt ? timeText(one.failedAt) : null, reason: one?.reason ?? null,
    }
  })
  return { items, next: null }
}

/** The operations of channels. */
export function channelRoutes(ground: Ground): Route[] {
  const changing = (channel: Channel, id: string) => [addressLock(id, channel)]
  // An address that signs somebody in is changed under the account's lock, by whoever proved just now that it is he.
  const touching = async (channel: Channel, caller: Caller) => {
    await mayTouchAddress(ground, caller, channel)
    return [...changing(channel, caller.id), accountLock(caller.id)]
  }
  return [
    route({
      method: 'GET', path: '/api/notification-channels', access: own, zh: '列出我的通知方式', en: 'List the ways in which I am told', answer: ListShape, example: { as: '{resident}' },
      handle: async (call) => show(ground, callerOf(call).id),
    }),
    route({
      method: 'PUT', path: '/api/notification-channels/:channel', access: own, callsPerMinuteMax: 10, zh: '填写邮箱或手机号码，并发送验证码', en: 'Give an address; a code is sent to it', params,
      body: Type.Object({ address: Type.String({ maxLength: 300 }), language: Type.Optional(Type.Unsafe<Language>({ enum: ['zh', 'en'] })) }, { additionalProperties: false }),
      answer: ListShape, example: { as: '{resident}', params: { channel: 'email' }, body: { address: 'name@example.cn' } },
      handle: async (call) => {
        const { channel } = call.params
        const caller = mustBeNoAgent(callerOf(call))
        if (!senderOf(channel, ground.relays)) throw noSender({ channel })
        await call.act(await touching(channel, caller), async (act) => {
          await giveAddress(act, ground.keys, { channel, address: call.body.address, language: call.body.language ?? call.language })
          return null
        }, { request: { channel } })
        return show(ground, caller.id)
      },
    }),
    route({
      method: 'POST', path: '/api/notification-channels/:channel/verification', status: 200, access: own, callsPerMinuteMax: 20, zh: '输入验证码，确认地址并开通', en: 'Confirm an address by its code; it is switched on', params,
      body: Type.Object({ code: Type.String({ maxLength: 20 }) }, { additionalProperties: false }), answer: ListShape, example: { as: '{channel-resident}', params: { channel: 'sms' }, body: { code: '{channel-code}' } },
      handle: async (call) => {
        const { id } = mustBeNoAgent(callerOf(call))
        const isRight = await call.act(changing(call.params.channel, id), (act) => confirmAddress(act, ground.keys, call.params.channel, call.body.code), { request: { channel: call.params.channel } })
        if (!isRight) throw codeWrong({ channel: call.params.channel }, [{ path: '/code', code: 'code', zh: '验证码不对，或者已经过期', en: 'The code is wrong or no longer valid' }])
        return show(ground, id)
      },
    }),
    route({
      method: 'POST', path: '/api/notification-channels/:channel/switch', status: 200, access: own, zh: '开通或关闭一种通知方式', en: 'Switch a channel on or off', params,
      body: Type.Object({ on: Type.Boolean() }, { additionalProperties: false }), answer: ListShape, example: { as: '{channel-resident}', params: { channel: '{given-channel}' }, body: { on: false } },
      handle: async (call) => {
        const { id } = mustBeNoAgent(callerOf(call))
        await call.act(changing(call.params.channel, id), async (act) => {
          await switchChannel(act, call.params.channel, call.body.on)
          return null
        })
        return show(ground, id)
      },
    }),
    codesRoute(ground),
    route({
      method: 'DELETE', path: '/api/notification-channels/:channel', access: own, zh: '删除邮箱或手机号码', en: 'Forget an address', params, example: { as: '{channel-resident}', params: { channel: '{given-channel}' } },
      handle: async (call) => {
        await call.act(await touching(call.params.channel, mustBeNoAgent(callerOf(call))), async (act) => {
          await removeAddress(act, call.params.channel)
          return null
        })
      },
    }),
  ]
}

/** Which confirmed address gets codes to sign in by: the codes themselves are people's. */
function codesRoute(ground: Ground): Route {
  return route({
    method: 'PUT', path: '/api/notification-channels/:channel/codes', status: 200, access: own, zh: '用已确认的地址接收登录验证码：单独登录，或者作为密码之后的第二步', en: 'Let a confirmed address get codes: to sign in alone, or as a second proof beside the password', params,
    body: Type.Object({ alone: Type.Boolean() }, { additionalProperties: false }), answer: Type.Object({ recoveryCodes: Type.Array(Type.String(), { description: 'Shown this once; empty where there were some already, or none are needed' }) }),
    example: { as: '{code-adder}', params: { channel: '{confirmed-channel}' }, body: { alone: true } },
    handle: async (call) => {
      const caller = callerOf(call)
      mustBeOneself(caller)
      const { channel } = call.params
      const one = (await listAddresses(ground.sql, caller.id)).find((each) => each.channel === channel)
      if (!one) throw notSet({ channel })
      if (!one.verifiedAt) throw notVerified({ channel })
      const address = openAddress(ground.keys, one)
      return { recoveryCodes: await addOwnCodeWay(ground, caller, { channel, address, addressAt: one.verifiedAt, name: maskAddress(channel, address), alone: call.body.alone }) }
    },
  })
}
