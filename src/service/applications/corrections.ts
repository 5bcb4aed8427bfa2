// “信息有误”: the applicant contests a datum that was filled in, or a licence that would be fetched. It opens a case with a clock to the body that holds it
// (个人信息保护法 46); the application goes on meanwhile.
import type { Act } from '#base/act'
import type { Keys } from '#base/crypto'
import { refusal } from '#base/problem'
import { acceptAtOnce, applicantOf, openCase } from '#core/cases'
import { findServingItem, getItemVersion } from '#core/items'
import type { Text } from '#engines/words'
import { nameOfType } from '#support/licences'
import { draftNotFound, mayChange, type Draft } from './application.ts'
import { getDraft } from './acts.ts'
import { exemptMaterials, heldMaterials } from './papers.ts'
import { updateDraft } from './store.ts'

export const nothingToContest = refusal({
  code: 'applications.nothing-to-contest', status: 409, zh: '这一项不是系统替您填写或者调取的，可以直接修改。', en: 'This was not filled in or fetched for you; you can change it yourself.',
  nextZh: '请返回该页直接修改。', nextEn: 'Go back to its page and change it.',
})
export const alreadyContested = refusal({
  code: 'applications.already-contested', status: 409, zh: '这一项已经提出更正。', en: 'A correction of this has been asked for.',
  nextZh: '请在“我的办件”中查看更正的进展。', nextEn: 'See among your matters how it goes on.',
})
export const noCorrections = refusal({
  code: 'applications.no-corrections', status: 409, zh: '本地没有开通数据更正事项。', en: 'No item for corrections is in force here.',
  nextZh: '请到政务服务窗口或者向保有数据的机关提出。', nextEn: 'Ask at a window, or the body that holds the datum.',
})

export interface Contest {
  /** A field that was filled in, or a material whose licence would be fetched. */
  field?: string
  material?: string
  shouldBe: string
  reason?: string
}

interface Contested {
  datum: Text
  source: Text
  held: string
  body: string | null
}

/** Opens the correction. Answers the number of its case. */
export async function contestDatum(act: Act, keys: Keys, id: string, contest: Contest): Promise<{ id: string; number: string }> {
  const draft = await getDraft(act.tx, id, act.actor)
  mayChange(draft)
  const what = contest.field === undefined ? await contestedLicence(act, draft, contest.material ?? '') : await contestedField(act, draft, contest.field)
  const item = await findServingItem(act.tx, 'data-correction', act.now)
  if (!item) throw noCorrections()
  const opened = await openCase(act, {
    item, parties: [await applicantOf(act, keys, draft.consent)], scenario: {}, files: [], channel: 'web',
    form: { datum: what.datum.zh, source: what.source.zh, held: what.held, shouldBe: contest.shouldBe, ...(contest.reason ? { reason: contest.reason } : {}) },
    ...(what.body ? { receiving: what.body, bodies: { handling: what.body, deciding: what.body } } : {}),
  })
  await acceptAtOnce(act, opened.id)
  await updateDraft(act.tx, { ...draft, known: draft.known.map((datum) => (datum.field === contest.field ? { ...datum, contested: opened.number } : datum)) }, act.now)
  act.record('applications.datum-contested', { subject: id, facts: { case: opened.id, number: opened.number, field: contest.field ?? null, material: contest.field === undefined ? (contest.material ?? null) : null, body: what.body } })
  return opened
}

async function contestedField(act: Act, draft: Draft, field: string): Promise<Contested> {
  const datum = draft.known.find((one) => one.field === field && one.from !== 'scenario' && one.from !== 'earlier')
  if (!datum) throw nothingToContest({ field })
  if (datum.contested) throw alreadyContested({ case: datum.contested })
  const label = (await getItemVersion(act.tx, draft.itemVersion)).form.byName.get(field)?.layout.label
  return { datum: label ?? { zh: field }, source: datum.source, held: typeof datum.value === 'string' ? datum.value : JSON.stringify(datum.value), body: datum.body }
}

async function contestedLicence(act: Act, draft: Draft, material: string): Promise<Contested> {
  const item = await getItemVersion(act.tx, draft.itemVersion)
  const exempt = exemptMaterials(item, draft, act.actor.kind === 'legal' ? 'legal' : 'natural')
  const licence = (await heldMaterials(act.tx, exempt, draft.account, act.now)).get(material)?.licence
  const name = item.content.materials.find((one) => one.key === material)?.name
  if (!name) throw draftNotFound({ material })
  if (!licence) throw nothingToContest({ material })
  const type = await nameOfType(act.tx, licence.type)
  return { datum: name, source: { zh: `${type.zh} ${licence.number}（${licence.issuerName}）` }, held: Object.entries(licence.face).map(([field, value]) => `${field}: ${String(value)}`).join('\n'), body: licence.issuer }
}
