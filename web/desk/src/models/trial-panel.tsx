// Tries a decision on an example or on typed values: the result, and why, in words; the rule that fitted is marked in its table.
import { evaluateDecision, loadDecisions, type DecisionOutcome } from '#engines/decisions'
import { Button, Input, Select } from 'antd'
import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelExample } from '../api/types.ts'
import { useText } from '../parts/text.ts'
import { Trace } from '../parts/trace.tsx'
import { readVariables, VariablesField } from './variables-field.tsx'

function Outcome({ outcome }: { outcome: DecisionOutcome }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <div aria-live="polite">
      <h2>{t('models.result')}</h2>
      <pre className="formula">{JSON.stringify(outcome.value, null, 2)}</pre>
      <Trace trace={outcome.trace} />
      {outcome.problems.map((problem) => (
        <p key={problem.zh} className="fault">
          {text(problem)}
        </p>
      ))}
    </div>
  )
}

type Trial = { xml: string; examples: ModelExample[]; show: (rule: string | undefined) => void; keep: ((example: ModelExample) => void) | undefined }

export function TrialPanel({ xml, examples, show, keep }: Trial) {
  const { t } = useTranslation()
  const id = useId()
  const text = useText()
  const { model, problems } = useMemo(() => loadDecisions(xml), [xml])
  const names = useMemo(() => [...(model?.decisions.values() ?? [])].map(({ name, label }) => ({ value: name, label })), [model])
  const [name, setName] = useState<string | undefined>()
  const [chosen, setChosen] = useState<number | undefined>(examples.length > 0 ? 0 : undefined)
  const [typed, setTyped] = useState(() => JSON.stringify(examples[0]?.variables ?? Object.fromEntries((model?.inputs ?? []).map((input) => [input, {}])), null, 2))
  const [outcome, setOutcome] = useState<DecisionOutcome | undefined>()
  const [title, setTitle] = useState('')
  if (model === undefined) return <p className="notice">{t('models.cannotRun', { why: text(problems[0]) })}</p>
  const asked = name ?? (chosen === undefined ? undefined : examples[chosen]?.decision) ?? names.at(-1)?.value ?? ''
  const variables = readVariables(typed)
  const evaluate = () => {
    const made = evaluateDecision(model, asked, variables ?? {})
    setOutcome(made)
    show(made.trace.at(-1)?.rule?.id)
  }
  const choose = (at: number | undefined) => {
    setChosen(at)
    setOutcome(undefined)
    const found = at === undefined ? undefined : examples[at]
    if (found === undefined) return
    setName(found.decision)
    setTyped(JSON.stringify(found.variables, null, 2))
  }
  return (
    <div>
      <div className="property">
        <label htmlFor={id}>{t('models.decisionTried')}</label>
        <Select id={id} value={asked} options={names} onChange={(value: string) => setName(value)} />
      </div>
      <VariablesField text={typed} setText={setTyped} examples={examples} chosen={chosen} choose={choose} />
      <Button type="primary" disabled={variables === undefined} onClick={evaluate}>
        {t('models.evaluate')}
      </Button>
      {outcome !== undefined && <Outcome outcome={outcome} />}
      {outcome !== undefined && keep !== undefined && variables !== undefined && (
        <div className="property">
          <label htmlFor={`${id}keep`}>{t('models.keepAs')}</label>
          <span className="buttons">
            <Input id={`${id}keep`} value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
            <Button disabled={title.trim() === ''} onClick={() => keep({ title: title.trim(), decision: asked, variables, expect: { value: outcome.value } })}>
              {t('models.keep')}
            </Button>
          </span>
        </div>
      )}
    </div>
  )
}
