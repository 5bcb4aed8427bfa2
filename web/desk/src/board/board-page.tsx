// The supervisor's board: what is late and where it piles up; every number opens the list of exactly those cases.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../api/client.ts'
import type { Board, CaseRow } from '../api/types.ts'
import { Due, LampMark } from '../parts/lamp.tsx'
import { type Column, ListTable } from '../parts/list.tsx'
import { Panel, ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatDate, useText } from '../parts/text.ts'

type Narrow = Record<string, string>
type ItemPile = Board['items'][number]
type PlacePile = Board['places'][number]

/** A number and the list behind it; nothing behind a zero. */
function Figure({ count, narrow, label }: { count: number; narrow: Narrow; label: string }) {
  if (count === 0) return <span className="quiet">0</span>
  return (
    <Link to={`/?${new URLSearchParams({ view: 'department', ...narrow })}`} aria-label={`${label} ${count}`} className="figure" data-row>
      {count}
    </Link>
  )
}

function Totals({ total }: { total: Board['total'] }) {
  const { t } = useTranslation()
  const shown = [
    { name: t('board.open'), count: total.count, narrow: {}, colour: null },
    { name: t('board.late'), count: total.red, narrow: { lamp: 'red' }, colour: 'red' },
    { name: t('board.soon'), count: total.amber, narrow: { lamp: 'amber' }, colour: 'amber' },
    { name: t('board.intime'), count: total.green, narrow: { lamp: 'green' }, colour: 'green' },
    { name: t('board.still'), count: total.none, narrow: { lamp: 'none' }, colour: null },
  ] as const
  return (
    <dl className="totals">
      {shown.map((one) => (
        <div key={one.name}>
          <dt>
            {one.colour !== null && <LampMark colour={one.colour} />} {one.name}
          </dt>
          <dd>
            <Figure count={one.count} narrow={one.narrow} label={one.name} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The share that is late and due soon, as a bar beside the numbers: for the eye alone. */
function Share({ count, red, amber }: { count: number; red: number; amber: number }) {
  const part = (some: number) => `${(100 * some) / Math.max(1, count)}%`
  return (
    <svg className="share" aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">
      <rect width="100" height="8" className="share-rest" />
      <rect width={part(red + amber)} height="8" className="share-amber" />
      <rect width={part(red)} height="8" className="share-red" />
    </svg>
  )
}

function Longest({ late }: { late: CaseRow[] }) {
  const { t } = useTranslation()
  const text = useText()
  const columns: Column<CaseRow>[] = [
    { name: t('work.due'), className: 'fit', show: (row) => <Due limit={row} /> },
    { name: t('work.number'), className: 'fit', show: (row) => <Link to={`/cases/${row.number}`} data-row={row.number} className="number">{row.number}</Link> },
    { name: t('work.item'), className: 'wide', show: (row) => <span className="clip">{text(row.item.name)}</span> },
    { name: t('work.applicant'), show: (row) => <span className="clip">{row.applicant}</span> },
    { name: t('board.where'), className: 'step-cell', show: (row) => (row.steps.length === 0 ? text(row.handling.name) : row.steps.map((step) => `${text(step.organisation.name)} · ${text(step.name)}`).join('、')) },
  ]
  return (
    <Panel title={t('board.longest')}>
      <ListTable rows={late} columns={columns} keyOf={(row) => row.number} label={t('board.longest')} empty={t('board.noneLate')} />
    </Panel>
  )
}

export function BoardPage() {
  const { t } = useTranslation()
  const text = useText()
  const query = useQuery({ queryKey: ['cases', 'board'], queryFn: () => ask(api.GET('/api/board', {})), staleTime: 30_000 })
  if (query.isPending) return <Waiting />
  if (query.error !== null) return <RefusalNotice error={query.error} again={() => void query.refetch()} />
  const { total, late, items, places } = query.data
  const figures = <P extends ItemPile | PlacePile>(narrow: (pile: P) => Narrow, label: (pile: P) => string): Column<P>[] => [
    { name: t('board.open'), className: 'fit', show: (pile) => <Figure count={pile.count} narrow={narrow(pile)} label={`${label(pile)} ${t('board.open')}`} /> },
    { name: t('board.late'), className: 'fit', show: (pile) => <Figure count={pile.red} narrow={{ ...narrow(pile), lamp: 'red' }} label={`${label(pile)} ${t('board.late')}`} /> },
    { name: t('board.soon'), className: 'fit', show: (pile) => <Figure count={pile.amber} narrow={{ ...narrow(pile), lamp: 'amber' }} label={`${label(pile)} ${t('board.soon')}`} /> },
    { name: t('board.share'), head: <span className="unseen">{t('board.share')}</span>, className: 'share-cell', show: (pile) => <Share {...pile} /> },
  ]
  const stepName = (pile: PlacePile) => t(`stepKind.${pile.step}`, { defaultValue: pile.step })
  const ofItem = (pile: ItemPile): Narrow => ({ item: pile.item.code, handling: pile.handling.code })
  const ofPlace = (pile: PlacePile): Narrow => ({ at: pile.organisation.code, step: pile.step })
  const itemColumns: Column<ItemPile>[] = [
    { name: t('board.item'), className: 'wide', show: (pile) => text(pile.item.name) },
    { name: t('board.body'), show: (pile) => text(pile.handling.name) },
    ...figures<ItemPile>(ofItem, (pile) => text(pile.item.name)),
    { name: t('board.oldest'), className: 'fit', show: (pile) => <time>{formatDate(pile.oldest)}</time> },
  ]
  const placeColumns: Column<PlacePile>[] = [
    { name: t('board.body'), className: 'wide', show: (pile) => text(pile.organisation.name) },
    { name: t('board.step'), className: 'fit', show: stepName },
    ...figures<PlacePile>(ofPlace, (pile) => `${text(pile.organisation.name)} ${stepName(pile)}`),
    { name: t('board.free'), className: 'fit', show: (pile) => <Figure count={pile.free} narrow={{ ...ofPlace(pile), free: 'true' }} label={`${text(pile.organisation.name)} ${stepName(pile)} ${t('board.free')}`} /> },
    { name: t('board.waiting'), className: 'fit', show: (pile) => <time>{formatDate(pile.oldest)}</time> },
  ]
  return (
    <div className="screen">
      <ScreenHead title={t('board.title')} note={t('board.note')} />
      <Totals total={total} />
      <Longest late={late} />
      <Panel title={t('board.byPlace')}>
        <ListTable rows={places} columns={placeColumns} keyOf={(pile) => `${pile.organisation.code} ${pile.step}`} label={t('board.byPlace')} empty={t('board.none')} />
      </Panel>
      <Panel title={t('board.byItem')}>
        <ListTable rows={items} columns={itemColumns} keyOf={(pile) => `${pile.item.code} ${pile.handling.code}`} label={t('board.byItem')} empty={t('board.none')} />
      </Panel>
    </div>
  )
}
