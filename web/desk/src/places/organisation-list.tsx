// Organisations as a tree by their superiors; a register: changed by packs and imports, only read here.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../api/client.ts'
import type { Organisation } from '../api/types.ts'
import { ListAround, ListTable, useKeyset } from '../parts/list.tsx'
import { ScreenHead } from '../parts/panel.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { useText } from '../parts/text.ts'

export function OrganisationList() {
  const { t } = useTranslation()
  const text = useText()
  const [q, setQ] = useState('')
  const regions = useQuery({ queryKey: ['regions'], queryFn: () => ask(api.GET('/api/regions', { params: { query: { limit: 100 } } })), staleTime: 300_000 })
  const query = useKeyset(['organisations', q], (cursor) =>
    ask(api.GET('/api/organisations', { params: { query: { q: q || undefined, cursor, limit: 100 } } })),
  )
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  const regionName = (code: string) => text(regions.data?.items.find((region) => region.code === code)?.name) || code
  const superior = (row: Organisation) => text(rows.find((each) => each.code === row.superior)?.name) || (row.superior ?? '')
  return (
    <div className="screen">
      <ScreenHead title={t('shell.organisations')}>
        <SearchBox value={q} onSearch={setQ} label={t('places.search')} />
      </ScreenHead>
      <ListAround query={query}>
        <ListTable<Organisation>
          rows={rows}
          keyOf={(row) => row.code}
          label={t('shell.organisations')}
          empty={t('places.none')}
          columns={[
            {
              name: t('places.name'),
              className: 'wide',
              show: (row) => (
                <Link to={`/items?body=${encodeURIComponent(row.code)}`} data-row={row.code} title={t('places.items')}>
                  {text(row.name)}
                </Link>
              ),
            },
            { name: t('places.kind'), show: (row) => t(`organisationKind.${row.kind}`, { defaultValue: row.kind }), className: 'fit' },
            { name: t('places.region'), show: (row) => regionName(row.region), className: 'fit' },
            { name: t('places.superior'), show: superior },
            { name: t('places.address'), show: (row) => <span className="clip">{text(row.address)}</span> },
            { name: t('places.phone'), show: (row) => row.phone ?? '', className: 'fit' },
            { name: t('places.code'), show: (row) => <span className="number quiet">{row.code}</span>, className: 'fit' },
          ]}
        />
      </ListAround>
    </div>
  )
}
