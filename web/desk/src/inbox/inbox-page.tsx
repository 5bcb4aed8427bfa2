// One's own messages at the desk: who mentioned me, what was handed to me; opening the case marks the message as read.
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import { inboxOf } from '../api/reading.ts'
import type { Message } from '../api/types.ts'
import { Nothing, ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { moveInList, useKeys } from '../shell/keys.ts'

function OneMessage({ message, read, busy }: { message: Message; read: () => void; busy: boolean }) {
  const { t } = useTranslation()
  const text = useText()
  const isNew = message.readAt === null
  return (
    <li className={isNew ? 'message message-new' : 'message'}>
      <p>
        {isNew && <small className="tag tag-new">{t('inbox.unread')}</small>} <strong>{text(message.title)}</strong> <time className="quiet">{formatMoment(message.at)}</time>
      </p>
      <p>{text(message.text)}</p>
      <p className="buttons">
        {message.case !== null && (
          <Link to={`/cases/${message.case}`} data-row={message.case} onClick={() => isNew && read()}>
            {t('inbox.open')} {message.case}
          </Link>
        )}
        {isNew && (
          <Button size="small" type="text" loading={busy} onClick={read}>
            {t('inbox.read')}
          </Button>
        )}
      </p>
    </li>
  )
}

export function InboxPage() {
  const { t } = useTranslation()
  const [unread, setUnread] = useState(false)
  const inbox = useQuery(inboxOf(unread))
  const read = useAct<string, unknown>((id, key) => ask(api.POST('/api/notifications/{id}/reading', { params: { path: { id }, header: { 'Idempotency-Key': key } } })), ['inbox'])
  useKeys({ j: () => moveInList(1), k: () => moveInList(-1) })
  return (
    <div className="screen narrow">
      <ScreenHead title={t('inbox.title')}>
        <Checkbox checked={unread} onChange={(event) => setUnread(event.target.checked)}>
          {t('inbox.unreadOnly')}
        </Checkbox>
      </ScreenHead>
      <RefusalNotice error={inbox.error ?? read.error} again={() => void inbox.refetch()} />
      {inbox.isPending && <Waiting />}
      {inbox.data?.items.length === 0 && <Nothing>{t('inbox.none')}</Nothing>}
      <ul className="plain messages">
        {inbox.data?.items.map((message) => (
          <OneMessage key={message.id} message={message} read={() => read.mutate(message.id)} busy={read.isPending && read.variables === message.id} />
        ))}
      </ul>
    </div>
  )
}
