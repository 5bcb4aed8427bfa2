// 撤销 of what a case granted, where no licence carries it: a matter about that case, opened by the deciding body of its own accord, told and
// heard like every burden, carried out when its decision was delivered. 许可法 69 binds permits; of every other type the item of the matter
// names its own law, and whether what was paid is paid back (社会救助暂行办法 68). What a licence carries is annulled on the licence.
import type { Act } from '#base/act'
import type { Sql } from '#base/db'
import { refusal } from '#base/problem'
import { findMatterItems, getItem, getItemVersion, type Item } from '#core/items'
import { matterOf, type Matter } from '#core/packs'
import { acceptAtOnce } from './acceptance.ts'
import { openCase } from './acts.ts'
import type { Party } from './case.ts'
import { askBackPayment } from './payment.ts'
import { findOpenAbout, findWholeCase, findWords, markAnnulled, type WholeCase } from './store.ts'

/** 许可法 69. */
export const annulmentGrounds = ['abuse', 'beyond-powers', 'procedure', 'not-qualified', 'other', 'deceit'] as const

export const annulmentUnknown = refusal({
  code: 'cases.annulment-unknown', status: 404, zh: '还没有撤销这类决定的事项。', en: 'There is no item under which a decision of this type is annulled.',
  nextZh: '请事项管理人员在数据包中补充 onCase 的事项，写明所依据的法律。', nextEn: 'Ask the item steward to add an item with onCase to the pack, citing its law.',
})
export const notAnnullable = refusal({
  code: 'cases.not-annullable', status: 409, basis: '行政许可法第六十九条', zh: '这个办件没有可以这样撤销的准予决定。', en: 'This case granted nothing that is annulled in this way.',
  nextZh: '准予的是证照的，请在证照页面立案；已经撤销的，不再重复撤销。', nextEn: 'What a licence carries is annulled from the page of the licence; what was annulled is not annulled again.',
})
export const annulmentOpen = refusal({
  code: 'cases.annulment-open', status: 409, zh: '撤销这个决定的办件正在办理。', en: 'A case about annulling this decision is being handled.',
  nextZh: '请在工作列表中查看，不要重复立案。', nextEn: 'Find it in the work list; do not open it twice.',
})
export const annulmentGroundNeeded = refusal({
  code: 'cases.annulment-ground-needed', status: 422, basis: '行政许可法第六十九条', zh: '撤销行政许可只能依照法律列出的情形；其他决定不写许可法的情形。', en: 'A permit is annulled on one of the grounds that the law lists; other decisions have none of these.',
  nextZh: '请从列出的情形中选择，或者不选。', nextEn: 'Choose one of the grounds listed, or none.',
})
export const repaySum = refusal({
  code: 'cases.repay-sum', status: 422, basis: '社会救助暂行办法第六十八条', zh: '撤销给付的，要写明应当退回的金额，没有发放的写 0；其他决定不写金额。', en: 'Annulling a benefit says what is to be paid back, 0 where nothing was paid; no other decision does.',
  nextZh: '请核对已经发放的金额后再决定。', nextEn: 'Check what was paid, then decide.',
})

type Granted = Pick<WholeCase, 'case' | 'results'>

/** Whether a finished case granted something that no licence carries alone. Another regime than the permits' annuls its decision with all that came of it. */
export function isAnnullable({ case: row, results }: Granted, { content }: Pick<Item, 'content'>): boolean {
  // What follows from another case, or from the body itself, grants nobody anything.
  if (row.finishedAt === null || row.annulledOn !== null || (content.opensFrom ?? 'application') !== 'application') return false
  return results.some(({ outcome, licenceType }) => outcome !== 'refused' && (content.type !== 'ADMIN_PERMIT' || licenceType === null))
}

/** The item under which decisions of an item are annulled, where the place has one: that whose law is of this item before that of its type. */
export async function findAnnulmentItem(sql: Sql, granted: Pick<Item, 'code' | 'content'>, now: Temporal.Instant): Promise<Item | undefined> {
  const fitting = (await findMatterItems(sql, now)).flatMap((item) => {
    const matter = matterOf(item.content)
    const fits = matter?.on === 'case' && matter.exOfficio && matter.of?.includes(granted.content.type) && (matter.items?.includes(granted.code) ?? true)
    return fits ? [{ item, isOwn: matter.items !== undefined }] : []
  })
  return (fitting.find(({ isOwn }) => isOwn) ?? fitting[0])?.item
}

