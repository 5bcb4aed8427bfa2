// One line per case: how long it may still take, what it is, whose, which step, who handles it.
import { Button, Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CaseRow, View } from '../api/types.ts'
import { Due, PaymentMark, StateTag } from '../parts/lamp.tsx'
import { type Column, ListTable } from '../parts/list.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { isSelectable, type useBulk } from './bulk.tsx'
import type { useClaim } from './claim.ts'

type Claiming = ReturnType<typeof useClaim>

function Handler({ row, view, claim }: { row: CaseRow; view: View; claim: Claiming }) {
  const { t } = useTranslation()
  const text = useText()
  const free = row.steps.find((step) => step.assignee === null)
  if (row.steps.length === 0) return null
  if (free === undefined) return <span className="quiet">{t(view === 'department' ? 'work.claimed' : 'work.mine')}</span>
  // Only what waits for a post of mine can be claimed; elsewhere the body that has it is named.
  if (view !== 'todo') return <span className="quiet">{text((free.section ?? free.organisation).name)}</span>
  const pending = claim.isPending && claim.variables?.step === free.id
  return (
    <Button size="small" loading={pending} onClick={() => claim.mutate({ number: row.number, step: free.id })} aria-label={`${t('work.claim')} ${row.number}`}>
      {t('work.claim')}
    </Button>
  )
}

function Choice({ row, bulk }: { row: CaseRow; bulk: ReturnType<typeof useBulk> }) {
  const { t } = useTranslation()
  if (!isSelectable(row)) return null
  return <Checkbox checked={bulk.chosen.has(row.number)} aria-label={t('work.select', { number: row.number })} onChange={() => bulk.toggle(row.number)} />
}

export function CaseTable({ rows, view, filtered, claim, bulk }: { rows: CaseRow[]; view: View; filtered: boolean; claim: Claiming; bulk: ReturnType<typeof useBulk> }) {
  const { t } = useTranslation()
  const text = useText()
  const finished = view === 'finished'
  const all = (
    <Checkbox
      checked={bulk.selected.length > 0 && bulk.selected.length === bulk.selectable.length}
      indeterminate={bulk.selected.length > 0 && bulk.selected.length < bulk.selectable.length}
      aria-label={t('work.selectAll')}
      onChange={bulk.toggleAll}
    />
  )
  const columns: Column<CaseRow>[] = [
    ...(bulk.selectable.length > 0 ? [{ name: 'choice', head: all, show: (row: CaseRow) => <Choice row={row} bulk={bulk} />, className: 'fit' }] : []),
    { name: t(finished ? 'work.finished' : 'work.due'), show: (row) => <Due limit={row} />, className: 'fit' },
    {
      name: t('work.number'),
      className: 'fit',
      show: (row) => (
        <Link to={`/cases/${row.number}`} data-row={row.number} className="number">
          {row.number}
        </Link>
      ),
    },
    { name: t('work.item'), show: (row) => <span className="clip">{text(row.item.name)}</span>, className: 'wide' },
    { name: t('work.applicant'), show: (row) => <span className="clip">{row.applicant}</span> },
    ...(finished ? [] : [{ name: t('work.step'), show: (row: CaseRow) => row.steps.map((step) => text(step.name)).join('、'), className: 'step-cell' }]),
    { name: t('work.state'), show: (row) => <><StateTag state={row.state} outcome={row.outcome} annulled={row.annulledOn !== null} burdens={row.burdens} /> <PaymentMark payment={row.payment} /></>, className: 'fit' },
    ...(finished || view === 'copied' ? [] : [{ name: t('work.handler'), show: (row: CaseRow) => <Handler row={row} view={view} claim={claim} />, className: 'fit' }]),
    { name: t('work.opened'), show: (row) => <time>{formatMoment(row.openedAt)}</time>, className: 'fit' },
  ]
  return (
    <ListTable
      rows={rows}
      columns={columns}
      keyOf={(row) => row.number}
      label={t(`work.view.${view}`)}
      empty={t(filtered ? 'work.noneFound' : `work.none.${view}`)}
    />
  )
}
