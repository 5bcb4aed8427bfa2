// The words of the desk: Chinese first, English complete; a list is loaded when its language is chosen.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { nounsOf, overlayOf, readPlaceWords, type PlaceWords } from './place.ts'

export type Language = 'zh' | 'en'
const shelf = 'yiwang.desk.language'

/** Lists beside each other: what every screen needs, what the clerk's own desk adds, the registers, the life of accounts, people's data, and the names of fields. */
const lists: Record<Language, () => Promise<object[]>> = {
  zh: () => Promise.all([import('./zh.ts').then(({ zh }) => zh), import('./zh-desk.ts').then(({ zhDesk }) => zhDesk), import('./zh-registers.ts').then(({ zhRegisters }) => zhRegisters), import('./zh-life.ts').then(({ zhLife }) => zhLife), import('./zh-rights.ts').then(({ zhRights }) => zhRights), import('./zh-payment.ts').then(({ zhPayment }) => zhPayment), import('./zh-fields.ts').then(({ zhFields }) => zhFields)]),
  en: () => Promise.all([import('./en.ts').then(({ en }) => en), import('./en-desk.ts').then(({ enDesk }) => enDesk), import('./en-registers.ts').then(({ enRegisters }) => enRegisters), import('./en-life.ts').then(({ enLife }) => enLife), import('./en-rights.ts').then(({ enRights }) => enRights), import('./en-payment.ts').then(({ enPayment }) => enPayment), import('./en-fields.ts').then(({ enFields }) => enFields)]),
}

const procedureLists: Record<Language, () => Promise<object>> = {
  zh: async () => (await import('./zh-procedure.ts')).zhProcedure,
  en: async () => (await import('./en-procedure.ts')).enProcedure,
}

const modelLists: Record<Language, () => Promise<object>> = {
  zh: async () => (await import('./zh-models.ts')).zhModels,
  en: async () => (await import('./en-models.ts')).enModels,
}
let modelWordsNeeded = false
let tellStarted: () => void = () => {}
const started = new Promise<void>((resolve) => {
  tellStarted = resolve
})

/** The language kept from last time, Chinese otherwise. */
export function keptLanguage(): Language {
  try {
    return localStorage.getItem(shelf) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

let place: PlaceWords = { zh: {}, en: {} }

async function load(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    for (const words of await lists[language]()) i18next.addResourceBundle(language, 'translation', words, true)
    i18next.addResourceBundle(language, 'translation', await procedureLists[language](), true)
    i18next.addResources(language, 'translation', overlayOf(place[language]))
  }
  Object.assign(i18next.options.interpolation ?? {}, { defaultVariables: nounsOf(place, language) })
  if (modelWordsNeeded) await loadModelWords(language)
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
}

async function loadModelWords(language: Language): Promise<void> {
  if (i18next.exists('models.title', { lng: language, fallbackLng: [] })) return
  i18next.addResourceBundle(language, 'translation', await modelLists[language](), true)
}

/** Loads the words of the pages about processes and decisions, now and whenever the language changes. */
export async function needModelWords(): Promise<void> {
  modelWordsNeeded = true
  // The address may ask for such a page before the words are there at all.
  await started
  await loadModelWords(i18next.language === 'en' ? 'en' : 'zh')
}

/** Prepares the words before the first screen is drawn. */
export async function startWords(): Promise<void> {
  const language = keptLanguage()
  const asked = readPlaceWords()
  await i18next.use(initReactI18next).init({ lng: language, resources: {}, interpolation: { escapeValue: false }, react: { useSuspense: false } })
  place = await asked
  await load(language)
  tellStarted()
}

/** Changes the language and keeps the choice. */
export async function chooseLanguage(language: Language): Promise<void> {
  await load(language)
  await i18next.changeLanguage(language)
  try {
    localStorage.setItem(shelf, language)
  } catch {
    // A browser that keeps nothing still shows the language until it is closed.
  }
}
