// Going through a list without going back to it: where this case stands, the next, the previous, and whether an act goes on by itself.
import { Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Place } from '../work-list/queue.ts'

const shelf = 'yiwang.desk.goes-on'
export type GoOn = { goesOn: boolean; setGoesOn: (on: boolean) => void }

/** Whether the next case is shown as soon as an act is sent; kept in this browser. */
export function useGoOn(): [boolean, (on: boolean) => void] {
  const [goesOn, set] = useState(() => {
    try {
      return localStorage.getItem(shelf) !== 'no'
    } catch {
      return true
    }
  })
  const keep = (on: boolean) => {
    set(on)
    try {
      localStorage.setItem(shelf, on ? 'yes' : 'no')
    } catch {
      // A browser that keeps nothing asks again next time.
    }
  }
  return [goesOn, keep]
}

export function QueueMoves({ place, goesOn, setGoesOn }: { place: Place } & GoOn) {
  const { t } = useTranslation()
  return (
    <span className="queue-moves">
      <span className="quiet">{t('case.inQueue', { at: place.at, all: place.all })}</span>
      {place.previous !== undefined && <Link to={`/cases/${place.previous}`}>{t('case.previous')}</Link>}
      {place.next !== undefined && <Link to={`/cases/${place.next}`}>{t('case.next')} →</Link>}
      <Checkbox checked={goesOn} onChange={(event) => setGoesOn(event.target.checked)}>
        {t('case.goOn')}
      </Checkbox>
    </span>
  )
}
