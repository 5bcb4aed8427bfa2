// Differences between two versions in words, each with what it was and what it is.
import { useTranslation } from 'react-i18next'
import { Nothing } from '../parts/panel.tsx'
import { type Difference, sayValue } from './differences.ts'

function usePathWords(): (path: string[]) => string {
  const { t } = useTranslation()
  return (path) => path.map((part) => (part === '#' ? t('models.order') : t(`models.part.${part}`, { defaultValue: part }))).join(' › ')
}

export function DifferenceList({ differences }: { differences: Difference[] }) {
  const { t, i18n } = useTranslation()
  const say = usePathWords()
  if (differences.length === 0) return <Nothing>{t('models.same')}</Nothing>
  return (
    <>
      <h2>{t('models.changes', { count: differences.length })}</h2>
      <ul className="plain differences">
        {differences.map((one) => (
          <li key={one.path.join('/')}>
            <span className={`sign sign-${one.kind}`}>{t(`models.change.${one.kind}`)}</span> <strong>{say(one.path)}</strong>
            {one.kind !== 'added' && <div className="before">{sayValue(one.before, i18n.language) || t('models.empty')}</div>}
            {one.kind !== 'removed' && <div className="after">{sayValue(one.after, i18n.language) || t('models.empty')}</div>}
          </li>
        ))}
      </ul>
    </>
  )
}
