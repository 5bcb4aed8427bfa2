// The rules of the house: sizes, first lines, names, one owner for each table, no code in packs. Each guard answers what breaks it.
import { contextOf } from './borders.ts'
import { isTestFile, isTypeScript, type Files, type Source, type Violation } from './sources.ts'

const fileLinesMax = 400
const functionLinesMax = 70

/** What a command makes, and says so in its first lines, nobody has to read. */
function isGenerated(text: string): boolean {
  return text.split('\n', 3).join(' ').includes('never edited by hand')
}

/** Guard: files of at most 400 lines, functions of at most 70; generated ones may be longer. */
export function checkSizes(sources: Source[]): Violation[] {
  return sources.flatMap(({ file, text, functions }) => {
    const lines = text.trimEnd().split('\n').length
    const long = functions.filter((one) => one.lines > functionLinesMax)
    return [
      ...(lines > fileLinesMax && !isGenerated(text) ? [{ rule: 'sizes', file, line: 1, what: `${lines} lines, at most ${fileLinesMax}` }] : []),
      ...long.map((one) => ({ rule: 'sizes', file, line: one.line, what: `${one.name} has ${one.lines} lines, at most ${functionLinesMax}` })),
    ]
  })
}

const openings: [RegExp, RegExp][] = [
  [/\.tsx?$/, /^\/\/ \S/],
  [/\.mjs$/, /^(#!.*\n)?\/\/ \S/],
  [/\.sql$/, /^-- \S/],
  [/\.css$/, /^\/\* \S/],
]
const kinds = /^\/\/ (engine|register|case kind|stream)\b/

/** Guard: a file opens by saying what it is, and a context's door by saying of which kind. */
export function checkOpenings(files: Files): Violation[] {
  return Object.entries(files).flatMap(([file, text]) => {
    const opening = openings.find(([name]) => name.test(file))?.[1]
    if (opening && !opening.test(text)) return [{ rule: 'openings', file, line: 1, what: 'does not open with a line that says what it is' }]
    const isDoor = contextOf(file) !== undefined && file.split('/').length === 4 && file.endsWith('/index.ts')
    return isDoor && !kinds.test(text) ? [{ rule: 'openings', file, line: 1, what: 'does not say its kind: engine, register, case kind or stream' }] : []
  })
}

const emptyWords = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'service', 'base', 'dto', 'impl'])
const emptyEndings = /(Utils?|Helpers?|Common|Manager|Service|Base|D[Tt][Oo]|Impl)$/

/** Guard: no name that says nothing, of a file or of what it declares. */
export function checkNames(sources: Source[]): Violation[] {
  return sources.flatMap(({ file, names }) => {
    const stem = (file.split('/').at(-1) ?? '').split('.')[0] ?? ''
    const words = stem.split(/[-_]|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase())
    return [
      ...words.filter((word) => emptyWords.has(word)).map((word) => ({ rule: 'names', file, line: 1, what: `the file is called ${word}` })),
      ...(/^[a-z0-9.-]+$/.test(stem) ? [] : [{ rule: 'names', file, line: 1, what: 'the file is not called in kebab-case' }]),
      ...names.filter(({ name }) => emptyEndings.test(name)).map(({ name, line }) => ({ rule: 'names', file, line, what: `${name} says nothing` })),
    ]
  })
}

// Written in pieces, so that this file does not break its own rule.
const leftovers = new RegExp(['TO' + 'DO', 'FIX' + 'ME', '@ts-' + 'ignore', '@ts-' + 'nocheck', '@ts-' + 'expect-error', 'as an' + 'y\\b'].map((word) => `\\b${word}`.replace('\\b@', '@')).join('|'))

/** Guard: nothing is left for later, and the type checker is not silenced. */
export function checkLeftovers(files: Files): Violation[] {
  return Object.entries(files).flatMap(([file, text]) => {
    if (!/\.(tsx?|mjs|sql|css)$/.test(file)) return []
    return text.split('\n').flatMap((line, at) => (leftovers.test(line) ? [{ rule: 'leftovers', file, line: at + 1, what: line.trim().slice(0, 80) }] : []))
  })
}

const packEndings = /\.(yaml|bpmn|dmn|md)$/

