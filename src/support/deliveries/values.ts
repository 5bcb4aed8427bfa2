// What fills the blanks of a letter: facts of the entry it answers, of the case, its item and its bodies. Never invents a fact:
// what a case lacks is said to be lacking.
import type { Entry } from '#base/act'
import { dateInChina } from '#base/time'
import { sayDate, sayDays, type Language, type Text } from '#engines/words'
import { speakDays, terminationTexts, type TerminationGround, type WholeCase } from '#core/cases'
import { suspensionKinds, suspensionOf } from '#core/clock'
import type { Organisation } from '#core/organisations'
import { isRevocation, type ItemContent, type LimitUnit } from '#core/packs'
import { burdenValues } from './values-burden.ts'
import { paymentValues } from './values-payment.ts'
import type { LetterContent, LetterKind, LetterValues } from './letter.ts'
import { remedyWords, type Remedy } from './remedy.ts'

export interface LetterGround {
  kind: LetterKind
  entry: Entry
  whole: WholeCase
  item: ItemContent
  organisations: ReadonlyMap<string, Organisation>
  /** The words that stand beside the entry. */
  words: Record<string, unknown>
  number: string
  origin: string
  /** The place of the third party it is for; absent: the applicant. */
  addressee?: number
  /** By which progress is asked without signing in. */
  enquiryCode: string
  remedy: Remedy
}

const say = (text: Text, language: Language): string => (language === 'en' ? (text.en ?? text.zh) : text.zh)

/** The values of every blank, in both languages. */
export function letterValues(ground: LetterGround): LetterContent['values'] {
  return { zh: valuesIn(ground, 'zh'), en: valuesIn(ground, 'en') }
}

/** The date on a letter: the day of the act it tells of. */
export function letterDate(entry: Pick<Entry, 'at'>): Temporal.PlainDate {
  return dateInChina(entry.at)
}

function valuesIn(ground: LetterGround, language: Language): LetterValues {
  const { entry, whole, item, number, origin } = ground
  const named = (code: string) => say(ground.organisations.get(code)?.name ?? { zh: code }, language)
  const dayOf = (value: unknown, none: Text) => (typeof value === 'string' ? sayDate(value, language) : say(none, language))
  const remedy = remedyWords(ground.remedy, language)
  return {
    'letter.number': number, 'letter.date': sayDate(letterDate(entry), language),
    'case.number': whole.case.number, 'case.openedOn': sayDate(dateInChina(Temporal.Instant.from(whole.case.openedAt)), language),
    'item.name': say(item.name, language), 'item.code': item.code, 'applicant.name': applicantsOf(whole),
    'receivingBody.name': named(whole.case.receiving), 'handlingBody.name': named(whole.case.handling), 'decidingBody.name': named(whole.case.deciding),
    'contact.enquiry': item.contacts?.enquiry ?? ground.organisations.get(whole.case.handling)?.phone ?? '12345', 'contact.complaint': item.contacts?.complaint ?? '12345',
    'portal.address': `${origin}/cases/${whole.case.number}`, 'enquiry.code': ground.enquiryCode, 'enquiry.address': `${origin}/progress`,
    'acceptance.date': sayDate(entry.lawDate ?? letterDate(entry), language),
    'limit.text': limitText(item, language), 'limit.due': dayOf(entry.facts.due, { zh: '法定期限届满', en: 'the end of the limit set by law' }),
    'materials.owed': owed(ground, language), 'materials.received': received(ground, language), 'materials.missing': missing(ground, language), 'correction.due': dayOf(entry.facts.due, { zh: '告知的期限', en: 'the day you were told' }),
    'act.reasons': reasons(ground, language), 'act.basis': basisText(item, language),
    'decision.outcome': outcomeText(entry.facts.outcome, language), 'decision.automatic': automaticText(ground, language), 'result.name': resultText(ground, language), 'licence.number': say({ zh: '见所颁发的证件', en: 'see the document issued' }, language),
    'remedy.review': remedy.review, 'remedy.court': remedy.court,
    ...burdenValues(ground, language), ...paymentValues(ground, language),
    'extension.text': daysOf(entry.facts.days, extensionUnit(item), language), 'suspension.kind': say(suspensionOf(item, String(entry.facts.kind)) ?? suspensionKinds[String(entry.facts.kind)] ?? { zh: '法定程序', en: 'a procedure of the law' }, language), 'suspension.basis': suspensionBasis(item, String(entry.facts.kind)),
    'suspension.text': daysOf(entry.facts.expectedDays, 'calendar', language),
    ...procedureValues(ground, language),
  }
}

