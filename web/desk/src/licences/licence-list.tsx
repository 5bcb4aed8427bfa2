// Licences issued here: searched by number, holder or type; opened for their acts.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../api/client.ts'
import type { LicenceRow } from '../api/types.ts'
import { useKeyset } from '../parts/list.tsx'
import { SearchedList, useSearched } from '../parts/searched-list.tsx'
import { useText } from '../parts/text.ts'

const licenceStates = ['in-force', 'suspended', 'annulled', 'withdrawn', 'revoked', 'deregistered', 'superseded'] as const

export function LicenceList() {
  const { t } = useTranslation()
  const text = useText()
  const searched = useSearched('state', licenceStates)
  const { q, choice: state } = searched
  const query = useKeyset(['licences', q, state], (cursor) => ask(api.GET('/api/licences', { params: { query: { q: q || undefined, state, cursor, limit: 50 } } })))
  return (
    <SearchedList<LicenceRow, (typeof licenceStates)[number]>
      title={t('shell.licences')}
      query={query}
      searched={searched}
      searchLabel={t('licences.search')}
      choice={{ name: 'state', label: t('licences.state'), any: t('work.anyState'), className: 'state-choice', options: licenceStates, say: (name) => t(`licenceState.${name}`) }}
      keyOf={(row) => row.id}
      empty={t('licences.none')}
      columns={[
        {
          name: t('licences.number'),
          className: 'fit',
          show: (row) => (
            <Link to={`/licences/${row.id}`} data-row={row.id} className="number">
              {row.number}
            </Link>
          ),
        },
        { name: t('licences.type'), show: (row) => text(row.type.name), className: 'wide' },
        { name: t('licences.holder'), show: (row) => <span className="clip">{row.holder}</span> },
        { name: t('licences.issuer'), show: (row) => <span className="clip">{text(row.issuer.name)}</span> },
        { name: t('licences.state'), show: (row) => <span className={`tag tag-${row.state}`}>{t(`licenceState.${row.state}`, { defaultValue: row.state })}</span>, className: 'fit' },
        { name: t('licences.issued'), show: (row) => row.issuedOn, className: 'fit' },
        { name: t('licences.expires'), show: (row) => row.validTo ?? t('licences.noEnd'), className: 'fit' },
      ]}
    />
  )
}
