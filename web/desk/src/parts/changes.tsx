// Lines of something that is proposed: where another of it is in force, each line that differs says what stands now, and what would stand in its place.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** Makes the line of one property for `Facts`. `before` is what is in force; null where nothing is, or nothing is proposed. */
export function useChanges<C>(content: C, before: C | null): (label: string, say: (of: C) => string) => readonly [ReactNode, ReactNode] {
  const { t } = useTranslation()
  return (label, say) => {
    const now = say(content)
    const was = before === null ? now : say(before)
    if (was === now) return [label, now === '' ? '' : <span key="now" className="pre-line">{now}</span>]
    return [
      <span key="label">{label} <small className="tag tag-correcting">{t('parts.differs')}</small></span>,
      <span key="both" className="proposed-change">
        <small>{t('parts.stands')}</small>
        <del className="pre-line">{was || t('parts.none')}</del>
        <small>{t('parts.proposed')}</small>
        <ins className="pre-line">{now || t('parts.none')}</ins>
      </span>,
    ]
  }
}
