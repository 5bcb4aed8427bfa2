// What the form of a system holds and what is sent: addresses stand one on a line, keys as they were pasted.
import type { ClientContent } from '../api/types.ts'

export type Typed = Omit<ClientContent, 'name' | 'purpose' | 'redirects' | 'keys' | 'basis' | 'logout'> & { nameZh: string; nameEn?: string; purposeZh: string; purposeEn?: string; redirects?: string; logout?: string; law?: string; article?: string; keys: string }

/** What is sent for what was typed. Keys that are no JSON are sent as one that is refused, beside its field. */
export function contentOf(typed: Typed): ClientContent {
  const { nameZh, nameEn, purposeZh, purposeEn, redirects = '', logout, law, article, keys, ...rest } = typed
  return {
    ...rest, name: named(nameZh, nameEn), purpose: named(purposeZh, purposeEn), redirects: linesOf(redirects), keys: readKeys(keys),
    ...(logout?.trim() ? { logout: logout.trim() } : {}), ...(law?.trim() && article?.trim() ? { basis: { law: law.trim(), article: article.trim() } } : {}),
  }
}

/** What stands in the form for what is registered, to change it. */
export function typedOf({ name, purpose, redirects, logout, basis, keys, ...rest }: ClientContent): Typed {
  return {
    ...rest, nameZh: name.zh, purposeZh: purpose.zh, redirects: redirects.join('\n'), keys: JSON.stringify({ keys }, undefined, 1),
    ...(name.en ? { nameEn: name.en } : {}), ...(purpose.en ? { purposeEn: purpose.en } : {}), ...(logout ? { logout } : {}), ...(basis ? { law: basis.law, article: basis.article } : {}),
  }
}

const named = (zh: string, en?: string) => ({ zh: zh.trim(), ...(en?.trim() ? { en: en.trim() } : {}) })
const linesOf = (text: string): string[] => text.split(/\s+/).filter((line) => line !== '')

/** One JWK, an array of them, or a set (RFC 7517 §5). */
function readKeys(text: string): ClientContent['keys'] {
  try {
    const value: unknown = JSON.parse(text)
    const inner = Array.isArray(value) || typeof value !== 'object' || value === null || !('keys' in value) ? value : value.keys
    return (Array.isArray(inner) ? inner : [inner]) as ClientContent['keys']
  } catch {
    return [{ kty: 'unreadable', crv: '', x: '' }]
  }
}

/** Which field of the form a fault of the API belongs to. */
export function fieldOf(path: string): keyof Typed | undefined {
  const [, first = '', second] = path.replace(/^\/content/, '').split('/')
  const places: Record<string, keyof Typed> = { name: second === 'en' ? 'nameEn' : 'nameZh', purpose: second === 'en' ? 'purposeEn' : 'purposeZh', basis: 'law', redirects: 'redirects', keys: 'keys', logout: 'logout', code: 'code', organisation: 'organisation', contact: 'contact', kinds: 'kinds', scopes: 'scopes', levelMin: 'levelMin' }
  return places[first]
}
