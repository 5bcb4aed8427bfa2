// Accounts of the staff: who works here, with which posts; adding, freezing, posts. Applicants' accounts are seen only as far as the law lets.
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { Account } from '../api/types.ts'
import { ListAround, ListTable, useKeyset } from '../parts/list.tsx'
import { ScreenHead } from '../parts/panel.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { formatDate, useText } from '../parts/text.ts'
import { useKeys } from '../shell/keys.ts'
import { AddPerson } from './add-person.tsx'
import { PersonDrawer } from './person-drawer.tsx'

const kinds = ['staff', 'natural', 'legal'] as const

export function PeopleList() {
  const { t } = useTranslation()
  const text = useText()
  const [q, setQ] = useState('')
  const [kind, setKind] = useState<Account['kind']>('staff')
  const [adding, setAdding] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  const query = useKeyset(['accounts', q, kind], (cursor) =>
    ask(api.GET('/api/accounts', { params: { query: { q: q || undefined, kind, cursor, limit: 50 } } })),
  )
  const { opensAccounts } = describeDuties(useSession().data)
  useKeys({ a: () => opensAccounts && setAdding(true) })
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  const posts = (row: Account) =>
    row.posts.map((post) => `${t(`role.${post.role}`, { defaultValue: post.role })} · ${text((post.section ?? post.organisation).name)}`).join('；')
  return (
    <div className="screen">
      <ScreenHead title={t('shell.people')}>
        <SearchBox value={q} onSearch={setQ} label={t('people.search')} />
        <Select
          className="kind-choice"
          value={kind}
          aria-label={t('people.kind')}
          options={kinds.map((name) => ({ value: name, label: t(`accountKind.${name}`) }))}
          onChange={setKind}
        />
        {opensAccounts && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('people.add')} <kbd>a</kbd>
          </Button>
        )}
      </ScreenHead>
      <ListAround query={query}>
        <ListTable<Account>
          rows={rows}
          keyOf={(row) => row.id}
          label={t('shell.people')}
          empty={t('people.none')}
          columns={[
            {
              name: t('people.name'),
              className: 'fit',
              show: (row) => (
                <Button type="link" size="small" className="row-link" data-row={row.id} onClick={() => setOpen(row.id)}>
                  {row.name}
                </Button>
              ),
            },
            { name: t('people.login'), show: (row) => row.login, className: 'fit' },
            { name: t('people.posts'), show: posts, className: 'wide' },
            { name: t('people.state'), show: (row) => (row.frozenAt === null ? '' : <span className="tag tag-refused">{t('people.frozen')}</span>), className: 'fit' },
            { name: t('people.since'), show: (row) => formatDate(row.createdAt), className: 'fit' },
          ]}
        />
      </ListAround>
      {adding && <AddPerson onClose={() => setAdding(false)} />}
      {open !== null && <PersonDrawer id={open} onClose={() => setOpen(null)} />}
    </div>
  )
}
