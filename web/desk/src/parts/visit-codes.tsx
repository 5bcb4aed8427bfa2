// Visits at a window that nobody judged yet, where the applicant has no account: each with the address that goes to the person on
// paper. Where there is an account the server names no code, and nothing is shown.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'

export function VisitCodes({ number }: { number: string }) {
  const { t } = useTranslation()
  const query = useQuery({
    queryKey: ['case', number, 'visits'],
    queryFn: () => ask(api.GET('/api/cases/{number}/visits', { params: { path: { number } } })),
    // The visit follows the act within a second.
    refetchInterval: ({ state }) => (state.data?.items.length === 0 && state.dataUpdateCount < 5 ? 1000 : false),
    retry: false,
  })
  const open = query.data?.items.filter((visit) => visit.code !== null && !visit.given) ?? []
  return open.map((visit) => (
    <p key={visit.code}>
      {t('receipt.judge')} <span className="number">{visit.address}</span> {t('receipt.code', { code: visit.code })} <span className="quiet">{visit.on}</span>
    </p>
  ))
}
