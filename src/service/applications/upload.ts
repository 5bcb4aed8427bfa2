// Reads one uploaded paper: the part `file` and the field `material` before it.
import type { FastifyRequest } from 'fastify'
import type { Ground } from '#base/context'
import { fileEmpty, ordinaryFileRules } from '#base/files'
import { readFilePart } from '#base/http'
import type { DraftFile } from './application.ts'
import { noteLoose } from './store.ts'

/** Stores the uploaded file and says what it is; the act that names it comes after. `mayTake` refuses a material before anything is stored. */
export async function readUpload(ground: Ground, request: FastifyRequest, mayTake: (material: string) => void = () => {}): Promise<Omit<DraftFile, 'id' | 'at' | 'level' | 'library'>> {
  const part = await readFilePart(request)
  if (!part) throw fileEmpty()
  const material = part.field('material') ?? 'other'
  try {
    mayTake(material)
  } catch (error) {
    part.drop()
    throw error
  }
  const stored = await ground.files.put({ name: part.name, content: part.content }, ordinaryFileRules)
  // Until an act names it, it is nobody's: a sweep removes it a day later where none does.
  await noteLoose(ground.sql, stored.digest, ground.clock.now())
  return { material, name: stored.name, type: stored.type, bytes: stored.size, sha256: stored.digest }
}
