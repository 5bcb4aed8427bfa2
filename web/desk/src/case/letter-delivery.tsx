// How one letter was delivered to each of those whom it is for, and until when the remedies of each last; where it was not, the way to record it.
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sendAct } from '../api/client.ts'
import type { Case, Letter } from '../api/types.ts'
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

const paperFields: ActField[] = [
  { name: 'means', kind: 'choice', required: true, options: ['window', 'post'], first: 'window' },
  { name: 'on', kind: 'date' },
  { name: 'receiver', kind: 'line' },
  { name: 'proof', kind: 'line', required: true },
]

type Recipient = Letter['recipients'][number]

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

export function LetterDelivery({ found: { number, parties }, letter }: { found: Case; letter: Letter }) {
  const nameOf = ({ party }: Recipient) => (letter.recipients.length > 1 ? (parties.find(({ place }) => place === party)?.name ?? '') : undefined)
  return (
    <>
      {letter.recipients.map((one) => (
        <DeliveryTo key={one.party} number={number} letter={letter} to={one} name={nameOf(one)} />
      ))}
    </>
  )
}

/** Of several recipients each is named. */
function DeliveryTo({ number, letter, to, name }: { number: string; letter: Letter; to: Recipient; name: string | undefined }) {
  const { t } = useTranslation()
  const text = useText()
  const queries = useQueryClient()
  const [open, setOpen] = useState<'delivery' | 'paper-handover' | null>(null)
  const { delivery, remedy, paperAskedAt, paperGiven } = to
  return (
    <div className="letter-delivery">
      {name !== undefined && (
        <small>
          {name} <span className="quiet">{t(`party.${to.role}`, { defaultValue: to.role })}</span>{' '}
        </small>
      )}
      {delivery !== null ? (
        <small className="quiet" title={[delivery.proof, delivery.receiver, delivery.witness].filter(Boolean).join(' · ')}>
          {t('after.delivered', { on: formatDate(delivery.on), means: t(`after.means.${delivery.means}`, { defaultValue: delivery.means }) })}
        </small>
      ) : (
        <>
          <small className="provisional">{t('after.notDelivered')}</small>{' '}
          <Button size="small" onClick={() => setOpen('delivery')}>
            {t('after.record')}
          </Button>
        </>
      )}
      {paperAskedAt !== null && paperGiven === null && <small className="provisional"> {t('after.paperAsked')}</small>}
      {paperAskedAt !== null && paperGiven === null && delivery?.means === 'electronic' && (
        <>
          {' '}
          <Button size="small" onClick={() => setOpen('paper-handover')}>
            {t('after.givePaper')}
          </Button>
        </>
      )}
      {paperGiven !== null && (
        <small className="quiet" title={[paperGiven.proof, paperGiven.receiver].filter(Boolean).join(' · ')}>
          {' '}
          {t('after.paperGiven', { on: formatDate(paperGiven.on), means: t(`after.means.${paperGiven.means}`) })}
        </small>
      )}
      {remedy !== null && delivery !== null && (
        <div>
          <Remedies remedy={remedy} />
        </div>
      )}
      {open !== null && (
        <ActDrawer
          title={t(open === 'delivery' ? 'after.recordTitle' : 'after.givePaperTitle', { letter: name === undefined ? text(letter.title) : `${text(letter.title)} · ${name}` })}
          explanation={t(open === 'delivery' ? 'after.recordAbout' : 'after.givePaperAbout')}
          fields={open === 'delivery' ? fields : paperFields}
          context={{}}
          send={(body, key) => sendAct({ case: number, letter: letter.id, act: open }, { ...body, party: to.party }, key)}
          stale={['case']}
          onClose={(changed) => {
            setOpen(null)
            if (changed) void queries.invalidateQueries({ queryKey: ['case', number, 'letters'] })
          }}
        />
      )}
    </div>
  )
}
