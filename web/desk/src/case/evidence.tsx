// Evidence beside what is required: licences of the applicant, answers of the form, results of tables, each with its source.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import { Link } from 'react-router'
import type { FormDefinition, Requirement } from '../api/types.ts'
import { useShow } from '../parts/answers.tsx'
import { useText } from '../parts/text.ts'

/** The requirements of a case with what bears them. */
export function useEvidence(number: string): Requirement[] | undefined {
  return useQuery({ queryKey: ['case', number, 'evidence'], queryFn: () => ask(api.GET('/api/cases/{number}/evidence', { params: { path: { number } } })) }).data?.items
}

type Borne = Requirement['evidence'][number]

/** One answer in the words of its form; anything else as the server says it. */
function Said({ one, of: { form, definition } }: { one: Borne; of: Answered }) {
  const { t } = useTranslation()
  const show = useShow()
  if (one.source === 'licence' && one.ref !== null)
    return (
      <Link to={`/licences/${one.ref}`} className="number">
        {one.says}
      </Link>
    )
  const isAnswer = (one.source === 'form' || one.source === 'computed') && one.ref !== null && form[one.ref] !== undefined
  const field = definition?.layout.flatMap((page) => page.fields).find((each) => each.field === one.ref)
  if (isAnswer) return <span>{show(form[one.ref ?? ''], field)}</span>
  return <span>{one.source === 'account' ? t(`accountKind.${one.says}`, { defaultValue: one.says }) : one.says}</span>
}

/** The answers of the case and the form that asked them. */
export type Answered = { form: Record<string, unknown>; definition: FormDefinition | undefined }

/** What bears one requirement besides its files: licences of the applicant, answers with what they answer, tables. */
export function Evidence({ of, answered }: { of: Borne[]; answered: Answered }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <>
      {of.map((one) => (
        <span key={`${one.source}${one.ref}${text(one.name)}`} className="evidence">
          <small className="tag">{t(`case.source.${one.source}`)}</small> {one.name !== null && <span className="quiet">{text(one.name)}</span>} <Said one={one} of={answered} />{' '}
          {one.source === 'licence' && one.standing !== null && <small className={`tag tag-${one.standing}`}>{t(`licenceState.${one.standing}`, { defaultValue: one.standing })}</small>}
        </span>
      ))}
    </>
  )
}
