// From an item to a draft of a new version of it, and to the differences between its versions; only who writes models of the body is let in by the server.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import type { Item } from '../api/types.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

export function EditItem({ item }: { item: Item }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const body = item.content.bodies.deciding
  const named = { body, kind: 'item' as const, name: item.code }
  const begin = useAct<typeof named, { id: string }>(
    (model, key) => ask(api.POST('/api/model-drafts', { params: { header: { 'Idempotency-Key': key } }, body: model })),
    ['model-drafts'],
    (draft) => void navigate(`/model-drafts/${draft.id}`),
  )
  return (
    <>
      <Link to={`/models/${encodeURIComponent(body)}/item/${encodeURIComponent(item.code)}`}>{t('items.history')}</Link>
      <Button onClick={() => begin.mutate(named)} loading={begin.isPending}>
        {t('items.edit')}
      </Button>
      <RefusalNotice error={begin.error} />
    </>
  )
}
