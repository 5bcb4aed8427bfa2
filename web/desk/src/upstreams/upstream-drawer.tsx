// One platform above as it was registered, or as it is proposed beside what is in force: changed by two, ended at once by either administrator.
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { sendJson } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { UpstreamRow } from '../api/types.ts'
import { ActDrawer } from '../parts/act-drawer.tsx'
import { useChanges } from '../parts/changes.tsx'
import { Facts } from '../parts/panel.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { sayLevels } from './proposal.ts'

export function UpstreamDrawer({ row, onChange, onClose }: { row: UpstreamRow; onChange: () => void; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useText()
  const [ending, setEnding] = useState(false)
  const { opensAccounts, grantsPosts } = describeDuties(useSession().data)
  const { content } = row
  const line = useChanges(content, row.inForce)
  return (
    <Drawer open title={text(content.name)} onClose={onClose} size={560}>
      {row.state === 'proposed' && row.inForce === null && <p className="quiet">{t('parts.isNew')}</p>}
      <Facts
        rows={[
          [t('work.state'), t(`upstreams.state.${row.state}`)],
          [t('upstreams.code'), content.code],
          line(t('upstreams.name'), ({ name }) => [name.zh, name.en].filter(Boolean).join('\n')),
          line(t('upstreams.issuer'), ({ issuer }) => issuer),
          line(t('upstreams.client'), ({ client }) => client),
          line(t('upstreams.kind'), ({ kind }) => t(`accountKind.${kind}`)),
          line(t('upstreams.levels'), ({ levels }) => sayLevels(levels)),
          line(t('upstreams.law'), ({ basis }) => `${basis.law} ${basis.article}`),
          [t('upstreams.askedBy'), `${row.askedBy.name} · ${formatMoment(row.askedAt)}`],
          row.decidedBy !== null && [t('upstreams.decidedBy'), `${row.decidedBy.name} · ${formatMoment(row.decidedAt ?? '')}`],
          row.endedAt !== null && [t('upstreams.endedAt'), formatMoment(row.endedAt)],
        ]}
      />
      <div className="drawer-end">
        {row.state === 'proposed' && <Link to="/proposals">{t('upstreams.toProposals')}</Link>}
        {opensAccounts && row.state === 'in-force' && <Button onClick={onChange}>{t('upstreams.change')}</Button>}
        {(opensAccounts || grantsPosts) && row.state === 'in-force' && (
          <Button danger onClick={() => setEnding(true)}>
            {t('upstreams.end')}
          </Button>
        )}
      </div>
      {ending && (
        <ActDrawer
          title={t('upstreams.endOne')}
          explanation={t('upstreams.endAbout', { name: text(content.name) })}
          fields={[]}
          grave
          context={{}}
          send={(_, key) => sendJson(`/api/upstreams/${content.code}/end`, {}, key)}
          stale={['upstreams']}
          onClose={(changed) => {
            setEnding(false)
            if (changed) onClose()
          }}
        />
      )}
    </Drawer>
  )
}
