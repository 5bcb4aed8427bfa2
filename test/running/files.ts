// Which test files there are and what each needs: nothing, a database, a browser. Told by what a file imports, so that no list can be forgotten.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** Groups in the order in which they run. */
export type Group = 'pure' | 'alone' | 'towns' | 'campaigns' | 'journeys'

/** Every test file of the project, by group. Files named are taken from the list; a name that fits none is refused. */
export function groupTests(named: string[] = []): Map<Group, string[]> {
  const all = globSync(['src/**/*.test.ts', 'web/portal/**/*.test.ts', 'web/desk/src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'], { cwd: root, exclude: ['**/node_modules/**'] }).map((file) => file.replaceAll('\\', '/')).sort()
  const wanted = named.length === 0 ? all : all.filter((file) => named.some((name) => file === posix.normalize(name) || file.startsWith(posix.join(name, '/'))))
  for (const name of named) if (!wanted.some((file) => file === posix.normalize(name) || file.startsWith(posix.join(name, '/')))) throw new Error(`${name} names no test file`)
  const groups = new Map<Group, string[]>()
  for (const file of wanted) {
    const group = groupOf(file)
    groups.set(group, [...(groups.get(group) ?? []), file])
  }
  return groups
}

function groupOf(file: string): Group {
  if (file.startsWith('test/journeys/')) return 'journeys'
  if (file.startsWith('test/campaigns/')) return 'campaigns'
  const { paths, text } = reach(file)
  if (paths.has('test/town.ts')) return 'towns'
  // What starts programs or servers must not share a process with others.
  return /node:child_process|startDatabase|process\.env\[?\.?\w* *=[^=]/.test(text) ? 'alone' : 'pure'
}

/** The files that a test reaches by relative paths outside the contexts' doors, and the test's own text. */
function reach(file: string): { paths: Set<string>; text: string } {
  const paths = new Set<string>()
  const walk = (from: string) => {
    if (paths.has(from) || !existsSync(join(root, from))) return
    paths.add(from)
    for (const [, path = ''] of readFileSync(join(root, from), 'utf8').matchAll(/from '(\.[^']+\.ts)'/g)) walk(posix.join(dirname(from), path))
  }
  walk(file)
  return { paths, text: readFileSync(join(root, file), 'utf8') }
}
