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
  const asked = () => once('asked code', async () => send<{ ticket: string }>('POST', '/api/sign-in-codes', { login: await holder(), channel: 'sms' }, ''))
  return {
    'confirmed-channel': confirmed,
    'code-holder': holder,
    'code-ticket': async () => (await asked()).ticket,
    'sent-code': async () => (await asked(), lastCode(town)),
  }
}
