// Noto Sans SC in two weights, cut down to the characters of one document. A character the font lacks stops the printing:
// names hold 喆, 堃, 镕, and a licence with an empty box instead of a name is worse than none.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'
import subsetFont from 'subset-font'
import { missingGlyph } from './refusals.ts'

export type Weight = 'regular' | 'bold'

/** A font of one document: bytes to embed, and outlines for drawings. */
export interface CutFont {
  bytes: Buffer
  outlines: Font
}

const files: Record<Weight, string> = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
}

const whole = new Map<Weight, Promise<Buffer>>()

function loadWhole(weight: Weight): Promise<Buffer> {
  const known = whole.get(weight)
  if (known) return known
  const loading = readFile(createRequire(import.meta.url).resolve(files[weight]))
  loading.catch(() => whole.delete(weight))
  whole.set(weight, loading)
  return loading
}

/** Cuts both weights to the characters of `text`. Throws `pdf.missing-glyph` naming the characters that are missing. */
export async function cutFonts(text: string): Promise<Record<Weight, CutFont>> {
  const characters = [...new Set(text.replaceAll('\n', ''))].sort()
  const [regular, bold] = await Promise.all([cut('regular', characters), cut('bold', characters)])
  return { regular, bold }
}

async function cut(weight: Weight, characters: string[]): Promise<CutFont> {
  // No features: a document looks the same whatever characters stand side by side, and the cut is faster.
  const bytes = await subsetFont(await loadWhole(weight), characters.join(''), { targetFormat: 'truetype', keepFeatures: [], noHinting: true })
  const outlines = create(bytes)
  const missing = characters.filter((character) => !outlines.hasGlyphForCodePoint(character.codePointAt(0) ?? 0))
  if (missing.length > 0) throw missingGlyph({ characters: missing.map(nameOf) })
  return { bytes, outlines }
}

function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return /\p{C}|\p{Z}/u.test(character) ? `U+${code}` : `${character} (U+${code})`
}
