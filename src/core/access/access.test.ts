// Tables of the pure rules: which roles meet in one person, and what a reach becomes in a query.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findConflict, incompatible, isWithin, mayHold, reachCondition, regionPrefix, roles } from './index.ts'

const officers = roles.filter((role) => role.officer).map((role) => role.code)
const refused = (code: string) => (error: unknown) => (error as { code?: string }).code === code

test('the three officers are three people and handle no matter', () => {
  assert.deepEqual(officers, ['system-admin', 'security-admin', 'audit-admin'])
  for (const one of officers) {
    mayHold(one, [])
    mayHold(one, [one])
    for (const other of roles.filter((role) => role.code !== one)) {
      assert.throws(() => mayHold(one, [other.code]), refused('access.officers-separate'), `${one} beside ${other.code}`)
      assert.throws(() => mayHold(other.code, [one]), refused('access.officers-separate'), `${other.code} beside ${one}`)
    }
  }
})

test('business roles may meet in one person', () => {
  mayHold('head', ['approver', 'clerk'])
})

test('what one person never holds together is data, and is found in whatever somebody holds', () => {
  assert.deepEqual(incompatible.map(({ one, others }) => [one, others.length]), [[officers, roles.length]])
  assert.equal(findConflict(['clerk', 'approver', 'head']), undefined)
  assert.equal(findConflict(['audit-admin', 'audit-admin']), undefined)
  assert.deepEqual(findConflict(['clerk', 'audit-admin'])?.pair, ['audit-admin', 'clerk'])
})

test('an unknown role is refused', () => {
  assert.throws(() => mayHold('emperor', []), refused('access.role-unknown'))
  assert.throws(() => mayHold('clerk', ['emperor']), refused('access.role-unknown'))
})

const columns = { organisations: ['c.receiving', 'c.deciding'], regions: ['c.region'], own: (place: string) => `c.owner = ${place}` }

test('a reach becomes a condition with numbered parameters', () => {
  const nothing = { all: false, organisations: [], regions: [] }
  assert.deepEqual(reachCondition(nothing, columns), { text: 'false', values: [] })
  assert.deepEqual(reachCondition({ ...nothing, all: true, own: 'x' }, columns), { text: 'true', values: [] })
  assert.deepEqual(reachCondition({ ...nothing, own: 'x' }, columns, 3), { text: '(c.owner = $3::uuid)', values: ['x'] })
  assert.deepEqual(reachCondition({ all: false, own: 'x', organisations: ['A', 'A', 'B'], regions: ['990100'] }, columns, 2), {
    text: '(c.owner = $2::uuid or c.receiving = any($3::text[]) or c.deciding = any($3::text[]) or c.region like any($4::text[]))',
    values: ['x', ['A', 'B'], ['9901%']],
  })
})

test('a superior reaches the bodies below where the table says how, and nothing else', () => {
  const superior = { all: false, organisations: ['A'], below: ['B', 'B', 'C'], regions: [] }
  assert.deepEqual(reachCondition(superior, { organisations: ['p.body'], below: (place) => `p.body = any(${place}) and p.led` }, 3), { text: '(p.body = any($3::text[]) or p.body = any($4::text[]) and p.led)', values: [['A'], ['B', 'C']] })
  assert.deepEqual(reachCondition({ ...superior, organisations: [] }, { organisations: ['p.body'] }), { text: 'false', values: [] })
})

test('a reach that the table cannot express reaches nothing', () => {
  assert.deepEqual(reachCondition({ all: false, own: 'x', organisations: ['A'], regions: [] }, {}), { text: 'false', values: [] })
})

test('regions reach down by their codes', () => {
  const table: [string, string][] = [['990000', '99'], ['990100', '9901'], ['990110', '990110'], ['990102', '990102'], ['990102001', '990102001'], ['990102001000', '990102001']]
  for (const [code, prefix] of table) assert.equal(regionPrefix(code), prefix)
  assert.ok(isWithin('990102001', '990100'))
  assert.ok(isWithin('990102', '990102'))
  assert.ok(!isWithin('990200', '990100'))
  assert.ok(!isWithin('990100', '990102'))
})
