// The proof of one entry, asked for and reckoned here: from the leaf, along its path, to the root that the checkpoint signs.
import { useQuery } from '@tanstack/react-query'
import { Alert, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import { Facts, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { shorten } from '../parts/text.ts'
import { hashLeaf, isIncluded, readBytes } from './inclusion.ts'

/** An entry by its place; `leaf` are its bytes where the reader has them. */
export type Proven = { seq: number; leaf?: string }

async function prove(entry: Proven) {
  const inclusion = await ask(api.GET('/api/ledger/inclusion', { params: { query: { seq: entry.seq } } }))
  // Whoever holds the entry hashes it himself; others take the leaf that the proof names.
  const leaf = entry.leaf === undefined ? readBytes(inclusion.leafHash) : await hashLeaf(readBytes(entry.leaf))
  const path = inclusion.proof.map(readBytes)
  const included = await isIncluded({ index: entry.seq, size: inclusion.size, leaf, root: readBytes(inclusion.root), path })
  return { inclusion, included }
}

function content(leaf: string): string {
  return new TextDecoder().decode(readBytes(leaf))
}

export function Verification({ entry, onClose }: { entry: Proven; onClose: () => void }) {
  const { t } = useTranslation()
  const query = useQuery({ queryKey: ['inclusion', entry.seq], queryFn: () => prove(entry), gcTime: 0 })
  const result = query.data
  return (
    <Modal open onCancel={onClose} footer={null} width={680} title={t('ledger.proofOf', { seq: entry.seq })}>
      {query.isPending && <Waiting />}
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      {result !== undefined && (
        <>
          <Alert type={result.included ? 'success' : 'error'} message={t(result.included ? 'ledger.included' : 'ledger.notIncluded', { size: result.inclusion.size })} />
          <Facts
            rows={[
              [t('ledger.entry'), entry.leaf && <code key="entry">{content(entry.leaf)}</code>],
              [t('ledger.leaf'), <code key="leaf">{result.inclusion.leafHash}</code>],
              [
                t('ledger.path'),
                <ol key="path" className="digests">
                  {result.inclusion.proof.map((step) => (
                    <li key={step}>
                      <code>{shorten(step, 44)}</code>
                    </li>
                  ))}
                </ol>,
              ],
              [t('ledger.root'), <code key="root">{result.inclusion.root}</code>],
            ]}
          />
          <p className="quiet">{t('ledger.how')}</p>
        </>
      )}
    </Modal>
  )
}
