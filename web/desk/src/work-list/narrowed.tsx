// What a list was narrowed by besides the usual filters, such as from the board: each can be dropped; and how many cases it holds.
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CaseRow, LampCounts } from '../api/types.ts'
import { useText } from '../parts/text.ts'

type Set = (changes: Record<string, string | undefined>) => void
const narrow = ['step', 'at', 'free', 'handling'] as const

export function Narrowed({ search, rows, set, counts }: { search: URLSearchParams; rows: CaseRow[]; set: Set; counts: UseQueryResult<LampCounts> }) {
  const { t } = useTranslation()
  const text = useText()
  const bodies = new Map(rows.flatMap((row) => [row.handling, ...row.steps.map((step) => step.organisation)]).map((body) => [body.code, body.name]))
  const bodyOf = (code: string) => text(bodies.get(code)) || code
  const words = {
    step: (value: string) => t('work.inStep', { step: t(`stepKind.${value}`, { defaultValue: value }) }),
    at: (value: string) => t('work.at', { body: bodyOf(value) }),
    free: () => t('work.free'),
    handling: (value: string) => t('work.handling', { body: bodyOf(value) }),
  }
  const chosen = narrow.filter((name) => search.has(name))
  if (chosen.length === 0 && counts.data === undefined) return null
  return (
    <p className="narrowed">
      {chosen.map((name) => {
        const said = words[name](search.get(name) ?? '')
        return (
          <button key={name} type="button" className="chip" aria-label={t('work.unfilter', { name: said })} onClick={() => set({ [name]: undefined })}>
            {said} ×
          </button>
        )
      })}
      {counts.data !== undefined && <span className="quiet" data-count={counts.data.count}>{t('work.count', { count: counts.data.count })}</span>}
    </p>
  )
}
