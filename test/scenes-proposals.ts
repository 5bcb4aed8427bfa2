// What the examples of proposals stand on: something that one officer asked for and that waits for another.
import assert from 'node:assert/strict'
import { dateInChina } from '#base/time'
import { switchTo } from './automatic.ts'
import { people } from './carry.ts'
import type { Town } from './town.ts'

const centre = '12990100700126958D'

/** A civil servant of a body that has nothing to do with the samples. */
export const emergencyOfficer = 'shijian.clerk'

/** Asks for something of a kind; what waited about the same before is out of the way. Answers the proposal's id. */
export async function askFor(town: Town, as: string, kind: string, content: object): Promise<string> {
  const asked = () => town.call<{ id: string; code?: string }>('POST', `/api/proposals/${kind}`, { as, body: { content, reason: '工作需要。' } })
  let answer = await asked()
  if (answer.body.code === 'proposals.already-waiting') {
    await town.platform.ground.sql.rows("update proposals.proposals set state = 'withdrawn', decided_at = asked_at where kind = $1 and state = 'waiting'", [kind])
    answer = await asked()
  }
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.id
}

/** Confirms what waits. */
export async function confirm(town: Town, as: string, kind: string, id: string): Promise<void> {
  const { status, body } = await town.call('POST', `/api/proposals/${kind}/${id}/confirmation`, { as, body: {} })
  assert.equal(status, 200, JSON.stringify(body))
}

export function proposalMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>, openAccount: () => Promise<string>, caseNumber: () => Promise<string>): Record<string, () => Promise<unknown>> {
  const officer = () => once('officer', async () => {
    const account = await openAccount()
    await confirm(town, people.systemAdmin, 'officer-post', await askFor(town, people.securityAdmin, 'officer-post', { account, role: 'audit-admin', organisation: centre }))
    const { body } = await town.call<{ posts: { id: string }[] }>('GET', `/api/accounts/${account}`, { as: people.systemAdmin })
    return { account, post: body.posts[0]?.id }
  })
  return {
    'asked-rotation': () => askFor(town, people.systemAdmin, 'key-rotation', { purpose: 'tokens' }),
    'asked-clock': () => askFor(town, people.systemAdmin, 'machine-clock', { today: dateInChina(town.clock.now()).toString() }),
    'officer-account': async () => (await officer()).account,
    'officer-post': async () => (await officer()).post,
    'asked-officer-post': async () => askFor(town, people.securityAdmin, 'officer-post', { account: await openAccount(), role: 'audit-admin', organisation: centre }),
    'asked-officer-post-end': async () => askFor(town, people.securityAdmin, 'officer-post-end', await officer()),
    'asked-officer-freezing': async () => askFor(town, people.systemAdmin, 'officer-freezing', { account: (await officer()).account, freeze: true }),
    'new-representative': () => personOf(town, 'li.guiying'),
    'asked-representative': () => askRepresentative(town),
    'asked-restart': () => askRestart(town),
    'asked-reading-delay': async () => askFor(town, people.head, 'reading-delay', { number: await caseNumber(), until: dateInChina(town.clock.now()).add({ days: 90 }).toString(), law: '中华人民共和国行政处罚法', article: '第五十条' }),
    'taken-emergency': async () => askFor(town, emergencyOfficer, 'emergency-access', { number: await caseNumber() }),
  }
}

async function personOf(town: Town, login: string): Promise<string> {
  const [row] = await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login])
  return row?.id ?? assert.fail(login)
}

/** Of two persons the one who does not represent the company yet. */
async function askRepresentative(town: Town): Promise<string> {
  const account = await personOf(town, 'jianan.works')
  const [now] = await town.platform.ground.sql.rows<{ login: string }>('select a.login from people.legal_accounts l join people.accounts a on a.id = l.representative where l.id = $1', [account])
  return askFor(town, people.securityAdmin, 'representative', { account, person: await personOf(town, now?.login === 'zhang.min' ? 'li.guiying' : 'zhang.min'), reference: 'BG-2026-0001' })
}

async function askRestart(town: Town): Promise<string> {
  const item = await switchTo(town, 'restart-asked')
  const [row] = await town.platform.ground.sql.rows<{ id: string }>("select id from proposals.proposals where kind = 'automation-restart' and subject = $1 and state = 'waiting'", [item])
  return row?.id ?? assert.fail('nobody asked')
}
