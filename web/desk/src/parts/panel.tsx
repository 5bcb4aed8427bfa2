// Small pieces that every screen is laid out with: panels, pairs of name and value, empty places.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export function Panel({ title, end, children }: { title: string; end?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {end}
      </header>
      <div className="panel-body">{children}</div>
    </section>
  )
}

export function Facts({ rows }: { rows: (readonly [ReactNode, ReactNode] | null | false | undefined)[] }) {
  const filled = rows.filter((row): row is readonly [ReactNode, ReactNode] => Array.isArray(row) && row[1] !== '' && row[1] !== null && row[1] !== undefined)
  return (
    <dl className="facts">
      {filled.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one list never change their order
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Nothing({ children }: { children: ReactNode }) {
  return <p className="nothing">{children}</p>
}

export function Waiting() {
  const { t } = useTranslation()
  return (
    <p className="waiting" aria-live="polite">
      {t('parts.loading')}
    </p>
  )
}

/** The head of a screen: what it is, and what can be done here. Where tabs say what it is, they stand for the title. */
export function ScreenHead({ title, note, tabs, children }: { title: ReactNode; note?: ReactNode; tabs?: ReactNode; children?: ReactNode }) {
  return (
    <div className="screen-head">
      <h1 className={tabs === undefined ? undefined : 'unseen'}>{title}</h1>
      {note !== undefined && <span className="quiet">{note}</span>}
      {tabs}
      <span className="screen-head-end">{children}</span>
    </div>
  )
}
