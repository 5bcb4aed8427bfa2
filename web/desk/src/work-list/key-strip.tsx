// The keys that matter on this screen, always in sight; the whole list is behind ?.
import { useTranslation } from 'react-i18next'

export function KeyStrip({ keys }: { keys: readonly (readonly [string, string])[] }) {
  const { t } = useTranslation()
  return (
    <p className="key-strip" role="note" aria-label={t('keys.strip')}>
      {[...keys, ['?', 'keys.all'] as const].map(([key, words]) => (
        <span key={key}>
          <kbd>{key}</kbd> {t(words)}
        </span>
      ))}
    </p>
  )
}
