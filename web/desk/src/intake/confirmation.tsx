// The person confirms what the window typed: by the code printed on the receipt, or by signing on the pad here.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask, sendFile, sendJson } from '../api/client.ts'
import type { KeptScan } from '../api/types.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment } from '../parts/text.ts'
import { SignaturePad } from './signature-pad.tsx'

async function sign(number: string, picture: Blob, key: string): Promise<unknown> {
  const parts = new FormData()
  parts.set('material', 'other')
  parts.set('file', new File([picture], 'signature.png', { type: 'image/png' }))
  const kept = (await sendFile('/api/intake-files', parts, `${key}-file`)) as KeptScan
  return sendJson(`/api/cases/${encodeURIComponent(number)}/confirmation`, { signature: kept.sha256 }, key)
}

/** `code`: stands on the printed sheet. `pad`: beside it, never printed. */
export function Confirmation({ number, part }: { number: string; part: 'code' | 'pad' }) {
  const { t } = useTranslation()
  const query = useQuery({
    queryKey: ['case', number, 'confirmation'],
    queryFn: () => ask(api.GET('/api/cases/{number}/confirmation', { params: { path: { number } } })),
    // The code may be used at a terminal while the clerk waits.
    refetchInterval: ({ state }) => (state.data?.confirmedAt === null ? 5000 : false),
    retry: false,
  })
  const signing = useAct<{ picture: Blob; drawnAt: number }, unknown>(({ picture }, key) => sign(number, picture, key), ['case'])
  if (query.data === undefined) return null
  const { code, confirmedAt, means, signed } = query.data
  if (part === 'code') {
    if (confirmedAt !== null)
      return (
        <p>
          {t(`confirm.by.${means ?? 'code'}`, { at: formatMoment(confirmedAt) })} {signed && <img className="signature" src={`/api/cases/${encodeURIComponent(number)}/confirmation/signature`} alt={t('confirm.pad')} />}
        </p>
      )
    return code === null ? null : (
      <p>
        {t('confirm.code')} <strong className="number">{code}</strong> <span className="number">{`${window.location.origin}/confirm/${code}`}</span>
      </p>
    )
  }
  if (confirmedAt !== null) return null
  return (
    <section className="confirm-here" aria-label={t('confirm.title')}>
      <h2>{t('confirm.title')}</h2>
      <p className="quiet">{t('confirm.note')}</p>
      <SignaturePad busy={signing.isPending} done={(picture) => signing.mutate({ picture, drawnAt: Date.now() })} />
      <RefusalNotice error={signing.error} />
    </section>
  )
}
