// The lamp of a limit: green, amber, red, told by shape and words as well as by colour.
import { useTranslation } from 'react-i18next'
import type { Lamp as Colour } from '../api/types.ts'
import { daysUntil, formatDate, formatYuan, useOutcome } from './text.ts'

type Limited = { dueAt: string | null; lamp?: Colour | null; suspended?: boolean; finishedAt?: string | null }

// The same day count as the server's lamp of a case (src/core/cases): terms carry no lamp of their own.
const amberDays = 2

function lampOf(limit: Limited): Colour | null {
  if (limit.lamp !== null && limit.lamp !== undefined) return limit.lamp
  if (limit.dueAt === null) return null
  const left = daysUntil(limit.dueAt)
  if (left < 0) return 'red'
  return left <= amberDays ? 'amber' : 'green'
}

export function LampMark({ colour }: { colour: Colour | null }) {
  return <span className={`lamp lamp-${colour ?? 'none'}`} aria-hidden="true" />
}

/** The lamp with the days that are left, in words. */
export function Due({ limit }: { limit: Limited }) {
  const { t } = useTranslation()
  if (limit.finishedAt !== null && limit.finishedAt !== undefined) return <span className="quiet">{formatDate(limit.finishedAt)}</span>
  if (limit.suspended === true && limit.lamp === 'red') return <span className="due due-red" title={t('lamp.red')}><LampMark colour="red" /><span className="due-words">{t('clock.suspendedLate')}</span></span>
  if (limit.suspended === true) return <span className="due"><span className="lamp lamp-paused" aria-hidden="true" />{t('clock.suspended')}</span>
  if (limit.dueAt === null) return <span className="quiet">{t('clock.none')}</span>
  const left = daysUntil(limit.dueAt)
  const words = left < 0 ? t('clock.over', { count: -left }) : left === 0 ? t('clock.today') : t('clock.left', { count: left })
  const colour = lampOf(limit)
  return (
    <span className={`due due-${colour ?? 'none'}`} title={t(`lamp.${colour ?? 'none'}`)}>
      <LampMark colour={colour} />
      <span className="due-words">{words}</span>
      <time dateTime={formatDate(limit.dueAt)}>{formatDate(limit.dueAt).slice(5)}</time>
    </span>
  )
}

/** That a case waits for a payment: how much, and by which day; after it, in red. */
export function PaymentMark({ payment }: { payment: { cents: number; until: string; isMissed: boolean } | null }) {
  const { t } = useTranslation()
  if (payment === null) return null
  const { isMissed } = payment
  return (
    <span className={isMissed ? 'payment-mark due-red' : 'payment-mark'}>
      {t(isMissed ? 'payment.markMissed' : 'payment.mark', { sum: formatYuan(payment.cents), date: formatDate(payment.until).slice(5) })}
    </span>
  )
}

/** State of a case, or its outcome once it is finished; that it was annulled stands before the outcome. */
export function StateTag({ state, outcome, annulled = false, burdens = false }: { state: string; outcome?: string | null; annulled?: boolean; burdens?: boolean }) {
  const { t } = useTranslation()
  const say = useOutcome(burdens)
  if (annulled) return <span className="tag tag-refused">{t('after.annulled')}</span>
  const name = outcome === null || outcome === undefined ? t(`state.${state}`, { defaultValue: state }) : say(outcome)
  return <span className={`tag tag-${burdens ? state : (outcome ?? state)}`}>{name}</span>
}
