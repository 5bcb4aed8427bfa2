// A certificate that the browser showed to the proxy in front: signing in by it alone, where that is done here, or as the second step.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import type { Session } from '../api/types.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

export function CertificateButton({ text, send, enter }: { text: string; send: () => Promise<Session>; enter: (session: Session) => void }) {
  const use = useMutation<Session, unknown, undefined>({ mutationFn: send, onSuccess: enter, retry: false })
  return (
    <>
      <RefusalNotice error={use.error} />
      <Button block onClick={() => use.mutate(undefined)} loading={use.isPending}>
        {text}
      </Button>
    </>
  )
}

/** Nothing where certificates are not taken, or not by themselves; how to show one where none was shown. */
export function ByCertificate({ enter }: { enter: (session: Session) => void }) {
  const { t } = useTranslation()
  const way = useQuery({ queryKey: ['certificate-way'], queryFn: () => ask(api.GET('/api/certificate-way', {})), retry: false })
  if (!way.data?.on || !way.data.alone) return null
  if (!way.data.presented) return <p className="quiet">{t('signIn.noCertificate')}</p>
  return <CertificateButton text={t('signIn.byCertificate')} send={() => ask(api.POST('/api/session/certificate', {}))} enter={enter} />
}
