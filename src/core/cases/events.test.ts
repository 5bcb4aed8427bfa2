// Live news over real sockets: each hears of the cases that they may read, and of no others; a session that is over, or may no longer, is let go.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { carry, people, submit, act, openStep } from '../../../test/carry.ts'
import { openTown, type Town } from '../../../test/town.ts'

let town: Town
before(async () => {
  town = await openTown({ listen: true })
})

interface Ear {
  /** What was heard of a case. */
  of(id: string): string[]
  heard: { kind: string; case: string }[]
  isOpen(): boolean
  close(): void
}
const ears: Ear[] = []
after(async () => {
  for (const ear of ears) ear.close()
  await town.close()
})

/** A session of its own, so that it can end without others. */
async function signIn(login: string): Promise<string> {
  const { headers } = await town.call('POST', '/api/session/demonstration', { body: { login } })
  return String(headers['set-cookie']).split(';')[0] ?? ''
}

async function listen(cookie: string): Promise<Ear> {
  const ending = new AbortController()
  const answer = await fetch(`${town.origin}/api/events`, { headers: { cookie }, signal: ending.signal })
  assert.equal(answer.status, 200, cookie)
  const heard: Ear['heard'] = []
  let open = true
  const read = async () => {
    let text = ''
    for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += part
      const whole = text.split('\n\n')
      text = whole.pop() ?? ''
      for (const one of whole) for (const [, data = ''] of one.matchAll(/^data: (.*)$/gm)) heard.push(JSON.parse(data) as Ear['heard'][number])
    }
  }
  void read().catch(() => undefined).finally(() => (open = false))
  const ear: Ear = { heard, of: (id) => heard.filter((one) => one.case === id).map(({ kind }) => kind), isOpen: () => open, close: () => ending.abort() }
  ears.push(ear)
  return ear
}

/** Waits for what comes with the next polls. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (let looks = 0; looks < 500 && !holds(); looks++) await pause(20)
  assert.ok(holds(), what)
}

/** The entries have their places, and whoever may hear of them did: `last` is somebody who hears the last of them. */
async function tell(last: Ear, id: string, kind: string): Promise<void> {
  await town.settle()
  await until(`${kind} was heard`, () => last.of(id).includes(kind))
}

const comment = (number: string) => town.call('POST', `/api/cases/${number}/comments`, { as: people.clerk, body: { words: '请核对。', mentions: [] } })

test('each hears of the cases that they may read: a body its own, a person what is theirs, without what is arranged inside a body', async () => {
  const [clerk, other, owner, stranger] = await Promise.all([people.clerk, people.otherClerk, people.resident, people.stranger].map(async (login) => listen(await town.cookieOf(login))))
  assert.ok(clerk && other && owner && stranger)
  const one = await submit(town)
  const number = one.number
  await act(town, people.clerk, number, `steps/${openStep(one, 'acceptance')}/claim`)
  await comment(number)
  await tell(clerk, one.id, 'cases.commented')
  assert.ok(clerk.of(one.id).includes('cases.opened') && clerk.of(one.id).includes('cases.step-claimed'))
  assert.ok(owner.of(one.id).includes('cases.opened'), 'the applicant')
  assert.deepEqual(owner.of(one.id).filter((kind) => ['cases.step-claimed', 'cases.commented'].includes(kind)), [])
  const theirs = await submit(town, people.stranger)
  await tell(stranger, theirs.id, 'cases.opened')
  assert.deepEqual([stranger.of(one.id), owner.of(theirs.id), other.heard], [[], [], []])

  // What an emergency opens is heard from then on, of that case alone.
  assert.equal((await town.call('POST', '/api/proposals/emergency-access', { as: people.otherClerk, body: { content: { number }, reason: '现场有险情。' } })).status, 201)
  await tell(other, one.id, 'cases.emergency-opened')
  assert.deepEqual(other.of(theirs.id), [])
  const before = other.of(one.id).length
  await town.owner.rows('update people.emergencies set ended_at = from_at')
  await comment(number)
  await tell(clerk, one.id, 'cases.commented')
  await until('the comment was told', () => clerk.of(one.id).filter((kind) => kind === 'cases.commented').length === 2)
  assert.equal(other.of(one.id).length, before, 'an emergency that is over opens nothing')
  assert.ok([clerk, other, owner, stranger].every((ear) => ear.isOpen()))
})

test('the three officers, and whoever has no post for cases, hear nothing of them', async () => {
  for (const as of [people.systemAdmin, people.securityAdmin, people.auditor, 'steward.lin']) {
    const { status, body } = await town.call('GET', '/api/events', { as })
    assert.deepEqual([status, body.code], [403, 'http.not-allowed'], as)
  }
  assert.equal((await town.call('GET', '/api/events')).status, 401)
})

test('a stream ends with its session, with the post and with the account; others of the same person go on', async () => {
  const [out, stays, idle] = await Promise.all([people.examiner, people.examiner, people.window].map((login) => signIn(login)))
  const [outEar, staysEar, idleEar] = await Promise.all([out, stays, idle].map((cookie) => listen(cookie ?? '')))
  assert.ok(outEar && staysEar && idleEar)
  assert.ok((await town.call('DELETE', '/api/session', { headers: { cookie: out ?? '' } })).status < 300)
  await until('signed out', () => !outEar.isOpen())
  assert.ok(staysEar.isOpen())

  const posts = await town.owner.rows<{ id: string; account: string }>('select p.id, p.account from people.posts p join people.accounts a on a.id = p.account where a.login = $1 and p.to_at is null', [people.examiner])
  for (const { id, account } of posts) assert.ok((await town.call('DELETE', `/api/accounts/${account}/posts/${id}`, { as: people.securityAdmin })).status < 300)
  await until('the post was taken back', () => !staysEar.isOpen())
  assert.ok(idleEar.isOpen(), 'nobody else was let go')

  const frozenEar = await listen(await signIn(people.clerk))
  const [account] = await town.owner.rows<{ id: string }>('select id from people.accounts where login = $1', [people.clerk])
  assert.ok((await town.call('POST', `/api/accounts/${account?.id}/freezing`, { as: people.systemAdmin, body: { reason: '已离职' } })).status < 300)
  const late = await carry(town, 'submitted')
  await town.settle()
  await until('frozen', () => !frozenEar.isOpen())
  assert.deepEqual(frozenEar.of(late.id), [])

  // To listen is no use of a session: one that nobody touches ends like every other.
  town.clock.advance({ minutes: 31 })
  await until('left alone', () => !idleEar.isOpen())
  town.forgetSessions()
})
