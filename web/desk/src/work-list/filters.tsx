// Narrowing the work list; every choice stands in the address, so that a list can be kept and sent on.
import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import type { Lamp, LampCounts } from '../api/types.ts'
import { LampMark } from '../parts/lamp.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { useText } from '../parts/text.ts'

type Set = (changes: Record<string, string | undefined>) => void
const states = ['submitted', 'correcting', 'accepted', 'decided', 'finished']
const lamps: Lamp[] = ['red', 'amber', 'green']

export function ItemChoice({ value, onChange }: { value: string | undefined; onChange: (code: string | undefined) => void }) {
  const { t } = useTranslation()
  const text = useText()
  const [words, setWords] = useState('')
  const [open, setOpen] = useState(false)
  const items = useQuery({
    queryKey: ['items', 'choice', words],
    queryFn: () => ask(api.GET('/api/items', { params: { query: { q: words || undefined, limit: 20 } } })),
    enabled: open || value !== undefined,
    staleTime: 300_000,
    placeholderData: (before) => before,
  })
  const options = (items.data?.items ?? []).map((item) => ({ value: item.code, label: text(item.name) }))
  return (
    <Select
      className="item-choice"
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      value={value}
      options={options}
      loading={items.isFetching}
      placeholder={t('work.anyItem')}
      aria-label={t('work.item')}
      onOpenChange={setOpen}
      onChange={(code: string | undefined) => onChange(code)}
    />
  )
}

export function Filters({ search, set, counts }: { search: URLSearchParams; set: Set; counts: LampCounts | undefined }) {
  const { t } = useTranslation()
  const lamp = search.get('lamp')
  return (
    <div className="filters">
      <SearchBox value={search.get('q') ?? ''} onSearch={(words) => set({ q: words })} label={t('work.search')} />
      <ItemChoice value={search.get('item') ?? undefined} onChange={(item) => set({ item })} />
      <Select
        className="state-choice"
        allowClear
        value={search.get('state')}
        placeholder={t('work.anyState')}
        aria-label={t('work.state')}
        options={states.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        onChange={(state: string | null | undefined) => set({ state: state ?? undefined })}
      />
      <Select
        className="payment-choice"
        allowClear
        value={search.get('payment')}
        placeholder={t('payment.any')}
        aria-label={t('payment.title')}
        options={(['waiting', 'overdue'] as const).map((wait) => ({ value: wait, label: t(`payment.wait.${wait}`) }))}
        onChange={(payment: string | null | undefined) => set({ payment: payment ?? undefined })}
      />
      <span className="lamps" role="group" aria-label={t('lamp.name')}>
        {lamps.map((colour) => (
          <Button
            key={colour}
            type={lamp === colour ? 'primary' : 'default'}
            ghost={lamp === colour}
            aria-pressed={lamp === colour}
            title={t(`lamp.${colour}`)}
            aria-label={counts === undefined ? t(`lamp.${colour}`) : `${t(`lamp.${colour}`)} ${counts[colour]}`}
            onClick={() => set({ lamp: lamp === colour ? undefined : colour })}
          >
            <LampMark colour={colour} /> {counts !== undefined && <span className="lamp-count">{counts[colour]}</span>}
          </Button>
        ))}
      </span>
    </div>
  )
}
