// Handling many cases: each is sent as an act of its own with a key of its own, and each answer stands beside its case. A refusal is never given here.
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { sendJson } from '../api/client.ts'
import type { BulkResult, CaseRow, Problem } from '../api/types.ts'
import { useKeys } from '../shell/keys.ts'

export type What = 'claim' | 'approve'
/** What one call carries: answers come in pieces, so that the first is seen soon. */
const piece = 20

/** The step of a row that may be done: free to take, or with a favourable outcome that needs no reasons. */
export function stepFor(row: CaseRow, what: What): string | undefined {
  return row.steps.find((step) => (what === 'claim' ? step.mine && step.assignee === null : step.inBulk !== null))?.id
}

export function isSelectable(row: CaseRow): boolean {
  return stepFor(row, 'claim') !== undefined || stepFor(row, 'approve') !== undefined
}

/** What was chosen, what is on its way, and what came of each. */
export function useBulk(rows: CaseRow[]) {
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [results, setResults] = useState<BulkResult[]>([])
  const [pending, setPending] = useState<What | null>(null)
  const [error, setError] = useState<unknown>(null)
  // A piece that was not answered is sent again under the same keys: nothing is done twice.
  const keys = useRef(new Map<string, string>())
  const selectable = rows.filter(isSelectable)
  const selected = selectable.filter((row) => chosen.has(row.number))
  const toggle = (number: string) => setChosen((before) => (before.has(number) ? new Set([...before].filter((one) => one !== number)) : new Set([...before, number])))
  const toggleAll = () => setChosen(selected.length === selectable.length ? new Set() : new Set(selectable.map((row) => row.number)))
  const keyOf = (what: What, step: string) => {
    const name = `${what} ${step}`
    const key = keys.current.get(name) ?? crypto.randomUUID()
    keys.current.set(name, key)
    return key
  }
  const send = async (what: What) => {
    const steps = selected.flatMap((row) => {
      const step = stepFor(row, what)
      return step === undefined ? [] : [{ number: row.number, step, key: keyOf(what, step) }]
    })
    if (steps.length === 0 || pending !== null) return
    setPending(what)
    setResults([])
    setError(null)
    try {
      for (let from = 0; from < steps.length; from += piece) {
        const { items } = await sendJson<{ items: BulkResult[] }>('/api/bulk-acts', { act: what, steps: steps.slice(from, from + piece) }, crypto.randomUUID())
        for (const { step } of items) keys.current.delete(`${what} ${step}`)
        setResults((before) => [...before, ...items])
      }
      setChosen(new Set())
    } catch (thrown) {
      setError(thrown)
    }
    setPending(null)
    for (const name of ['cases', 'case', 'saved-lists']) void queries.invalidateQueries({ queryKey: [name] })
  }
  return { chosen, selectable, selected, results, pending, error, toggle, toggleAll, send, forget: () => setResults([]) }
}

type Bulk = ReturnType<typeof useBulk>

/** The bar over a list in which something may be chosen. */
export function BulkBar({ bulk }: { bulk: Bulk }) {
  const { t } = useTranslation()
  useKeys({
    x: () => {
      const focused = document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-row]')?.dataset['row']
      if (focused !== undefined && bulk.selectable.some((row) => row.number === focused)) bulk.toggle(focused)
    },
    X: bulk.toggleAll,
    a: () => void bulk.send('approve'),
  })
  const countFor = (what: What) => bulk.selected.filter((row) => stepFor(row, what) !== undefined).length
  if (bulk.selected.length === 0 && bulk.pending === null) return null
  return (
    <div className="bulk-bar" role="group" aria-label={t('work.selected', { count: bulk.selected.length })}>
      <strong>{t('work.selected', { count: bulk.selected.length })}</strong>
      {(['claim', 'approve'] as const).map((what) => (
        <Button key={what} type={what === 'approve' ? 'primary' : 'default'} disabled={countFor(what) === 0} loading={bulk.pending === what} onClick={() => void bulk.send(what)}>
          {t(what === 'claim' ? 'work.claimAll' : 'work.approveAll')} {countFor(what)} {what === 'approve' && <kbd>a</kbd>}
        </Button>
      ))}
      <span className="quiet">{t('work.bulkNote')}</span>
    </div>
  )
}

/** What came of each case, with the refusal beside the case it is about. */
export function BulkResults({ bulk }: { bulk: Bulk }) {
  const { t } = useTranslation()
  if (bulk.results.length === 0) return null
  const refused = bulk.results.filter((result) => !result.done)
  return (
    <section className="bulk-results" aria-label={t('work.bulkResult')} aria-live="polite">
      <p>
        <strong>{t('work.bulkDone', { done: bulk.results.length - refused.length, refused: refused.length })}</strong>{' '}
        <Button size="small" type="text" onClick={bulk.forget}>
          {t('work.close')}
        </Button>
      </p>
      <ul className="plain">
        {[...refused, ...bulk.results.filter((result) => result.done)].map((result) => (
          <li key={result.step}>
            <Link to={`/cases/${result.number}`} className="number">
              {result.number}
            </Link>{' '}
            {result.done ? <span className="tag tag-granted">{t('work.bulkOk')}</span> : <Why problem={result.problem as Problem | null} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Why({ problem }: { problem: Problem | null }) {
  return (
    <span className="bulk-why">
      {problem?.detail} {problem?.next}
    </span>
  )
}