/** What letters between acceptance and decision say: to whom, why, until when, and where (许可法 36, 43, 47, 48). */
function procedureValues({ entry, whole, words, organisations, addressee, item }: LetterGround, language: Language): LetterValues {
  const named = (code: unknown) => say(organisations.get(String(code))?.name ?? { zh: String(code ?? '') }, language)
  const { at, place, presider, isPublic, interest } = words
  const ask = item.hearing?.ask ?? { days: 5, unit: 'calendar' as const }
  const within = { zh: `收到本告知书之日起${sayDays(ask.days, ask.unit, 'zh')}内`, en: `within ${sayDays(ask.days, ask.unit, 'en')} of receiving this letter` }
  return {
    'addressee.name': addressee === undefined ? applicantsOf(whole) : (whole.parties[addressee]?.name ?? ''), 'party.interest': typeof interest === 'string' ? interest : say({ zh: '见办件页面', en: 'see the page of the case' }, language),
    'statement.days': sayDays(speakDays, 'working', language), 'hearing.ask': typeof entry.facts.askBy === 'string' ? say({ zh: `${sayDate(entry.facts.askBy, 'zh')}以前`, en: `by ${sayDate(entry.facts.askBy, 'en')}` }, language) : say(within, language),
    'hearing.at': typeof at === 'string' ? sayMoment(at, language) : '', 'hearing.place': typeof place === 'string' ? place : '', 'hearing.presider': typeof presider === 'string' ? presider : '',
    'hearing.manner': say(isPublic === false ? { zh: '不公开', en: 'not public' } : { zh: '公开', en: 'public' }, language), 'hearing.basis': say(isRevocation(item) ? { zh: '行政处罚法第六十四条', en: 'Law on Administrative Penalties, art. 64' } : { zh: '行政许可法第四十八条', en: 'Administrative Licensing Law, art. 48' }, language), 'transfer.from': named(entry.facts.from), 'transfer.to': named(entry.facts.to), 'answer.text': answerText(item, language),
  }
}

function sayMoment(at: string, language: Language): string {
  const moment = Temporal.Instant.from(at).toZonedDateTimeISO('Asia/Shanghai')
  const time = moment.toPlainTime().toString({ smallestUnit: 'minute' })
  return `${sayDate(moment.toPlainDate(), language)}${language === 'en' ? ', ' : ' '}${time}`
}

/** The law by which the clock stands: the item's own for its own kinds, else 许可法 45. */
function suspensionBasis(item: ItemContent, kind: string): string {
  const basis = item.suspends?.find((one) => one.kind === kind)?.basis ?? { law: '中华人民共和国行政许可法', article: '第四十五条' }
  return `《${basis.law}》${basis.article ?? ''}`
}

/** Those who applied; in a case that nobody applied for, those it is about. */
function applicantsOf({ parties }: WholeCase): string {
  const applied = parties.filter((party) => party.role === 'applicant' || party.role === 'joint-applicant')
  return (applied.length > 0 ? applied : parties).map((party) => party.name).join('、')
}

function daysOf(days: unknown, unit: LimitUnit, language: Language): string {
  return typeof days === 'number' ? sayDays(days, unit, language) : say({ zh: '法定天数', en: 'the days set by law' }, language)
}

function extensionUnit(item: ItemContent): LimitUnit {
  return item.limits?.extension?.unit ?? 'working'
}

function limitText(item: ItemContent, language: Language): string {
  const limit = item.limits?.promised ?? item.limits?.statutory
  if (limit) return sayDays(limit.days, limit.unit, language)
  return say(item.type === 'ADMIN_PERMIT' ? { zh: '二十个工作日（行政许可法第四十二条）', en: '20 working days (Administrative Licensing Law, art. 42)' } : { zh: '以有关规定为准', en: 'as its own rules say' }, language)
}

/** What was handed in, file by file; the form itself counts as one. */
function received({ whole, item }: LetterGround, language: Language): string[] {
  const names = new Map(item.materials.map((material) => [material.key, material.name]))
  const paper = { zh: '纸质', en: 'on paper' }
  const electronic = { zh: '电子', en: 'electronic' }
  const files = whole.files.filter((file) => file.version === 1)
    .map((file) => `${say(names.get(file.material) ?? { zh: '其他材料', en: 'Other paper' }, language)}（${say(file.paper ? paper : electronic, language)}：${file.name}）`)
  return [say({ zh: '申请表', en: 'Application form' }, language), ...files]
}

function missing({ words, item }: LetterGround, language: Language): string[] {
  const names = new Map(item.materials.map((material) => [material.key, material.name]))
  const list = Array.isArray(words.missing) ? (words.missing as { material?: string; text: string }[]) : []
  const lines = list.map(({ material, text }) => {
    const name = material === undefined ? undefined : names.get(material)
    return name ? `${say(name, language)}：${text}` : text
  })
  return lines.length > 0 ? lines : [say({ zh: '见办件页面', en: 'see the page of the case' }, language)]
}

/** The papers an entry names as owed, by their names. */
function owed({ entry, item }: LetterGround, language: Language): string[] {
  const keys = Array.isArray(entry.facts.materials) ? entry.facts.materials.map(String) : []
  return item.materials.filter(({ key }) => keys.includes(key)).map(({ name }) => say(name, language))
}

