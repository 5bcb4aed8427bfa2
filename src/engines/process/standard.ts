// What the standard forbids in a BPMN 2.0 file of any kind, told with element, line and clause. Looks at no soundness, no style and no ability of this engine.
import { checkDataRules } from './standard-data.ts'
import { checkEventRules } from './standard-events.ts'
import { checkFlowRules } from './standard-flows.ts'
import { checkGatewayRules } from './standard-gateways.ts'
import { bpmnSpace, checkGrammar } from './standard-grammar.ts'
import { checkLinkRules } from './standard-links.ts'
import { makeModel } from './standard-model.ts'
import { checkPoolRules } from './standard-pools.ts'
import { checkReferences } from './standard-references.ts'
import { breachOf, isLetter, type StandardProblem } from './standard-rules.ts'
import { readTree } from './standard-tree.ts'

/** A file with more than these has not been written as BPMN; the rest would only fill memory. */
const problemsMax = 10_000

/**
 * Every breach of BPMN 2.0.2 (formal/2013-12-09) in a file, by line; none means that the standard allows it.
 * What execution demands is asked only of processes with `isExecutable="true"`, and not where an extension supplies it.
 * `letter` also asks for what exporters and engines everywhere pass over: the order of children, targetNamespace, that starts and
 * ends come together, that a gateway splits or merges, codes of errors that are thrown.
 * Extension elements and attributes, diagrams and references into imported files are let be.
 */
export async function checkStandard(xml: string, { letter = false } = {}): Promise<StandardProblem[]> {
  const { root, fault } = readTree(xml)
  if (!root) return [breachOf('not-bpmn', { id: '', line: fault.line }, fault.why)]
  if (root.name !== 'definitions' || root.space !== bpmnSpace) return [breachOf('not-bpmn', { id: '', line: root.line }, `<${root.name}> ${root.space}`)]
  const problems: StandardProblem[] = []
  const findings = { push: (problem: StandardProblem) => (problems.length < problemsMax && (letter || !isLetter(problem)) ? problems.push(problem) : 0) }
  checkGrammar(root, findings)
  const model = makeModel(root)
  for (const check of [checkReferences, checkFlowRules, checkEventRules, checkGatewayRules, checkLinkRules, checkPoolRules, checkDataRules]) check(model, findings)
  return problems.sort((a, b) => a.line - b.line)
}
