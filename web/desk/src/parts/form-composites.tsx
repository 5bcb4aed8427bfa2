// Questions whose answer has parts: a range of dates, an address by the region tree, a signature given on paper and entered by name.
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { isRecord, isWithin, regionDepth } from '#engines/forms'
import { api, ask } from '../api/client.ts'
import type { Asked } from './form-inputs.tsx'
import { pickText } from './text.ts'

type Parts = Record<string, unknown>

function usePart({ value, change }: Asked): [Parts, (part: Parts) => void] {
  const parts = isRecord(value) ? value : {}
  return [parts, (part) => change(withoutEmpty({ ...parts, ...part }))]
}

function withoutEmpty(parts: Parts): Parts | undefined {
  const filled = Object.entries(parts).filter(([, value]) => value !== undefined && value !== '')
  return filled.length === 0 ? undefined : Object.fromEntries(filled)
}

export function DateRange(asked: Asked) {
  const { t } = useTranslation()
  const [parts, put] = usePart(asked)
  const day = (part: 'from' | 'to') => <Input id={`${asked.id}.${part}`} type="date" aria-label={t(`parts.${part}`)} value={String(parts[part] ?? '')} onChange={(event) => put({ [part]: event.target.value })} />
  return (
    <div className="date-range">
      {day('from')} — {day('to')}
    </div>
  )
}

/** One level of the region tree; below what is chosen stands the next, until the address is deep enough. */
function RegionLevel({ parent, region, choose, asked }: { parent: string; region: string; choose: (code: string) => void; asked: Asked }) {
  const { t, i18n } = useTranslation()
  const regions = useQuery({ queryKey: ['regions', parent], queryFn: () => ask(api.GET('/api/regions', { params: { query: { parent, limit: 100 } } })), staleTime: Number.POSITIVE_INFINITY })
  const options = regions.data?.items ?? []
  if (options.length === 0) return null
  const chosen = options.find(({ code }) => region !== '' && isWithin(region, code))?.code
  return (
    <>
      <Select
        aria-label={t('parts.region')}
        placeholder={t('parts.region')}
        value={chosen}
        options={options.map(({ code, name }) => ({ value: code, label: pickText(name, i18n.language) }))}
        onChange={choose}
      />
      {chosen !== undefined && !regionDepth(asked.field.layout).reaches(chosen) && <RegionLevel parent={chosen} region={region} choose={choose} asked={asked} />}
    </>
  )
}

export function Address(asked: Asked) {
  const { t } = useTranslation()
  const [parts, put] = usePart(asked)
  const region = typeof parts['region'] === 'string' ? parts['region'] : ''
  return (
    <div className="address">
      <RegionLevel parent={asked.field.layout.within ?? ''} region={region} choose={(code) => put({ region: code })} asked={asked} />
      <Input id={asked.id} aria-label={t('parts.detail')} placeholder={t('parts.detail')} value={String(parts['detail'] ?? '')} onChange={(event) => put({ detail: event.target.value })} />
    </div>
  )
}

export function Signature(asked: Asked) {
  const { t, i18n } = useTranslation()
  const [parts, put] = usePart(asked)
  return (
    <div className="signature">
      <Checkbox checked={parts['declared'] === true} onChange={(event) => put({ declared: event.target.checked || undefined })}>
        {pickText(asked.field.layout.statement, i18n.language)}
      </Checkbox>
      <Input id={asked.id} placeholder={t('parts.signName')} aria-label={t('parts.signName')} value={String(parts['name'] ?? '')} onChange={(event) => put({ name: event.target.value })} />
    </div>
  )
}
