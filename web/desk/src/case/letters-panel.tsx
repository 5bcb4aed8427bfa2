// Letters that were issued in the case, as PDF, and what came of it: results and licences.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../api/client.ts'
import type { Case } from '../api/types.ts'
import { Nothing, Panel } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatDate, useOutcome, useText } from '../parts/text.ts'
import { LetterDelivery } from './letter-delivery.tsx'
import { VisitCodes } from '../parts/visit-codes.tsx'

export function LettersPanel({ found }: { found: Case }) {
  const { t } = useTranslation()
  const text = useText()
  const say = useOutcome(found.burdens)
  const { number } = found
  const query = useQuery({
    queryKey: ['case', number, 'letters'],
    queryFn: () => ask(api.GET('/api/cases/{number}/letters', { params: { path: { number } } })),
  })
  const licences = useQuery({
    queryKey: ['licences', 'case', number],
    queryFn: () => ask(api.GET('/api/licences', { params: { query: { case: number } } })),
    enabled: found.results.some((result) => result.licenceType !== null),
  })
  const letters = query.data?.items ?? []
  return (
    <>
      <Panel title={t('case.letters')}>
        <RefusalNotice error={query.error} again={() => void query.refetch()} />
        {query.isSuccess && letters.length === 0 && <Nothing>{t('case.noLetters')}</Nothing>}
        <ul className="plain">
          {letters.map((letter) => (
            <li key={letter.id}>
              <a href={`/api/cases/${number}/letters/${letter.id}/pdf`} target="_blank" rel="noreferrer">
                {text(letter.title)}
              </a>{' '}
              <span className="quiet">
                {letter.number} {letter.dated}
              </span>
              {letter.annulledOn !== null && (
                <>
                  <span className="tag tag-refused"> {t('after.letterAnnulled', { on: formatDate(letter.annulledOn) })}</span>{' '}
                  <a href={`/api/cases/${number}/letters/${letter.id}/pdf?original=true`} target="_blank" rel="noreferrer">
                    {t('after.letterOriginal')}
                  </a>
                </>
              )}
              <LetterDelivery found={found} letter={letter} />
            </li>
          ))}
        </ul>
        {found.parties.every((party) => !party.consent) && <VisitCodes number={number} />}
      </Panel>
      {found.results.length > 0 && (
        <Panel title={t('case.results')}>
          <ul className="plain">
            {found.results.map((result) => (
              <li key={result.id}>
                {text(result.name)} <span className={`tag tag-${result.outcome}`}>{say(result.outcome)}</span>
              </li>
            ))}
            {licences.data?.items.map((licence) => (
              <li key={licence.id}>
                <Link to={`/licences/${licence.id}`} className="number">
                  {licence.number}
                </Link>{' '}
                <span className="quiet">{t(`licenceState.${licence.state}`, { defaultValue: licence.state })}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}
