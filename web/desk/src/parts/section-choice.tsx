// Choosing a team or a window of a body; nothing is shown where the body has none that such a post could be in.
import { useQuery } from '@tanstack/react-query'
import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import type { Organisation } from '../api/types.ts'
import { useText } from './text.ts'

/** The sections of a body, by their codes. */
export function useSections(body: string | undefined): Organisation[] {
  const query = useQuery({ queryKey: ['organisations', 'sections', body], queryFn: () => ask(api.GET('/api/organisations', { params: { query: { of: body ?? '', limit: 100 } } })), enabled: body !== undefined, staleTime: 600_000 })
  return query.data?.items ?? []
}

const teamRoles = ['clerk', 'examiner', 'approver']

/** Asks in which section of the body a post is, where there are any for its role; left open it is one of the whole body. */
export function SectionField({ body, role }: { body: string | undefined; role: string | undefined }) {
  const { t } = useTranslation()
  const text = useText()
  const sections = useSections(body).filter((one) => (one.kind === 'window' ? role === 'window' : teamRoles.includes(role ?? '')))
  if (sections.length === 0) return null
  return (
    <Form.Item name="section" label={t('people.section')} extra={t('people.sectionNote')} preserve={false}>
      <Select allowClear placeholder={t('people.sectionWhole')} options={sections.map((one) => ({ value: one.code, label: text(one.short ?? one.name) }))} />
    </Form.Item>
  )
}
