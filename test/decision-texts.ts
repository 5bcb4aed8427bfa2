// DMN texts for tests: small models written as tables, with a line for each column and rule.

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
export const text = (tag: string, inner: string, attributes = '') => `<${tag}${attributes}><text>${escape(inner)}</text></${tag}>`

export interface Column {
  expression: string
  type?: string
  values?: string
}

/** One table: columns, rules as `cell | cell => output, output`, each on a line of its own. */
export function tableXml(columns: Column[], rules: string[], more: { policy?: string; outputs?: string[]; fallback?: string } = {}): string {
  const inputs = columns.map(({ expression, type, values }) => `<input label="${expression}"><inputExpression${type ? ` typeRef="${type}"` : ''}><text>${escape(expression)}</text></inputExpression>${values ? text('inputValues', values) : ''}</input>`)
  const outputs = (more.outputs ?? ['']).map((name) => `<output name="${name}" label="${name || '结果'}">${more.fallback ? text('defaultOutputEntry', more.fallback) : ''}</output>`)
  const drawn = rules.map((rule, i) => {
    const [cells = '', results = ''] = rule.split('=>')
    return `<rule id="r${i + 1}"><description>规则${i + 1}</description>${cells.split('|').map((cell) => text('inputEntry', cell.trim())).join('')}${results.split(';').map((result) => text('outputEntry', result.trim())).join('')}</rule>`
  })
  return `<decisionTable hitPolicy="${more.policy ?? 'UNIQUE'}">\n${[...inputs, ...outputs, ...drawn].join('\n')}\n</decisionTable>`
}

/** A whole file of these elements. */
export function dmn(...decisions: string[]): string {
  return `<?xml version="1.0"?>\n<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:test">\n${decisions.join('\n')}\n</definitions>`
}

/** A decision with this logic, requiring decisions of these ids. */
export function decision(id: string, logic: string, requires: string[] = []): string {
  return `<decision id="${id}" name="${id}" label="${id}标准"><variable name="${id}"/>${requires.map((other) => `<informationRequirement><requiredDecision href="#${other}"/></informationRequirement>`).join('')}\n${logic}</decision>`
}
