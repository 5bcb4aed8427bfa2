// Strings that break what is careless: markup, scripts, templates, formats, paths, statements, formulas, letters beyond the first plane, marks that
// nobody sees, both directions of reading. One of them holds all, so that a field that keeps it keeps each.

const parts = [
  '"\'><script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>', '&amp;&lt;&#60;&', ']]><!--', 'javascript:alert(1)', '{{7*7}}${7*7}#{7*7}<%= 7*7 %>[[7]]', '%s%n%d%00%0d%0a%', '..\\..\\../../etc/passwd',
  "'; drop table cases.cases; -- /* */ '' \\'", '$(id)`id`|id;id', '=1+1,@A1,+1', '\\u0000\\n\\', 'null undefined NaN true -0 1e999 __proto__ constructor', '𠮷𬭎👩‍👩‍👧🇨🇳', 'עברית عربى', 'Z\u0351\u036b\u0313', '\u200b\u202etxt.exe\u202c\u2066\u2069\ufeff\u00ad', '\u00a0\u3000', '￼', 'ﷺ', 'İı', '·',
]

/** The nth: marked, so that it is found again; as long as a field allows, by UTF-16. */
export function naughty(n: number, lengthMax = 5000, isManyLines = false): string {
  const whole = `<nty-${n}>${parts.join(' ')}${isManyLines ? '\r\n\tnext\n\nlast' : ''}·`
  return whole.length <= lengthMax ? whole : cut(whole, lengthMax)
}

/** Cut between letters, and not before a blank, which would rightly be trimmed. */
function cut(text: string, lengthMax: number): string {
  let short = ''
  for (const letter of text) {
    if (short.length + letter.length > lengthMax - 1) break
    short += letter
  }
  return `${short}·`
}

/** What cannot be stored at all. */
export const unstorable: readonly string[] = ['a\u0000b', '\ud800', 'a\udc00']

/** Every text inside a value. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    // Text that is JSON is read as such: what is in it is the text.
    if (/^[[{"]/.test(value)) {
      try {
        return textsIn(JSON.parse(value))
      } catch {
        return [value]
      }
    }
    return [value]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => [...(name.includes('<nty-') ? [name] : []), ...textsIn(one)])
}
