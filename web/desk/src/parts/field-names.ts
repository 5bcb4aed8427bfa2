// How a field that a refusal names is called on the desk: where its name stands among the words.

/** Where the name of a field may stand in the words, best first, by its JSON pointer: by its last two parts, by the last one, as the forms of acts ask for it, or by what it is a part of. */
export function keysOfField(path: string): string[] {
  // What a proposal holds is named as what would be changed by it.
  const parts = path.replace(/^\/content(?=\/)/, '').split('/').filter((part) => part !== '' && !/^\d+$/.test(part))
  const [before, last] = parts.slice(-2)
  if (before === undefined) return []
  return last === undefined ? [`fieldName.${before}`, `field.${before}`] : [`fieldName.${before}-${last}`, `fieldName.${last}`, `field.${last}`, `fieldName.${before}`, `field.${before}`]
}
