// The files of a pack folder, as text. Follows no links, reads no more than it must, and refuses what a pack never holds.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Text of every file by its path in the pack, with forward slashes. Pictures are listed with empty text. */
export type Folder = ReadonlyMap<string, string>

const fileBytesMax = 2_000_000

/** Reads a folder. Throws when it does not exist or a file is larger than 2 MB. */
export async function readFolder(dir: string): Promise<Folder> {
  const found = new Map<string, string>()
  await walk(dir, '', found)
  return found
}

async function walk(dir: string, prefix: string, found: Map<string, string>): Promise<void> {
  const entries = (await readdir(dir, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = prefix + entry.name
    if (entry.isDirectory()) await walk(join(dir, entry.name), `${path}/`, found)
    else if (entry.isFile()) found.set(path, isPicture(path) ? '' : await readText(join(dir, entry.name)))
    else found.set(path, '')
  }
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file)
  if (bytes.length > fileBytesMax) throw new Error(`${file} is larger than ${fileBytesMax} bytes`)
  return bytes.toString('utf8')
}

export function isPicture(path: string): boolean {
  return /\.(png|jpe?g)$/i.test(path)
}

/** Files directly in `folder` that end in `ending`: name without both, and path. */
export function filesIn(folder: Folder, prefix: string, ending: string): { name: string; path: string }[] {
  return [...folder.keys()]
    .filter((path) => path.startsWith(prefix) && path.endsWith(ending) && !path.slice(prefix.length).includes('/'))
    .map((path) => ({ path, name: path.slice(prefix.length, -ending.length) }))
}
