// A list that is searched by words and narrowed by one choice, both kept in the address: items, licences.
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { type Column, ListAround, ListTable, type Pages } from './list.tsx'
import { ScreenHead } from './panel.tsx'
import { SearchBox } from './search-box.tsx'

/** The words and the choice as the address has them, and how to set either; a choice that is none of the known is passed over. */
export function useSearched<C extends string>(name: string, choices: readonly C[]) {
  const [search, setSearch] = useSearchParams()
  const set = (key: string, value: string | null | undefined) => {
    const next = new URLSearchParams(search)
    if (value) next.set(key, value)
    else next.delete(key)
    setSearch(next, { replace: true })
  }
  return { search, q: search.get('q') ?? '', choice: choices.find((one) => one === search.get(name)), set }
}

type Props<T, C extends string> = {
  title: string
  query: Pages<T>
  searched: ReturnType<typeof useSearched<C>>
  searchLabel: string
  choice: { name: string; label: string; any: string; className: string; options: readonly C[]; say: (option: C) => string }
  keyOf: (row: T) => string
  empty: string
  columns: Column<T>[]
  /** Lists beside this one. */
  tabs?: ReactNode
  /** Stands before the search. */
  children?: ReactNode
}

export function SearchedList<T, C extends string>({ title, query, searched, searchLabel, choice, keyOf, empty, columns, tabs, children }: Props<T, C>) {
  return (
    <div className="screen">
      <ScreenHead title={title} tabs={tabs}>
        {children}
        <SearchBox value={searched.q} onSearch={(words) => searched.set('q', words)} label={searchLabel} />
        <Select
          className={choice.className}
          allowClear
          value={searched.choice}
          placeholder={choice.any}
          aria-label={choice.label}
          options={choice.options.map((option) => ({ value: option, label: choice.say(option) }))}
          onChange={(value: C | undefined) => searched.set(choice.name, value)}
        />
      </ScreenHead>
      <ListAround query={query}>
        <ListTable<T> rows={query.data?.pages.flatMap((page) => page.items) ?? []} keyOf={keyOf} label={title} empty={empty} columns={columns} />
      </ListAround>
    </div>
  )
}
