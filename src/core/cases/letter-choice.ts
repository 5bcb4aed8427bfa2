// How a person takes letters: in the own space, or on paper. It may be changed while the case runs (行政许可法 44; 民事诉讼法 90).
import type { Act } from '#base/act'
import { openWork } from './acts.ts'
import { applicantOnly } from './refusals.ts'
import { isAddressee, updateConsent } from './store-parties.ts'
import { mustBe, note } from './work.ts'

/** The person chooses how letters come from now on: in the own space, or on paper. What was delivered before stays delivered. */
export async function chooseLetters(act: Act, caseId: string, account: string, electronic: boolean): Promise<void> {
  const work = await openWork(act, caseId)
  if (!(await isAddressee(act.tx, caseId, account))) throw applicantOnly()
  mustBe(work, 'submitted', 'correcting', 'accepted', 'decided')
  await updateConsent(act.tx, caseId, account, electronic)
  note(work, 'cases.letters-chosen', { electronic })
}
