// Choosing the account of a person by login, name or whole document number; lists show names and numbers masked.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'

type Bound = { id?: string; value?: string; onChange?: (account: string) => void }

export function PersonChoice({ id, value, onChange }: Bound) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const people = useQuery({
    queryKey: ['accounts', 'choice', q],
    queryFn: () => ask(api.GET('/api/accounts', { params: { query: { q, kind: 'natural', limit: 20 } } })),
    enabled: q !== '',
    placeholderData: (before) => before,
  })
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      showSearch={{ filterOption: false, onSearch: setQ }}
      notFoundContent={t(q === '' ? 'life.personNote' : 'people.none')}
      options={(people.data?.items ?? []).map((one) => ({ value: one.id, label: [one.login, one.name, one.idNumber].filter(Boolean).join(' · ') }))}
    />
  )
}
