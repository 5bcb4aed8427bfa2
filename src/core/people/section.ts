// A post in a section of a body (科室、班组; 窗口): who holds one reaches what is with that section, and nothing else of the body. Pure.
// A window receives and decides nothing (综合受理、收受分离), and a team has no head: whom the law means by the head heads the whole body.
import { refusal } from '#base/problem'
import { rolesInSections } from '#core/access'
import type { Organisation } from '#core/organisations'

export const sectionUnknown = refusal({
  code: 'people.section-unknown', status: 422,
  zh: '这个机构没有这个科室或窗口。', en: 'This body has no such team or window.',
  nextZh: '请从该机构的科室、窗口中选择；担任整个机构职责的，不必选择。', nextEn: 'Choose one of its teams or windows, or none for a post of the whole body.',
})

export const sectionNotForRole = refusal({
  code: 'people.section-not-for-role', status: 422,
  zh: '窗口只设收件职责，科室只设受理承办、审查、审批职责。', en: 'A window has posts that receive; a team has clerks, examiners and approvers.',
  nextZh: '请选择相应的职责，或者授予整个机构的职责。', nextEn: 'Choose such a role, or grant the post for the whole body.',
})

/** Refuses a section that is none of the body, and a role that no such section has. */
export function mayBeIn(section: Organisation | undefined, post: { role: string; organisation: string; section: string }): void {
  const roles = section && rolesInSections[section.kind]
  if (!roles || section.superior !== post.organisation) throw sectionUnknown({ organisation: post.organisation, section: post.section }, [{ path: '/section', code: 'unknown', zh: '不是这个机构的科室或窗口', en: 'Not a team or window of this body' }])
  if (!roles.includes(post.role)) throw sectionNotForRole({ role: post.role, kind: section.kind }, [{ path: '/section', code: 'role', zh: '没有这种职责', en: 'Has no post of this role' }])
}

/** Whether who holds a post reaches what is with a section of its body, or with none: a post of the whole body reaches all of it. */
export function reachesSection(post: { section?: string | null }, section: string | null): boolean {
  return post.section === undefined || post.section === null || post.section === section
}
