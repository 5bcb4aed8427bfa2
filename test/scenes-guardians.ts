// What the examples of guardianship stand on: a child with two guardians, whom no other example knows.
import assert from 'node:assert/strict'
import { makeResidentId } from '#engines/codes'
import { people } from './carry.ts'
import { askFor } from './scenes-proposals.ts'
import type { Town } from './town.ts'

const guardians = { first: { login: people.stranger, name: '李桂英', idNumber: '990102194106200488' }, second: { login: 'chen.hao', name: '陈皓', idNumber: '990103200208110373' }, resident: { login: people.resident, name: '张敏', idNumber: '990102199203140264' } } as const
type Guardian = (typeof guardians)[keyof typeof guardians]

const childName = '张小明'
let children = 0
/** A number of its own for each child. */
const nextNumber = () => makeResidentId({ region: '990102', birth: '2018-03-04', sequence: 100 + (++children % 800) })

async function see(town: Town, idNumber: string, { name, idNumber: own }: Guardian): Promise<string> {
  const { status, body } = await town.call<{ id: string }>('POST', '/api/guardian-checks', {
    as: people.window, body: { kind: 'minor', proof: 'household-register', reference: '户字第9901号', judgment: null, until: null, jointly: false, ward: { name: childName, idKind: 'resident-id', idNumber }, guardian: { name, idKind: 'resident-id', idNumber: own } },
  })
  assert.equal(status, 201, JSON.stringify(body))
  return body.id
}

/** Makes the resident guardian of a new child. Answers the ward. */
export async function appointResident(town: Town): Promise<string> {
  return (await appoint(town, nextNumber(), guardians.resident)).ward
}

/** Makes somebody guardian of a child: two windows have seen the proof. Answers the ward and the guardianship. */
async function appoint(town: Town, idNumber: string, guardian: Guardian): Promise<{ ward: string; id: string }> {
  const check = await see(town, idNumber, guardian)
  const { status, body } = await town.call('POST', `/api/guardian-checks/${check}/confirmation`, { as: 'window.zhao', body: { ward: { name: childName, idNumber }, guardian: { name: guardian.name, idNumber: guardian.idNumber } } })
  assert.equal(status, 204, JSON.stringify(body))
  const [row] = await town.platform.ground.sql.rows<{ ward: string; id: string }>("select subject as ward, facts->>'agency' as id from act.entries where kind = 'people.guardianship-begun' and facts->>'check' = $1", [check])
  return row ?? assert.fail('nobody became guardian')
}

/** What the examples of guardianship stand on. */
export function guardianMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>): Record<string, () => Promise<unknown>> {
  const another = async () => {
    const idNumber = nextNumber()
    const first = await appoint(town, idNumber, guardians.first)
    await appoint(town, idNumber, guardians.second)
    return first
  }
  const family = () => once('family', another)
  const objected = async () => {
    const first = await another()
    const { status, body } = await town.call('POST', `/api/guardianships/${first.id}/objection`, { as: people.stranger, body: { words: '不同意孩子转学。' } })
    assert.equal(status, 204, JSON.stringify(body))
    const [row] = await town.platform.ground.sql.rows<{ id: string }>('select id from people.guardian_objections where ward = $1 and settled_at is null', [first.ward])
    return { ...first, objection: row?.id }
  }
  const seen = () => once('seen guardianship', async () => {
    const idNumber = nextNumber()
    return { idNumber, id: await see(town, idNumber, guardians.resident) }
  })
  return {
    guardian: async () => (await family(), people.stranger),
    ward: async () => (await family()).ward,
    guardianship: async () => (await family()).id,
    'asked-guardianship-end': async () => {
      const { ward, id } = await another()
      return askFor(town, people.securityAdmin, 'guardianship-end', { ward, guardianship: id, ground: 'guardian-revoked', reference: '（2026）云9901民特12号' })
    },
    'objected-guardianship': async () => (await objected()).id,
    'guardian-objection': async () => (await objected()).objection,
    'seen-guardianship': async () => (await seen()).id,
    'seen-ward-number': async () => (await seen()).idNumber,
  }
}
