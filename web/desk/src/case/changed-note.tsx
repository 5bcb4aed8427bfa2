// One line over the case: whether anything changed since the last look, and how much; what is new is marked where it stands.
import { useTranslation } from 'react-i18next'
import type { Look } from '../api/types.ts'
import { formatMoment } from '../parts/text.ts'

export function ChangedNote({ look }: { look: Look | undefined }) {
  const { t } = useTranslation()
  if (look?.since === null || look === undefined) return null
  const at = formatMoment(look.since)
  const some = look.entries.length + look.files.length + look.fields.length > 0
  if (!some) return <span className="quiet">{t('case.changedNothing', { at })}</span>
  return (
    <span className="changed-note">
      {t('case.changed', { at })}：{t('case.changedCount', { entries: look.entries.length, files: look.files.length, fields: look.fields.length })}
    </span>
  )
}

export function NewMark() {
  const { t } = useTranslation()
  return <small className="tag tag-new">{t('case.new')}</small>
}