/** The grounds from which one is named: only a permit has them (许可法 69). */
export const groundsToAnnul = ({ type }: Item['content']): readonly string[] => (type === 'ADMIN_PERMIT' ? annulmentGrounds : [])

export interface AnnulmentInput {
  ground?: string | undefined
  reasons: string
  /** The case that gave rise to it, such as the check of a promise. */
  parent?: string
}

/** Opens the case about annulling what a case granted. Whom it was granted answers; nothing happens to the grant yet. The caller holds the lock of the case. */
export async function openAnnulment(act: Act, whole: WholeCase, { ground, reasons, parent }: AnnulmentInput): Promise<{ id: string; number: string }> {
  const granted = await getItemVersion(act.tx, whole.case.itemVersion)
  if (!isAnnullable(whole, granted)) throw notAnnullable({ case: whole.case.number })
  const item = await findAnnulmentItem(act.tx, granted, act.now)
  if (!item) throw annulmentUnknown({ type: granted.content.type })
  const listed = groundsToAnnul(granted.content)
  if (ground === undefined ? listed.length > 0 : !listed.includes(ground)) throw annulmentGroundNeeded({ grounds: [...listed] })
  if (await findOpenAbout(act.tx, whole.case.id, item.code)) throw annulmentOpen({ case: whole.case.number })
  const { handling, deciding } = whole.case
  return openCase(act, {
    item, about: whole.case.id, bodies: { handling, deciding }, parties: respondents(whole), channel: 'office', receiving: deciding, scenario: {}, files: [], ...(parent ? { parent } : {}),
    form: { caseNumber: whole.case.number, matter: granted.content.name.zh, reasons, ...(ground ? { ground } : {}) },
  })
}

function respondents({ parties }: Pick<WholeCase, 'parties'>): Party[] {
  return parties.filter(({ role }) => role === 'applicant' || role === 'joint-applicant' || role === 'respondent').map((party) => ({ ...party, role: 'respondent' }))
}

/** Refuses a decision that does not say what is to be paid back where its law asks for that, or says so where none does. */
export function mustSayRepayment(matter: Matter | undefined, { outcome, repayCents }: { outcome: string; repayCents?: number | undefined }): void {
  const asks = matter?.repay !== undefined && outcome === 'grant'
  if (asks !== (repayCents !== undefined)) throw repaySum({ asks })
}

/** Annuls what a case granted, as the delivered decision of another says; what was paid is asked back. The caller holds the locks of both. */
export async function carryOutAnnulment(act: Act, matterCase: WholeCase, matter: Matter): Promise<void> {
  const { id, number, about } = matterCase.case
  const granted = about === null ? undefined : await findWholeCase(act.tx, about)
  if (!granted || granted.case.annulledOn !== null) return void act.record('cases.annulment-known', { subject: id })
  await markAnnulled(act.tx, granted.case.id, id, act.now)
  act.record('cases.annulled', { subject: granted.case.id, facts: { by: id, number, item: granted.case.item } })
  const decided = (await findWords(act.tx, id)).find(({ kind }) => kind === 'cases.decided')?.content as { repayCents?: number } | undefined
  if (matter.repay && decided?.repayCents) await askBack(act, { matterCase, granted, repay: matter.repay, cents: decided.repayCents })
}

interface Owing {
  matterCase: WholeCase
  granted: WholeCase
  repay: NonNullable<Matter['repay']>
  cents: number
}

/** Opens the case under which what was paid comes back by the days of its law; its letter says how much, until when and by which law. */
async function askBack(act: Act, { matterCase, granted, repay, cents }: Owing): Promise<void> {
  const { handling, deciding } = granted.case
  const item = await getItem(act.tx, repay.item, act.now)
  const opened = await openCase(act, {
    item, about: granted.case.id, parent: matterCase.case.id, bodies: { handling, deciding }, parties: matterCase.parties, channel: 'system', receiving: deciding, scenario: {}, files: [],
    form: { caseNumber: granted.case.number, annulment: matterCase.case.number, amount: yuan(cents) },
  })
  await acceptAtOnce(act, opened.id, {})
  await askBackPayment(act, opened.id, { name: item.content.name, cents, days: repay.days, unit: repay.unit, basis: repay.basis, unpaid: null })
}

/** 800.00 for 80000. */
export function yuan(cents: number): string {
  return `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}
