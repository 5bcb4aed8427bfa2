// register: what people's data is processed for: its law, kinds, recipients and how long it is kept. Nothing is read for a purpose that is not in it (个人信息保护法 6, 13, 17, 35).
import type { Context } from '#base/context'
import { assessmentRoutes } from './routes-assessments.ts'
import { purposeRoutes } from './routes.ts'

export { applyPurposes, mustBeLive, mustHoldPurposes, purposesLock } from './acts.ts'
export { stockAssessmentsLock, takeOverAssessments } from './acts-assessments.ts'
export { sayPeriod } from './purpose.ts'
export { findPurposes, listPurposes } from './store.ts'

export const purposes: Context = {
  name: 'purposes',
  migrations: `${import.meta.dirname}/migrations`,
  routes: (ground) => [...purposeRoutes(ground), ...assessmentRoutes(ground)],
}
