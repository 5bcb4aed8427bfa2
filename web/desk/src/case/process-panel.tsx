// Where the case stands: the process drawn with its waiting steps lit, and every step with who did it and with which opinion.
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, askText } from '../api/client.ts'
import type { Case, Step, TimelineEntry } from '../api/types.ts'
import { Panel, Waiting } from '../parts/panel.tsx'
import { formatMoment, useOutcome, useText } from '../parts/text.ts'
import { Trace } from '../parts/trace.tsx'

const ProcessDrawing = lazy(async () => ({ default: (await import('../parts/process-drawing.tsx')).ProcessDrawing }))

function isOpen(step: Step): boolean {
  return step.state === 'open'
}

function StepLine({ step, burdens }: { step: Step; burdens: boolean }) {
  const { t } = useTranslation()
  const say = useOutcome(burdens)
  const text = useText()
  const open = isOpen(step)
  const assigned = step.assigneeName ?? (open && step.assignee === null ? t('case.unclaimed') : '')
  const until = step.delegatedUntil === null ? '' : ` ${t('case.delegatedUntil', { date: step.delegatedUntil })}`
  const who = step.delegatedByName === null ? assigned : `${t('case.delegated', { by: step.delegatedByName, to: assigned })}${until}`
  return (
    <li className={`step step-${step.state}`} aria-current={open ? 'step' : undefined}>
      <strong>
        {text(step.name)}
        {step.isSigner && <span className="quiet"> {t('case.signer')}</span>}
      </strong>
      <span className="quiet">{[text((step.section ?? step.organisation).name), who].filter((words) => words !== '').join(' · ')}</span>
      <span className={open ? 'tag tag-open' : 'tag'}>
        {open ? t('case.waiting') : step.outcome === null ? t('case.closed') : say(step.outcome)}
      </span>
      <time className="quiet">{formatMoment(step.doneAt ?? step.openedAt)}</time>
    </li>
  )
}

type Judged = { value: unknown; trace: { decision: string; label: string; zh: string; en: string }[] }

/** What a rule task said, as it stands beside its entry. */
function judgedIn(entry: TimelineEntry): Judged | undefined {
  const { words } = entry
  return entry.kind === 'cases.rule-evaluated' && typeof words === 'object' && words !== null && Array.isArray((words as Partial<Judged>).trace) ? (words as Judged) : undefined
}

/** Every rule that was asked, with its reasons; the one that is chosen on the drawing is opened. */
function Rules({ number, picked }: { number: string; picked: string | undefined }) {
  const { t } = useTranslation()
  const query = useQuery({ queryKey: ['case', number, 'timeline'], queryFn: () => ask(api.GET('/api/cases/{number}/timeline', { params: { path: { number } } })) })
  const judged = query.data?.items.flatMap((entry) => {
    const said = judgedIn(entry)
    return said === undefined ? [] : [{ entry, said }]
  })
  if (judged === undefined || judged.length === 0) return null
  return (
    <div className="rules">
      {judged.map(({ entry, said }) => (
        <details key={`${entry.id}${picked === entry.facts['element']}`} open={picked === entry.facts['element']}>
          <summary>
            {t('case.rule', { name: said.trace.at(-1)?.label ?? String(entry.facts['decision']) })} <span className="quiet">{formatMoment(entry.at)}</span>
          </summary>
          <Trace trace={said.trace} />
        </details>
      ))}
    </div>
  )
}

export function ProcessPanel({ found }: { found: Case }) {
  const { t } = useTranslation()
  const { number } = found
  const [picked, setPicked] = useState<string | undefined>()
  const drawing = useQuery({
    queryKey: ['case-process', number],
    queryFn: () => askText(`/api/cases/${number}/process`),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const text = useText()
  const waiting = found.steps.filter(isOpen).map((step) => text(step.name))
  return (
    <Panel title={t('case.process')}>
      {drawing.data !== undefined && (
        <Suspense fallback={<Waiting />}>
          <ProcessDrawing
            xml={drawing.data}
            marks={{ lit: found.process.lit, done: found.process.done, taken: found.process.flows }}
            onPick={setPicked}
            label={waiting.length === 0 ? t('drawing.finished') : t('drawing.at', { step: waiting.join('、') })}
          />
        </Suspense>
      )}
      <Rules number={number} picked={picked} />
      <ol className="steps">
        {found.steps.map((step) => (
          <StepLine key={step.id} step={step} burdens={found.burdens} />
        ))}
      </ol>
    </Panel>
  )
}
