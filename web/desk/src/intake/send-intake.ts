// Sends an intake: scans first, then the intake that names them. The server keeps files by their content and the intake has one key,
// so that sending again after a broken line doubles nothing.
import { api, ask, sendFile } from '../api/client.ts'
import type { Case, Intake, IntakePaper, KeptScan, Material } from '../api/types.ts'
import { pickText } from '../parts/text.ts'
import type { Handed, Scan } from './papers.tsx'

export async function storeScan(scan: Scan, key: string): Promise<KeptScan> {
  const parts = new FormData()
  // The material stands before the file: the server reads the parts in order.
  parts.set('material', scan.material)
  parts.set('file', scan.file)
  return (await sendFile('/api/intake-files', parts, key)) as KeptScan
}

/** The papers of one material: its scans, each on paper or not, or the paper alone. */
function listPapers(material: Material, handed: Handed, stored: Map<Scan, KeptScan>): IntakePaper[] {
  const paper = handed.papers.includes(material.key)
  const scans = handed.scans.filter((scan) => scan.material === material.key)
  if (scans.length === 0) return paper ? [{ material: material.key, name: pickText(material.name, 'zh'), paper }] : []
  return scans.flatMap((scan) => {
    const file = stored.get(scan)
    return file === undefined ? [] : [{ material: material.key, name: file.name, paper, file: { sha256: file.sha256, type: file.type, bytes: file.bytes } }]
  })
}

/** Receives; answers the case that was opened. */
export async function sendIntake(intake: Omit<Intake, 'materials'>, materials: Material[], handed: Handed, key: string): Promise<Case> {
  const wanted = handed.scans.filter((scan) => materials.some((material) => material.key === scan.material))
  const stored = new Map<Scan, KeptScan>()
  for (const [index, scan] of wanted.entries()) stored.set(scan, await storeScan(scan, `${key}-${index}`))
  const body = { ...intake, materials: materials.flatMap((material) => listPapers(material, handed, stored)) }
  return ask(api.POST('/api/intakes', { params: { header: { 'Idempotency-Key': key } }, body }))
}
