// Who may not promise in place of papers until repaired (国办发〔2020〕42号): each opens the case of the false promise. Only the head of the body enters and repairs.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask, sendJson } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import type { PromiseBar } from '../api/types.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import type { ActField } from '../parts/act-fields.tsx'
import { useKeyset } from '../parts/list.tsx'
import { SearchedList, useSearched } from '../parts/searched-list.tsx'
import { useText } from '../parts/text.ts'
import { RegisterTabs } from './register-tabs.tsx'

const standings = ['open', 'repaired', 'false-promise', 'bad-credit'] as const
type Standing = (typeof standings)[number]
const barFields: ActField[] = [
  { name: 'partyName', kind: 'line', required: true },
  { name: 'idNumber', kind: 'line', required: true },
  { name: 'law', kind: 'line', required: true },
  { name: 'article', kind: 'line' },
]

/** How a choice narrows the list. */
function narrow(choice: Standing | undefined): { repaired?: boolean; ground?: PromiseBar['ground'] } {
  if (choice === 'open' || choice === 'repaired') return { repaired: choice === 'repaired' }
  return choice === undefined ? {} : { ground: choice }
}

function AddBar({ body, onClose }: { body: string; onClose: () => void }) {
  const { t } = useTranslation()
  const send = ({ partyName, idNumber, law, article }: Body, key: string) => sendJson('/api/promise-bars', { name: partyName, idNumber, basis: { law, ...(article === undefined ? {} : { article }) }, body }, key)
  return <ActDrawer title={t('registers.addBar')} explanation={t('registers.addBarAbout')} fields={barFields} context={{}} send={send} stale={['promise-bars']} onClose={onClose} />
}

function RepairBar({ bar, onClose }: { bar: PromiseBar; onClose: () => void }) {
  const { t } = useTranslation()
  const send = (asked: Body, key: string) => sendJson(`/api/promise-bars/${bar.id}/repair`, asked, key)
  return <ActDrawer title={t('registers.repair')} explanation={t('registers.repairAbout', { name: bar.name })} fields={[{ name: 'reason', kind: 'words', required: true, lengthMax: 2000 }]} context={{}} send={send} stale={['promise-bars']} onClose={onClose} />
}

function CaseOf({ row }: { row: PromiseBar }) {
  if (row.caseNumber === null) return <span className="quiet">—</span>
  return (
    <Link to={`/cases/${row.caseNumber}`} data-row={row.id} className="number">
      {row.caseNumber}
    </Link>
  )
}

export function Bars() {
  const { t } = useTranslation()
  const text = useText()
  const searched = useSearched('only', standings)
  const { q, choice } = searched
  const query = useKeyset(['promise-bars', q, choice], (cursor) => ask(api.GET('/api/promise-bars', { params: { query: { name: q || undefined, ...narrow(choice), cursor, limit: 50 } } })))
  const [adding, setAdding] = useState(false)
  const [repairing, setRepairing] = useState<PromiseBar | null>(null)
  const headed = (useSession().data?.posts ?? []).filter((post) => post.role === 'head').map((post) => post.organisation.code)
  const [body] = headed
  return (
    <>
      <SearchedList<PromiseBar, Standing>
        title={t('registers.bars')}
        query={query}
        searched={searched}
        searchLabel={t('registers.barName')}
        choice={{ name: 'only', label: t('registers.which'), any: t('registers.allBars'), className: 'kind-choice', options: standings, say: (name) => t(`registers.bar.${name}`) }}
        keyOf={(row) => row.id}
        empty={t('registers.noBars')}
        tabs={<RegisterTabs />}
        columns={[
          { name: t('registers.barName'), className: 'wide', show: (row) => row.name },
          { name: t('registers.ground'), className: 'fit', show: (row) => t(`registers.bar.${row.ground}`) },
          { name: t('registers.barCase'), className: 'fit', show: (row) => <CaseOf row={row} /> },
          { name: t('promise.basis'), show: (row) => <span className="clip">{[row.basis.law, row.basis.article].filter(Boolean).join(' ')}</span> },
          { name: t('board.body'), show: (row) => <span className="clip">{text(row.body.name)}</span> },
          { name: t('registers.since'), className: 'fit', show: (row) => row.since },
          {
            name: t('work.state'),
            className: 'fit',
            show: (row) => (row.repairedOn === null ? <span className="tag tag-refused">{t('registers.bar.open')}</span> : <span title={row.repair ?? ''}>{t('registers.repairedOn', { date: row.repairedOn })}</span>),
          },
          ...(body === undefined
            ? []
            : [
                {
                  name: t('registers.repair'),
                  head: <span className="unseen">{t('registers.repair')}</span>,
                  className: 'fit',
                  show: (row: PromiseBar) =>
                    row.repairedOn === null &&
                    headed.includes(row.body.code) && (
                      <Button size="small" data-row={row.caseNumber === null ? row.id : undefined} aria-label={`${t('registers.repair')} ${row.name}`} onClick={() => setRepairing(row)}>
                        {t('registers.repair')}
                      </Button>
                    ),
                },
              ]),
        ]}
      >
        {body !== undefined && <Button onClick={() => setAdding(true)}>{t('registers.addBar')}</Button>}
      </SearchedList>
      {adding && body !== undefined && <AddBar body={body} onClose={() => setAdding(false)} />}
      {repairing !== null && <RepairBar bar={repairing} onClose={() => setRepairing(null)} />}
    </>
  )
}
