// Lines of start tags in one pass over an XML text. saxen can tell a line too, but counts from the top each time, which a large file turns into minutes.

/** The line (from 1) of every start tag, in document order; comments, CDATA and processing instructions are passed over. */
export function startTagLines(xml: string): number[] {
  const lines: number[] = []
  let line = 1
  let counted = 0
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
    const skipped = endOfSpecial(xml, at)
    if (skipped !== undefined) {
      if (skipped < 0) break
      at = skipped
      continue
    }
    if (xml[at + 1] === '/' || xml[at + 1] === '!') continue
    for (let next = xml.indexOf('\n', counted); next >= 0 && next < at; next = xml.indexOf('\n', counted)) {
      line++
      counted = next + 1
    }
    lines.push(line)
  }
  return lines
}

const specials: [string, string][] = [['<!--', '-->'], ['<![CDATA[', ']]>'], ['<?', '?>']]

/** The last character of a comment, CDATA section or instruction that begins here: -1 when it never ends, undefined when none begins. */
function endOfSpecial(xml: string, at: number): number | undefined {
  const special = specials.find(([begin]) => xml.startsWith(begin, at))
  if (!special) return undefined
  const end = xml.indexOf(special[1], at + special[0].length)
  return end < 0 ? -1 : end + special[1].length - 1
}
