// Papers that follow by a promised day (容缺) and a promise in place of papers (告知承诺): conditions and consequences are told before the
// choice. Whether either is open, the API says; the ordinary way always is.
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import type { IntakeAdvice, Material, PromiseOffer } from '../api/types.ts'
import { Panel } from '../parts/panel.tsx'
import { formatDate, useText } from '../parts/text.ts'
import { useRested } from '../parts/use-rested.ts'
import type { paths } from '../api/paths.ts'

type Asked = paths['/api/intake-advice']['post']['requestBody']['content']['application/json']

/** What is told of an intake as it stands; undefined until the server has answered. */
export function useAdvice(asked: Asked): IntakeAdvice | undefined {
  const rested = useRested(asked)
  return useQuery({
    queryKey: ['intake-advice', rested],
    queryFn: () => ask(api.POST('/api/intake-advice', { params: { header: { 'Idempotency-Key': crypto.randomUUID() } }, body: rested })),
    placeholderData: (before) => before,
    retry: false,
  }).data
}

/** What was told: the same words before the choice and on the receipt. */
export function Told({ offer, materials }: { offer: PromiseOffer; materials: Material[] }) {
  const { t } = useTranslation()
  const text = useText()
  const part = (title: string, lines: string[]) => (
    <>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  )
  return (
    <div className="told">
      {part(t('promise.papers'), materials.filter(({ key }) => offer.materials.includes(key)).map(({ name }) => text(name)))}
      {part(t('promise.conditions'), offer.conditions.map(text))}
      {part(t('promise.consequences'), [...offer.consequences.map(text), t('promise.checked', { count: offer.checkDays })])}
      <p className="quiet">
        {t('promise.basis')} {offer.basis.law} {offer.basis.article}
      </p>
    </div>
  )
}

/** The choice between a promise and the ordinary way; where the promise is not open, why. */
export function PromiseChoice({ offer, materials, chosen, choose }: { offer: PromiseOffer; materials: Material[]; chosen: boolean; choose: (chosen: boolean) => void }) {
  const { t } = useTranslation()
  const text = useText()
  if (offer.excluded !== null)
    return (
      <Panel title={t('promise.title')}>
        <p>
          <strong>{t('promise.excluded')}</strong> {text(offer.excluded.reason)}{' '}
          <span className="quiet">
            {offer.excluded.basis.law} {offer.excluded.basis.article}
          </span>
        </p>
        <p className="quiet">{t('promise.excludedNext')}</p>
      </Panel>
    )
  return (
    <Panel title={t('promise.title')}>
      <p>{t('promise.note')}</p>
      <Told offer={offer} materials={materials} />
      <Radio.Group
        className="outcomes"
        aria-label={t('promise.title')}
        value={chosen}
        options={[
          { value: false, label: t('promise.ordinary') },
          { value: true, label: t('promise.promised') },
        ]}
        onChange={(event) => choose(event.target.value === true)}
      />
    </Panel>
  )
}

/** The papers that may follow, and the day until which the applicant promises them in writing. */
export function GapPromise({ gaps, materials, until, onChange }: { gaps: NonNullable<IntakeAdvice['gaps']>; materials: Material[]; until: string; onChange: (until: string) => void }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <Panel title={t('gap.title')}>
      <p>{t('gap.note')}</p>
      <ul>
        {materials.filter(({ key }) => gaps.materials.includes(key)).map((material) => (
          <li key={material.key}>{text(material.name)}</li>
        ))}
      </ul>
      <Form.Item htmlFor="gap-until" label={t('field.gapUntil')} extra={t('gap.last', { date: formatDate(gaps.last) })}>
        <Input id="gap-until" className="day" type="date" value={until} min={gaps.first} max={gaps.last} onChange={(event) => onChange(event.target.value)} />
      </Form.Item>
    </Panel>
  )
}

/** What is still missing or not met: told at once, and no reason not to receive (许可法 32). */
export function Missing({ warnings }: { warnings: IntakeAdvice['warnings'] }) {
  const { t } = useTranslation()
  const text = useText()
  const shown = warnings.filter(({ kind }) => kind !== 'gap')
  if (shown.length === 0) return null
  return (
    <div className="notice">
      <strong>{t('intake.missing')}</strong>
      <ul>
        {shown.map((warning) => (
          <li key={`${warning.kind} ${warning.material ?? warning.field}`}>{text(warning.text)}</li>
        ))}
      </ul>
    </div>
  )
}
