// engine: words. Looks up the words of a pack or a face in Chinese and English and says dates, numbers and lists in both.
export {
  checkWords,
  chooseLanguage,
  languages,
  pick,
  readWords,
  say,
  type Catalogue,
  type Language,
  type Text,
  type Words,
  type WordsFault,
} from './catalogue.ts'
export { sayLaw } from './laws.ts'
export { beijing, sayBytes, sayDate, sayDays, sayList, sayMoment, sayNumber, sayWeekday, sayYuan, type DayUnit } from './spoken.ts'
