// The items that are handled here: search by words, type and body; opens the published version of each.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Button } from 'antd'
import { api, ask } from '../api/client.ts'
import type { ItemRow } from '../api/types.ts'
import { useKeyset } from '../parts/list.tsx'
import { SearchedList, useSearched } from '../parts/searched-list.tsx'
import { useText } from '../parts/text.ts'

const itemTypes: ItemRow['type'][] = ['ADMIN_PERMIT', 'ADMIN_CONFIRMATION', 'ADMIN_BENEFIT', 'ADMIN_REWARD', 'ADMIN_ADJUDICATION', 'OTHER_POWER', 'PUBLIC_SERVICE']

export function ItemList() {
  const { t } = useTranslation()
  const text = useText()
  const searched = useSearched('type', itemTypes)
  const { q, choice: type, search, set } = searched
  const body = search.get('body')
  const query = useKeyset(['items', 'list', q, type, body], (cursor) =>
    ask(api.GET('/api/items', { params: { query: { q: q || undefined, type, body: body ?? undefined, cursor, limit: 50 } } })),
  )
  const first = query.data?.pages[0]?.items[0]
  return (
    <SearchedList<ItemRow, ItemRow['type']>
      title={t('shell.items')}
      query={query}
      searched={searched}
      searchLabel={t('items.search')}
      choice={{ name: 'type', label: t('items.type'), any: t('items.anyType'), className: 'type-choice', options: itemTypes, say: (name) => t(`itemType.${name}`) }}
      keyOf={(row) => row.code}
      empty={t('items.none')}
      columns={[
        {
          name: t('items.name'),
          className: 'wide',
          show: (row) => (
            <Link to={`/items/${row.code}`} data-row={row.code}>
              {text(row.name)}
            </Link>
          ),
        },
        { name: t('items.type'), show: (row) => t(`itemType.${row.type}`, { defaultValue: row.type }), className: 'fit' },
        { name: t('items.body'), show: (row) => <span className="clip">{text(row.body.name)}</span> },
        { name: t('items.caseKind'), show: (row) => (t(`caseKind.${row.caseKind}`, { defaultValue: row.caseKind })), className: 'fit' },
        { name: t('items.promised'), show: (row) => row.limits?.promised && t(`term.days.${row.limits.promised.days === 0 ? 'none' : row.limits.promised.unit}`, { count: row.limits.promised.days }), className: 'fit' },
        { name: t('items.code'), show: (row) => <span className="number quiet">{row.code}</span>, className: 'fit' },
      ]}
    >
      {body !== null && (
        <Button onClick={() => set('body', null)}>
          {first === undefined ? body : text(first.body.name)} <span aria-hidden="true">×</span>
          <span className="unseen">{t('parts.remove')}</span>
        </Button>
      )}
    </SearchedList>
  )
}