/** Of a refusal to accept: what was notified and is still missing, and nothing else (许可法 32). */
function stillMissing(ground: LetterGround, language: Language): string {
  if (ground.kind !== 'acceptance-refusal' || !Array.isArray(ground.words.missing) || ground.words.missing.length === 0) return ''
  const list = missing(ground, language)
  return say({ zh: `已告知而仍未补齐的：${list.join('；')}`, en: `Told of and still missing: ${list.join('; ')}` }, language)
}

function reasons(ground: LetterGround, language: Language): string {
  const { kind, words, organisations } = ground
  if (kind === 'correction-lapsed') return say({ zh: '逾期未按补正告知书补正。', en: 'What the notice asked for did not come in time.' }, language)
  const closing = typeof words.ground === 'string' ? terminationTexts[words.ground as TerminationGround] : undefined
  const given = [words.reasons, words.reason].find((text) => typeof text === 'string' && text.trim() !== '')
  const body = typeof words.competentBody === 'string' ? organisations.get(words.competentBody)?.name ?? { zh: words.competentBody } : undefined
  const where = body ? say({ zh: `请向${body.zh}申请。`, en: `Please apply to ${body.en ?? body.zh}.` }, language) : ''
  if (closing && kind === 'termination') return `${say(closing, language)}${typeof words.basis === 'string' ? `（${words.basis}）` : ''}${language === 'en' ? ': ' : '：'}${String(given ?? '')}`
  const parts = [typeof given === 'string' ? given.trim() : '', stillMissing(ground, language), where].filter((part) => part !== '')
  if (typeof given === 'string') return parts.join(language === 'en' ? ' ' : '')
  return where || say({ zh: '申请事项全部准予，不附条件。', en: 'All that was applied for is granted, without conditions.' }, language)
}

function basisText(item: ItemContent, language: Language): string {
  const list = (item.legalBasis ?? []).map((basis) => `《${basis.law}》${basis.article ?? ''}`)
  return list.length > 0 ? list.join(language === 'en' ? '; ' : '；') : say({ zh: '本事项办事指南所列依据', en: 'the basis named in the guide of this item' }, language)
}

const outcomes: Record<string, Text> = { granted: { zh: '准予', en: 'granted' }, 'partly-granted': { zh: '部分准予', en: 'granted in part' }, refused: { zh: '不予准予', en: 'refused' } }

function outcomeText(outcome: unknown, language: Language): string {
  return say(outcomes[String(outcome)] ?? { zh: '见本文书', en: 'see this letter' }, language)
}

const releasers: Record<string, Text> = { approver: { zh: '审批人', en: 'approver' }, head: { zh: '负责人', en: 'head' } }

/** What a decision by machine says of itself (个人信息保护法 24): who released the table, and the way to a person. A letter has no holes: a person’s decision says that it is one. */
function automaticText({ entry, organisations, whole, origin }: LetterGround, language: Language): string {
  const { automatic } = entry.facts
  if (typeof automatic !== 'object' || automatic === null || Array.isArray(automatic)) return say({ zh: '本决定由工作人员作出，不是自动决定。', en: 'This decision was made by a person, not automatically.' }, language)
  const { body, role, releasedOn, table } = automatic
  const named = say(organisations.get(String(body))?.name ?? { zh: String(body) }, language)
  const post = say(releasers[String(role)] ?? { zh: String(role) }, language)
  const day = typeof releasedOn === 'string' ? sayDate(releasedOn, language) : ''
  const where = `${origin}/cases/${whole.case.number}`
  return say({
    zh: `本决定由系统自动作出。决策表“${String(table)}”由${named}${post}于${day}发布。您可以在 ${where} 查看作出决定的理由，也可以要求由人复核（个人信息保护法第二十四条）。`,
    en: `This decision was made automatically, by the table “${String(table)}”, which the ${post} of ${named} released on ${day}. See the reasons at ${where}; there you may also ask a person to review it (Personal Information Protection Law, art. 24).`,
  }, language)
}

function resultText({ whole, item }: LetterGround, language: Language): string {
  if (whole.results.length === 0) return say(item.name, language)
  const same = whole.results.every((result) => result.outcome === whole.results[0]?.outcome)
  const lines = whole.results.map((result) => (same ? say(result.name, language) : `${say(result.name, language)}（${outcomeText(result.outcome, language)}）`))
  return lines.join(language === 'en' ? '; ' : '；')
}

/** How long the other side has to answer, where the item's law says so. */
function answerText({ parties }: ItemContent, language: Language): string {
  const answer = parties?.respondents?.answer
  if (!answer) return say({ zh: '在作出裁决以前', en: 'before it is decided' }, language)
  return say({ zh: `自收到本通知书之日起${sayDays(answer.days, answer.unit, 'zh')}内`, en: `within ${sayDays(answer.days, answer.unit, 'en')} of receiving this notice` }, language)
}
