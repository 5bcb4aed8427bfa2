// What the form of a platform above holds and what is sent: its levels stand one on a line, `acr=level`.
import type { UpstreamContent } from '../api/types.ts'

export type Typed = Pick<UpstreamContent, 'code' | 'issuer' | 'client' | 'kind'> & { nameZh: string; nameEn?: string; levels?: string; law: string; article: string; reason: string }

/** The levels that were typed; undefined where a line says none. */
export function readLevels(text: string): Record<string, number> | undefined {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  const pairs = lines.map((line) => /^(.{1,100}?)\s*=\s*([1-5])$/.exec(line))
  // A name that stands twice would silently be what its last line says.
  if (pairs.includes(null) || new Set(pairs.map((pair) => pair?.[1])).size < pairs.length) return undefined
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', Number(pair?.[2])]))
}

export function contentOf({ nameZh, nameEn, levels = '', law, article, code, issuer, client, kind }: Typed): UpstreamContent {
  return {
    code, kind, issuer: issuer.trim(), client: client.trim(), name: { zh: nameZh.trim(), ...(nameEn?.trim() ? { en: nameEn.trim() } : {}) },
    levels: readLevels(levels) ?? {}, basis: { law: law.trim(), article: article.trim() },
  }
}

/** What stands in the form for what is registered, to change it. */
export function typedOf({ name, levels, basis, ...rest }: UpstreamContent): Omit<Typed, 'reason'> {
  return { ...rest, nameZh: name.zh, ...(name.en ? { nameEn: name.en } : {}), levels: sayLevels(levels), ...basis }
}

export const sayLevels = (levels: UpstreamContent['levels']): string => Object.entries(levels).map(([acr, level]) => `${acr}=${level}`).join('\n')

/** Which field of the form a fault of the API belongs to. */
export function fieldOf(path: string): keyof Typed | undefined {
  const [, first = '', second] = path.replace(/^\/content/, '').split('/')
  const places: Record<string, keyof Typed> = { name: second === 'en' ? 'nameEn' : 'nameZh', basis: second === 'article' ? 'article' : 'law', code: 'code', issuer: 'issuer', client: 'client', kind: 'kind', levels: 'levels', reason: 'reason' }
  return places[first]
}
