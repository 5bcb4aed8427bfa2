// What fills the blanks of letters about something that a body intends, or decided, against the holder of a licence. 行政许可法 7; 行政处罚法 44, 45, 63, 64.
import { sayDays, type Language, type Text } from '#engines/words'
import type { LicenceActName } from '#core/packs'
import type { LetterValues } from './letter.ts'
import type { LetterGround } from './values.ts'

const acts: Record<LicenceActName, Text> = {
  annulment: { zh: '撤销行政许可', en: 'annulment of the permit' }, withdrawal: { zh: '撤回行政许可', en: 'withdrawal of the permit' }, revocation: { zh: '吊销许可证件', en: 'revocation of the licence' },
  suspension: { zh: '暂扣许可证件、暂停使用', en: 'suspension of the licence' }, deregistration: { zh: '注销行政许可', en: 'deregistration of the permit' }, resumption: { zh: '恢复使用', en: 'use again' },
  change: { zh: '变更', en: 'change' }, reissue: { zh: '补发', en: 'reissue' }, renewal: { zh: '延续', en: 'renewal' },
}
const pick = (text: Text, language: Language): string => (language === 'en' ? (text.en ?? text.zh) : text.zh)
const text = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined)

/** The values; a case that burdens nobody fills them with what is true of it: nothing. */
export function burdenValues({ item, whole, words }: LetterGround, language: Language): LetterValues {
  const { onLicence } = item
  const none = pick({ zh: '无', en: 'none' }, language)
  const law = onLicence?.basis ? `《${onLicence.basis.law}》${onLicence.basis.article ?? ''}` : none
  return {
    'burden.act': onLicence ? pick(acts[onLicence.act], language) : none,
    'burden.facts': text(words.facts) ?? text(whole.form.reasons) ?? none,
    'burden.basis': text(words.basis) ?? [law, text(whole.form.basis)].filter((one) => one !== undefined).join('；'),
    'burden.licence': text(whole.form.licence) ?? none,
    // 处罚法 63, 64: who is to lose a licence as a penalty may ask for a hearing within five days of being told.
    'burden.hearing': onLicence?.act === 'revocation'
      ? pick({ zh: '您还有权要求听证，不收费：请在收到本告知书之日起五个工作日内，在办件页面点“要求听证”，或者书面提出（行政处罚法第六十三条、第六十四条、第八十五条）。', en: 'You may also ask for a hearing, which costs nothing: within five working days of receiving this notice, by “Ask for a hearing” on the page of the case or in writing (Law on Administrative Penalties, arts. 63, 64, 85).' }, language)
      : pick({ zh: '逾期未提出的，视为没有陈述、申辩意见。', en: 'If nothing comes in that time, we take it that there is nothing to state.' }, language),
    'defence.text': onLicence?.defence ? sayDays(onLicence.defence.days, onLicence.defence.unit, language) : none,
  }
}
