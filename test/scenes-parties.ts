// What the examples of applying together stand on: a matter in which the resident is asked by another, and one of the resident's in which somebody is asked who has no account.
import assert from 'node:assert/strict'
import { makeResidentId } from '#engines/codes'
import { people } from './carry.ts'
import { exampleForm } from './journey.ts'
import { testPack, type Town } from './town.ts'

const unknown = { name: '刘强', idNumber: makeResidentId({ region: '990103', birth: '1979-08-09', sequence: 911 }) }
const resident = { name: '张敏', idNumber: '990102199203140264' }

/** Applies for the filing of a lease and asks somebody to apply too. Answers the number. */
async function invite(town: Town, as: string, own: { name: string; phone: string }, asked: typeof unknown): Promise<string> {
  const item = (await testPack()).items.find(({ slug }) => slug === 'lease-filing')?.content.code ?? assert.fail('no lease')
  const said = async <T>(method: string, path: string, body: object): Promise<T> => {
    const answer = await town.call<T>(method, path, { as, body })
    assert.ok(answer.status < 300, JSON.stringify(answer.body))
    return answer.body
  }
  const form = { ...(await exampleForm('lease-filing')), otherName: '见合同', phone: own.phone, signature: { name: own.name, declared: true } }
  const { id } = await said<{ id: string }>('POST', '/api/applications', { item })
  await said('PUT', `/api/applications/${id}`, { form, others: [{ role: 'joint-applicant', kind: 'natural', idKind: 'resident-id', phone: '', address: '云州市东城区文昌街20号', ...asked }] })
  return (await said<{ number: string }>('POST', `/api/applications/${id}/submission`, {})).number
}

/** What the examples of applying together stand on. */
export function partyMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>): Record<string, () => Promise<unknown>> {
  return {
    inviting: () => once('a matter that invites', () => invite(town, people.stranger, { name: '李桂英', phone: '13990100002' }, resident)),
    'inviting-unknown': () => once('a matter that invites on paper', () => invite(town, people.resident, { name: resident.name, phone: '13990100001' }, unknown)),
    'unknown-number': async () => unknown.idNumber,
  }
}
