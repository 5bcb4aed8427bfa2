// Choosing an organisation by words of its name.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { api, ask } from '../api/client.ts'
import { useText } from './text.ts'

type Bound = { id?: string; value?: string; onChange?: (code: string) => void }

export function OrganisationChoice({ id, value, onChange }: Bound) {
  const text = useText()
  const [q, setQ] = useState('')
  const organisations = useQuery({
    queryKey: ['organisations', 'choice', q],
    queryFn: () => ask(api.GET('/api/organisations', { params: { query: { q: q || undefined, limit: 50 } } })),
    placeholderData: (before) => before,
  })
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      showSearch={{ filterOption: false, onSearch: setQ }}
      options={(organisations.data?.items ?? []).map((each) => ({ value: each.code, label: text(each.name) }))}
    />
  )
}
