// 电子证照标识 GB/T 36904-2018: root.type.issuer.serial.version.check, the check character by MOD 37,36 over all but root and dots.
import { mod37_36 } from './checks.ts'
import { checkUscc } from './uscc.ts'
import { bad, findWrongCharacter, good, mustHold, wrongCharacter, wrongCheck, wrongLength, type CodeFault, type Verdict } from './verdict.ts'

/** 电子证照根代码. */
export const licenceRoot = '1.2.156.3005.2'

/** 证照类型代码 taken apart: the body that defines the type and its number there. */
export interface LicenceTypeParts {
  definingBody: string
  number: string
}

/** `issuer` is a social credit code or, in old data, a region of six digits. */
export interface LicenceIdParts {
  type: string
  issuer: string
  serial: string
  version: string
  check: string
}

const typeName = { zh: '证照类型代码', en: 'The licence type code' }
const idName = { zh: '电子证照标识', en: 'The licence identifier' }

/** Checks a 证照类型代码: 18 characters of the defining body and three digits. */
export function checkLicenceTypeCode(text: string): Verdict<LicenceTypeParts> {
  if (text.length !== 21) return bad(wrongLength(typeName, '21', text.length))
  const digit = findWrongCharacter(text.slice(18), /^\d$/, 18)
  if (digit) return bad(wrongCharacter(typeName, digit.position, digit.found, '数字', 'digits'))
  const parts: LicenceTypeParts = { definingBody: text.slice(0, 18), number: text.slice(18) }
  return checkUscc(parts.definingBody).valid ? good(parts) : bad(wrongBody, parts)
}

/** Makes a type code; `number` is 1 to 999. */
export function makeLicenceTypeCode(input: { definingBody: string; number: number }): string {
  return mustHold(`${input.definingBody}${String(input.number).padStart(3, '0')}`, checkLicenceTypeCode)
}

/**
 * Checks a licence identifier. Issuers in the field make mistakes: refuse the fault `check-character` on issue, only flag it on
 * import. Bodies whose credit code fails its check are flagged.
 */
export function checkLicenceId(text: string): Verdict<LicenceIdParts> {
  if (!text.startsWith(`${licenceRoot}.`)) return bad(wrongRoot)
  const segments = text.slice(licenceRoot.length + 1).split('.')
  const [type, issuer, serial, version, check] = segments
  if (segments.length !== 5 || !type || !issuer || !serial || !version || !check) return bad(wrongSegments)
  const parts: LicenceIdParts = { type, issuer, serial, version, check }
  const fault = findSegmentFault(parts)
  if (fault) return bad(fault, parts)
  const flags = [...(checkLicenceTypeCode(type).valid ? [] : [typeDoubt]), ...(issuer.length === 6 || checkUscc(issuer).valid ? [] : [issuerDoubt])]
  return mod37_36(`${type}${issuer}${serial}${version}`) === check ? good(parts, flags) : bad(wrongCheck(idName), parts, flags)
}

/** Makes the identifier of a licence: `serial` in digits and capitals, unique within type and issuer; `version` 1 to 999. Throws RangeError on parts that cannot stand in one. */
export function makeLicenceId(input: { type: string; issuer: string; serial: string; version: number }): string {
  const version = String(input.version).padStart(3, '0')
  const check = mod37_36(`${input.type}${input.issuer}${input.serial}${version}`)
  return mustHold([licenceRoot, input.type, input.issuer, input.serial, version, check].join('.'), checkLicenceId)
}

const segmentRules: [keyof LicenceIdParts, RegExp, CodeFault][] = [
  ['type', /^[0-9A-Z]{18}\d{3}$/, segmentFault('类型代码', '18位代码加3位数字', 'type', '18 characters and 3 digits')],
  ['issuer', /^(?:[0-9A-Z]{18}|\d{6})$/, segmentFault('颁发机构代码', '18位统一社会信用代码（旧数据可为6位区划码）', 'issuer', 'a social credit code, or in old data a region of 6 digits')],
  ['serial', /^[0-9A-Z]{1,64}$/, segmentFault('流水号', '数字和大写字母', 'serial', 'digits and capitals')],
  ['version', /^(?!000)\d{3}$/, segmentFault('版本号', '001至999', 'version', '001 to 999')],
  ['check', /^[0-9A-Z]$/, segmentFault('校验位', '1位数字或大写字母', 'check', 'one digit or capital')],
]

function findSegmentFault(parts: LicenceIdParts): CodeFault | undefined {
  return segmentRules.find(([key, pattern]) => !pattern.test(parts[key]))?.[2]
}

function segmentFault(zh: string, ruleZh: string, en: string, ruleEn: string): CodeFault {
  return {
    code: 'segment',
    zh: `电子证照标识的${zh}一段应为${ruleZh}。请改正这一段。`,
    en: `The ${en} segment of the licence identifier must be ${ruleEn}. Correct that segment.`,
  }
}

const wrongRoot: CodeFault = {
  code: 'root', zh: `电子证照标识应以 ${licenceRoot}. 开头。请检查是否误填了证照编号。`, en: `A licence identifier begins with ${licenceRoot}. – check that it is not the number printed on the licence.`,
}
const wrongSegments: CodeFault = {
  code: 'segments', zh: '电子证照标识在根代码之后应有五段，用点分隔。请从电子证照上完整复制。', en: 'After its root a licence identifier has five segments with dots between. Copy it whole from the licence.',
}
const wrongBody: CodeFault = {
  code: 'defining-body', zh: '证照类型代码前18位不是有效的统一社会信用代码。请核对定义机构的代码。', en: 'The first 18 characters are no valid social credit code. Check the code of the defining body.',
}
const typeDoubt: CodeFault = { code: 'defining-body', zh: '类型代码中的机构代码未通过校验，仅作提示。', en: 'The body in the type code fails its check; only a note.' }
const issuerDoubt: CodeFault = { code: 'issuer-check', zh: '颁发机构代码未通过校验，仅作提示。', en: 'The code of the issuer fails its check; only a note.' }
