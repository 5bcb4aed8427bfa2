// The letter that an act would send, before it is sent: the blanks are filled by the act itself, which is then undone.
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { sendJson } from '../api/client.ts'
import type { LetterPreview } from '../api/types.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useText } from '../parts/text.ts'

type Asked = Record<string, unknown>

function Sheet({ letter }: { letter: LetterPreview }) {
  const { t, i18n } = useTranslation()
  const text = useText()
  const blocks = (i18n.language === 'en' ? letter.en : null) ?? letter.zh
  return (
    <article className="letter-sheet" aria-label={text(letter.title)}>
      <p className="quiet">{t('case.previewNote')}</p>
      <h3>{text(letter.title)}</h3>
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a letter keep their places
        <div key={at}>
          {block.kind === 'title' && <h4>{block.text}</h4>}
          {block.kind === 'paragraph' && <p>{block.text}</p>}
          {block.kind === 'list' && (
            <ol>
              {block.items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ol>
          )}
        </div>
      ))}
      <p className="letter-signed">{text(letter.signed)}</p>
    </article>
  )
}

/** The button and, once asked, the sheet. `read` gives what is typed so far. */
export function LetterPreviewer({ number, act, read }: { number: string; act: string; read: () => Asked }) {
  const { t } = useTranslation()
  const asking = useMutation({
    mutationFn: () => {
      // Faces and results belong to licences, not to the letter.
      const { faces: _faces, results: _results, ...typed } = read()
      return sendJson<{ letter: LetterPreview | null }>(`/api/cases/${encodeURIComponent(number)}/letter-preview`, { act, ...typed }, crypto.randomUUID())
    },
    retry: false,
  })
  return (
    <div className="previewer">
      <Button size="small" loading={asking.isPending} onClick={() => asking.mutate()}>
        {t('case.preview')}
      </Button>
      <RefusalNotice error={asking.error} />
      {asking.data?.letter === null && <p className="quiet">{t('case.noLetter')}</p>}
      {asking.data?.letter != null && <Sheet letter={asking.data.letter} />}
    </div>
  )
}
