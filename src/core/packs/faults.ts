// Faults of a pack: a stable rule code, the place, what is wrong and what to do. Never throws: checking reports all it finds.
import { rules, type Rule } from './rules.ts'

/** One fault. `line` and `column` count from 1; `rule` is stable. */
export interface PackFault {
  file: string
  line: number
  column?: number
  rule: Rule
  zh: string
  en: string
  remedy: { zh: string; en: string }
}

/** Where something stands; `file` is relative to the pack, with forward slashes. */
export interface Place {
  file: string
  line: number
  column?: number
}

/** Facts for the blanks of a rule; a pair is said in the language of the sentence. */
export type Facts = Record<string, string | number | { zh: string; en: string }>

/** Takes faults; `faults` holds them in the order of finding. */
export interface Report {
  faults: PackFault[]
  add(rule: Rule, place: Place, facts?: Facts): void
}

export function makeReport(): Report {
  const faults: PackFault[] = []
  return { faults, add: (rule, place, facts = {}) => void faults.push(makeFault(rule, place, facts)) }
}

function makeFault(rule: Rule, place: Place, facts: Facts): PackFault {
  return { ...place, rule, ...wordFault(rule, facts) }
}

/** The words of a fault in both languages, and what to do. */
export function wordFault(rule: Rule, facts: Facts): Pick<PackFault, 'zh' | 'en' | 'remedy'> {
  const words = rules[rule]
  return { zh: fill(words.zh, 'zh', facts), en: fill(words.en, 'en', facts), remedy: { zh: words.toDoZh, en: words.toDoEn } }
}

function fill(sentence: string, language: 'zh' | 'en', facts: Facts): string {
  return sentence.replace(/\{(\w+)\}/g, (blank, name: string) => {
    const fact = facts[name]
    if (fact === undefined) return blank
    return typeof fact === 'object' ? fact[language] : String(fact)
  })
}

/** One line for a terminal: `items/x/item.yaml:12:3 limit-above-statutory …`. */
export function describeFault(fault: PackFault, language: 'zh' | 'en' = 'en'): string {
  const place = `${fault.file}:${fault.line}${fault.column === undefined ? '' : `:${fault.column}`}`
  return `${place} ${fault.rule}: ${fault[language]} ${fault.remedy[language]}`
}

/** Faults by file and line, as a person reads them. */
export function sortFaults(faults: PackFault[]): PackFault[] {
  return faults.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}
