// Decisions to read: each table as a plain table in words, the rule that fitted marked. What a table is not is shown as its expression.
import type { Decision, DecisionModel, TableLogic } from '#engines/decisions'
import { useTranslation } from 'react-i18next'
import { Nothing } from '../parts/panel.tsx'

type Cell = { text: string }
type Marked = { rule?: string | undefined; cells: ReadonlySet<string> }

/** A cell that says nothing fits everything. */
const cellText = (cell: Cell | undefined) => (cell === undefined || cell.text === '' ? '-' : cell.text)

function Table({ table, label, marked }: { table: TableLogic; label: string; marked: Marked }) {
  const { t } = useTranslation()
  return (
    <div className="list-scroll">
      <table className="list decision-table" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">#</th>
            {table.inputs.map((input) => (
              <th scope="col" key={`${input.label}${input.line}`}>
                {input.label || input.expression.text} <code>{input.expression.text}</code>
              </th>
            ))}
            {table.outputs.map((output) => (
              <th scope="col" key={`${output.name}${output.line}`} className="decision-output">
                {output.label || output.name || label}
              </th>
            ))}
            <th scope="col">{t('models.ruleWords')}</th>
          </tr>
        </thead>
        <tbody>
          {table.rules.map((rule) => (
            <tr key={rule.id || rule.number} className={rule.id !== '' && rule.id === marked.rule ? 'rule-fits' : marked.cells.has(rule.id) ? 'rule-marked' : ''} aria-current={rule.id !== '' && rule.id === marked.rule ? 'true' : undefined}>
              <th scope="row">{rule.number}</th>
              {table.inputs.map((input, at) => (
                <td key={`${input.label}${input.line}`} data-label={input.label || input.expression.text}>
                  <code>{cellText(rule.tests[at])}</code>
                </td>
              ))}
              {table.outputs.map((output, at) => (
                <td key={`${output.name}${output.line}`} className="decision-output" data-label={output.label || output.name || label}>
                  <code>{cellText(rule.outputs[at])}</code>
                </td>
              ))}
              <td data-label={t('models.ruleWords')}>{rule.label}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function One({ decision, marked }: { decision: Decision; marked: Marked }) {
  const { t } = useTranslation()
  const { table, literal, label, name } = decision
  const needs = [...decision.inputs, ...decision.decisions]
  return (
    <div className="decision">
      <p className="decision-name">
        <strong>{label}</strong> {name !== label && <code>{name}</code>}
      </p>
      {needs.length > 0 && <p className="quiet">{t('models.needs', { list: needs.join('、') })}</p>}
      {table ? <Table table={table} label={label} marked={marked} /> : <pre className="formula">{literal?.text ?? t('models.otherLogic')}</pre>}
    </div>
  )
}

const none: ReadonlySet<string> = new Set()

/** All decisions of a file; `rule` is the one that fitted, `marked` are ids that a comparison or a check speaks of. */
export function DecisionView({ model, rule, marked = none }: { model: DecisionModel; rule?: string | undefined; marked?: ReadonlySet<string> }) {
  const { t } = useTranslation()
  const decisions = [...model.decisions.values()]
  if (decisions.length === 0) return <Nothing>{t('models.noDecisions')}</Nothing>
  return (
    <div className="decisions">
      {decisions.map((decision) => (
        <One key={decision.id} decision={decision} marked={{ rule, cells: marked }} />
      ))}
    </div>
  )
}
