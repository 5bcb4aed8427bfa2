// One system as it was proposed, and what differs from what is in force: registered or refused by another person, ended by either administrator.
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sendJson } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { ClientRow } from '../api/types.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import { useChanges } from '../parts/changes.tsx'
import { Facts } from '../parts/panel.tsx'
import { formatMoment, useText } from '../parts/text.ts'

type Act = 'confirmation' | 'refusal' | 'end'

/** Whether a system is registered another person decides; ending it takes away, and is one person's. */
function addressOf(row: ClientRow, act: Act): string {
  return act === 'end' ? `/api/clients/${row.content.code}/end` : `/api/proposals/client/${row.id}/${act}`
}

export function ClientDrawer({ row, onChange, onClose }: { row: ClientRow; onChange: () => void; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useText()
  const [acting, setActing] = useState<Act | null>(null)
  const { opensAccounts, grantsPosts } = describeDuties(useSession().data)
  const { content } = row
  const line = useChanges(content, row.inForce)
  const send = ({ reason }: Body, key: string) => sendJson(addressOf(row, acting ?? 'end'), acting === 'end' ? { reason } : acting === 'refusal' ? { answer: reason } : {}, key)
  return (
    <Drawer open title={text(content.name)} onClose={onClose} size={560}>
      {row.state === 'proposed' && row.inForce === null && <p className="quiet">{t('parts.isNew')}</p>}
      <Facts
        rows={[
          [t('work.state'), t(`clients.state.${row.state}`)],
          row.reason !== null && [t('field.reason'), row.reason],
          [t('clients.code'), content.code],
          line(t('clients.name'), ({ name }) => [name.zh, name.en].filter(Boolean).join('\n')),
          // Of the body before only the code is at hand.
          line(t('clients.organisation'), ({ organisation }) => (organisation === content.organisation ? text(row.organisation.name) : organisation)),
          line(t('clients.purposeZh'), ({ purpose }) => [purpose.zh, purpose.en].filter(Boolean).join('\n')),
          line(t('clients.contact'), ({ contact }) => contact),
          line(t('clients.redirects'), ({ redirects }) => redirects.join('\n')),
          line(t('clients.logout'), ({ logout }) => logout ?? ''),
          line(t('clients.reads'), ({ reads }) => (reads ? t('clients.yes') : '')),
          line(t('clients.kinds'), ({ kinds }) => kinds.map((kind) => t(`accountKind.${kind}`)).join('、')),
          line(t('clients.scopes'), ({ scopes }) => scopes.map((scope) => t(`clients.scope.${scope}`)).join('、')),
          line(t('clients.law'), ({ basis }) => (basis ? `${basis.law} ${basis.article}` : '')),
          line(t('clients.levelMin'), ({ levelMin }) => String(levelMin)),
          line(t('clients.keys'), ({ keys }) => keys.map((key) => `${key.crv} ${key.x}`).join('\n')),
          [t('clients.proposedBy'), `${row.proposedBy.name} · ${formatMoment(row.proposedAt)}`],
          row.decidedBy !== null && [t('clients.decidedBy'), `${row.decidedBy.name} · ${formatMoment(row.decidedAt ?? '')}`],
        ]}
      />
      <div className="drawer-end">
        {grantsPosts && row.state === 'proposed' && (
          <>
            <Button type="primary" onClick={() => setActing('confirmation')}>
              {t('clients.register')}
            </Button>
            <Button onClick={() => setActing('refusal')}>{t('clients.refuse')}</Button>
          </>
        )}
        {opensAccounts && row.state === 'in-force' && <Button onClick={onChange}>{t('clients.change')}</Button>}
        {(opensAccounts || grantsPosts) && row.state === 'in-force' && (
          <Button danger onClick={() => setActing('end')}>
            {t('clients.end')}
          </Button>
        )}
      </div>
      {acting !== null && (
        <ActDrawer
          title={t(`clients.act.${acting}`)}
          explanation={t(`clients.about.${acting}`, { name: text(content.name) })}
          fields={acting === 'confirmation' ? [] : [{ name: 'reason', kind: 'words', required: true, lengthMax: 1000 }]}
          grave={acting === 'end'}
          context={{}}
          send={send}
          stale={['clients', 'proposals']}
          onClose={(changed) => {
            setActing(null)
            if (changed) onClose()
          }}
        />
      )}
    </Drawer>
  )
}
