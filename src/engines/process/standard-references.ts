// References and ids: nothing dangles, nothing points to the wrong type, no id twice. References into imported files are allowed and not followed.
import { bpmnSpace, diagramSpace } from './standard-grammar.ts'
import { referencesOf, type StandardModel } from './standard-model.ts'
import { breachOf, type Findings, type RuleName } from './standard-rules.ts'
import { isKind, type Member } from './standard-schema.ts'
import { type TreeElement, walkTree } from './standard-tree.ts'

export function checkReferences(model: StandardModel, problems: Findings): void {
  checkIds(model.root, problems)
  for (const element of model.elements) {
    for (const { member, at, value } of referencesOf(element)) {
      const breach = judge(model, element, member, at, value)
      if (breach) problems.push(breachOf(breach, at === element ? element : at, `${member.name}="${value}"`))
    }
    if (element.type === 'sequenceFlow') for (const end of ['sourceRef', 'targetRef']) if (!element.attributes.has(end)) problems.push(breachOf('dangling-flow', element, end))
  }
  checkDiagrams(model, problems)
}

/** References whose wrong target is told by a rule of its own. */
const ownRules: Record<string, RuleName> = { 'sequenceFlow sourceRef': 'flow-end-wrong', 'sequenceFlow targetRef': 'flow-end-wrong' }

function judge(model: StandardModel, element: TreeElement, member: Member, at: TreeElement, value: string): RuleName | undefined {
  const target = model.resolve(at, value)
  if ('outside' in target) return undefined
  if ('fault' in target) return element.type === 'sequenceFlow' && member.isAttribute && target.fault === 'dangling-reference' ? 'dangling-flow' : target.fault
  // An element without a type is misplaced or unknown, and told as that.
  if (member.target === undefined || member.target === '' || target.to.type === '' || isKind(target.to.type, member.target)) return undefined
  return ownRules[`${element.type} ${member.name}`] ?? 'reference-wrong'
}

function checkIds(root: TreeElement, problems: Findings): void {
  const seen = new Set<string>()
  for (const element of walkTree(root)) {
    if (element.space !== bpmnSpace && element.space !== diagramSpace) continue
    const id = element.attributes.get('id')?.trim()
    if (!id) continue
    if (seen.has(id)) problems.push(breachOf('id-twice', { id, line: element.line }))
    seen.add(id)
  }
}

function checkDiagrams(model: StandardModel, problems: Findings): void {
  for (const diagram of model.root.children) {
    if (diagram.space !== diagramSpace) continue
    for (const shape of walkTree(diagram)) {
      const value = shape.space === diagramSpace ? shape.attributes.get('bpmnElement') : undefined
      if (value === undefined) continue
      const target = model.resolve(shape, value)
      if ('fault' in target) problems.push(breachOf('diagram-reference-dangling', shape, `bpmnElement="${value}"`))
    }
  }
}