/** Guard: a pack is data that a civil servant can read; nothing in it runs. */
export function checkPacks(files: Files): Violation[] {
  return Object.entries(files).flatMap(([file, text]) => {
    if (!file.startsWith('packs/')) return []
    if (!packEndings.test(file)) return [{ rule: 'packs', file, line: 1, what: 'not a kind of file that a pack holds' }]
    const line = text.split('\n').findIndex((one) => /<(\w+:)?script(Task)?\b|<(\w+:)?extensionElements>\s*<\w+:script/i.test(one))
    return line === -1 ? [] : [{ rule: 'packs', file, line: line + 1, what: 'a script' }]
  })
}

/** Guard: the name of a prepared statement belongs to one text: two of one name fail on whichever connection knows the other. */
export function checkStatements(files: Files): Violation[] {
  const owners = new Map<string, string>()
  const violations: Violation[] = []
  for (const [file, text] of Object.entries(files)) {
    if (!/^src\/.*\.ts$/.test(file) || file.endsWith('.test.ts')) continue
    for (const { 1: name = '', index } of text.matchAll(/\bprepared(?:<[^()]*(?:\([^()]*\)[^()]*)*>)?\(\s*'([\w-]+)'/g)) {
      const owner = owners.get(name)
      if (owner) violations.push({ rule: 'statements', file, line: text.slice(0, index).split('\n').length, what: `${name} is prepared in ${owner} too` })
      owners.set(name, file)
    }
  }
  return violations
}

/** Who may say how surely somebody is known: the context that asks sources, and for accounts of nobody real the demonstration and a simulated city. */
const proving: Record<string, RegExp> = { keepProof: /^src\/(core\/people|support\/(proofs|upstreams))\//, proveMadeUp: /^src\/(core\/people|simulations)\// }

/** Guard: a level above what somebody says of himself comes from a source, by the one context that asks them. */
export function checkProofs(sources: Source[]): Violation[] {
  return sources.filter(({ file }) => file.startsWith('src/') && !isTestFile(file)).flatMap(({ file, text }) =>
    Object.entries(proving).filter(([name, allowed]) => !allowed.test(file) && new RegExp(`\\b${name}\\b`).test(text)).map(([name]) => ({ rule: 'proofs', file, line: 1, what: `${name} is not called here` })),
  )
}

/** Guard: a table lies in the schema of its context, and only that context names it. */
export function checkTables(files: Files, sources: Source[]): Violation[] {
  const violations: Violation[] = []
  const tables = new Map<string, string>()
  for (const [file, text] of Object.entries(files)) {
    const owner = contextOf(file)
    if (!owner || !file.endsWith('.sql')) continue
    for (const [, schema = '', name = ''] of text.matchAll(/^\s*create (?:unlogged )?table (?:if not exists )?(?:(\w+)\.)?(\w+)/gim)) {
      if (schema !== owner.split('/')[1]?.replaceAll('-', '_')) violations.push({ rule: 'tables', file, line: 1, what: `table ${name} lies in schema ${schema || '(none)'}` })
      tables.set(`${schema}.${name}`, owner)
    }
  }
  if (tables.size === 0) return violations
  // A table is named where SQL reads or writes it; `cases.opened` in a text is a kind of entry, not a table.
  const named = new RegExp(`(?:\\b(?:from|join|into|update|table|only|references|truncate|on|lock)\\s+|,\\s*)(${[...tables.keys()].map((name) => name.replace('.', '\\.')).join('|')})\\b`, 'gi')
  const texts = [
    ...sources.filter(({ file }) => /^(src|web)\//.test(file)).flatMap(({ file, literals }) => literals.map((literal) => ({ file, ...literal }))),
    ...Object.entries(files).filter(([file]) => file.endsWith('.sql')).map(([file, text]) => ({ file, text, line: 1 })),
  ]
  for (const { file, text, line } of texts) {
    for (const [, name = ''] of text.matchAll(named)) {
      if (tables.get(name.toLowerCase()) !== contextOf(file) && !file.endsWith('.test.ts') && !/\/test-[^/]+\.ts$/.test(file)) violations.push({ rule: 'tables', file, line, what: `${name} belongs to ${tables.get(name.toLowerCase())}` })
    }
  }
  return violations
}

/** Guard: what stands beside the sources is TypeScript too, but for the one file that runs before anything is installed. */
export function checkLanguages(files: Files): Violation[] {
  return Object.keys(files)
    .filter((file) => /\.(js|mjs|cjs|jsx)$/.test(file) && file !== 'scripts/ready.mjs' && !file.startsWith('web/portal/assets/'))
    .map((file) => ({ rule: 'languages', file, line: 1, what: 'plain JavaScript' }))
}

/** All texts that are TypeScript; for counting. */
export const countTypeScript = (files: Files) => Object.keys(files).filter(isTypeScript).length
