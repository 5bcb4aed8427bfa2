// Data and activities: inputs and outputs, data associations, quantities, ad-hoc sub-processes, multi-instances, resources (BPMN 2.0.2 §10.3–10.4).
import { childrenOf, childrenOfKind, containerOf, definitionsOf, follow, followAll, isExecuted, isExtended, isTrue, isWithin, nameOf, type StandardModel } from './standard-model.ts'
import { breachOf, type Findings, type RuleName } from './standard-rules.ts'
import { isKind } from './standard-schema.ts'
import type { TreeElement } from './standard-tree.ts'

type Tell = (name: RuleName, element: TreeElement, about?: string) => void

export function checkDataRules(model: StandardModel, problems: Findings): void {
  const tell: Tell = (name, element, about) => problems.push(breachOf(name, element, about))
  for (const element of model.elements) {
    if (element.type === 'process' && isTrue(element, 'isExecutable') && element.attributes.get('processType')?.trim() === 'Public') tell('public-executable', element)
    if (element.type === 'ioSpecification') checkSpecification(model, element, tell)
    if (element.type === 'dataObjectReference') checkDataReference(model, element, tell)
    if (isKind(element.type, 'dataAssociation')) checkAssociation(model, element, tell)
    if (isKind(element.type, 'activity')) checkActivity(element, tell)
    if (element.type === 'scriptTask' && childrenOf(element, 'script').length > 0 && !element.attributes.has('scriptFormat')) tell('script-format-missing', element)
    if (element.type === 'callActivity') checkCall(model, element, tell)
    if (isKind(element.type, 'resourceRole') && childrenOf(element, 'resourceRef').length > 0 && childrenOf(element, 'resourceAssignmentExpression').length > 0) tell('resource-ambiguous', element)
  }
}

function checkActivity(activity: TreeElement, tell: Tell): void {
  for (const name of ['startQuantity', 'completionQuantity']) {
    const value = activity.attributes.get(name)
    if (value !== undefined && Number(value) < 1) tell('quantity-invalid', activity, `${name}="${value}"`)
  }
  if (activity.type === 'adHocSubProcess') {
    for (const child of activity.children) if (child.type === 'startEvent' || child.type === 'endEvent') tell('ad-hoc-start-or-end', child)
    if (childrenOfKind(activity, 'activity').length === 0) tell('ad-hoc-empty', activity)
  }
  for (const loop of childrenOf(activity, 'multiInstanceLoopCharacteristics')) {
    const counted = childrenOf(loop, 'loopCardinality').length > 0 || childrenOf(loop, 'loopDataInputRef').length > 0
    if (!counted && isExecuted(activity) && !isExtended(loop)) tell('multi-instance-uncounted', activity)
  }
}

function checkCall(model: StandardModel, call: TreeElement, tell: Tell): void {
  const called = follow(model, call, 'calledElement')
  if (called?.type !== 'process') return
  const starts = model.starts(called)
  const isTriggered = (start: TreeElement) => {
    const { definitions, unknown } = definitionsOf(model, start)
    return definitions.length > 0 || unknown
  }
  if (starts.length > 0 && starts.every(isTriggered)) tell('called-without-start', call, nameOf(called))
}

function checkSpecification(model: StandardModel, specification: TreeElement, tell: Tell): void {
  if (specification.parent && isKind(specification.parent.type, 'subProcess')) tell('io-in-sub-process', specification)
  const listed = (set: string, references: string) => new Set(childrenOf(specification, set).flatMap((one) => followAll(model, one, references)))
  const [inputs, outputs] = [listed('inputSet', 'dataInputRefs'), listed('outputSet', 'dataOutputRefs')]
  for (const input of childrenOf(specification, 'dataInput')) if (!inputs.has(input)) tell('data-input-unlisted', input)
  for (const output of childrenOf(specification, 'dataOutput')) if (!outputs.has(output)) tell('data-output-unlisted', output)
}

function checkDataReference(model: StandardModel, reference: TreeElement, tell: Tell): void {
  if (!reference.attributes.has('dataObjectRef')) tell('data-object-missing', reference)
  const object = follow(model, reference, 'dataObjectRef')
  const home = object?.type === 'dataObject' ? containerOf(object) : undefined
  if (object && home && !isWithin(reference, home)) tell('data-not-visible', reference, nameOf(object))
}

function checkAssociation(model: StandardModel, association: TreeElement, tell: Tell): void {
  const owner = association.parent
  const sources = followAll(model, association, 'sourceRef')
  const targets = followAll(model, association, 'targetRef')
  if (!owner) return
  const inner = association.type === 'dataInputAssociation' ? targets : sources
  for (const end of inner) if (isKind(end.type, 'itemAware') && !isWithin(end, owner)) tell('data-association-end-wrong', association, nameOf(end))
  for (const end of [...sources, ...targets]) {
    const home = end.type === 'dataObject' || end.type === 'dataObjectReference' ? containerOf(end) : undefined
    if (home && !isWithin(association, home)) tell('data-not-visible', association, nameOf(end))
  }
  if (childrenOf(association, 'transformation').length > 0 || childrenOf(association, 'assignment').length > 0) return
  if (childrenOf(association, 'sourceRef').length > 1) tell('data-association-sources', association)
  const [from, to] = [structureOf(model, sources[0]), structureOf(model, targets[0])]
  if (from !== undefined && to !== undefined && from !== to) tell('data-association-types', association)
}

/** The structure of what carries data, when it is said: that of an object stands behind its reference. */
function structureOf(model: StandardModel, carrier: TreeElement | undefined): string | undefined {
  if (!carrier) return undefined
  const behind = follow(model, carrier, 'dataObjectRef') ?? follow(model, carrier, 'dataStoreRef')
  const item = follow(model, carrier, 'itemSubjectRef') ?? (behind && follow(model, behind, 'itemSubjectRef'))
  return item?.type === 'itemDefinition' ? item.attributes.get('structureRef')?.trim() : undefined
}
