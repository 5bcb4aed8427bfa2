// A ZIP that leaves while it is made: one file after the other, none of them held whole in memory. It knows nothing of what is inside.
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** One file inside. `packed`: text, worth pressing together; papers are pressed already. */
export interface Inside {
  name: string
  packed: boolean
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** The bytes of a ZIP with these files, as they come. */
export async function* zipOf(files: AsyncIterable<Inside>, now: Temporal.Instant): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    made.push(chunk)
  })
  for await (const { name, packed, content } of files) {
    const file = packed ? new ZipDeflate(name) : new ZipPassThrough(name)
    file.mtime = now.epochMilliseconds
    zip.add(file)
    for await (const chunk of content) {
      file.push(new Uint8Array(chunk))
      yield* made.splice(0)
    }
    file.push(new Uint8Array(0), true)
    yield* made.splice(0)
  }
  zip.end()
  yield* made
}
