// What the examples of one-time codes stand on: an address that a resident has confirmed, and codes that went to it.
import assert from 'node:assert/strict'
import { findSentCode } from '#core/people'
import { people } from './carry.ts'
import type { Town } from './town.ts'

/** The code that was asked for last, as the message says it: only whoever has the address would read it. */
export async function lastCode({ platform: { ground } }: Town): Promise<string> {
  const [row] = await ground.sql.rows<{ id: string }>("select subject as id from act.entries where kind = 'people.code-asked' order by xid desc limit 1")
  return (row && (await findSentCode(ground, row.id)))?.code ?? assert.fail('no code went out')
}

/** Opens the resident's number for codes; answers what signs in by one. */
export async function codeFlow(town: Town): Promise<() => Promise<void>> {
  const { sql } = town.platform.ground
  const must = async <T>(method: string, path: string, options: { as?: string; body: object }): Promise<T> => {
    const answer = await town.call<T>(method, path, options)
    assert.ok(answer.status < 300, JSON.stringify(answer.body))
    return answer.body
  }
  await must('PUT', '/api/notification-channels/sms', { as: people.resident, body: { address: '13800990004' } })
  await sql.rows("update channels.addresses set verified_at = changed_at where channel = 'sms'")
  await must('PUT', '/api/notification-channels/sms/codes', { as: people.resident, body: { alone: true } })
  return async () => {
    const { ticket } = await must<{ ticket: string }>('POST', '/api/session/sign-in-codes', { body: { login: people.resident, channel: 'sms' } })
    await must('POST', '/api/session/code', { body: { ticket, code: await lastCode(town) } })
  }
}

/** What the examples of codes stand on; `give` gives the resident a number and answers the code that confirms it. */
export function codeMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>, give: () => Promise<string>): Record<string, () => Promise<unknown>> {
  const send = async <T>(method: string, path: string, body: object, as: string | undefined = people.resident): Promise<T> => {
    const answer = await town.call<T>(method, path, { body, ...(as ? { as } : {}) })
    assert.ok(answer.status < 300, JSON.stringify(answer.body))
    return answer.body
  }
  const confirmed = () => once('confirmed number', async () => {
    await send('POST', '/api/notification-channels/sms/verification', { code: await give() })
    return 'sms'
  })
  const holder = () => once('holder of a code way', async () => {
    await send('PUT', `/api/notification-channels/${await confirmed()}/codes`, { alone: true })
    return people.resident
  })
  const asked = () => once('asked code', async () => send<{ ticket: string }>('POST', '/api/session/sign-in-codes', { login: await holder(), channel: 'sms' }, ''))
  const scan = () => once('scan', async () => {
    const { headers, body } = await town.call<{ address: string; number: number }>('POST', '/api/scans')
    return { cookie: /__Host-yiwang-scan=([^;]+)/.exec(String(headers['set-cookie']))?.[1] ?? assert.fail(), token: body.address.split('/').at(-1), number: body.number }
  })
  return {
    scanner: async () => people.resident,
    scan: async () => (await scan()).token,
    'scan-number': async () => (await scan()).number,
    'scan-cookie': async () => (await scan()).cookie,
    'confirmed-scan-cookie': async () => {
      const { cookie, token, number } = await scan()
      const confirmed = await town.call('POST', `/api/scans/${token}/confirmation`, { as: people.resident, body: { number } })
      assert.equal(confirmed.status, 204)
      return cookie
    },
    'confirmed-channel': confirmed,
    'code-holder': holder,
    'code-ticket': async () => (await asked()).ticket,
    'sent-code': async () => (await asked(), lastCode(town)),
  }
}
