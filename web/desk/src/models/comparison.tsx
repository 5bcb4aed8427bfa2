// Two versions side by side: added green, removed red, changed amber, with a list in words; a line of the list shows its element on both drawings.
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Marks } from '../parts/canvas.ts'
import { Nothing, Panel, Waiting } from '../parts/panel.tsx'
import { type Change, compareTrees, marksOfChanges } from './compare.ts'
import { readTree } from './read-tree.ts'

const ProcessDrawing = lazy(async () => ({ default: (await import('../parts/process-drawing.tsx')).ProcessDrawing }))
const DecisionText = lazy(async () => ({ default: (await import('./decision-text.tsx')).DecisionText }))

function Detail({ what, before, after }: Change['details'][number]) {
  const { t } = useTranslation()
  return (
    <div className="quiet">
      {t(`models.part.${what.split('.')[0]}`, { defaultValue: what })}：<del>{before === '' ? t('models.empty') : before}</del> → <ins>{after === '' ? t('models.empty') : after}</ins>
    </div>
  )
}

/** `rule:3 / inputEntry:1` said in words. */
function usePlace(): (place: string) => string {
  const { t } = useTranslation()
  return (place) => place.split(' / ').map((one) => one.replace(/^(rule|inputEntry|outputEntry|input|output):(\d+)/, (_, name: string, at: string) => t(`models.counted.${name}`, { at }))).join(' · ')
}

/** The differences in words; a line shows its element. */
export function ChangeList({ changes, show }: { changes: Change[]; show: (id: string) => void }) {
  const { t } = useTranslation()
  const place = usePlace()
  if (changes.length === 0) return <Nothing>{t('models.same')}</Nothing>
  return (
    <ul className="changes">
      {changes.map((change) => (
        <li key={`${change.kind}${change.id}`} className={`change change-${change.kind}`}>
          <button type="button" className="link" onClick={() => show(change.id)}>
            <span className={`sign sign-${change.kind}`}>{t(`models.change.${change.kind}`)}</span> {t(`models.element.${change.element.charAt(0).toUpperCase()}${change.element.slice(1)}`, { defaultValue: change.element })} {place(change.place)}
          </button>
          {change.details.map((detail) => (
            <Detail key={detail.what} {...detail} />
          ))}
        </li>
      ))}
    </ul>
  )
}

export type Focus = { element: string; at: number }
type Sides = { kind: string; before: string; after: string; beforeName: string; afterName: string; changes: Change[]; focus: Focus | undefined }

/** The differences of two texts; undefined where one of them cannot be read. */
export function useChanges(before: string | undefined, after: string | undefined): Change[] | undefined {
  return useMemo(() => {
    const trees = [before, after].map((text) => (text === undefined ? undefined : readTree(text)))
    return trees[0] === undefined || trees[1] === undefined ? undefined : compareTrees(trees[0], trees[1])
  }, [before, after])
}

/** Both texts, their differences marked. */
export function BothSides({ kind, before, after, beforeName, afterName, changes, focus }: Sides) {
  const marks = marksOfChanges(changes)
  const shown = focus === undefined ? {} : { focus }
  const ids = new Set(changes.flatMap(({ id, within }) => [id, ...within]))
  const side = (text: string, name: string, own: Marks) => (
    <Panel title={name}>
      <Suspense fallback={<Waiting />}>{kind === 'process' ? <ProcessDrawing xml={text} marks={own} label={name} {...shown} /> : <DecisionText xml={text} marked={ids} />}</Suspense>
    </Panel>
  )
  return (
    <div className="sides">
      {side(before, beforeName, marks.before)}
      {side(after, afterName, marks.after)}
    </div>
  )
}
