// Automatic decisions watched: what the system granted, what went to persons and why, what did not stand; stopped at once, started by two.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { api, ask, sendAct, sendJson } from '../api/client.ts'
import type { Judged, Watched } from '../api/types.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import { ListTable } from '../parts/list.tsx'
import { Nothing, Panel, ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { CasesBehind } from './cases-behind.tsx'

type SwitchAct = { item: Watched; act: 'stop' | 'ask-restart' | 'restart' }

/** Stopping is one person's; starting again is asked for by one and confirmed by another. */
function send({ item, act }: SwitchAct, { reason }: Body, key: string): Promise<unknown> {
  const { code } = item.item
  if (act === 'stop') return sendAct({ automation: code, act: 'stop' }, { reason }, key)
  if (act === 'ask-restart') return sendJson('/api/proposals/automation-restart', { content: { item: code }, reason }, key)
  return sendJson(`/api/proposals/automation-restart/${item.proposal}/confirmation`, { answer: reason }, key)
}

const figures: readonly Judged[] = ['decided', 'person', 'reviewed', 'changed', 'reversed']

/** A number that opens its cases. */
function Count({ item, what, reason, count }: { item: Watched; what: string; reason?: string; count: number }) {
  const { t } = useTranslation()
  if (count === 0) return <span className="quiet">0</span>
  const query = new URLSearchParams({ item: item.item.code, what, ...(reason === undefined ? {} : { reason }) })
  return (
    <Link to={`?${query.toString()}`} aria-label={`${t(`automation.what.${what}`)} ${reason === undefined ? '' : t(`automation.reason.${reason}`, { defaultValue: reason })} ${count}`}>
      {count}
    </Link>
  )
}

function Reasons({ item }: { item: Watched }) {
  const { t } = useTranslation()
  return (
    <>
      <Count item={item} what="person" count={item.person} />
      {item.reasons.map(({ code, count }) => (
        <div key={code} className="quiet">
          {t(`automation.reason.${code}`, { defaultValue: code })} <Count item={item} what="person" reason={code} count={count} />
        </div>
      ))}
    </>
  )
}

function Rate({ item }: { item: Watched }) {
  const { t } = useTranslation()
  if (item.reversalRate === null) return <span className="quiet">—</span>
  const percent = (rate: number) => `${Math.round(rate * 1000) / 10}%`
  return (
    <span className={item.lamp === 'red' ? 'tag tag-refused' : 'tag tag-granted'}>
      {percent(item.reversalRate)} <small>{t(item.lamp === 'red' ? 'automation.above' : 'automation.within', { limit: percent(item.reversalRateMax) })}</small>
    </span>
  )
}

function State({ item, direct }: { item: Watched; direct: (act: SwitchAct) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <span className={`tag tag-${item.state === 'running' ? 'in-force' : 'suspended'}`}>{t(`automation.state.${item.state}`)}</span>
      {item.since !== null && (
        <div className="quiet">
          {formatMoment(item.since.at)} {item.since.by}: {item.since.reason}
        </div>
      )}
      {item.acts.map((act) => (
        <div key={act}>
          <Button size="small" danger={act === 'stop'} onClick={() => direct({ item, act })}>
            {t(`automation.act.${act}`)}
          </Button>
        </div>
      ))}
    </>
  )
}

function Figures({ items, direct }: { items: Watched[]; direct: (act: SwitchAct) => void }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <ListTable<Watched>
      rows={items}
      keyOf={(row) => row.item.code}
      label={t('shell.automation')}
      empty={t('automation.none')}
      columns={[
        {
          name: t('automation.item'),
          className: 'wide',
          show: (row) => (
            <>
              <Link to={`/items/${row.item.code}`}>{text(row.item.name)}</Link>
              <div className="quiet">
                {text(row.body.name)} · {t('automation.grade', { grade: row.grade })}
              </div>
            </>
          ),
        },
        { name: t('automation.stands'), show: (row) => <State item={row} direct={direct} /> },
        { name: t('automation.what.decided'), className: 'fit', show: (row) => <Count item={row} what="decided" count={row.decided} /> },
        { name: t('automation.what.person'), show: (row) => <Reasons item={row} /> },
        { name: t('automation.what.reviewed'), className: 'fit', show: (row) => <Count item={row} what="reviewed" count={row.reviewed} /> },
        { name: t('automation.what.reversed'), className: 'fit', show: (row) => <Count item={row} what="reversed" count={row.reversed} /> },
        { name: t('automation.rate'), className: 'fit', show: (row) => <Rate item={row} /> },
      ]}
    />
  )
}

function SwitchDrawer({ turning, onClose }: { turning: SwitchAct; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <ActDrawer
      title={t(`automation.act.${turning.act}`)}
      explanation={t(`automation.about.${turning.act}`)}
      fields={[{ name: 'reason', kind: 'words', required: true }]}
      grave={turning.act === 'stop'}
      context={{}}
      send={(body, key) => send(turning, body, key)}
      stale={['automation', 'proposals']}
      onClose={onClose}
    />
  )
}

export function AutomationPage() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [search] = useSearchParams()
  const [turning, setTurning] = useState<SwitchAct | null>(null)
  const query = useQuery({ queryKey: ['automation'], queryFn: () => ask(api.GET('/api/automation', {})) })
  const close = () => {
    setTurning(null)
    void queries.invalidateQueries({ queryKey: ['automation'] })
  }
  if (query.isPending) return <Waiting />
  const items = query.data?.items ?? []
  const code = search.get('item')
  const what = figures.find((each) => each === search.get('what'))
  const shown = items.find((each) => each.item.code === code)
  return (
    <div className="screen">
      <ScreenHead title={t('shell.automation')} note={t('automation.note')} />
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      <Figures items={items} direct={setTurning} />
      {shown !== undefined && what !== undefined ? <CasesBehind item={shown} what={what} reason={search.get('reason') ?? undefined} /> : items.length > 0 && <Panel title={t('automation.cases')}><Nothing>{t('automation.choose')}</Nothing></Panel>}
      {turning !== null && <SwitchDrawer key={`${turning.item.item.code}${turning.act}`} turning={turning} onClose={close} />}
    </div>
  )
}
