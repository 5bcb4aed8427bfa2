// Reads one uploaded paper: the part `file` and the field `material` before it.
import type { FastifyRequest } from 'fastify'
import type { Ground } from '#base/context'
import { fileEmpty, ordinaryFileRules } from '#base/files'
import { isProblem } from '#base/problem'
import type { DraftFile } from './application.ts'
import { noteLoose } from './store.ts'

/** Stores the uploaded file and says what it is; the act that names it comes after. `mayTake` refuses a material before anything is stored. */
export async function readUpload(ground: Ground, request: FastifyRequest, mayTake: (material: string) => void = () => {}): Promise<Omit<DraftFile, 'id' | 'at' | 'level' | 'library'>> {
  const part = await request.file().catch((error: unknown) => {
    throw isProblem(error) ? error : fileEmpty()
  })
  if (!part) throw fileEmpty()
  const field = part.fields.material
  const material = field && 'value' in field && typeof field.value === 'string' ? field.value : 'other'
  try {
    mayTake(material)
  } catch (error) {
    // What nobody reads would keep the sender waiting for its answer.
    part.file.resume()
    throw error
  }
  const stored = await ground.files.put({ name: part.filename, content: part.file }, ordinaryFileRules)
  // Until an act names it, it is nobody's: a sweep removes it a day later where none does.
  await noteLoose(ground.sql, stored.digest, ground.clock.now())
  return { material, name: stored.name, type: stored.type, bytes: stored.size, sha256: stored.digest }
}
