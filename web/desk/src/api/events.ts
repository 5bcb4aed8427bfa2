// Live updates: follows /api/events (server-sent events) and marks what it names as out of date; never carries content itself.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/** `case` is the id of a case, not its number. */
type News = { kind?: string; case?: string }

function idOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null ? (data as { id?: unknown }).id : undefined
}

function read(text: string): News {
  try {
    return JSON.parse(text) as News
  } catch {
    return {}
  }
}

/** Keeps lists and the open case fresh while the page is open, for whoever is told of cases. Answers whether the line to the server stands. */
export function useEvents(isTold: boolean): boolean {
  const queries = useQueryClient()
  const [live, setLive] = useState(false)
  useEffect(() => {
    if (!isTold) return
    const source = new EventSource('/api/events')
    let waiting: ReturnType<typeof setTimeout> | undefined
    const cases = new Set<string>()
    // Many acts arrive in one breath; the screen is read again once.
    const refresh = () => {
      waiting = undefined
      void queries.invalidateQueries({ queryKey: ['cases'] })
      void queries.invalidateQueries({ queryKey: ['checkpoint'] })
      void queries.invalidateQueries({ queryKey: ['inbox'] })
      for (const query of queries.getQueryCache().findAll({ queryKey: ['case'] })) {
        if (cases.has(String(idOf(query.state.data)))) void queries.invalidateQueries({ queryKey: query.queryKey })
      }
      cases.clear()
    }
    source.onopen = () => setLive(true)
    source.onerror = () => setLive(false)
    source.onmessage = (message: MessageEvent<string>) => {
      const news = read(message.data)
      if (news.case !== undefined) cases.add(news.case)
      waiting ??= setTimeout(refresh, 400)
    }
    return () => {
      clearTimeout(waiting)
      source.close()
    }
  }, [queries, isTold])
  return live
}
