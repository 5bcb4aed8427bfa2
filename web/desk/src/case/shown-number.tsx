// A number that is masked, and its showing whole: asked for with a reason, noted, told to the person; it stays on the page until that is left.
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sendJson } from '../api/client.ts'
import { ActDrawer } from '../parts/act-drawer.tsx'
import type { ActField } from '../parts/act-fields.tsx'

const questions: ActField[] = [
  { name: 'reason', kind: 'choice', required: true, options: ['compare', 'contact', 'enquire', 'letter'], words: 'shownNumber.reason', first: 'compare' },
  { name: 'words', kind: 'words', required: true, lengthMax: 300 },
]

/** `field`: where it stands in the case; `of`: what it is called, for whoever hears the page. */
export function ShownNumber({ number, field, of, children }: { number: string; field: string; of: string; children: ReactNode }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  const [whole, setWhole] = useState<string | null>(null)
  if (whole !== null)
    return (
      <output className="number" aria-label={of}>
        {whole}
      </output>
    )
  return (
    <span>
      {children}{' '}
      <Button size="small" type="link" onClick={() => setAsked(true)} aria-label={`${t('shownNumber.show')} ${of}`}>
        {t('shownNumber.show')}
      </Button>
      {asked && (
        <ActDrawer
          title={t('shownNumber.show')}
          explanation={t('shownNumber.about', { of })}
          fields={questions}
          context={{}}
          send={(body, key) => sendJson(`/api/cases/${encodeURIComponent(number)}/shown-numbers`, { field, ...body }, key)}
          stale={[]}
          onDone={(answer) => setWhole((answer as { value: string }).value)}
          onClose={() => setAsked(false)}
        />
      )}
    </span>
  )
}
