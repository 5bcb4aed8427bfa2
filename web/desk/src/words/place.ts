// How this place calls things: the words of its pack, laid over the desk's own. A case is 办件, 工单 or 公文 to those who handle it.

/** Words by key in each language, as /api/words answers. */
export type PlaceWords = Record<'zh' | 'en', Record<string, string>>

/** What a case is called where the pack says nothing. */
const plain: PlaceWords = { zh: { 'case.name': '办件', 'case.plural': '办件' }, en: { 'case.name': 'case', 'case.plural': 'cases' } }

/** Groups of the pack whose codes the desk shows, and the group of the desk's list that holds them. */
const groups: Record<string, string> = { type: 'itemType', target: 'target', caseKind: 'caseKind', state: 'state', outcome: 'outcome', role: 'role' }
const single: Record<string, string> = { 'case.number': 'work.number', 'desk.worklist': 'shell.work' }

/** The words of the pack by the desk's keys; what the desk does not show is left out. */
export function overlayOf(place: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(place).flatMap(([key, words]) => {
    const [group = '', ...rest] = key.split('.')
    const own = single[key] ?? (groups[group] && rest.length > 0 ? [groups[group], ...rest].join('.') : undefined)
    return own === undefined ? [] : [[own, words]]
  }))
}

/** What fills `{{case}}` and `{{cases}}` wherever the desk says them. */
export function nounsOf(place: PlaceWords, language: 'zh' | 'en'): { case: string; cases: string } {
  const noun = (key: string) => place[language][key] ?? plain[language][key] ?? ''
  return { case: noun('case.name'), cases: noun('case.plural') }
}

/** Asks the server; the desk goes on with its own words where it does not answer. */
export async function readPlaceWords(): Promise<PlaceWords> {
  try {
    const answer = await fetch('/api/words')
    return answer.ok ? ((await answer.json()) as PlaceWords) : plain
  } catch {
    return plain
  }
}
