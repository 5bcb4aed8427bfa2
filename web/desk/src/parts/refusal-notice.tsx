// How a refusal is told: what happened, what to do next, which fields; a conflict says plainly that someone else was first.
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { isConflict, readRefusal } from '../api/problem.ts'
import type { Text } from '../api/types.ts'
import { keysOfField } from './field-names.ts'
import { formatMoment, useText } from './text.ts'

/** The act that came before: who, what, when. */
function OtherAct({ facts }: { facts: Record<string, unknown> | undefined }) {
  const { t } = useTranslation()
  const text = useText()
  const other = facts?.['other'] as { kind: string; at: string; name: string | null; organisation: Text | null; outcome: string | null } | undefined
  if (other === undefined) return null
  const who = [other.name ?? t('case.system'), text(other.organisation)].filter(Boolean).join(' · ')
  const what = [t(`act.done.${other.kind}`, { defaultValue: other.kind }), other.outcome === null ? '' : t(`outcome.${other.outcome}`, { defaultValue: '' })].filter(Boolean).join(' ')
  return (
    <p className="other-act">
      <strong>{t('refusal.overtaken', { who, at: formatMoment(other.at), what })}</strong>
    </p>
  )
}

/** `labelOf` knows the names that are not the desk's own: those of the questions of a form. */
export function RefusalNotice({ error, again, labelOf }: { error: unknown; again?: () => void; labelOf?: (path: string) => string | undefined }) {
  const { t } = useTranslation()
  const nameOf = (path: string) => {
    const name = labelOf?.(path) ?? keysOfField(path).map((key) => t(key, { defaultValue: '' })).find((words) => words !== '')
    return name === undefined ? <code>{path}</code> : <strong>{t('refusal.field', { name })}</strong>
  }
  if (error === null || error === undefined) return null
  const { problem, status } = readRefusal(error)
  const detail = problem.detail ?? problem.title ?? t(`refusal.${status}`, { defaultValue: t('refusal.other', { code: problem.code }) })
  const conflict = isConflict(error)
  return (
    <Alert
      className="refusal"
      role="alert"
      type={conflict || status === 0 ? 'warning' : 'error'}
      message={conflict ? `${t('refusal.conflict')} ${detail}` : detail}
      description={
        <>
          <OtherAct facts={problem.facts} />
          {problem.next !== undefined && <p>{problem.next}</p>}
          {conflict && <p>{t('refusal.kept')}</p>}
          {(problem.fields?.length ?? 0) > 0 && (
            <ul>
              {problem.fields?.map((fault) => (
                <li key={`${fault.path}${fault.code}`}>
                  {nameOf(fault.path)} {fault.message}
                </li>
              ))}
            </ul>
          )}
          <small>{problem.code}</small>
        </>
      }
      action={
        again && (
          <Button size="small" onClick={again}>
            {t('refusal.reload')}
          </Button>
        )
      }
    />
  )
}
