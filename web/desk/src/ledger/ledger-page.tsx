// The ledger: its last signed checkpoint, proofs for everybody, and its entries for the audit administrator. It holds no words and no names.
import { useQuery } from '@tanstack/react-query'
import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { Checkpoint } from '../api/types.ts'
import { Facts, Nothing, Panel, ScreenHead } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment } from '../parts/text.ts'
import { EntryList } from './entry-list.tsx'
import { isSigned, splitNote } from './note.ts'
import { type Proven, Verification } from './verification.tsx'

/** Whether the published key signed the checkpoint, found out in this browser. */
function Signature({ note }: { note: string }) {
  const { t } = useTranslation()
  const check = useQuery({
    queryKey: ['signature', note],
    queryFn: async () => isSigned(note, (await ask(api.GET('/api/ledger/key', {}))).keys),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const words = check.isPending ? 'checking' : check.isError ? 'cannot' : check.data ? 'holds' : 'broken'
  return <span className={`tag ${words === 'holds' ? 'tag-granted' : words === 'broken' ? 'tag-refused' : ''}`}>{t(`ledger.signed.${words}`)}</span>
}

function CheckpointFacts({ checkpoint }: { checkpoint: Checkpoint }) {
  const { t } = useTranslation()
  return (
    <Facts
      rows={[
        [t('ledger.at'), formatMoment(checkpoint.at)],
        [t('ledger.size'), checkpoint.size.toLocaleString('en')],
        [t('ledger.waiting'), String(checkpoint.waiting)],
        [t('ledger.root'), <code key="root">{checkpoint.root}</code>],
        [t('ledger.signature'), <Signature key="signature" note={checkpoint.note} />],
        [t('ledger.signer'), splitNote(checkpoint.note).signatures.map(({ name }) => name).join('、')],
      ]}
    />
  )
}

function ProveByNumber({ size, prove }: { size: number; prove: (entry: Proven) => void }) {
  const { t } = useTranslation()
  const [seq, setSeq] = useState<number | null>(null)
  const go = () => seq !== null && prove({ seq })
  return (
    <div className="drawer-end">
      <InputNumber min={0} max={Math.max(0, size - 1)} precision={0} value={seq} onChange={setSeq} onPressEnter={go} aria-label={t('ledger.seq')} placeholder={t('ledger.seq')} />
      <Button onClick={go} disabled={seq === null}>
        {t('ledger.verify')}
      </Button>
    </div>
  )
}

export function LedgerPage() {
  const { t } = useTranslation()
  const [proving, setProving] = useState<Proven | null>(null)
  const duties = describeDuties(useSession().data)
  const query = useQuery({ queryKey: ['checkpoint'], queryFn: () => ask(api.GET('/api/ledger/checkpoint', {})), refetchInterval: 15_000 })
  return (
    <div className="screen">
      <ScreenHead title={t('shell.ledger')} />
      <Panel title={t('ledger.checkpoint')}>
        <RefusalNotice error={query.error} again={() => void query.refetch()} />
        {query.data !== undefined && <CheckpointFacts checkpoint={query.data} />}
        <p className="quiet">{t('ledger.note')}</p>
        {query.data !== undefined && <ProveByNumber size={query.data.size} prove={setProving} />}
      </Panel>
      <Panel title={t('ledger.entries')}>{duties.readsLedger ? <EntryList prove={setProving} /> : <Nothing>{t('ledger.auditorsOnly')}</Nothing>}</Panel>
      {proving !== null && <Verification key={proving.seq} entry={proving} onClose={() => setProving(null)} />}
    </div>
  )
}
