// What fills the blanks of letters about something that a body intends, or decided, against somebody: the holder of a licence, or whom a case granted something. 行政许可法 7; 行政处罚法 44, 45, 63, 64.
import { sayDays, type Language, type Text } from '#engines/words'
import { yuan } from '#core/cases'
import { matterOf, type LicenceActName, type Matter } from '#core/packs'
import type { LetterValues } from './letter.ts'
import type { LetterGround } from './values.ts'

const acts: Record<LicenceActName, Text> = {
  annulment: { zh: '撤销行政许可', en: 'annulment of the permit' }, withdrawal: { zh: '撤回行政许可', en: 'withdrawal of the permit' }, revocation: { zh: '吊销许可证件', en: 'revocation of the licence' },
  suspension: { zh: '暂扣许可证件、暂停使用', en: 'suspension of the licence' }, deregistration: { zh: '注销行政许可', en: 'deregistration of the permit' }, resumption: { zh: '恢复使用', en: 'use again' },
  change: { zh: '变更', en: 'change' }, reissue: { zh: '补发', en: 'reissue' }, renewal: { zh: '延续', en: 'renewal' },
}
const pick = (text: Text, language: Language): string => (language === 'en' ? (text.en ?? text.zh) : text.zh)
const text = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined)

const lawOf = ({ law, article }: { law: string; article?: string | undefined }) => `《${law}》${article ?? ''}`

/** The values; a case that burdens nobody fills them with what is true of it: nothing. */
export function burdenValues({ item, whole, words }: LetterGround, language: Language): LetterValues {
  const matter = matterOf(item)
  const none = pick({ zh: '无', en: 'none' }, language)
  return {
    'burden.act': matter ? actText(matter, words, language) : none,
    'burden.facts': text(words.facts) ?? text(whole.form.reasons) ?? none,
    'burden.basis': text(words.basis) ?? [matter ? lawOf(matter.basis) : none, text(whole.form.basis)].filter((one) => one !== undefined).join('；'),
    'burden.subject': subjectOf(matter, whole.form, language) ?? none,
    // 处罚法 63, 64: who is to lose a licence as a penalty may ask for a hearing within five days of being told.
    'burden.hearing': matter?.act === 'revocation'
      ? pick({ zh: '您还有权要求听证，不收费：请在收到本告知书之日起五个工作日内，在办件页面点“要求听证”，或者书面提出（行政处罚法第六十三条、第六十四条、第八十五条）。', en: 'You may also ask for a hearing, which costs nothing: within five working days of receiving this notice, by “Ask for a hearing” on the page of the case or in writing (Law on Administrative Penalties, arts. 63, 64, 85).' }, language)
      : pick({ zh: '逾期未提出的，视为没有陈述、申辩意见。', en: 'If nothing comes in that time, we take it that there is nothing to state.' }, language),
    'defence.text': matter?.defence ? sayDays(matter.defence.days, matter.defence.unit, language) : none,
  }
}

/** What is intended or decided; of a benefit that is annulled also what is to be paid back, as soon as that is known. */
function actText(matter: Matter, { repayCents }: LetterGround['words'], language: Language): string {
  if (matter.on === 'licence') return pick(acts[matter.act], language)
  const annulled = pick({ zh: '撤销准予决定', en: 'annulment of what was granted' }, language)
  if (!matter.repay || repayCents === 0) return annulled
  const sum = typeof repayCents === 'number' ? yuan(repayCents) : undefined
  return annulled + pick(sum === undefined ? { zh: '，责令退回已经发放的款物', en: ', and an order to give back what was paid' } : { zh: `，责令退回已经发放的 ${sum} 元`, en: `, and an order to pay back ${sum} yuan` }, language)
}

function subjectOf(matter: Matter | undefined, form: Record<string, unknown>, language: Language): string | undefined {
  const [licence, number] = [text(form.licence), text(form.caseNumber)]
  if (matter?.on === 'licence') return licence && pick({ zh: `证照 ${licence}`, en: `licence ${licence}` }, language)
  const of = text(form.matter)
  return number && pick({ zh: `办件 ${number}${of ? `（${of}）` : ''}的决定`, en: `the decision in case ${number}${of ? ` (${of})` : ''}` }, language)
}
