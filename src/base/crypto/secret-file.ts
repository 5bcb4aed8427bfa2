// Files of secrets that the operator keeps beside the installation: a passphrase, a token. Read by their owner alone, and never out of the home:
// a backup packs the home, and would carry the secret along with what it opens.
import { readFile, realpath, stat } from 'node:fs/promises'
import { sep } from 'node:path'
import { secretFileInside, secretFileUnusable } from './refusals.ts'

const bytesMax = 64 * 1024

/** What stands in the file; ends of lines at its end do not count. Throws `refuse` with the reason: by default `crypto.secret-file-unusable`. */
export async function readSecretFile(path: string, bytesMin: number, refuse: (facts: { file: string; why: string }) => Error = secretFileUnusable): Promise<Buffer> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile() || found.size > bytesMax) throw refuse({ file: path, why: 'no file that can be read' })
  if ((found.mode & 0o077) !== 0) throw refuse({ file: path, why: 'others can read it' })
  const content = await readFile(path).catch(() => Buffer.alloc(0))
  const end = content.findLastIndex((byte) => byte !== 0x0a && byte !== 0x0d)
  if (end + 1 < bytesMin) throw refuse({ file: path, why: `fewer than ${bytesMin} bytes` })
  return content.subarray(0, end + 1)
}

/** Refuses a file that lies in the home, also by a link. Throws `crypto.secret-file-inside`. */
export async function mustLieOutside(path: string, home: string): Promise<void> {
  const [file, folder] = await Promise.all([path, home].map((one) => realpath(one).catch(() => one)))
  if (`${file}${sep}`.startsWith(`${folder}${sep}`)) throw secretFileInside({ file: path, home })
}
