// Small rules that check, coercion and faces share: how a rule between fields is read, how deep a region code reaches.
import { evaluate, type Expression } from '#engines/decisions'
import type { FieldLayout, FormData, RegionDepth } from './form.ts'

/** Whether a rule holds or cannot be told yet. */
export function isTrueOrOpen(expression: Expression, scope: FormData): boolean {
  return evaluate(expression, scope).value !== false
}

const digitsOf: Record<RegionDepth, number> = { county: 6, town: 9, village: 12 }

/** How deep an address has to go, by the length of the code (GB/T 2260: six digits, GB/T 10114: nine, and twelve for villages). */
export function regionDepth(layout: FieldLayout): { reaches(code: string): boolean } {
  const digits = digitsOf[layout.level ?? 'county']
  return { reaches: (code) => code.length >= digits && !code.endsWith('00') && isWithin(code, layout.within ?? '') }
}

/** Whether a region lies within another by its code: 990102001 within 990102 within 990100. */
export function isWithin(code: string, outer: string): boolean {
  return code.startsWith(outer.length <= 6 ? outer.replace(/(00)+$/, '') : outer)
}
