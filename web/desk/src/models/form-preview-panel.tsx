// The form as on a phone, to try out; and what of it the platform holds already and need not be asked.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { sendJson } from '../api/client.ts'
import type { FormDefinition, HeldDatum } from '../api/types.ts'
import { FormPreview } from '../items/form-preview.tsx'
import { useText } from '../parts/text.ts'

export function PhonePreview({ form }: { form: FormDefinition }) {
  const { t } = useTranslation()
  return (
    <section className="phone" aria-label={t('models.phone')}>
      <div className="phone-screen">
        <FormPreview key={JSON.stringify(form.schema)} definition={form} />
      </div>
    </section>
  )
}

export function HeldAdvice({ form }: { form: FormDefinition }) {
  const { t } = useTranslation()
  const text = useText()
  const fields = form.layout.flatMap((page) => page.fields.map((field) => ({ field: field.field, label: field.label.zh })))
  const query = useQuery({ queryKey: ['form-advice', fields], queryFn: () => sendJson<{ items: HeldDatum[] }>('/api/form-advice', { fields }, crypto.randomUUID()) })
  const labels = new Map(form.layout.flatMap((page) => page.fields).map((field) => [field.field, field.label]))
  if ((query.data?.items.length ?? 0) === 0) return null
  return (
    <div className="notice">
      <strong>{t('models.heldTitle')}</strong>
      <ul>
        {query.data?.items.map((one) => (
          <li key={one.field}>
            {one.source === 'account' ? t('models.heldByAccount', { label: text(labels.get(one.field)) }) : t('models.heldByLicence', { label: text(labels.get(one.field)), type: text(one.type?.name) })}
          </li>
        ))}
      </ul>
    </div>
  )
}
