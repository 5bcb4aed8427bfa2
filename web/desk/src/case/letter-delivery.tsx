// How one letter was delivered and until when its remedies last; where it was not, the way to record it.
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sendAct } from '../api/client.ts'
import type { Letter } from '../api/types.ts'
import { ActDrawer } from '../parts/act-drawer.tsx'
import type { ActField } from '../parts/act-fields.tsx'
import { formatDate, useText } from '../parts/text.ts'

const fields: ActField[] = [
  { name: 'means', kind: 'choice', required: true, options: ['window', 'post', 'left', 'public-notice', 'electronic'], first: 'window' },
  { name: 'on', kind: 'date' },
  { name: 'receiver', kind: 'line', only: { field: 'means', not: 'electronic' } },
  { name: 'proof', kind: 'line', requiredUnless: { field: 'means', value: 'electronic' } },
  { name: 'witness', kind: 'line', required: true, when: { field: 'means', value: 'left' } },
]

function Remedies({ remedy }: { remedy: NonNullable<Letter['remedy']> }) {
  const { t } = useTranslation()
  const day = (way: { lastDay: string | null; provisional: boolean }) => `${formatDate(way.lastDay ?? '')}${way.provisional ? t('after.provisional') : ''}`
  return (
    <small className="quiet">
      {remedy.reviewFirst !== null && `${t('after.reviewFirst')} · `}
      {remedy.review.lastDay !== null && t('after.review', { day: day(remedy.review) })}
      {remedy.court.lastDay !== null && ` · ${t('after.court', { day: day(remedy.court) })}`}
    </small>
  )
}

export function LetterDelivery({ number, letter }: { number: string; letter: Letter }) {
  const { t } = useTranslation()
  const text = useText()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const { delivery, remedy, paperAskedAt } = letter
  return (
    <div className="letter-delivery">
      {delivery !== null ? (
        <small className="quiet" title={[delivery.proof, delivery.receiver, delivery.witness].filter(Boolean).join(' · ')}>
          {t('after.delivered', { on: formatDate(delivery.on), means: t(`after.means.${delivery.means}`, { defaultValue: delivery.means }) })}
        </small>
      ) : (
        <>
          <small className="provisional">{t('after.notDelivered')}</small>{' '}
          <Button size="small" onClick={() => setOpen(true)}>
            {t('after.record')}
          </Button>
        </>
      )}
      {paperAskedAt !== null && <small className="provisional"> {t('after.paperAsked')}</small>}
      {remedy !== null && delivery !== null && (
        <div>
          <Remedies remedy={remedy} />
        </div>
      )}
      {open && (
        <ActDrawer
          title={t('after.recordTitle', { letter: text(letter.title) })}
          explanation={t('after.recordAbout')}
          fields={fields}
          context={{}}
          send={(body, key) => sendAct({ case: number, letter: letter.id, act: 'delivery' }, body, key)}
          stale={['case']}
          onClose={(changed) => {
            setOpen(false)
            if (changed) void queries.invalidateQueries({ queryKey: ['case', number, 'letters'] })
          }}
        />
      )}
    </div>
  )
}
