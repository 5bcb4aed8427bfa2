// The seals of one's own body: what each looks like, what it seals and by whose acts, whether it is in use; its head cancels it with a ground (国办发〔2025〕33号).
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, sendJson } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import type { Seal } from '../api/types.ts'
import { ActDrawer } from '../parts/act-drawer.tsx'
import { ListTable } from '../parts/list.tsx'
import { Facts, ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment } from '../parts/text.ts'
import { RegisterTabs } from './register-tabs.tsx'

const grounds = ['body-changed', 'key-exposed', 'replaced']

function Picture({ seal, size }: { seal: Seal; size: number }) {
  return <img src={`/api/seals/${seal.id}/picture?${seal.state}`} alt={seal.name} width={size} height={size} loading="lazy" />
}

function StateOf({ seal }: { seal: Seal }) {
  const { t } = useTranslation()
  return <span className={seal.state === 'in-use' ? 'tag tag-in-force' : 'tag'}>{t(`seals.state.${seal.state}`, { defaultValue: seal.state })}</span>
}

function SealDrawer({ seal, mayCancel, cancel, onClose }: { seal: Seal; mayCancel: boolean; cancel: () => void; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Drawer
      open
      title={seal.name}
      size={460}
      onClose={onClose}
      footer={
        mayCancel && (
          <Button danger onClick={cancel}>
            {t('seals.cancel')}
          </Button>
        )
      }
    >
      <p className="seal-picture">
        <Picture seal={seal} size={220} />
      </p>
      <Facts
        rows={[
          [t('work.state'), <StateOf key="state" seal={seal} />],
          [t('board.body'), seal.organisation.name],
          [t('seals.uses'), t(`seals.use.${seal.kind}`, { defaultValue: seal.kind })],
          [t('seals.users'), t(`seals.user.${seal.kind}`, { defaultValue: '' })],
          [t('seals.certificate'), t(`seals.certificateIs.${seal.certificate}`, { defaultValue: seal.certificate })],
          [t('seals.madeAt'), formatMoment(seal.madeAt)],
          seal.cancelledAt !== null && [t('seals.cancelledAt'), formatMoment(seal.cancelledAt)],
          seal.ground !== null && [t('field.cancelGround'), t(`seals.ground.${seal.ground}`, { defaultValue: seal.ground })],
        ]}
      />
      {!mayCancel && seal.state === 'in-use' && <p className="quiet">{t('seals.headOnly')}</p>}
    </Drawer>
  )
}

export function Seals() {
  const { t } = useTranslation()
  const query = useQuery({ queryKey: ['seals'], queryFn: () => ask(api.GET('/api/seals', {})) })
  const [open, setOpen] = useState<string | null>(null)
  const [cancelling, setCancelling] = useState(false)
  const posts = useSession().data?.posts ?? []
  const seals = query.data?.items ?? []
  const shown = seals.find(({ id }) => id === open)
  const mayCancel = shown?.state === 'in-use' && posts.some((post) => post.role === 'head' && post.organisation.code === shown.organisation.code)
  return (
    <div className="screen">
      <ScreenHead title={t('registers.seals')} tabs={<RegisterTabs />} />
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      {query.isPending && <Waiting />}
      {query.isSuccess && (
        <ListTable<Seal>
          rows={seals}
          keyOf={(row) => row.id}
          label={t('registers.seals')}
          empty={t('seals.none')}
          columns={[
            { name: t('seals.look'), className: 'fit', show: (row) => <Picture seal={row} size={56} /> },
            {
              name: t('seals.name'),
              className: 'wide',
              show: (row) => (
                <Button type="link" size="small" className="row-link" data-row={row.id} onClick={() => setOpen(row.id)}>
                  {row.name}
                </Button>
              ),
            },
            { name: t('seals.uses'), show: (row) => t(`seals.use.${row.kind}`, { defaultValue: row.kind }) },
            { name: t('seals.users'), show: (row) => t(`seals.user.${row.kind}`, { defaultValue: '' }) },
            { name: t('work.state'), className: 'fit', show: (row) => <StateOf seal={row} /> },
            { name: t('seals.madeAt'), className: 'fit', show: (row) => <time>{formatMoment(row.madeAt)}</time> },
          ]}
        />
      )}
      {shown !== undefined && !cancelling && <SealDrawer seal={shown} mayCancel={mayCancel} cancel={() => setCancelling(true)} onClose={() => setOpen(null)} />}
      {shown !== undefined && cancelling && (
        <ActDrawer
          title={t('seals.cancelOne', { name: shown.name })}
          explanation={t('seals.cancelAbout')}
          fields={[{ name: 'cancelGround', kind: 'choice', required: true, options: grounds, words: 'seals.ground' }]}
          grave
          context={{}}
          send={({ cancelGround }, key) => sendJson(`/api/seals/${shown.id}/cancellation`, { ground: cancelGround }, key)}
          stale={['seals']}
          onClose={() => setCancelling(false)}
        />
      )}
    </div>
  )
}
