// Chinese in traditional characters: for the words of the portal and the texts of the place, never for what a person wrote: a name, an
// address or an answer stays exactly as it was typed. Driven by two tables; it knows no page.
import { simplified, traditional } from './traditional-forms.ts'
import { traditionalWords } from './traditional-words.ts'

const forms = new Map<string, string>([...simplified].map((character, at) => [character, [...traditional][at] ?? character]))

/** Each word of the table is its simplified form and, of equal length, its traditional one. */
const words = new Map(traditionalWords.split(/\s+/).map((pair) => [pair.slice(0, pair.length / 2), pair.slice(pair.length / 2)]))
const lengths = [...new Set([...words.keys()].map((word) => word.length))].sort((a, b) => b - a)
/** Only where such a character stands can one of the words begin. */
const firsts = new Set([...words.keys()].map((word) => word.charAt(0)))

/** The text in traditional characters; the longest known word decides, then the character by itself. */
export function toTraditional(text: string): string {
  let told = ''
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at)
    const word = firsts.has(character) ? lengths.map((length) => text.slice(at, at + length)).find((part) => words.has(part)) : undefined
    told += word === undefined ? (forms.get(character) ?? character) : words.get(word)
    at += word?.length ?? 1
  }
  return told
}
