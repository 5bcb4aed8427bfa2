// Words of a face or a pack: one catalogue for each language, looked up by key, Chinese first. It never fails a page for a
// missing word: it falls back to the other language, then to the key, and pack check lists what is missing.

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

/** Words in Chinese and, where known, English. */
export type Text = { zh: string; en?: string }

/** One language's words by key, such as `case.name`. */
export type Catalogue = Readonly<Record<string, string>>

/** All words by language. */
export type Words = Readonly<Record<Language, Catalogue>>

/** A fault of a catalogue: which key, in which language, what to do. */
export interface WordsFault {
  language: Language
  key: string
  code: string
  zh: string
  en: string
}

/** Reads pack files `words/zh.yaml` and `words/en.yaml`, already parsed: nested keys become `a.b.c`; later ones win. */
export function readWords(...sources: { zh?: unknown; en?: unknown }[]): Words {
  const zh: Record<string, string> = {}
  const en: Record<string, string> = {}
  for (const source of sources) {
    flatten(source.zh, '', zh)
    flatten(source.en, '', en)
  }
  return { zh, en }
}

function flatten(node: unknown, prefix: string, into: Record<string, string>): void {
  if (typeof node === 'string' || typeof node === 'number') into[prefix] = String(node)
  if (node === null || typeof node !== 'object') return
  for (const [key, value] of Object.entries(node)) flatten(value, prefix === '' ? key : `${prefix}.${key}`, into)
}

/** The words for `key`; blanks `{name}` are filled from `facts`. Missing: other language, then the key itself. */
export function say(words: Words, language: Language, key: string, facts: Readonly<Record<string, string | number>> = {}): string {
  const other: Language = language === 'zh' ? 'en' : 'zh'
  const found = words[language][key] ?? words[other][key] ?? key
  return found.replace(/\{(\w+)\}/g, (blank, name: string) => (facts[name] === undefined ? blank : String(facts[name])))
}

/** The text in the reader's language; Chinese where English is not known. */
export function pick(text: Text, language: Language): string {
  return language === 'en' && text.en !== undefined && text.en !== '' ? text.en : text.zh
}

/** The language a browser asks for (RFC 9110 §12.5.4); Chinese unless English is preferred to it. */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', ...rest] = part.trim().split(';')
    const weight = rest.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find((one) => one !== undefined)
    return { tag: tag.toLowerCase().slice(0, 2), weight: weight === undefined ? 1 : Number(weight) }
  })
  const best = (tag: string) => Math.max(0, ...wishes.filter((wish) => wish.tag === tag && wish.weight <= 1).map((wish) => wish.weight))
  const [zh, en] = [best('zh'), best('en')]
  if (en !== zh) return en > zh ? 'en' : 'zh'
  const first = wishes.find((wish) => wish.tag === 'zh' || wish.tag === 'en')
  return first?.tag === 'en' && en > 0 ? 'en' : 'zh'
}

/** Keys that one language lacks, empty words, and blanks that differ between the languages. */
export function checkWords(words: Words): WordsFault[] {
  const keys = new Set([...Object.keys(words.zh), ...Object.keys(words.en)])
  return [...keys].sort().flatMap((key) => {
    const missing = languages.filter((language) => (words[language][key] ?? '').trim() === '')
    if (missing.length > 0) return missing.map((language) => ({ language, key, code: 'words.missing', zh: `“${key}”缺少${language === 'zh' ? '中文' : '英文'}，请补充。`, en: `“${key}” has no ${language === 'zh' ? 'Chinese' : 'English'}. Add it.` }))
    const same = blanksOf(words.zh[key]) === blanksOf(words.en[key])
    return same ? [] : [{ language: 'en' as const, key, code: 'words.blanks', zh: `“${key}”两种语言的空格（{…}）不一致，请改正。`, en: `The blanks of “${key}” differ between the languages. Make them the same.` }]
  })
}

function blanksOf(text: string | undefined): string {
  return [...new Set((text ?? '').match(/\{\w+\}/g) ?? [])].sort().join()
}
