// Reads published item lists of other systems into content of items. Pure. A row is refused only without code, name or body;
// what is odd is taken and flagged: the world's lists have faults, and residents need the items all the same.
import { createHash } from 'node:crypto'
import { checkCatalogCode, checkHandlingItemCode, checkImplementationCode, checkUscc } from '#engines/codes'
import type { ItemContent, ItemType, Limit, Target } from '#core/packs'

/** A row read: what to publish, and the places and bodies it names. */
export interface ImportedItem {
  content: ItemContent
  region: { code: string; name: string }
  organisations: { code: string; name: string; region: string }[]
  flags: string[]
}

export type RowReport = { row: number; code?: string; item: ImportedItem } | { row: number; code?: string; refused: string }

/** Reads a file of either known shape: JSON lines of Guangdong's guides, or the JSON tree of Guang'an's list. Answers a report for each row. */
export function readItemList(text: string): RowReport[] {
  const start = text.trimStart()
  if (start.startsWith('[')) return readTree(JSON.parse(start) as unknown[])
  return text.split('\n').filter((line) => line.trim() !== '').map((line, at) => {
    try {
      const guide: unknown = JSON.parse(line)
      return isRecord(guide) ? readGuide(guide, at + 1) : { row: at + 1, refused: 'not-json' }
    } catch (error) {
      if (error instanceof SyntaxError) return { row: at + 1, refused: 'not-json' }
      throw error
    }
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** "无" means empty in these lists. */
function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return text === '' || text === '无' ? undefined : text
}

type Guide = Record<string, unknown>

// Labels, not codes: Guangdong writes 20 for other powers and 21 for public services where GB/T 39046 has 10 and 20.
const typesByLabel: Record<string, ItemType> = {
  行政许可: 'ADMIN_PERMIT', 行政处罚: 'ADMIN_PENALTY', 行政强制: 'ADMIN_COERCION', 行政征收: 'ADMIN_LEVY', 行政给付: 'ADMIN_BENEFIT', 行政检查: 'ADMIN_INSPECTION',
  行政确认: 'ADMIN_CONFIRMATION', 行政奖励: 'ADMIN_REWARD', 行政裁决: 'ADMIN_ADJUDICATION', 其他行政权力: 'OTHER_POWER', 公共服务: 'PUBLIC_SERVICE',
}
const targetsByLabel: Record<string, Target> = { 自然人: 'natural', 企业法人: 'company', 事业法人: 'institution', 社会组织法人: 'society', 行政机关: 'organ', 非法人企业: 'other', 其他组织: 'other' }
const levelsByLabel: Record<string, ItemContent['level']> = { 国家级: 'national', 省级: 'province', 市级: 'city', 县级: 'county', 镇级: 'town' }

function readGuide(guide: Guide, row: number): RowReport {
  const code = textOf(guide.TASK_CODE)
  const name = textOf(guide.TASK_NAME) ?? textOf(guide.matter_name)
  const bodyName = textOf(guide.DEPT_NAME)
  if (!code) return { row, refused: 'no-code' }
  if (!name) return { row, code, refused: 'no-name' }
  if (!bodyName) return { row, code, refused: 'no-body' }
  const region = { code: textOf(guide.AREACODE) ?? '000000', name: textOf(guide.AREA_CODE_TEXT) ?? '' }
  const body = bodyCode(code, textOf(guide.ORGCODE), region.code, bodyName)
  const joint = jointBodies(textOf(guide.co_department), { name: bodyName, level: textOf(guide.matter_level) ?? '' }, region.code)
  const flags = [...codeFlags(code), ...body.flags]
  const limits = limitsOf(guide, flags)
  const situation = textOf(guide.subTaskName)
  const content: ItemContent = {
    code, codeScheme: code.length >= 31 ? 'gb39554' : 'local', name: { zh: situation && !name.includes(situation) ? `${name}${situation.startsWith('（') ? situation : `（${situation}）`}` : name },
    type: typesByLabel[textOf(guide.TASK_TYPE_TEXT) ?? ''] ?? 'OTHER_POWER',
    ...catalogOf(guide, flags), ...(levelsByLabel[textOf(guide.matter_level) ?? ''] ? { level: levelsByLabel[textOf(guide.matter_level) ?? ''] } : {}),
    targets: unique(listOf(guide.service_object_name).map((label) => targetsByLabel[label] ?? 'other')),
    bodies: { receiving: body.code, handling: body.code, deciding: body.code, ...(joint.length > 0 ? { joint: joint.map(({ code: organisation, task, tiered }) => ({ organisation, task: { zh: task }, ...(tiered ? { tiered } : {}) })) } : {}) },
    caseKind: limits?.promised?.days === 0 ? 'INSTANT' : 'PROMISED', ...(limits ? { limits } : {}),
    ...(textOf(guide.accept_standard) ? { conditions: [{ zh: textOf(guide.accept_standard) ?? '' }] } : {}),
    materials: listOf(guide.material_intro).map((material, at) => ({ key: `m${at + 1}`, name: { zh: material }, form: 'either' as const, need: 'required' as const, source: 'applicant' as const })),
    ...visitsOf(guide), ...contactOf(guide),
  }
  if (!limits?.statutory) flags.push('no-statutory-limit')
  return { row, code, item: { content, region, flags, organisations: [{ code: body.code, name: bodyName, region: region.code }, ...joint.map((one) => ({ code: one.code, name: one.name, region: region.code }))] } }
}

function catalogOf(guide: Guide, flags: string[]): Pick<ItemContent, 'catalog'> {
  const code = textOf(guide.CATAID)
  const name = textOf(guide.CATANAME)
  if (!code || !name) return {}
  if (!checkCatalogCode(code).valid) flags.push('catalog-code-check-failed')
  return { catalog: { code, name } }
}

function visitsOf(guide: Guide): Pick<ItemContent, 'onsiteVisits' | 'onlineDepth'> {
  const visits = Number(textOf(guide.visit_number))
  return { ...(Number.isInteger(visits) && visits >= 0 ? { onsiteVisits: visits } : {}), ...(guide.ONLINECHECK === '1' ? { onlineDepth: [2] } : {}) }
}

function contactOf(guide: Guide): Pick<ItemContent, 'contacts' | 'places'> {
  const enquiry = textOf(guide.consult_phone)
  const complaint = textOf(guide.complain_phone)
  const place = textOf(guide.handle_location)?.replace(/^办理地点[：:]/, '')
  return {
    ...(enquiry || complaint ? { contacts: { ...(enquiry ? { enquiry } : {}), ...(complaint ? { complaint } : {}) } } : {}),
    ...(place ? { places: [{ name: { zh: '办理地点' }, address: { zh: place } }] } : {}),
  }
}

/** "45(工作日)", "30(自然日)"; absent ones stay absent. */
function limitOf(text: string | undefined): Limit | undefined {
  const match = /^(\d+)\s*[(（](工作日|自然日)[)）]$/.exec(text ?? '')
  return match ? { days: Number(match[1]), unit: match[2] === '工作日' ? 'working' : 'calendar' } : undefined
}

function limitsOf(guide: Guide, flags: string[]): ItemContent['limits'] {
  const statutory = limitOf(textOf(guide.handle_time))
  const promised = limitOf(textOf(guide.handle_time_limit))
  if (statutory && promised && statutory.unit === promised.unit && promised.days > statutory.days) flags.push('promise-above-law')
  return statutory || promised ? { ...(statutory ? { statutory } : {}), ...(promised ? { promised } : {}) } : undefined
}

/** The implementation code begins with the body's USCC (GB/T 39554.1); where its check fails it is taken and flagged. */
function bodyCode(code: string, orgCode: string | undefined, region: string, name: string): { code: string; flags: string[] } {
  const uscc = code.slice(0, 18)
  if (code.length >= 31 && /^[0-9A-Z]{18}$/.test(uscc)) return { code: uscc, flags: checkUscc(uscc).valid ? [] : ['body-code-check-failed'] }
  return orgCode ? { code: orgCode, flags: ['body-code-not-uscc'] } : { code: madeCode(region, name), flags: ['body-code-missing'] }
}

/** A code of our own for a body that is only named. It can be taken for no other: a USCC never begins with a lower-case letter. */
function madeCode(region: string, name: string): string {
  return `n${region}-${createHash('sha256').update(name).digest('hex').slice(0, 10)}`
}

function codeFlags(code: string): string[] {
  const { valid } = code.length === 33 ? checkHandlingItemCode(code) : checkImplementationCode(code)
  return valid ? [] : ['code-check-failed']
}

interface JointPart {
  level: string
  subject: string
  steps: string[]
}

/** A body that has a part in the item besides its own body. `tiered`: another level of government, so no joint handling (许可法 43). */
interface JointBody {
  code: string
  name: string
  task: string
  tiered: boolean
}

/** "省级教育（受理,审核）、市级财政（审核）": the departments and their steps. The item's own body is the one of its level and name. */
function jointBodies(text: string | undefined, own: { name: string; level: string }, region: string): JointBody[] {
  const parts = [...(text ?? '').matchAll(/(国家级|省级|市级|县级|镇级)([^、（）()]+)[（(]([^）)]*)[）)]/g)].map(([, level = '', subject = '', steps = '']): JointPart => ({ level, subject: subject.trim(), steps: steps.split(/[,，]/).map((step) => step.trim()) }))
  const sameLevel = parts.filter(({ level }) => level === own.level)
  // These lists shorten names (人社, 残联) or say 其他: where none fits, who takes applications at the item's level is its body.
  const self = sameLevel.find(({ subject }) => isShortFor(subject, own.name)) ?? sameLevel.find(({ steps }) => steps.includes('受理')) ?? sameLevel[0]
  return parts.filter((part) => part !== self).map(({ level, subject, steps }) => ({ code: madeCode(region, level + subject), name: level + subject, task: steps.join('、'), tiered: level !== own.level }))
}

/** Whether the characters of a short name stand in a long one in this order: 人社 in 人力资源和社会保障厅. */
function isShortFor(short: string, long: string): boolean {
  let at = 0
  for (const char of long) if (char === short[at]) at++
  return at === short.length
}

const typesByCode: Record<string, ItemType> = { 1: 'ADMIN_PERMIT', 5: 'ADMIN_BENEFIT', 7: 'ADMIN_CONFIRMATION', 8: 'ADMIN_REWARD', 9: 'ADMIN_ADJUDICATION', 10: 'OTHER_POWER', 20: 'PUBLIC_SERVICE' }

/** Departments, their main items, their sub-items: `{ department, items: [{ main_item, sub_items: [{ name, link }] }] }`. */
function readTree(departments: unknown[]): RowReport[] {
  const under = (of: unknown, key: string) => (isRecord(of) && Array.isArray(of[key]) ? of[key].filter(isRecord) : [])
  const rows = departments.filter(isRecord).flatMap((department) => under(department, 'items').flatMap((main) => under(main, 'sub_items').map(({ name, link }) => ({ department: textOf(department.department), main: textOf(main.main_item), name, link: textOf(link) }))))
  return rows.map(({ department, main, name, link }, at): RowReport => {
    const row = at + 1
    const query = link && URL.canParse(link) ? new URL(link).searchParams : new URLSearchParams()
    const code = textOf(query.get('itemCode'))
    const title = textOf(name)
    if (!code) return { row, refused: 'no-code' }
    if (!title) return { row, code, refused: 'no-name' }
    if (!department) return { row, code, refused: 'no-body' }
    const region = (textOf(query.get('areaCode')) ?? '000000000000').slice(0, 6)
    const given = textOf(query.get('deptCode'))
    const body = given ?? madeCode(region, department)
    const flags = [...(checkUscc(body).valid ? [] : ['body-code-check-failed']), 'no-statutory-limit', ...(code.length === 31 ? codeFlags(code) : [])]
    const content: ItemContent = {
      code, codeScheme: 'local', name: { zh: title }, type: typesByCode[query.get('taskType') ?? ''] ?? 'OTHER_POWER',
      ...(main && main !== '未分类' ? { alias: [main] } : {}), level: 'county', targets: ['natural', 'legal'],
      bodies: { receiving: body, handling: body, deciding: body }, caseKind: 'PROMISED', materials: [],
    }
    return { row, code, item: { content, region: { code: region, name: '' }, flags, organisations: [{ code: body, name: department, region }] } }
  })
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((one) => textOf(one) ?? []) : []
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)]
}
