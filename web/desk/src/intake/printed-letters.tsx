// Letters of the case that was just opened, such as the sealed receipt: each opens as PDF, to be printed. They follow the act within a second.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import { useText } from '../parts/text.ts'

export function PrintedLetters({ number }: { number: string }) {
  const { t } = useTranslation()
  const text = useText()
  const query = useQuery({
    queryKey: ['case', number, 'letters'],
    queryFn: () => ask(api.GET('/api/cases/{number}/letters', { params: { path: { number } } })),
    refetchInterval: ({ state }) => (state.data?.items.length === 0 && state.dataUpdateCount < 8 ? 1000 : false),
  })
  const letters = query.data?.items ?? []
  if (letters.length === 0) return null
  return (
    <p className="print-letters">
      {t('confirm.letters')}：
      {letters.map((letter) => (
        <a key={letter.id} href={`/api/cases/${number}/letters/${letter.id}/pdf`} target="_blank" rel="noreferrer">
          {text(letter.title)} {letter.number}
        </a>
      ))}
    </p>
  )
}
