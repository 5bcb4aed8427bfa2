// What every answer carries (OWASP ASVS 5.0 §3.4, §14.3.2), judged on each answer of each town and over the wire by test/attacks/headers.test.ts.

/** An answer as far as its head goes; names in small letters. */
export interface Head {
  method: string
  path: string
  status: number
  headers: Record<string, unknown>
}

/** Files that are the same for everybody may be kept; nothing else is. */
const sameForAll = /^\/(assets\/|desk\/[^?]*\.\w+$|api\/static\/)/
const exact = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'x-frame-options': 'DENY', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' }

/** What is wrong with the head of an answer, in words; nothing where all is well. */
export function headFaults({ method, path, status, headers }: Head): string[] {
  const value = (name: string) => String(headers[name] ?? '')
  const wrong = Object.entries(exact).filter(([name, wanted]) => value(name) !== wanted).map(([name]) => `${name} is "${value(name)}"`)
  const caching = value('cache-control')
  if (caching !== 'no-store' && !(sameForAll.test(path.split('?')[0] ?? '') && (status === 200 || status === 304))) wrong.push(`it may be kept: cache-control is "${caching}"`)
  const length = Number(headers['content-length'] ?? 0)
  if (length > 0 && value('content-type') === '') wrong.push('it does not say what it is')
  if (/^(text\/|application\/(json|xml)|[\w.-]+\/[\w.-]+\+xml)/.test(value('content-type')) && !/charset=utf-8/i.test(value('content-type'))) wrong.push(`the signs of its text are not named: ${value('content-type')}`)
  return [...wrong, ...policyFaults(value('content-security-policy'))].map((fault) => `${method} ${path.split('?')[0]} ${status}: ${fault}`)
}

function policyFaults(policy: string): string[] {
  const directives = new Map(policy.split(';').map((one) => one.trim().split(/\s+/)).map(([name = '', ...sources]) => [name, sources.join(' ')]))
  const wrong = ['object-src', 'base-uri', 'frame-ancestors'].filter((name) => directives.get(name) !== "'none'").map((name) => `${name} is "${directives.get(name) ?? ''}"`)
  if (!/^'(none|self)'$/.test(directives.get('default-src') ?? '')) wrong.push(`default-src is "${directives.get('default-src') ?? ''}"`)
  if (!directives.has('form-action')) wrong.push('form-action is open')
  for (const name of ['default-src', 'script-src', 'script-src-attr', 'style-src', 'connect-src']) {
    const bad = /'unsafe-|\*|https?:|data:|blob:/.exec(directives.get(name) ?? '')
    if (bad) wrong.push(`${name} allows ${bad[0]}`)
  }
  return wrong
}
