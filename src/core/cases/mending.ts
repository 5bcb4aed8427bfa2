// 当场更正 (行政许可法 32 三): an error in the form that can be put right on the spot is, by who receives and with the applicant's word. It is
// no notice, and takes nothing from the one there may be.
import type { Act } from '#base/act'
import { checkForm } from '#engines/forms'
import { advance } from './advance.ts'
import { openWork, type Handler } from './acts.ts'
import { unmaskForm } from './masking.ts'
import { onTheSpotOnly } from './refusals-acceptance.ts'
import { notYourStep } from './refusals.ts'
import { saveWork } from './store.ts'
import { mustBe, note, type Work } from './work.ts'

export interface Mending {
  /** Fields of the form with what they should say. */
  form: Record<string, unknown>
  /** How the applicant confirmed it: at the window, on the telephone. */
  confirmation: string
}

/** Puts errors of the form right on the spot, before acceptance. What else is missing is told by the notice. */
export async function mendForm(act: Act, caseId: string, handler: Handler, { form, confirmation }: Mending): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'submitted')
  mustReceive(work, handler)
  const given = unmaskForm(work.item.form, form, work.answers.form)
  const { data, errors } = checkForm(work.item.form, { ...work.answers.form, ...given }, { full: true })
  const fields = Object.keys(given).filter((name) => JSON.stringify(data[name]) !== JSON.stringify(work.answers.form[name]))
  if (errors.length > 0) throw onTheSpotOnly({ fields: errors.map(({ path }) => path) }, errors)
  if (fields.length === 0) throw onTheSpotOnly({ fields: [] })
  const { scenario } = work.answers
  const salt = act.random.bytes(16)
  const version = work.formVersion + 1
  work.changes.form = { version, data, scenario, salt }
  advance(work, { type: 'changed', variables: { form: data, scenario } }, { form: data, scenario, item: work.item.content })
  note(work, 'cases.mended', { version, fields }, { fields: Object.fromEntries(fields.map((name) => [name, { before: work.answers.form[name], after: data[name] }])), confirmation })
  await saveWork(work)
}

function mustReceive({ case: row, steps }: Work, handler: Handler): void {
  const step = steps.find(({ kind }) => kind === 'acceptance')
  const isHere = handler.posts.some(({ role, organisation }) => (role === 'window' && organisation === row.receiving) || (role === 'clerk' && organisation === step?.organisation))
  if (!isHere) throw notYourStep({ roles: ['window', 'clerk'] })
}
