// The libraries that write models drop comments; those an author put above the root element are carried over. Pure.

const head = /^\uFEFF?\s*(<\?xml[^>]*\?>)?\s*((?:<!--[\s\S]*?-->\s*)*)/

/** The text an editor wrote, under the comments that stood above the root before. */
export function keepHead(before: string, after: string): string {
  const comments = (head.exec(before)?.[2] ?? '').trimEnd()
  const written = head.exec(after)
  if (comments === '' || (written?.[2] ?? '') !== '') return after
  const declaration = written?.[1] ?? ''
  return `${declaration}${declaration === '' ? '' : '\n'}${comments}\n${after.slice(written?.[0].length ?? 0)}`
}
