// Evidence beside what is required: licences of the applicant, answers of the form, results of tables, each with its source.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import type { Requirement } from '../api/types.ts'
import { Link } from 'react-router'

/** The requirements of a case with what bears them. */
export function useEvidence(number: string): Requirement[] | undefined {
  return useQuery({ queryKey: ['case', number, 'evidence'], queryFn: () => ask(api.GET('/api/cases/{number}/evidence', { params: { path: { number } } })) }).data?.items
}

/** What bears one requirement besides its files: licences of the applicant, answers, tables. */
export function Evidence({ of }: { of: Requirement['evidence'] }) {
  const { t } = useTranslation()
  return (
    <>
      {of.map((one) => (
        <span key={`${one.source}${one.ref}`} className="evidence">
          <small className="tag">{t(`case.source.${one.source}`)}</small>{' '}
          {one.source === 'licence' && one.ref !== null ? (
            <Link to={`/licences/${one.ref}`} className="number">
              {one.says}
            </Link>
          ) : (
            <span>{one.says}</span>
          )}{' '}
          {one.source === 'licence' && one.standing !== null && <small className={`tag tag-${one.standing}`}>{t(`licenceState.${one.standing}`, { defaultValue: one.standing })}</small>}
        </span>
      ))}
    </>
  )
}
