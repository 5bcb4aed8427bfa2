// The noun: an application before it is a case. Filling in is free; what is missing warns and never stops a submission (行政许可法 32).
import { refusal } from '#base/problem'
import { checkForm, type FormData } from '#engines/forms'
import type { Text } from '#engines/words'
import type { Item } from '#core/items'
import { neededMaterials, type Material } from '#core/packs'
import { documentKeys } from './answers.ts'

export interface DraftFile {
  id: string
  material: string
  name: string
  type: string
  bytes: number
  sha256: string
  at: string
  level: TrustLevel
  /** The entry of the library it was taken from. */
  library: string | null
}

/** 可信等级 (国办函〔2016〕108号): A made by the issuer · B checked against the original at a window · C uploaded, original still to be checked · D made by the applicant. */
export type TrustLevel = 'A' | 'B' | 'C' | 'D'

/** An answer that was filled in before anybody typed, with its source; `body` holds it, where that is not the platform; `contested` is the case of a correction. */
export interface KnownDatum {
  field: string
  from: 'account' | 'licence' | 'earlier' | 'scenario'
  value: unknown
  source: Text
  body: string | null
  contested: string | null
}

export interface Draft {
  id: string
  account: string
  item: string
  itemVersion: string
  correctionOf: string | null
  form: FormData
  known: KnownDatum[]
  scenario: Record<string, string>
  consent: boolean
  /** Asks that a person decides, not a machine (个人信息保护法 24). */
  byPerson: boolean
  /** The day promised for papers that may follow (容缺). */
  gapUntil: string | null
  /** The digest of what was told, where the applicant promises in place of papers (告知承诺). */
  promise: string | null
  createdAt: string
  updatedAt: string
  /** The licence it is about, whatever its version. */
  aboutLicence: string | null
  /** Who takes part beside the applicant, sealed (others.ts); null: nobody was entered. */
  othersSealed: string | null
  caseNumber: string | null
  files: DraftFile[]
}

export const draftNotFound = refusal({
  code: 'applications.not-found', status: 404, zh: '没有找到这份申请。', en: 'There is no such application.',
  nextZh: '请在“我的办件”中查看您的申请。', nextEn: 'Look among your matters.',
})
export const alreadySubmitted = refusal({
  code: 'applications.already-submitted', status: 409, zh: '这份申请已经提交。', en: 'This application has been submitted.',
  nextZh: '请在“我的办件”中查看进度，无需重复提交。', nextEn: 'Look among your matters; there is no need to submit again.',
})
export const itemChanged = refusal({
  code: 'applications.item-changed', status: 409, zh: '事项的要求在您填写期间更新了，您填写的内容已保留。', en: 'The requirements changed while you were filling in; what you entered is kept.',
  nextZh: '请核对一遍后再次提交。', nextEn: 'Check your answers once more and submit again.',
})
export const formIncomplete = refusal({
  code: 'applications.form-incomplete', status: 422, zh: '表单还有内容需要填写或修改。', en: 'The form still has fields to fill in or correct.',
  nextZh: '请按各项提示修改，已填写的内容都已保留。', nextEn: 'Correct the fields named; everything you entered is kept.',
})
export const unknownMaterial = refusal({
  code: 'applications.unknown-material', status: 422, zh: '这个事项没有这份材料。', en: 'This item asks for no such material.',
  nextZh: '请从材料清单中选择。', nextEn: 'Choose one from the list of materials.',
})
export const notCorrecting = refusal({
  code: 'applications.not-correcting', status: 409, zh: '这个办件现在不需要补正。', en: 'This case does not await a correction.',
  nextZh: '请刷新办件页面查看最新进展。', nextEn: 'Reload the case to see where it stands.',
})
export const tooManyFiles = refusal({
  code: 'applications.too-many-files', status: 422, zh: '一份申请最多上传一百个文件。', en: 'An application takes at most 100 files.',
  nextZh: '请删除不需要的文件后再上传。', nextEn: 'Remove files that are not needed.',
})
export const notAppliedFor = refusal({
  code: 'applications.not-applied-for', status: 409, zh: '这个事项不单独申请，从有关办件的页面提出。', en: 'This item is not applied for by itself; it is asked for on the page of the case it is about.',
  nextZh: '请打开有关的办件，在页面上提出。', nextEn: 'Open the case and ask there.',
})
export const licenceOnly = refusal({
  code: 'applications.licence-only', status: 409, zh: '这个事项针对一份已有的证照，要从证照的页面提出。', en: 'This item is about a licence that exists; it is asked for on the page of the licence.',
  nextZh: '请打开“我的证照”，选择证照后再办理。', nextEn: 'Open your licences, choose the licence, and ask there.',
})
export const windowOnly = refusal({
  code: 'applications.not-your-window', status: 403, zh: '您的窗口不收取这个事项。', en: 'Your window does not receive this item.',
  nextZh: '请引导申请人到有关窗口，或使用综合窗口账号。', nextEn: 'Send the applicant to the right window, or use a general window account.',
})
export const levelNeeded = refusal({
  code: 'applications.level-needed', status: 403, zh: '您的实名等级不够，不能在网上申请这个事项。', en: 'Your identity is not proved well enough to apply for this item on the site.',
  nextZh: '您填写的内容已保留；请先在“实名认证”中核验身份，再回来提交；也可以带身份证件到受理窗口办理，窗口当面核对身份。', nextEn: 'What you entered is kept. Prove who you are on the page about your identity and come back to submit; or bring your identity document to the window that receives this item.',
})

