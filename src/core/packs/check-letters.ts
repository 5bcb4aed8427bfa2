// Checks letters: the ones the law asks for are there, in both languages, with reasons and remedy where it is a no (许可法 32, 38).
import type { Draft } from './draft.ts'
import type { Report } from './faults.ts'
import { blanksOf, burdenLetters, feeLetters, letterBlanks, repaymentLetters, requiredLetters, sidedLetters } from './letters.ts'
import { matterOf } from './schema-after.ts'

/** Reports letters that are missing, blanks that nobody fills and blanks that the law demands. */
export function checkLetters(draft: Draft, report: Report): void {
  const known: ReadonlySet<string> = new Set(letterBlanks)
  const matters = draft.items.map((item) => matterOf(item.value))
  const required: typeof requiredLetters = {
    ...requiredLetters, ...(matters.some((matter) => matter?.burdens) ? burdenLetters : {}), ...(matters.some((matter) => matter?.repay) ? repaymentLetters : {}),
    ...(draft.items.some((item) => (item.value.fees ?? []).length > 0) ? feeLetters : {}), ...(draft.items.some((item) => item.value.parties?.respondents) ? sidedLetters : {}),
  }
  for (const name of Object.keys(required)) {
    if (!draft.letters.has(name)) report.add('letter-missing', { file: `letters/${name}.md`, line: 1 }, { name })
  }
  for (const letter of draft.letters.values()) {
    const parts = [
      { text: letter.body.zh, place: letter.zhPlace, language: { zh: '中文', en: 'Chinese' } },
      { text: letter.body.en ?? '', place: letter.enPlace, language: { zh: '英文', en: 'English' } },
    ]
    for (const { text, place, language } of parts) {
      for (const blank of blanksOf(text)) {
        const line = place.line + text.slice(0, text.indexOf(blank)).split('\n').length
        if (!known.has(blank)) report.add('letter-blank-unknown', { ...place, line }, { blank })
      }
      for (const blank of required[letter.name] ?? []) {
        if (!blanksOf(text).includes(blank)) report.add('letter-blank-missing', place, { name: letter.name, blank, language })
      }
    }
  }
}
