// 统一社会信用代码 GB 32100-2015: registering authority, kind, region, organisation code (GB 11714), check character.
import { organisationCheck, usccCheck } from './checks.ts'
import { bad, findWrongCharacter, good, mustHold, wrongCharacter, wrongCheck, wrongLength, type CodeFault, type Verdict } from './verdict.ts'

/** The parts as they stand; the region is not looked up. */
export interface UsccParts {
  authority: string
  kind: string
  region: string
  organisation: string
  check: string
}

const name = { zh: '统一社会信用代码', en: 'The unified social credit code' }

/** The body of a section (科室, 窗口) by their codes: a section has none of its own, it is its body's with a number behind. Undefined of any other code. */
export function bodyOfSection(code: string): string | undefined {
  return /^(.{18})-[0-9]{1,3}$/.exec(code)?.[1]
}

/** Checks 18 characters. The organisation code's own check character is only flagged: codes in force fail it. */
export function checkUscc(text: string): Verdict<UsccParts> {
  if (text.length !== 18) return bad(wrongLength(name, '18', text.length))
  const wrong = findWrongCharacter(text, /^[0-9A-HJ-NP-RTUWXY]$/)
  if (wrong) return bad(wrongCharacter(name, wrong.position, wrong.found, '数字或大写字母（不含I、O、S、V、Z）', 'digits and capitals other than I, O, S, V and Z'))
  const region = findWrongCharacter(text.slice(2, 8), /^\d$/, 2)
  if (region) return bad(wrongCharacter(name, region.position, region.found, '数字（登记机关行政区划码）', 'digits (region of the registering authority)'))
  const parts: UsccParts = { authority: text.charAt(0), kind: text.charAt(1), region: text.slice(2, 8), organisation: text.slice(8, 17), check: text.charAt(17) }
  const flags = organisationCheck(parts.organisation.slice(0, 8)) === parts.organisation.charAt(8) ? [] : [organisationDoubt]
  return usccCheck(text.slice(0, 17)) === parts.check ? good(parts, flags) : bad(wrongCheck(name), parts, flags)
}

/** Makes a code for tests. `head` is authority and kind (such as 11), `organisation` eight characters of an organisation code. Throws RangeError on parts that do not hold. */
export function makeUscc(input: { head: string; region: string; organisation: string }): string {
  const body = `${input.head}${input.region}${input.organisation}${organisationCheck(input.organisation)}`
  return mustHold(`${body}${usccCheck(body)}`, checkUscc)
}

const organisationDoubt: CodeFault = {
  code: 'organisation-check',
  zh: '代码中组织机构代码（第9至17位）的校验位对不上。在用代码中确有这种情形，仅作提示。',
  en: 'The organisation code inside (characters 9 to 17) fails its own check. Codes in force do; this is only a note.',
}
