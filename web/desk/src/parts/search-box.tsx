// A search box reached by /, which searches when typing rests.
import { Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../shell/keys.ts'
import { restMs } from './use-rested.ts'

export function SearchBox({ value, onSearch, label }: { value: string; onSearch: (words: string) => void; label: string }) {
  const { t } = useTranslation()
  const box = useRef<InputRef>(null)
  const search = useRef(onSearch)
  search.current = onSearch
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return
    const rest = setTimeout(() => search.current(typed.trim()), restMs)
    return () => clearTimeout(rest)
  }, [typed, value])
  useKeys({ '/': () => box.current?.focus({ cursor: 'all' }) })
  return (
    <Input
      ref={box}
      className="search"
      type="search"
      value={typed}
      aria-label={label}
      placeholder={label}
      suffix={<kbd title={t('parts.searchKey')}>/</kbd>}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => search.current(typed.trim())}
      onKeyDown={(event) => event.key === 'Escape' && box.current?.blur()}
    />
  )
}
