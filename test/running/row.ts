// One process that runs many test files, one after another: what is loaded, compiled and warmed up once serves all of them.
// Several rows side by side take the next file that none has taken. node --test … row.ts; the files and where they are claimed come by environment.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite } from 'node:test'

const root = join(import.meta.dirname, '..', '..')
const { YIWANG_TEST_CLAIMS: claims = '', YIWANG_TEST_FILES: files = '[]' } = process.env

for (const [n, file] of (JSON.parse(files) as string[]).entries()) {
  if (!claim(n)) continue
  const { promise: done, resolve } = Promise.withResolvers<void>()
  suite(file, async () => {
    after(() => resolve())
    await import(join(root, file))
  })
  await done
}

// Fires only where something keeps the process alive after its last test: said with what it is, and the row ends as failed instead of being waited for.
setTimeout(() => {
  console.error(`a row is held open after its last test by ${process.getActiveResourcesInfo().join(', ')}`)
  process.exit(1)
}, 20_000).unref()

/** Whether this row is the first to take the file. */
function claim(n: number): boolean {
  try {
    mkdirSync(join(claims, String(n)))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
