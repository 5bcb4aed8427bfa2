// One file out of multipart/form-data, as it comes. A form that breaks off or is none is a refusal, never a bug of ours.
import type { FastifyRequest } from 'fastify'
import { isProblem, type Problem } from '#base/problem'
import { invalidRequest } from './answer.ts'

/** A file on its way in. */
export interface FilePart {
  /** As the sender says. */
  name: string
  /** A text field that came before the file. */
  field(name: string): string | undefined
  content: AsyncIterable<Uint8Array>
  /** The whole content. Throws `http.body-too-large`. */
  read(): Promise<Buffer>
  /** Lets it go by: what nobody reads would keep the sender waiting for its answer. */
  drop(): void
}

/** What came with a status of its own, e.g. too large, keeps it; all else is a form that cannot be read. */
function asRefusal(error: unknown): unknown {
  const known = isProblem(error) || (typeof error === 'object' && error !== null && 'statusCode' in error)
  return known ? error : unreadable()
}

const unreadable = (): Problem => invalidRequest({}, [{ path: '/file', code: 'unreadable', zh: '文件没有传完整，请重新上传', en: 'The file did not arrive whole; send it again' }])

/** The file of a request; undefined where the form has none. Throws `http.invalid-request`, `http.unsupported-media-type`. */
export async function readFilePart(request: FastifyRequest): Promise<FilePart | undefined> {
  const part = await request.file().catch((error: unknown) => {
    throw asRefusal(error)
  })
  if (!part) return undefined
  // A form that breaks off after its file fails where nobody listens any more.
  part.file.on('error', () => undefined)
  return {
    name: part.filename ?? '',
    field: (name) => {
      const field = Object.hasOwn(part.fields, name) ? part.fields[name] : undefined
      return field && 'value' in field && typeof field.value === 'string' ? field.value : undefined
    },
    content: (async function* () {
      try {
        yield* part.file
      } catch (error) {
        throw asRefusal(error)
      }
    })(),
    read: () => part.toBuffer().catch((error: unknown) => {
      throw asRefusal(error)
    }),
    drop: () => void part.file.resume(),
  }
}
