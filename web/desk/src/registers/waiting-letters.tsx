// Letters that one of those whom they are for has not received yet, and electronic ones whose paper was asked for, oldest first: what is past its ten working days stands out
// (许可法 44). Each opens its case, where the delivery, or the handing over of the paper, is recorded.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../api/client.ts'
import type { WaitingLetter } from '../api/types.ts'
import { useKeyset } from '../parts/list.tsx'
import { SearchedList, useSearched } from '../parts/searched-list.tsx'
import { formatDate, useText } from '../parts/text.ts'
import { RegisterTabs } from './register-tabs.tsx'

const kinds = ['late', 'paper'] as const

export function WaitingLetters() {
  const { t } = useTranslation()
  const text = useText()
  const searched = useSearched('only', kinds)
  const { q, choice: only } = searched
  const query = useKeyset(['case', 'waiting-letters', q, only], (cursor) =>
    ask(api.GET('/api/waiting-letters', { params: { query: { number: q || undefined, cursor, limit: 50, ...(only === 'late' ? { late: true } : only === 'paper' ? { paper: true } : {}) } } })),
  )
  return (
    <SearchedList<WaitingLetter, (typeof kinds)[number]>
      title={t('registers.letters')}
      query={query}
      searched={searched}
      searchLabel={t('registers.letterNumber')}
      choice={{ name: 'only', label: t('registers.which'), any: t('registers.allWaiting'), className: 'kind-choice', options: kinds, say: (name) => t(`registers.only.${name}`) }}
      keyOf={(row) => `${row.id}:${row.party}`}
      empty={t('registers.noLetters')}
      tabs={<RegisterTabs />}
      columns={[
        {
          name: t('registers.dueOn'),
          className: 'fit',
          show: (row) => (
            <span className={row.late ? 'due due-red' : 'due'}>
              <span className="due-words">{row.dueOn === null ? t('registers.onlyPaper') : formatDate(row.dueOn)}</span>
              {row.late && <span className="tag tag-refused">{t('board.late')}</span>}
            </span>
          ),
        },
        {
          name: t('work.number'),
          className: 'fit',
          show: (row) => row.case !== null && (
            <Link to={`/cases/${row.case}`} data-row={`${row.id}:${row.party}`} className="number">
              {row.case}
            </Link>
          ),
        },
        {
          name: t('registers.letter'),
          className: 'wide',
          show: (row) => (
            <>
              {text(row.title)} <span className="quiet">{t('registers.recipient', { name: row.recipient })}</span>
              {row.address !== null && <small className="quiet"> {t('entering.sendTo', { address: row.address })}</small>}
            </>
          ),
        },
        { name: t('registers.letterNumber'), show: (row) => row.number },
        { name: t('board.body'), show: (row) => <span className="clip">{text(row.organisation.name)}</span> },
        { name: t('registers.dated'), className: 'fit', show: (row) => formatDate(row.dated) },
        { name: t('registers.wish'), className: 'fit', show: (row) => row.paperAskedAt !== null && <span className="tag tag-correcting">{t('after.paperAsked')}</span> },
      ]}
    />
  )
}
