// One case on one screen: what was asked and with which papers, where it stands, how long it may take, and what may be done now.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { caseOf } from '../api/reading.ts'
import type { Case, Look } from '../api/types.ts'
import { Due, PaymentMark, StateTag } from '../parts/lamp.tsx'
import { Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatDate, useText } from '../parts/text.ts'
import { EmergencyNotice, EmergencyOffer } from '../proposals/take-emergency.tsx'
import { useKeys } from '../shell/keys.ts'
import { KeyStrip } from '../work-list/key-strip.tsx'
import { type Place, usePlace } from '../work-list/queue.ts'
import { ActDrawerOfCase } from './act-of-case.tsx'
import { ActList } from './act-list.tsx'
import { listActs, type OpenAct } from './acts.ts'
import { ArchivePanel } from './archive-panel.tsx'
import { ApplicationPanel } from './application-panel.tsx'
import { AutomationPanel } from './automation-panel.tsx'
import { ChangedNote } from './changed-note.tsx'
import { ClockPanel } from './clock-panel.tsx'
import { CommentsPanel } from './comments-panel.tsx'
import { CopiesPanel } from './copies-panel.tsx'
import { type GoOn, QueueMoves, useGoOn } from './queue-moves.tsx'
import { forgetReturned, keepReturned, readReturned, type Returned } from './returned.ts'
import { useLook } from './use-look.ts'
import { LettersPanel } from './letters-panel.tsx'
import { HearingPanel } from './hearing-panel.tsx'
import { CallBackPanel } from './call-back-panel.tsx'
import { PartiesPanel } from './parties-panel.tsx'
import { PaymentsPanel } from './payments-panel.tsx'
import { ProcedurePanel } from './procedure-panel.tsx'
import { ProcessPanel } from './process-panel.tsx'
import { PublicityPanel } from './publicity-panel.tsx'
import { StandingPanel } from './standing-panel.tsx'
import { SupervisionPanel } from './supervision-panel.tsx'
import { TimelinePanel } from './timeline-panel.tsx'

/** What the case waits to be paid, all together, by the first of its days. */
function waitsFor({ state, payments }: Case) {
  const open = state === 'finished' ? [] : payments.filter((one) => one.settled === null)
  const [first] = open.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))
  return first === undefined ? null : { cents: open.reduce((sum, one) => sum + one.cents, 0), until: first.dueOn, isMissed: first.isMissed }
}

function CaseHead({ found, look, place, goesOn, setGoesOn }: { found: Case; look: Look | undefined; place: Place | undefined } & GoOn) {
  const { t } = useTranslation()
  const text = useText()
  const applicant = found.parties.find((party) => party.role === 'applicant') ?? found.parties[0]
  return (
    <div className="case-head">
      <Link to="/" className="back" title="u">
        ← {t('shell.work')}
      </Link>
      <h1>
        <Link to={`/items/${found.item.code}`}>{text(found.item.name)}</Link>
      </h1>
      <span className="number">{found.number}</span>
      <span>{applicant?.name}</span>
      <StateTag state={found.state} outcome={found.outcome} annulled={found.annulled !== null} burdens={found.burdens} />
      <PaymentMark payment={waitsFor(found)} />
      <span className="case-head-end">
        <Due limit={{ ...found, suspended: found.suspendedAt !== null }} />
        {place !== undefined && <QueueMoves place={place} goesOn={goesOn} setGoesOn={setGoesOn} />}
      </span>
      {found.annulled !== null && (
        <p className="notice">
          {t('after.annulledOn', { on: formatDate(found.annulled.on) })} {found.annulled.case !== null && <Link to={`/cases/${found.annulled.case}`}>{found.annulled.case}</Link>}
        </p>
      )}
      <ChangedNote look={look} />
    </div>
  )
}

/** Shows the next case while an act is sent, and comes back with all that was typed where the act is refused. */
function useLeaving(number: string, next: string | undefined) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const leave = () => {
    void message.info(t('case.sentOn', { number }))
    void navigate(`/cases/${next}`)
  }
  const comeBack = (act: OpenAct, before: Returned['before']) => {
    keepReturned(queries, number, { act, before })
    void message.warning(t('case.cameBack', { number }))
    void queries.invalidateQueries({ queryKey: ['case', number] })
    void navigate(`/cases/${number}`)
  }
  return { leave: next === undefined ? undefined : leave, comeBack }
}

