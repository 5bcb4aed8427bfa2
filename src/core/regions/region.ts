// A region: an administrative division with its code (GB/T 2260, GB/T 10114). Pure rules, no database.
import { refusal } from '#base/problem'

export type RegionLevel = 'country' | 'province' | 'city' | 'county' | 'town' | 'village'

export interface Region {
  code: string
  name: { zh: string; en?: string }
  level: RegionLevel
  parent?: string
}

export const regionNotFound = refusal({
  code: 'regions.not-found', status: 404,
  zh: '没有这个行政区划。', en: 'There is no such region.',
  nextZh: '请检查区划代码，或从区划表中选择。', nextEn: 'Check the code, or choose from the list of regions.',
})

export const badRegionCode = refusal({
  code: 'regions.bad-code', status: 422,
  zh: '行政区划代码应为 6、9 或 12 位数字。', en: 'A region code has 6, 9 or 12 digits.',
  nextZh: '请改正代码。', nextEn: 'Correct the code.',
  basis: 'GB/T 2260-2007, GB/T 10114-2003',
})

/** What a code alone says: its shortest form, its level, and the codes of the regions above it, nearest first. Throws `regions.bad-code`. */
export function readRegionCode(given: string): { code: string; level: RegionLevel; above: string[] } {
  if (!/^\d{6}(\d{3}|\d{6})?$/.test(given)) throw badRegionCode({ region: given })
  // Twelve digits are often written for a county or a town, filled up with zeros: 511602000000 is 511602.
  const code = given.slice(0, 6) + given.slice(6).replace(/(000){1,2}$/, '')
  const chain: { code: string; level: RegionLevel }[] = [
    { code: `${code.slice(0, 2)}0000`, level: 'province' },
    { code: `${code.slice(0, 4)}00`, level: 'city' },
    { code: code.slice(0, 6), level: 'county' },
    { code: code.slice(0, 9), level: 'town' },
    { code, level: 'village' },
  ]
  const place = chain.findIndex((each) => each.code === code)
  return { code, level: chain[place]?.level ?? 'village', above: chain.slice(0, place).map((each) => each.code).reverse() }
}
