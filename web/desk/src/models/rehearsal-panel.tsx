// Runs a process step by step in the browser: tokens on the drawing, outcomes as buttons, timers let run out by hand, decisions explained in words.
import { Button, Input } from 'antd'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelExample } from '../api/types.ts'
import type { Badge, Marks } from '../parts/canvas.ts'
import { Waiting } from '../parts/panel.tsx'
import { useText } from '../parts/text.ts'
import { Trace } from '../parts/trace.tsx'
import { countTokens, type Happened, listMoves, makeMove, marksOf, type Move, nextOfExample, outcomeOf, type Rehearsal, type Stage, startRehearsal } from './simulation.ts'
import { templateOf, useStage } from './stage.ts'
import { readVariables, VariablesField } from './variables-field.tsx'

function MoveButtons({ move, go }: { move: Move; go: (outcome?: string) => void }) {
  const { t } = useTranslation()
  const said = { step: 'models.moveStep', automatic: 'models.moveAutomatic', timer: 'models.moveTimer', message: 'models.moveMessage' } as const
  return (
    <div className="move">
      <strong>{t(said[move.kind], { name: move.name })}</strong>
      <span className="buttons">
        {move.kind === 'step' ? (
          move.outcomes.map((outcome) => (
            <Button key={outcome} size="small" onClick={() => go(outcome)}>
              {t(`outcome.${outcome}`, { defaultValue: outcome })}
            </Button>
          ))
        ) : (
          <Button size="small" onClick={() => go()}>
            {t(move.kind === 'timer' ? 'models.fire' : move.kind === 'message' ? 'models.receive' : 'models.goOn')}
          </Button>
        )}
      </span>
    </div>
  )
}

function Line({ line }: { line: Happened }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <li className={line.kind === 'stuck' ? 'fault' : ''}>
      {t(`models.happened.${line.kind}`, { name: line.name })}
      {line.outcome !== undefined && `：${t(`outcome.${line.outcome}`, { defaultValue: line.outcome })}`}
      {line.told !== undefined && <div>{text(line.told)}</div>}
      {line.trace !== undefined && <Trace trace={line.trace} />}
    </li>
  )
}

/** Keeps what was just rehearsed as an example with what came of it. */
function KeepExample({ stage, rehearsal, keep }: { stage: Stage; rehearsal: Rehearsal; keep: (example: ModelExample) => void }) {
  const { t } = useTranslation()
  const id = useId()
  const [title, setTitle] = useState('')
  const { answers, path } = rehearsal
  const outcome = outcomeOf(stage, rehearsal)
  const [{ variables }] = [firstOf(rehearsal)]
  return (
    <div className="property">
      <label htmlFor={id}>{t('models.keepAs')}</label>
      <span className="buttons">
        <Input id={id} value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
        <Button disabled={title.trim() === ''} onClick={() => keep({ title: title.trim(), variables, answers, expect: { path, ...(outcome === undefined ? {} : { outcome }) } })}>
          {t('models.keep')}
        </Button>
      </span>
    </div>
  )
}

function firstOf(rehearsal: Rehearsal): Rehearsal {
  let first = rehearsal
  while (first.before !== undefined) first = first.before
  return first
}

type Showing = { xml: string; body: string; examples: ModelExample[]; show: (marks: Marks, badges: Badge[]) => void; keep: ((example: ModelExample) => void) | undefined }

function Running({ stage, examples, show, keep }: Omit<Showing, 'xml' | 'body'> & { stage: Stage }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<number | undefined>(examples.length > 0 ? 0 : undefined)
  const [text, setText] = useState(() => JSON.stringify(examples[0]?.variables ?? templateOf(stage.model), null, 2))
  const [rehearsal, setRehearsal] = useState<Rehearsal | undefined>()
  const example = chosen === undefined ? undefined : examples[chosen]
  const variables = readVariables(text)
  useEffect(() => {
    if (rehearsal === undefined) return show({}, [])
    show(marksOf(stage, rehearsal), [...countTokens(rehearsal)].map(([element, count]) => ({ element, kind: 'token', text: count === 1 ? '' : String(count) })))
  }, [rehearsal, stage, show])
  const choose = (at: number | undefined) => {
    setChosen(at)
    setRehearsal(undefined)
    const found = at === undefined ? undefined : examples[at]
    if (found !== undefined) setText(JSON.stringify(found.variables, null, 2))
  }
  const next = rehearsal && example ? nextOfExample(stage, rehearsal, example.answers ?? []) : undefined
  return (
    <div>
      <VariablesField text={text} setText={setText} examples={examples} chosen={chosen} choose={choose} />
      <p className="buttons">
        <Button type={rehearsal === undefined ? 'primary' : 'default'} disabled={variables === undefined} onClick={() => setRehearsal(startRehearsal(stage, variables ?? {}))}>
          {t(rehearsal === undefined ? 'models.start' : 'models.restart')}
        </Button>
        {rehearsal?.before !== undefined && <Button onClick={() => setRehearsal(rehearsal.before)}>{t('models.takeBack')}</Button>}
        {rehearsal !== undefined && next !== undefined && (
          <Button type="primary" onClick={() => setRehearsal(makeMove(stage, rehearsal, next.move, next.outcome))}>
            {t('models.nextOfExample')}
          </Button>
        )}
      </p>
      {rehearsal !== undefined && (
        <>
          {listMoves(stage, rehearsal).map((move) => (
            <MoveButtons key={`${move.kind}${move.element}${'token' in move ? move.token : ''}`} move={move} go={(outcome) => setRehearsal(makeMove(stage, rehearsal, move, outcome))} />
          ))}
          <ol className="happened" aria-live="polite" aria-label={t('models.soFar')}>
            {rehearsal.happened.map((line, at) => (
              <Line key={`${line.kind}${line.element}${rehearsal.happened.slice(0, at).filter((one) => one.element === line.element).length}`} line={line} />
            ))}
          </ol>
          {keep !== undefined && rehearsal.state.ended !== undefined && <KeepExample stage={stage} rehearsal={rehearsal} keep={keep} />}
        </>
      )}
    </div>
  )
}

export function RehearsalPanel({ xml, body, ...rest }: Showing) {
  const { t } = useTranslation()
  const text = useText()
  const { stage, fault } = useStage(xml, body)
  if (fault !== undefined) return <p className="notice">{t('models.cannotRun', { why: text(fault) })}</p>
  if (stage === undefined) return <Waiting />
  return <Running key={xml} stage={stage} {...rest} />
}
