// What a decision table may answer and what it reads, for the check of automatic decisions. The only file here that knows how the engine keeps a table.
import type { DecisionModel } from '#engines/decisions'

export interface TableRead {
  /** Paths that its columns read, e.g. ['data', 'age']; those of the decisions it requires too. */
  reads: (readonly string[])[]
  outputs: { name: string; answers: { text: string; label: { zh: string; en: string } }[] }[]
}

/** How the table calls itself; its name where it has no label. */
export function tableLabel(model: DecisionModel | undefined, name: string): string {
  const decision = model?.decisions.get(name) ?? [...(model?.decisions.values() ?? [])].find((one) => one.name === name)
  return decision?.label || name
}

// Each of these answers with the outputs of one rule as they stand; the others reckon something new from several.
const choosing = ['U', 'A', 'P', 'F']

/** A decision that is a table which answers by one rule; undefined where there is none of this name or it is another kind of expression. */
export function readTable(model: DecisionModel, name: string): TableRead | undefined {
  const decision = model.decisions.get(name) ?? [...model.decisions.values()].find((one) => one.name === name)
  const { table } = decision ?? {}
  if (!decision || !table || !choosing.includes(table.policy)) return undefined
  const outputs = table.outputs.map((output, n) => ({
    name: output.name,
    answers: [
      ...table.rules.flatMap((rule) => (rule.outputs[n] ? [{ text: rule.outputs[n].text, label: { zh: `第 ${rule.number} 条规则`, en: `rule ${rule.number}` } }] : [])),
      ...(output.default ? [{ text: output.default.text, label: { zh: '默认输出', en: 'the default output' } }] : []),
    ],
  }))
  const cells = table.rules.flatMap((rule) => [...rule.tests.flatMap((test) => test.reads), ...rule.outputs.flatMap((output) => output.reads)])
  const required = decision.decisions.map((id) => ['decision', id])
  return { outputs, reads: [...table.inputs.flatMap((input) => input.expression.reads), ...cells, ...required] }
}
