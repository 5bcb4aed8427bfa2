// An organisation: who receives, handles, decides or is asked. Its code is a unified social credit code (GB 32100-2015) where it has one.
import { refusal } from '#base/problem'

/** `team` 科室 and `window` 窗口 are sections of the body above them: they act in its name and have no code of their own. */
export type OrganisationKind = 'government' | 'department' | 'hall' | 'court' | 'institution' | 'other' | SectionKind
export type SectionKind = 'team' | 'window'
export const sectionKinds: readonly OrganisationKind[] = ['team', 'window']

export interface Bilingual {
  zh: string
  en?: string
}

export interface Organisation {
  code: string
  name: Bilingual
  short?: Bilingual
  region: string
  kind: OrganisationKind
  /** Code of the organisation above it. */
  superior?: string
  address?: Bilingual
  phone?: string
  /** `import`: made because a catalogue named it; nobody has described it yet. */
  origin: 'pack' | 'import'
  /** Whether the code passes its own check; catalogues hold codes that do not. */
  codeValid: boolean
}

/** An organisation as a pack describes it. */
export type OrganisationEntry = Omit<Organisation, 'origin' | 'codeValid'>

export const organisationNotFound = refusal({
  code: 'organisations.not-found', status: 404,
  zh: '没有这个机构。', en: 'There is no such organisation.',
  nextZh: '请检查机构代码，或从机构表中查找。', nextEn: 'Check the code, or search the list of organisations.',
})
