// What colleagues say to one another about the case; @ names somebody, who gets a message. Not part of any decision, and erasable.
import { useQuery } from '@tanstack/react-query'
import { Button, Mentions } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask, sendJson } from '../api/client.ts'
import { timelineOf } from '../api/reading.ts'
import { useSession } from '../api/session.ts'
import type { Colleague, TimelineEntry } from '../api/types.ts'
import { Nothing, Panel } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { NewMark } from './changed-note.tsx'

type Said = { words: string; mentions: string[] }
const stale = ['case']

function wordsOf(entry: TimelineEntry): string | null {
  const { words } = (entry.words ?? {}) as { words?: unknown }
  return typeof words === 'string' ? words : null
}

function OneComment({ number, entry, fresh, mayErase }: { number: string; entry: TimelineEntry; fresh: boolean; mayErase: boolean }) {
  const { t } = useTranslation()
  const text = useText()
  const erase = useAct<Record<string, never>, unknown>((_, key) => sendJson(`/api/cases/${encodeURIComponent(number)}/comments/${entry.id}/erasure`, {}, key), stale)
  const words = wordsOf(entry)
  return (
    <li>
      <p className="comment-head">
        <strong>{entry.actor.name}</strong> <small className="quiet">{[text(entry.actor.organisation), formatMoment(entry.at)].filter(Boolean).join(' · ')}</small> {fresh && <NewMark />}
        {words !== null && mayErase && (
          <Button type="text" size="small" loading={erase.isPending} onClick={() => erase.mutate({})}>
            {t('case.erase')}
          </Button>
        )}
      </p>
      {words === null ? <p className="quiet">{t('case.erased')}</p> : <p className="comment-words">{words}</p>}
      <RefusalNotice error={erase.error} />
    </li>
  )
}

/** Whom a text names: colleagues whose name stands in it after an @. */
function mentionedIn(words: string, colleagues: Colleague[]): string[] {
  return [...new Set(colleagues.filter((one) => words.includes(`@${one.name}`)).map((one) => one.account))]
}

function SayIt({ number }: { number: string }) {
  const { t } = useTranslation()
  const text = useText()
  const [words, setWords] = useState('')
  const colleagues = useQuery({ queryKey: ['case', number, 'colleagues'], queryFn: () => ask(api.GET('/api/cases/{number}/colleagues', { params: { path: { number } } })) })
  const say = useAct<Said, unknown>((body, key) => sendJson(`/api/cases/${encodeURIComponent(number)}/comments`, body, key), stale, () => setWords(''))
  const people = [...new Map((colleagues.data?.items ?? []).filter((one) => one.reaches).map((one) => [one.account, one])).values()]
  const send = () => words.trim() !== '' && say.mutate({ words: words.trim(), mentions: mentionedIn(words, people) })
  return (
    <div className="say-it" data-comment>
      <Mentions
        value={words}
        onChange={setWords}
        autoSize={{ minRows: 2, maxRows: 8 }}
        placeholder={t('case.comment')}
        aria-label={t('case.comment')}
        options={people.map((one) => ({ value: one.name, label: `${one.name} · ${t(`role.${one.role}`)} · ${text(one.organisation.name)}`, key: one.account }))}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && send()}
      />
      <RefusalNotice error={say.error} />
      <Button size="small" disabled={words.trim() === ''} loading={say.isPending} onClick={send}>
        {t('case.say')} <kbd>Ctrl ⏎</kbd>
      </Button>
    </div>
  )
}

export function CommentsPanel({ number, bodies, fresh }: { number: string; bodies: string[]; fresh: ReadonlySet<string> }) {
  const { t } = useTranslation()
  const session = useSession()
  const timeline = useQuery(timelineOf(number))
  const comments = (timeline.data?.items ?? []).filter((entry) => entry.kind === 'cases.commented')
  const isHead = session.data?.posts.some((post) => post.role === 'head' && bodies.includes(post.organisation.code)) ?? false
  const me = session.data?.account?.name
  return (
    <Panel title={t('case.comments')}>
      {comments.length === 0 && <Nothing>{t('case.noComments')}</Nothing>}
      <ul className="plain comments">
        {comments.map((entry) => (
          <OneComment key={entry.id} number={number} entry={entry} fresh={fresh.has(entry.id)} mayErase={isHead || entry.actor.name === me} />
        ))}
      </ul>
      <SayIt number={number} />
    </Panel>
  )
}
