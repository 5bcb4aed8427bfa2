// Large files in pieces: a cut line, another page or another device goes on where it stopped. Pieces belong to nobody until the whole file was
// looked at like any other upload; only then does an act make it a paper.
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import { fileEmpty, fileTooLarge, ordinaryFileRules } from '#base/files'
import { refusal } from '#base/problem'
import { getItemVersion } from '#core/items'
import { addFile, getDraft } from './acts.ts'
import { mayAddFile, mayChange } from './application.ts'
import { noteLoose } from './store.ts'
import { addPiece, beginUpload, deleteUpload, findUpload, readPieces, type Upload } from './store-uploads.ts'

/** [K] The largest piece; a browser sends files above five megabytes in pieces. */
export const pieceBytesMax = 1024 * 1024

export const uploadNotFound = refusal({
  code: 'applications.upload-not-found', status: 404, zh: '没有这次上传，或者已经完成。', en: 'There is no such upload, or it is finished.',
  nextZh: '请重新选择文件上传。', nextEn: 'Choose the file and upload it again.',
})
export const wrongOffset = refusal({
  code: 'applications.wrong-offset', status: 409, zh: '这一段接不上已收到的部分。', en: 'This piece does not follow what has been received.',
  nextZh: '请从 received 所示的位置继续上传。', nextEn: 'Go on from the place given by “received”.',
})
export const uploadIncomplete = refusal({
  code: 'applications.upload-incomplete', status: 409, zh: '文件还没有全部收到。', en: 'Not all of the file has been received.',
  nextZh: '请继续上传剩下的部分。', nextEn: 'Send the rest of it.',
})

export interface NewUpload {
  material: string
  name: string
  bytes: number
  mark: string
}

/** Begins an upload, or finds the one that was begun for the same file and material. */
export async function startUpload(act: Act, draftId: string, input: NewUpload): Promise<Upload> {
  const draft = await getDraft(act.tx, draftId, act.actor)
  mayChange(draft)
  mayAddFile(await getItemVersion(act.tx, draft.itemVersion), draft, input.material)
  if (input.bytes > ordinaryFileRules.bytesMax) throw fileTooLarge({ bytesMax: ordinaryFileRules.bytesMax })
  const upload = await beginUpload(act.tx, { ...input, id: act.newId(), draft: draftId, received: 0 }, act.now)
  act.record('applications.upload-begun', { subject: draftId, facts: { upload: upload.id, material: upload.material, bytes: upload.bytes } })
  return upload
}

/** Takes one piece. Answers how much is there; refuses one that leaves a gap or repeats what is there. */
export async function takePiece(ground: Ground, draft: string, id: string, at: number, content: Buffer): Promise<number> {
  const upload = await findUpload(ground.sql, draft, id)
  if (!upload) throw uploadNotFound()
  // A piece of nothing would hold the place of the next one.
  if (content.length === 0) throw fileEmpty()
  if (content.length > pieceBytesMax || at + content.length > upload.bytes) throw fileTooLarge({ bytesMax: pieceBytesMax })
  const received = at === upload.received ? await addPiece(ground.sql, id, at, content) : undefined
  if (received === undefined) throw wrongOffset({ received: upload.received })
  return received
}

/** Puts the pieces together and looks at what they are. Answers the paper; the act that names it comes after. */
export async function assemble(ground: Ground, draft: string, id: string): Promise<Parameters<typeof addFile>[2]> {
  const upload = await findUpload(ground.sql, draft, id)
  if (!upload) throw uploadNotFound()
  if (upload.received < upload.bytes) throw uploadIncomplete({ received: upload.received, bytes: upload.bytes })
  const stored = await ground.files.put({ name: upload.name, content: readPieces(ground.sql, id) }, ordinaryFileRules)
  await noteLoose(ground.sql, stored.digest, ground.clock.now())
  return { material: upload.material, name: stored.name, type: stored.type, bytes: stored.size, sha256: stored.digest }
}

/** Makes the assembled file a paper of the draft. */
export async function finishUpload(act: Act, draft: string, id: string, paper: Parameters<typeof addFile>[2]): Promise<void> {
  await addFile(act, draft, paper)
  await deleteUpload(act.tx, id)
}

/** Gives an upload up. */
export async function cancelUpload(act: Act, draft: string, id: string): Promise<void> {
  mayChange(await getDraft(act.tx, draft, act.actor))
  if (!(await findUpload(act.tx, draft, id))) throw uploadNotFound()
  await deleteUpload(act.tx, id)
  act.record('applications.upload-cancelled', { subject: draft, facts: { upload: id } })
}
