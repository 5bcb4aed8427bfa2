// What one person asked for and another decides: what waits first, then what became of it. Whoever asked does not decide.
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask, sendJson } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { ProposalRow } from '../api/types.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import type { ActField } from '../parts/act-fields.tsx'
import { ListAround, ListTable, useKeyset } from '../parts/list.tsx'
import { ScreenHead } from '../parts/panel.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { TakeEmergency } from './take-emergency.tsx'

const states = ['waiting', 'confirmed', 'refused', 'withdrawn', 'lapsed'] as const
const colours: Record<ProposalRow['state'], string> = { waiting: 'tag tag-correcting', confirmed: 'tag tag-granted', refused: 'tag tag-refused', withdrawn: 'tag', lapsed: 'tag' }
const purposes = ['ledger', 'licences', 'seals', 'tokens', 'digests', 'secrets', 'data']
const addresses = { confirm: 'confirmation', refuse: 'refusal', withdraw: 'withdrawal' } as const
type Act = { row: ProposalRow; act: keyof typeof addresses }

function fieldsOf({ act, row }: Act): ActField[] {
  if (act === 'withdraw') return []
  return [{ name: 'finding', kind: 'words', required: act === 'refuse' || row.atOnce, lengthMax: 2000 }]
}

function Decide({ acting, onClose }: { acting: Act; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useText()
  const { row, act } = acting
  const address = `/api/proposals/${act === 'withdraw' ? '' : `${row.kind}/`}${row.id}/${addresses[act]}`
  return (
    <ActDrawer
      title={t(`proposals.act.${act}`)}
      explanation={`${text(row.says)} · ${t(`proposals.about.${row.atOnce && act !== 'withdraw' ? `${act}Later` : act}`)}`}
      fields={fieldsOf(acting)}
      grave={act === 'confirm' && !row.atOnce}
      context={{}}
      send={({ finding }: Body, key) => sendJson(address, finding === undefined ? {} : { answer: finding }, key)}
      stale={['proposals', 'accounts', 'account', 'clients', 'upstreams', 'automation']}
      onClose={onClose}
    />
  )
}

function RotateKeys({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <ActDrawer
      title={t('proposals.rotate')}
      explanation={t('proposals.rotateAbout')}
      fields={[{ name: 'purpose', kind: 'choice', options: purposes, words: 'proposals.purpose', required: true }, { name: 'reason', kind: 'words', required: true, lengthMax: 2000 }]}
      context={{}}
      send={({ reason, ...content }: Body, key) => sendJson('/api/proposals/key-rotation', { content, reason }, key)}
      stale={['proposals']}
      onClose={onClose}
    />
  )
}

function Standing({ row, onAct }: { row: ProposalRow; onAct: (act: Act) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <span className={colours[row.state]}>{t(`proposals.state.${row.state === 'waiting' && row.atOnce ? 'holding' : row.state}`)}</span>
      {row.decidedAt !== null && (
        <div className="quiet">
          {formatMoment(row.decidedAt)} {row.decidedBy?.name} {row.answer}
        </div>
      )}
      {row.lapsesAt !== null && row.state === 'waiting' && <div className="quiet">{t('proposals.lapses', { at: formatMoment(row.lapsesAt) })}</div>}
      {row.acts.map((act) => (
        <Button key={act} size="small" type={act === 'confirm' ? 'primary' : 'default'} className="beside" onClick={() => onAct({ row, act })}>
          {t(`proposals.act.${act}`)}
        </Button>
      ))}
    </>
  )
}

export function ProposalPage() {
  const { t } = useTranslation()
  const text = useText()
  const [state, setState] = useState<ProposalRow['state'] | undefined>('waiting')
  const [acting, setActing] = useState<Act | null>(null)
  const [rotating, setRotating] = useState(false)
  const [taking, setTaking] = useState(false)
  const { opensAccounts, handlesCases } = describeDuties(useSession().data)
  const query = useKeyset(['proposals', state], (cursor) => ask(api.GET('/api/proposals', { params: { query: { state, cursor, limit: 50 } } })))
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="screen">
      <ScreenHead title={t('shell.proposals')}>
        <Select className="kind-choice" allowClear value={state ?? null} placeholder={t('proposals.all')} aria-label={t('work.state')} options={states.map((name) => ({ value: name, label: t(`proposals.state.${name}`) }))} onChange={(chosen: ProposalRow['state'] | null) => setState(chosen ?? undefined)} />
        {opensAccounts && <Button onClick={() => setRotating(true)}>{t('proposals.rotate')}</Button>}
        {handlesCases && <Button onClick={() => setTaking(true)}>{t('emergency.take')}</Button>}
      </ScreenHead>
      <p className="quiet">{t('proposals.note')}</p>
      <ListAround query={query}>
        <ListTable<ProposalRow>
          rows={rows}
          keyOf={(row) => row.id}
          label={t('shell.proposals')}
          empty={t('proposals.none')}
          columns={[
            {
              name: t('proposals.what'),
              className: 'wide',
              show: (row) => (
                <>
                  {row.case !== null && handlesCases ? <Link to={`/cases/${row.case}`}>{text(row.says)}</Link> : text(row.says)}
                  <div className="quiet">
                    {text(row.name)} · {row.reason}
                  </div>
                </>
              ),
            },
            { name: t('proposals.askedBy'), className: 'fit', show: (row) => row.askedBy.name },
            { name: t('proposals.askedAt'), className: 'fit', show: (row) => formatMoment(row.askedAt) },
            { name: t('work.state'), show: (row) => <Standing row={row} onAct={setActing} /> },
          ]}
        />
      </ListAround>
      {acting !== null && <Decide acting={acting} onClose={() => setActing(null)} />}
      {taking && <TakeEmergency onClose={() => setTaking(false)} />}
      {rotating && <RotateKeys onClose={() => setRotating(false)} />}
    </div>
  )
}
