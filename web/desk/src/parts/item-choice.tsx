// Choosing services by words of their names, as many as a paper names.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { api, ask } from '../api/client.ts'
import { useText } from './text.ts'

type Bound = { id?: string; value?: { value: string; label: string }[]; onChange?: (chosen: { value: string; label: string }[]) => void }

/** Hands on what was chosen with its name, so that it is shown by name after another search too. */
export function ItemChoice({ id, value, onChange }: Bound) {
  const text = useText()
  const [q, setQ] = useState('')
  const items = useQuery({
    queryKey: ['items', 'choice', q],
    queryFn: () => ask(api.GET('/api/items', { params: { query: { q: q || undefined, limit: 50 } } })),
    placeholderData: (before) => before,
  })
  return (
    <Select
      id={id}
      mode="multiple"
      labelInValue
      value={value}
      onChange={onChange}
      showSearch={{ filterOption: false, onSearch: setQ }}
      options={(items.data?.items ?? []).map((each) => ({ value: each.code, label: text(each.name) }))}
    />
  )
}