export const proofTooOld = refusal({
  code: 'applications.proof-too-old', status: 403,
  zh: '这个事项要求近期的身份核验，您上次核验已经过了规定的天数。', en: 'This item asks for a recent proof of identity, and yours is older than that.',
  nextZh: '您填写的内容已保留；请在“实名认证”中用同样的方式再核验一次，再回来提交；也可以带身份证件到受理窗口办理。', nextEn: 'What you entered is kept. Prove who you are once more, in the same way, on the page about your identity and come back to submit; or bring your identity document to the window that receives this item.',
})

const filesMax = 100

/** Refuses an item that is opened from the page of a case, or by a body itself (依职权). */
export function mayApplyFor(item: Item): void {
  const { opensFrom = 'application' } = item.content
  if (opensFrom !== 'application') throw notAppliedFor({ item: item.code, opensFrom })
}

/** 实名等级, and what is left of it by proofs that are as young as the item asks. */
export interface HeldLevel {
  level: number
  lately: number
}

/** Of who applies, and of whoever acts for that one. */
export interface Levels {
  account: HeldLevel
  hand: HeldLevel | null
}

export interface LevelLack {
  needed: number
  held: number
  /** Null where the level is too low; else it is there, and was proved longer ago than so many days. */
  daysMax: number | null
  /** Who is not proved well enough: who sits at the keyboard comes first, the applicant next. */
  of: 'hand' | 'account'
}

/** What the proof of who applies lacks of what the item asks for on the site: the weaker of two counts. */
export function lackOfLevel({ content }: Item, { account, hand }: Levels): LevelLack | null {
  const needed = content.levelMin ?? 1
  const lack = ({ level, lately }: HeldLevel, of: LevelLack['of']): LevelLack | null => (level < needed ? { needed, held: level, daysMax: null, of } : lately < needed ? { needed, held: level, daysMax: content.proofDaysMax ?? null, of } : null)
  return (hand && lack(hand, 'hand')) ?? lack(account, 'account')
}

/** Refuses an applicant, or whoever acts for one, whose 实名等级 is below what the item asks for on the site, or was proved too long ago. Nothing here raises a level. */
export function mustReachLevel(item: Item, levels: Levels): void {
  const lack = lackOfLevel(item, levels)
  if (lack) throw (lack.daysMax === null ? levelNeeded : proofTooOld)({ item: item.code, ...lack, ways: ['proofs', 'window'] })
}

/** A draft is open until it became a case. */
export function mayChange(draft: Draft): void {
  if (draft.caseNumber) throw alreadySubmitted({ case: draft.caseNumber })
}

/** Refuses a form that cannot be read as an application: its required answers are the application itself. Answers the data without what was hidden. */
export function mustBeComplete(item: Item, form: FormData): FormData {
  const { data, errors } = checkForm(item.form, form, { full: true })
  if (errors.length > 0) throw formIncomplete({ item: item.code }, errors)
  return data
}

/** Refuses a paper for what neither the item nor its form asks for. `other` is always taken: an imported guide may list too little. */
export function mustBeMaterial(item: Item, material: string): void {
  if (material !== 'other' && !item.content.materials.some(({ key }) => key === material) && !documentKeys(item.form).has(material)) throw unknownMaterial({ material })
}

/** Refuses one more paper in a draft: for no material of the item, or beyond the number that is taken. */
export function mayAddFile(item: Item, draft: Draft, material: string): void {
  mustBeMaterial(item, material)
  if (draft.files.length >= filesMax) throw tooManyFiles()
}

/** How far a paper may be relied on when it comes from the applicant: what only the applicant makes has no original to be checked against. */
export function levelOf(item: Item, material: string): 'C' | 'D' {
  const known = item.content.materials.find(({ key }) => key === material)
  return known?.source === 'applicant' && known.original !== 'original' && known.original !== 'copy' ? 'D' : 'C'
}

function isReplaced(item: Item, key: string): boolean {
  return item.content.promise?.materials.includes(key) ?? false
}

export interface NeededMaterial {
  material: Material
  given: boolean
  /** A promise stands in for it. */
  replaced: boolean
}

/** The materials this person needs, by their answers, and which are there. */
export function listMaterials(item: Item, draft: Pick<Draft, 'form' | 'scenario' | 'files' | 'promise'>, applicant: 'natural' | 'legal'): NeededMaterial[] {
  const given = new Set(draft.files.map((file) => file.material))
  return neededMaterials(item.content, { form: draft.form, scenario: draft.scenario, applicant: { kind: applicant } }).map((material) => ({ material, given: given.has(material.key), replaced: draft.promise !== null && isReplaced(item, material.key) }))
}
