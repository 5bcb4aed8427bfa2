// Codes of service items (GB/T 39554.1-2020): 基本编码 12, 实施编码 31, 业务办理项编码 33, and the case number built on them.
import { checkUscc } from './uscc.ts'
import { bad, findWrongCharacter, good, mustHold, wrongCharacter, wrongLength, type CodeFault, type CodeName, type Verdict } from './verdict.ts'

/** `province` 00 is the nation; `type` is the list in use where the code was made; `sub` 000 means no sub-item. */
export interface CatalogCodeParts {
  province: string
  type: string
  main: string
  sub: string
}

export interface ImplementationCodeParts {
  organisation: string
  level: string
  catalog: string
}

export interface HandlingItemParts {
  implementation: string
  handling: string
}

const catalogName = { zh: '基本编码', en: 'The catalogue code' }
const implementationName = { zh: '实施编码', en: 'The implementation code' }
const handlingName = { zh: '业务办理项编码', en: 'The handling item code' }
const caseNumberMax = 50

/** Checks a 基本编码: twelve digits. Which types exist differs between provinces, so the type is not looked up. */
export function checkCatalogCode(text: string): Verdict<CatalogCodeParts> {
  if (text.length !== 12) return bad(wrongLength(catalogName, '12', text.length))
  const wrong = findWrongCharacter(text, /^\d$/)
  if (wrong) return bad(wrongCharacter(catalogName, wrong.position, wrong.found, '数字', 'digits'))
  return good({ province: text.slice(0, 2), type: text.slice(2, 4), main: text.slice(4, 9), sub: text.slice(9) })
}

/** Checks an 实施编码: social credit code, level of exercise (1 to 7), catalogue code. */
export function checkImplementationCode(text: string): Verdict<ImplementationCodeParts> {
  if (text.length !== 31) return bad(wrongLength(implementationName, '31', text.length))
  const parts: ImplementationCodeParts = { organisation: text.slice(0, 18), level: text.charAt(18), catalog: text.slice(19) }
  const uscc = checkUscc(parts.organisation)
  if (!uscc.valid) return bad(within(implementationName, '前18位', 'the first 18 characters', uscc, 'organisation'), parts)
  if (!/^[1-7]$/.test(parts.level)) return bad(wrongCharacter(implementationName, 19, parts.level, '1至7（行使层级）', '1 to 7 (level of exercise)'), parts)
  const digit = findWrongCharacter(parts.catalog, /^\d$/, 19)
  if (digit) return bad(wrongCharacter(implementationName, digit.position, digit.found, '数字（基本编码）', 'digits (catalogue code)'), parts)
  return good(parts, uscc.flags)
}

/** Checks a 业务办理项编码: implementation code and two digits. */
export function checkHandlingItemCode(text: string): Verdict<HandlingItemParts> {
  if (text.length !== 33) return bad(wrongLength(handlingName, '33', text.length))
  const parts: HandlingItemParts = { implementation: text.slice(0, 31), handling: text.slice(31) }
  const implementation = checkImplementationCode(parts.implementation)
  if (!implementation.valid) return bad(within(handlingName, '前31位', 'the first 31 characters', implementation, 'implementation'), parts)
  const digit = findWrongCharacter(parts.handling, /^\d$/, 31)
  return digit ? bad(wrongCharacter(handlingName, digit.position, digit.found, '数字', 'digits'), parts) : good(parts, implementation.flags)
}

/** Makes a 基本编码: `province` two digits (00 the nation), `type` two, `main` 1 to 99999, `sub` 0 (none) to 999. */
export function makeCatalogCode(input: { province: string; type: string; main: number; sub?: number }): string {
  return mustHold(`${input.province}${input.type}${String(input.main).padStart(5, '0')}${String(input.sub ?? 0).padStart(3, '0')}`, checkCatalogCode)
}

/** Makes an 实施编码. Throws RangeError on parts that do not hold. */
export function makeImplementationCode(input: { organisation: string; level: number; catalog: string }): string {
  return mustHold(`${input.organisation}${input.level}${input.catalog}`, checkImplementationCode)
}

/** Makes a 业务办理项编码; `handling` is 0 to 99. */
export function makeHandlingItemCode(input: { implementation: string; handling: number }): string {
  return mustHold(`${input.implementation}${String(input.handling).padStart(2, '0')}`, checkHandlingItemCode)
}

/**
 * A case number: `code` (an implementation code, or another code that the serials are counted under), yyyyMMdd and the serial in at
 * least four digits. Readers treat it as opaque (GB/T 39046-2020: at most 50 characters). Throws RangeError where it cannot be made.
 */
export function makeCaseNumber(input: { code: string; date: Temporal.PlainDate; serial: number }): string {
  const { code, date, serial } = input
  if (!/^[0-9A-Z]+$/.test(code)) throw new RangeError(`a case number cannot be built on “${code}”`)
  if (!Number.isSafeInteger(serial) || serial < 1) throw new RangeError(`not a serial number: ${serial}`)
  const number = `${code}${date.toString().replaceAll('-', '')}${String(serial).padStart(4, '0')}`
  if (number.length > caseNumberMax) throw new RangeError(`the case number ${number} is longer than ${caseNumberMax}`)
  return number
}

function within(name: CodeName, placeZh: string, placeEn: string, inner: Verdict<unknown>, code: string): CodeFault {
  return { code, zh: `${name.zh}的${placeZh}有误：${inner.zh ?? ''}`, en: `In ${name.en.toLowerCase()}, ${placeEn}: ${inner.en ?? ''}` }
}
