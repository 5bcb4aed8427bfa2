// Lists a person has saved: each a button with its count, late ones marked; kept on the server, so that they are there at any desk.
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import type { ListQuery, SavedList } from '../api/types.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { LampMark } from '../parts/lamp.tsx'
import { countText, sameQuery, toSearch } from './query.ts'

type Saved = { query: ListQuery; open: (search: URLSearchParams) => void }

function OneList({ list, pressed, open, remove }: { list: SavedList; pressed: boolean; open: () => void; remove: () => void }) {
  const { t } = useTranslation()
  return (
    <span className="saved-list">
      <button type="button" aria-pressed={pressed} onClick={open}>
        {list.name} <span className="count">{countText(list.count)}</span>
        {list.red > 0 && (
          <span className="saved-late" title={t('lamp.red')}>
            <LampMark colour="red" /> {list.red}
          </span>
        )}
      </button>
      <button type="button" className="saved-remove" aria-label={t('work.removeSaved', { name: list.name })} onClick={remove}>
        ×
      </button>
    </span>
  )
}

function SaveThis({ query, done }: { query: ListQuery; done: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const save = useAct<string, unknown>((words, key) => ask(api.POST('/api/saved-lists', { params: { header: { 'Idempotency-Key': key } }, body: { name: words, query } })), ['saved-lists'], done)
  return (
    <form
      className="save-list"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') save.mutate(name.trim())
      }}
    >
      <Input value={name} maxLength={30} autoFocus aria-label={t('work.saveName')} placeholder={t('work.saveName')} onChange={(event) => setName(event.target.value)} onKeyDown={(event) => event.key === 'Escape' && done()} />
      <Button htmlType="submit" type="primary" loading={save.isPending} disabled={name.trim() === ''}>
        {t('work.saveNow')}
      </Button>
      <Button onClick={done}>{t('parts.cancel')}</Button>
      <RefusalNotice error={save.error} />
    </form>
  )
}

export function SavedLists({ query, open }: Saved) {
  const { t } = useTranslation()
  const [naming, setNaming] = useState(false)
  const saved = useQuery({ queryKey: ['saved-lists'], queryFn: () => ask(api.GET('/api/saved-lists', {})), staleTime: 30_000 })
  const remove = useAct<string, unknown>((id, key) => ask(api.DELETE('/api/saved-lists/{id}', { params: { path: { id }, header: { 'Idempotency-Key': key } } })), ['saved-lists'])
  const lists = saved.data?.items ?? []
  const isNew = Object.keys(query).some((name) => name !== 'view') && !lists.some((list) => sameQuery(list.query, query))
  if (lists.length === 0 && !isNew) return null
  return (
    <div className="saved-lists" role="group" aria-label={t('work.saved')}>
      {lists.map((list) => (
        <OneList key={list.id} list={list} pressed={sameQuery(list.query, query)} open={() => open(toSearch(list.query))} remove={() => remove.mutate(list.id)} />
      ))}
      {isNew && !naming && (
        <Button size="small" type="dashed" onClick={() => setNaming(true)}>
          + {t('work.save')}
        </Button>
      )}
      {naming && <SaveThis query={query} done={() => setNaming(false)} />}
      <RefusalNotice error={remove.error} />
    </div>
  )
}
