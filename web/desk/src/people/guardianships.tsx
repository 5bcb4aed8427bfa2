// Guardians of a person, and whose guardian the person is, on the account's page: the security administrator asks for an end, another officer confirms it.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sendJson } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { Account } from '../api/types.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import type { ActField } from '../parts/act-fields.tsx'
import { Panel } from '../parts/panel.tsx'
import { formatDate, formatMoment } from '../parts/text.ts'

type Guardianship = NonNullable<Account['guardianships']>[number]

const fields: ActField[] = [
  { name: 'endGround', kind: 'choice', required: true, options: ['guardian-revoked', 'replaced', 'restored', 'self-supporting'], words: 'guardians.ground' },
  { name: 'proofNumber', kind: 'line', required: true },
  // Not the name of a field of the account's own forms, which stand in the same document.
  { name: 'endReason', kind: 'words', required: true, lengthMax: 2000 },
]

function AskEnd({ one, ward, onClose }: { one: Guardianship; ward: string; onClose: () => void }) {
  const { t } = useTranslation()
  const send = ({ endGround, proofNumber, endReason }: Body, key: string) => sendJson('/api/proposals/guardianship-end', { content: { ward, guardianship: one.id, ground: endGround, reference: proofNumber }, reason: endReason }, key)
  return <ActDrawer title={t('guardians.end')} explanation={t('guardians.endAbout')} fields={fields} grave context={{}} send={send} stale={['proposals', 'account']} onClose={onClose} />
}

export function Guardianships({ account }: { account: Account }) {
  const { t } = useTranslation()
  const { grantsPosts } = describeDuties(useSession().data)
  const [ending, setEnding] = useState<Guardianship | null>(null)
  const all = account.guardianships ?? []
  if (all.length === 0) return null
  return (
    <Panel title={t('registers.guardians')}>
      <ul className="plain">
        {all.map((one) => (
          <li key={one.id} className="between">
            <span>
              {t(`guardians.side.${one.side}`, { name: one.name })} · {t(`guardians.kind.${one.kind}`)} · {t(`guardians.proof.${one.proof}`)}
              {one.jointly && <> · {t('guardians.jointly.yes')}</>}
              <br />
              <small className="quiet">
                {one.endedAt === null ? t('guardians.until', { date: formatDate(one.to) }) : `${t(`guardians.ended.${one.endedBecause}`)} ${formatMoment(one.endedAt)}`}
                {one.objection !== null && <> · {t('guardians.inConflict')}</>}
              </small>
            </span>
            {grantsPosts && one.endedAt === null && (
              <Button size="small" aria-label={`${t('guardians.end')} ${one.name}`} onClick={() => setEnding(one)}>
                {t('guardians.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ending !== null && <AskEnd one={ending} ward={ending.side === 'ward' ? account.id : ending.account} onClose={() => setEnding(null)} />}
    </Panel>
  )
}