/** What was asked, where it stands, and what may be done. */
function CaseColumns({ found, look, acts, open, onChanged }: { found: Case; look: Look | undefined; acts: OpenAct[]; open: (act: OpenAct) => void; onChanged: () => void }) {
  const fresh = new Set(look?.entries ?? [])
  return (
    <div className="case-columns">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls is reached by keyboard */}
      <div className="case-column" tabIndex={0}>
        <ApplicationPanel found={found} look={look} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls is reached by keyboard */}
      <div className="case-column" tabIndex={0}>
        <ProcessPanel found={found} />
        <TimelinePanel found={found} fresh={fresh} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls is reached by keyboard */}
      <div className="case-column" tabIndex={0}>
        <ActList acts={acts} open={open} />
        {found.sight !== 'emergency' && <CommentsPanel number={found.number} bodies={[found.handling.code, found.deciding.code]} fresh={fresh} />}
        <StandingPanel found={found} />
        <AutomationPanel number={found.number} />
        <ProcedurePanel found={found} />
        <HearingPanel found={found} onChanged={onChanged} />
        <PublicityPanel found={found} onChanged={onChanged} />
        <ClockPanel found={found} />
        <SupervisionPanel number={found.number} lamp={found.lamp} />
        <PaymentsPanel found={found} onChanged={onChanged} />
        <LettersPanel found={found} />
        {found.finishedAt !== null && <ArchivePanel number={found.number} />}
        <CallBackPanel found={found} />
        <PartiesPanel found={found} onChanged={onChanged} />
        <CopiesPanel found={found} />
      </div>
    </div>
  )
}

/** Another case is another page: nothing of the last one stays. */
export function CasePage() {
  const { number = '' } = useParams()
  return <OneCase key={number} number={number} />
}

function OneCase({ number }: { number: string }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  // What came back refused after the next case was shown is opened again, with all that was typed.
  const [returned] = useState(() => readReturned(queries, number))
  useEffect(() => forgetReturned(queries, number), [queries, number])
  const [open, setOpen] = useState<OpenAct | null>(returned?.act ?? null)
  const query = useQuery(caseOf(number))
  const look = useLook(number)
  const place = usePlace(number)
  const [goesOn, setGoesOn] = useGoOn()
  const { leave, comeBack } = useLeaving(number, place?.next)
  const reload = () => {
    void queries.invalidateQueries({ queryKey: ['case', number] })
    void queries.invalidateQueries({ queryKey: ['cases'] })
  }
  const acts = query.data === undefined ? [] : listActs(query.data)
  useKeys({
    r: reload,
    u: () => void navigate('/'),
    n: () => place?.next !== undefined && void navigate(`/cases/${place.next}`),
    b: () => place?.previous !== undefined && void navigate(`/cases/${place.previous}`),
    m: () => document.querySelector<HTMLElement>('[data-comment] textarea')?.focus(),
    ...Object.fromEntries(acts.slice(0, 9).map((act, index) => [String(index + 1), () => setOpen(act)])),
  })
  if (query.isPending) return <Waiting />
  if (query.error !== null)
    return (
      <>
        <RefusalNotice error={query.error} again={() => void query.refetch()} />
        <EmergencyOffer number={number} error={query.error} />
      </>
    )
  const found = query.data
  return (
    <div className="case">
      <CaseHead found={found} look={look} place={place} goesOn={goesOn} setGoesOn={setGoesOn} />
      {found.sight === 'emergency' && <EmergencyNotice />}
      <CaseColumns found={found} look={look} acts={acts} open={setOpen} onChanged={reload} />
      <KeyStrip keys={[['1–9', 'keys.act'], ...(place === undefined ? [] : ([['n', 'case.next'], ['b', 'case.previous']] as const)), ['m', 'case.comments'], ['Ctrl ⏎', 'keys.submit'], ['u', 'shell.work']]} />
      {open !== null && (
        <ActDrawerOfCase
          key={`${open.name}${open.step ?? ''}`}
          act={open}
          found={found}
          leave={goesOn ? leave : undefined}
          failed={(error, values) => comeBack(open, { values, error })}
          before={returned?.act === open ? returned.before : undefined}
          onClose={(changed) => {
            setOpen(null)
            forgetReturned(queries, number)
            if (changed) reload()
          }}
        />
      )}
    </div>
  )
}
