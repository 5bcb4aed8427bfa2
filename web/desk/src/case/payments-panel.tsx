// What the person is asked to pay in the case: how much, by which law, until when, whether the clock stands meanwhile, and what follows where it does
// not come (行政许可法第五十八条、第五十九条); and the way to record that it came.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sendAct } from '../api/client.ts'
import type { Case, Payment } from '../api/types.ts'
import { ActDrawer } from '../parts/act-drawer.tsx'
import type { ActField } from '../parts/act-fields.tsx'
import { Due } from '../parts/lamp.tsx'
import { Panel } from '../parts/panel.tsx'
import { formatDate, formatYuan, useText } from '../parts/text.ts'

const fields: ActField[] = [
  { name: 'how', kind: 'choice', required: true, options: ['paid', 'waived'], first: 'paid' },
  { name: 'on', kind: 'date' },
  { name: 'proof', kind: 'line', required: true },
]

const lawOf = ({ law, article }: { law: string; article?: string }) => `${law}${article ?? ''}`

function OnePayment({ one, mayRecord, record }: { one: Payment; mayRecord: boolean; record: () => void }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <li className="payment">
      <strong>
        {text(one.name)} {formatYuan(one.cents)} {t('parts.yuan')}
      </strong>{' '}
      {one.settled === null ? <Due limit={{ dueAt: one.dueOn }} /> : <span className="quiet">{t(`payment.${one.settled}`, { on: formatDate(one.settledOn ?? '') })}</span>}
      <div>
        <small className="quiet">{t(one.isBack ? 'payment.back' : 'payment.asked', { on: formatDate(one.askedOn), law: lawOf(one.basis) })}</small>
      </div>
      {one.settled === null && (
        <>
          <div>
            <small className={one.isMissed ? 'due-red' : 'quiet'}>
              {one.isMissed && `${t('payment.missed')} `}
              {one.stops === null ? t('payment.runs') : t('payment.stops', { law: lawOf(one.stops) })}
            </small>
          </div>
          <div>
            <small className="quiet">{one.unpaid === null ? t(one.isBack ? 'payment.unpaidBack' : 'payment.unpaidUsual') : text(one.unpaid)}</small>
          </div>
          {mayRecord && (
            <Button size="small" onClick={record}>
              {t('payment.record')}
            </Button>
          )}
        </>
      )}
    </li>
  )
}

export function PaymentsPanel({ found, onChanged }: { found: Case; onChanged: () => void }) {
  const { t } = useTranslation()
  const text = useText()
  const [open, setOpen] = useState<Payment | null>(null)
  if (found.payments.length === 0) return null
  const mayRecord = found.acts.some(({ act }) => act === 'settle-payment')
  return (
    <Panel title={t('payment.title')}>
      <ul className="plain">
        {found.payments.map((one) => (
          <OnePayment key={one.id} one={one} mayRecord={mayRecord} record={() => setOpen(one)} />
        ))}
      </ul>
      {open !== null && (
        <ActDrawer
          title={t('payment.recordTitle', { name: text(open.name) })}
          explanation={t('payment.recordAbout')}
          fields={fields}
          context={{}}
          send={(body, key) => sendAct({ case: found.number, payment: open.id, act: 'settlement' }, body, key)}
          stale={['cases', 'case', 'saved-lists']}
          onClose={(changed) => {
            setOpen(null)
            if (changed) onChanged()
          }}
        />
      )}
    </Panel>
  )
}
