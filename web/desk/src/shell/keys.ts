// Keys of the desk: single letters, and pairs that begin with g; silent while somebody types or a drawer is open.
import { useEffect, useRef } from 'react'

export type Keys = Record<string, () => void>
const pairWaitMs = 900

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('[role="combobox"]') !== null
}

function isCovered(): boolean {
  return document.querySelector('.ant-drawer-open, .ant-modal-wrap:not([style*="display: none"])') !== null
}

/** Listens while the calling screen is shown. Names are `event.key` values, or `g x` for a pair. */
export function useKeys(keys: Keys): void {
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    let pending = 0
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target) || isCovered()) return
      const inPair = Date.now() - pending < pairWaitMs
      pending = !inPair && event.key === 'g' ? Date.now() : 0
      const act = current.current[inPair ? `g ${event.key}` : event.key]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** Moves the focus along the rows of the list on the screen, as j and k do. */
export function moveInList(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  if (rows.length === 0) return
  const at = rows.findIndex((row) => row === document.activeElement || row.closest('tr')?.contains(document.activeElement))
  const next = at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))
  rows[next]?.focus()
  rows[next]?.scrollIntoView({ block: 'nearest' })
}
