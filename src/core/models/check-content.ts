// What a draft of a form or of an item must fulfil: the checks of a pack, that what reads the form still finds its fields, and that an item changes nothing that makes it another item.
import type { Sql } from '#base/db'
import { loadProcess } from '#engines/process'
import type { FormDefinition } from '#engines/forms'
import type { ModelUserRow } from '#core/items'
import { findOrganisations } from '#core/organisations'
import { findMisfits, inspectForm, inspectItem, wordFinding, type ItemContent, type PackFault } from '#core/packs'
import type { ModelCheck, ModelProblem } from './checked.ts'

const told = ({ rule, line, zh, en, remedy }: PackFault): ModelProblem => ({ rule, code: rule, element: '', line, zh, en, remedy, path: [], item: null })

/** A form, held against every item that asks it: conditions of processes and of materials must find the fields they read. */
export async function checkForm(text: string, users: readonly ModelUserRow[]): Promise<ModelCheck> {
  const { form, faults } = inspectForm(text)
  const problems = faults.map(told)
  if (!form) return { problems, examples: [] }
  const fields = Object.keys(form.schema.properties)
  const seen = new Set<string>()
  for (const user of users) {
    const { model } = await loadProcess(user.processText)
    const missing = model ? findMisfits(model, { content: user.row.content, fields, decisions: [] }).filter((finding) => finding.rule === 'unknown-field') : []
    for (const finding of missing) {
      const name = String(finding.facts['name'])
      if (seen.has(name)) continue
      seen.add(name)
      problems.push({ rule: finding.rule, code: finding.code, element: '', line: 1, ...wordFinding(finding), path: [], item: user.row.code })
    }
  }
  return { problems, examples: [] }
}

/** Parts that make an item this item, or that have drafts of their own. */
const fixedParts = ['code', 'codeScheme', 'form', 'process', 'decision', 'automation'] as const

function fixed(key: string): ModelProblem {
  return {
    rule: 'item-fixed-part', code: 'item-fixed-part', element: key, line: 1, path: [], item: null,
    zh: `“${key}”不能在这里修改。`, en: `“${key}” cannot be changed here.`,
    remedy: { zh: '编码和决定机关变了就是另一个事项；表单、流程、决策各有自己的修改稿；自动办理随数据包发布。', en: 'With another code or deciding body it is another item; form, process and decision have drafts of their own; automation comes with a pack.' },
  }
}

/** An item, by the law its pack would be held to. */
export async function checkItem(sql: Sql, text: string, users: readonly ModelUserRow[]): Promise<ModelCheck> {
  const [user] = users
  if (!user) return { problems: [], examples: [] }
  const before = user.row.content
  const named = codesIn(text)
  const organisations = [...(await findOrganisations(sql, named)).keys()]
  const { content, faults } = inspectItem(text, { organisations, form: JSON.parse(user.formText) as FormDefinition, licenceTypes: licenceTypesOf(before) })
  const problems = faults.map(told)
  if (!content) return { problems, examples: [] }
  const changed = fixedParts.filter((key) => JSON.stringify(content[key]) !== JSON.stringify(before[key]))
  return { problems: [...problems, ...changed.map(fixed), ...(content.bodies.deciding === before.bodies.deciding ? [] : [fixed('bodies.deciding')])], examples: [] }
}

function licenceTypesOf({ materials, results = [] }: ItemContent): string[] {
  return [...materials, ...results].flatMap(({ licenceType }) => licenceType ?? [])
}

/** Codes of bodies that a text of an item names, whatever else is wrong with it. */
function codesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/"([0-9A-Za-z-]{6,40})"/g)].map(([, code = '']) => code))]
}
