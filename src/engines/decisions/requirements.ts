// What requires what: circles between decisions, and inputs that nothing reads.
import type { DecisionProblem, Element, Module } from './model.ts'

function needsOf(element: Element): Element[] {
  if (element.kind === 'input') return []
  return element.kind === 'service' ? element.outputs : element.requires.map((one) => one.element)
}

/** Decisions that require themselves, directly or through others. */
export function checkRequirements(module: Module): DecisionProblem[] {
  return [...module.elements.values()]
    .filter((element) => element.kind === 'decision' && isInCircle(element))
    .map(({ id, line }) => ({ code: 'decision.cycle', element: id, line, zh: `${id}：决策之间循环依赖。`, en: `${id}: decisions require each other in a circle.` }))
}

function isInCircle(start: Element): boolean {
  const agenda = needsOf(start)
  const seen = new Set<Element>()
  for (let element = agenda.pop(); element !== undefined; element = agenda.pop()) {
    if (element === start) return true
    if (seen.has(element)) continue
    seen.add(element)
    // Business knowledge may call itself; a circle through it alone is no fault of the decision.
    if (element.kind !== 'knowledge') agenda.push(...needsOf(element))
  }
  return false
}
