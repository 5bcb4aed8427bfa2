// A process drawn by bpmn-js, with its path, what waits, problems and tokens marked; loaded when shown. Nothing can be edited here,
// and the mark of bpmn.io stays visible as its licence demands.
import { Button } from 'antd'
import type Viewer from 'bpmn-js/lib/NavigatedViewer'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Badge, badgeElements, type Canvas, type Drawn, type EventBus, type Marks, markElements, showElement, showLit, type Switch } from './canvas.ts'
import { Waiting } from './panel.tsx'

/** Names in English where the process has them (yiwang:nameEn). */
function inEnglish(xml: string): string {
  const parsed = new DOMParser().parseFromString(xml, 'application/xml')
  for (const element of parsed.querySelectorAll('[name]')) {
    const name = element.getAttributeNS('urn:yiwang:bpmn', 'nameEn')
    if (name !== null) element.setAttribute('name', name)
  }
  return new XMLSerializer().serializeToString(parsed)
}

async function draw(xml: string, container: HTMLElement, english: boolean, picked: (id: string) => void): Promise<Viewer> {
  const [{ default: NavigatedViewer }] = await Promise.all([
    import('bpmn-js/lib/NavigatedViewer'),
    import('bpmn-js/dist/assets/diagram-js.css'),
    import('bpmn-js/dist/assets/bpmn-js.css'),
  ])
  const viewer = new NavigatedViewer({ container })
  await viewer.importXML(english ? inEnglish(xml) : xml)
  // The wheel belongs to the page; the drawing is moved by dragging and enlarged by its buttons.
  viewer.get<Switch>('zoomScroll').toggle(false)
  viewer.get<Canvas>('canvas').zoom('fit-viewport', 'auto')
  viewer.get<EventBus>('eventBus').on('element.click', ({ element }) => picked(element.id))
  return viewer
}

/** Buttons that enlarge a drawing. */
export function Zoom({ drawn }: { drawn: Drawn }) {
  const { t } = useTranslation()
  const canvas = drawn.get<Canvas>('canvas')
  return (
    <span className="zoom">
      <Button size="small" aria-label={t('drawing.larger')} onClick={() => canvas.zoom(canvas.zoom() * 1.25)}>
        +
      </Button>
      <Button size="small" aria-label={t('drawing.smaller')} onClick={() => canvas.zoom(canvas.zoom() / 1.25)}>
        −
      </Button>
      <Button size="small" onClick={() => canvas.zoom('fit-viewport', 'auto')}>
        {t('drawing.fit')}
      </Button>
    </span>
  )
}

/** Keeps marks, badges and the element in sight as they are asked for. `focus.at` makes the same element be shown once more. */
export function useOnDrawing(drawn: Drawn | null, { marks, badges, focus }: { marks?: Marks | undefined; badges?: Badge[] | undefined; focus?: { element: string; at: number } | undefined }): void {
  const markKey = JSON.stringify(marks ?? null)
  useEffect(() => {
    const wanted = JSON.parse(markKey) as Marks | null
    if (drawn === null || wanted === null) return
    showLit(drawn, wanted.lit ?? [])
    return markElements(drawn, wanted)
  }, [drawn, markKey])
  const badgeKey = JSON.stringify(badges ?? [])
  useEffect(() => {
    if (drawn !== null) return badgeElements(drawn, JSON.parse(badgeKey) as Badge[])
  }, [drawn, badgeKey])
  useEffect(() => {
    if (drawn !== null && focus !== undefined) showElement(drawn, focus.element)
  }, [drawn, focus])
}

type Drawing = { xml: string; label: string; marks?: Marks; badges?: Badge[]; focus?: { element: string; at: number }; onPick?: (element: string) => void; className?: string }

export function ProcessDrawing({ xml, marks, badges, focus, label, onPick, className }: Drawing) {
  const { t, i18n } = useTranslation()
  const english = i18n.language === 'en'
  const place = useRef<HTMLDivElement>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  const [viewer, setViewer] = useState<Viewer | null>(null)
  const [fault, setFault] = useState(false)
  useEffect(() => {
    const container = place.current
    if (container === null) return
    let gone = false
    let drawn: Viewer | undefined
    setFault(false)
    draw(xml, container, english, (id) => pick.current?.(id)).then(
      (made) => {
        drawn = made
        if (gone) made.destroy()
        else setViewer(made)
      },
      (error: unknown) => {
        console.warn(error)
        setFault(true)
      },
    )
    return () => {
      gone = true
      setViewer(null)
      drawn?.destroy()
    }
  }, [xml, english])
  useOnDrawing(viewer, { marks, badges, focus })
  return (
    <div className={`drawing ${className ?? ''}`}>
      <div ref={place} className="drawing-place" role="figure" aria-label={label} />
      {viewer !== null && <Zoom drawn={viewer} />}
      {viewer === null && !fault && <Waiting />}
      {fault && <p className="nothing">{t('drawing.fault')}</p>}
    </div>
  )
}
