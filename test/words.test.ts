// docs/words.md has a word for everything the code calls by a code; and names no kind of entry that nothing records.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { purposes } from '#base/crypto'
import { roles } from '#core/access'
import { suspensionKinds } from '#core/clock'
import { documentKinds } from '#core/people'
import { contexts as parts } from '../src/platform.ts'
import { licenceStatuses } from '#support/licences'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const words = read('docs/words.md')
const explained = new Set([...words.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code))

/** The string literals in the declaration of a type or constant. */
function listed(file: string, name: string): string[] {
  const found = new RegExp(`\\b(?:type|const) ${name}\\b.*?(?=\\n\\n|\\n(?:export|const|interface|/\\*\\*|//|$))`, 's').exec(read(file))?.[0] ?? ''
  return [...found.matchAll(/'([A-Za-z][A-Za-z_-]*)'/g)].map(([, code = '']) => code)
}

const contexts = globSync('src/*/*/index.ts', { cwd: root }).map((door) => door.replaceAll('\\', '/').split('/')[2] ?? '')

const lists: [what: string, codes: string[]][] = [
  ['state of a case', listed('src/core/cases/case.ts', 'CaseState')],
  ['outcome', listed('src/core/cases/case.ts', 'Outcome')],
  ['role of a party', listed('src/core/cases/case.ts', 'PartyRole')],
  ['lamp', listed('src/core/cases/case.ts', 'Lamp')],
  ['work list', listed('src/core/cases/list.ts', 'View')],
  ['act on a case', listed('src/core/cases/possible.ts', 'ActName')],
  ['service of a process', listed('src/core/cases/advance.ts', 'services')],
  ['kind of term', listed('src/core/clock/limits.ts', 'TermKind')],
  ['kind of step', listed('src/engines/process/model.ts', 'StepKind')],
  ['outcome of a step', [...listed('src/engines/process/vocabulary.ts', 'fixedOutcomes'), ...listed('src/engines/process/vocabulary.ts', 'usualOutcomes')]],
  ['type of item', listed('src/core/packs/schema-parts.ts', 'ItemTypeSchema')],
  ['target of an item', listed('src/core/packs/schema-items.ts', 'TargetSchema')],
  ['trait of a material', listed('src/core/packs/schema-items.ts', 'MaterialSchema')],
  ['kind of result', listed('src/core/packs/schema-items.ts', 'ResultSchema')],
  ['reason for a person', listed('src/core/packs/machine.ts', 'machineReasons')],
  ['demand of law', listed('src/core/packs/schema-automation.ts', 'DemandSchema')],
  ['source of a datum', listed('src/core/packs/schema-automation.ts', 'DatumSourceSchema')],
  ['state of automatic decisions', listed('src/support/automation/automation.ts', 'AutomationState')],
  ['kind of letter', listed('src/support/deliveries/letter.ts', 'letterKinds')],
  ['kind of seal', listed('src/support/seals/seal.ts', 'SealKind')],
  ['act on a licence', [...listed('src/support/licences/licence.ts', 'newVersionActs'), ...listed('src/support/licences/licence.ts', 'stateActs')]],
  ['standing of a licence', listed('src/support/licences/licence.ts', 'Standing')],
  ['reach', listed('src/base/http/access.ts', 'Scope')],
  ['kind of account', listed('src/core/people/account.ts', 'AccountKind')],
  ['role', roles.map((role) => role.code)],
  ['suspension', Object.keys(suspensionKinds)],
  ['document', documentKinds.map((document) => document.kind)],
  ['state of a licence', [...licenceStatuses]],
  ['purpose of a key', [...purposes]],
  ['context', contexts],
  ['belonging', parts.flatMap(({ belongings = [] }) => belongings.map(({ what }) => what))],
  ['end of an account', listed('src/core/people/ending.ts', 'endingKinds')],
]

for (const [what, codes] of lists) {
  test(`every ${what} has a word`, () => {
    assert.ok(codes.length > 0, 'the code was not found where it was: mend this test')
    assert.deepEqual(codes.filter((code) => !explained.has(code)), [], 'missing in docs/words.md')
  })
}

const sources = globSync('src/**/*.ts', { cwd: root }).filter((file) => !/\.test\.ts$|\/test-[^/]*\.ts$/.test(file)).map((file) => read(file))

/** Kinds of entry on the lines that record something, or that say of which kind it is. */
function recordedKinds(): Set<string> {
  const kinds = new Set<string>()
  for (const line of sources.flatMap((text) => text.split('\n'))) {
    if (/\bcode: '/.test(line) || !/\b(?:record|note|tell|write|addVersion)\(|\bkind: '|\bconst kinds = /.test(line)) continue
    for (const [, kind = '', context = ''] of line.matchAll(/'(([a-z]+)\.[a-z]+(?:-[a-z]+)*)'/g)) if (contexts.includes(context)) kinds.add(kind)
  }
  // A new version is recorded twice: that it was made, and why.
  for (const kind of ['licences.changed', 'licences.renewed', 'licences.reissued']) kinds.add(`${kind}-because`)
  return kinds
}

const table = /## Ledger kinds.*?(?=\n## )/s.exec(words)?.[0] ?? ''
const tabled = [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, kind = '']) => kind)

test('every kind of entry that is recorded has a word', () => {
  const recorded = recordedKinds()
  assert.ok(recorded.size > 60, `only ${recorded.size} kinds were found: mend this test`)
  assert.deepEqual([...recorded].filter((kind) => !tabled.includes(kind)).sort(), [], 'missing under Ledger kinds in docs/words.md')
})

test('every kind of entry that has a word is recorded, and has it once', () => {
  const recorded = recordedKinds()
  assert.deepEqual(tabled.filter((kind, at) => !recorded.has(kind) || tabled.indexOf(kind) !== at), [])
})
