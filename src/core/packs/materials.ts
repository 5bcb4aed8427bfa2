// Which materials an application needs, given the form, the answers of 情形引导 and who applies. 许可法 31: nothing unrelated.
import { compileExpression, evaluate, type Expression } from '#engines/decisions'
import type { ItemContent, Material } from './schema-items.ts'

/** What conditions of materials may read: each field of the form by its name, `scenario.<key>` and `applicant.kind`. */
export interface MaterialFacts {
  form: Record<string, unknown>
  scenario?: Record<string, string>
  applicant?: { kind?: 'natural' | 'legal' }
}

/**
 * The materials this application needs, in the order of the guide. A material that some answer adds is needed only with that
 * answer; one whose condition is not true (also: cannot be told yet) is not needed.
 */
export function neededMaterials(item: Pick<ItemContent, 'materials' | 'scenarios'>, facts: MaterialFacts): Material[] {
  const { added, removed, addable } = scenarioEffects(item, facts.scenario ?? {})
  const variables = { ...facts.form, form: facts.form, scenario: facts.scenario ?? {}, applicant: facts.applicant ?? {} }
  return item.materials.filter((material) => {
    if (removed.has(material.key) || (addable.has(material.key) && !added.has(material.key))) return false
    const condition = conditionOf(material)
    return condition === undefined || evaluate(condition, variables).value === true
  })
}

// Versions of items never change and are kept ready to work with: so are the conditions of their materials.
const conditions = new WeakMap<Material, Expression>()

function conditionOf(material: Material): Expression | undefined {
  if (material.when === undefined) return undefined
  const condition = conditions.get(material) ?? compileExpression(material.when)
  conditions.set(material, condition)
  return condition
}

/** Whether the applicant has to bring it: what the government holds is fetched (国令716 art. 7), what is optional may be left out. */
export function isDemanded(material: Material): boolean {
  return material.source !== 'government' && material.need !== 'optional'
}

/** A material in somebody's situation: needed, or perhaps, where that hangs on answers of the form that are not given yet. */
export interface NarrowedMaterial {
  material: Material
  certain: boolean
}

/** The materials that remain once the scenario is answered, before the form is: what cannot be needed any more is left out (许可法 30, 31). */
export function narrowedMaterials(item: Pick<ItemContent, 'materials' | 'scenarios'>, facts: MaterialFacts): NarrowedMaterial[] {
  const needed = new Set(neededMaterials(item, facts).map(({ key }) => key))
  const { added, removed, addable } = scenarioEffects(item, facts.scenario ?? {})
  const answered = new Set((item.scenarios ?? []).filter(({ key }) => facts.scenario?.[key] !== undefined).flatMap(({ options }) => options.flatMap((option) => option.adds ?? [])))
  return item.materials.flatMap((material): NarrowedMaterial[] => {
    if (needed.has(material.key)) return [{ material, certain: true }]
    const isOut = removed.has(material.key) || (addable.has(material.key) && !added.has(material.key) && answered.has(material.key))
    return !isOut && (isOpen(material, facts) || (addable.has(material.key) && !answered.has(material.key))) ? [{ material, certain: false }] : []
  })
}

// A condition is open while it reads something that nobody has said yet.
function isOpen({ when }: Material, { form, applicant }: MaterialFacts): boolean {
  if (when === undefined) return false
  return compileExpression(when).reads.some(([name = '', part]) => (name === 'applicant' ? applicant?.kind === undefined : form[name === 'form' ? (part ?? '') : name] === undefined && name !== 'scenario'))
}

function scenarioEffects(item: Pick<ItemContent, 'scenarios'>, answers: Record<string, string>) {
  const added = new Set<string>()
  const removed = new Set<string>()
  const addable = new Set<string>()
  for (const scenario of item.scenarios ?? []) {
    for (const option of scenario.options) {
      for (const key of option.adds ?? []) addable.add(key)
      if (answers[scenario.key] !== option.value) continue
      for (const key of option.adds ?? []) added.add(key)
      for (const key of option.removes ?? []) removed.add(key)
    }
  }
  return { added, removed, addable }
}
