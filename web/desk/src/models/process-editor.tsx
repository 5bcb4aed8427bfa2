// The editor of processes: bpmn-js with palette and menus in Chinese. It tells what changed and what is chosen; it saves nothing itself.
import { Button } from 'antd'
import type Modeler from 'bpmn-js/lib/Modeler'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Badge, fitBeside, type Marks } from '../parts/canvas.ts'
import { Waiting } from '../parts/panel.tsx'
import { useOnDrawing, Zoom } from '../parts/process-drawing.tsx'
import { keepHead } from './keep-head.ts'
import { makeTranslate } from './library-words.ts'
import { yiwangModdle } from './yiwang-moddle.ts'

export type { Modeler }

type Bus = { on: (name: string, heard: (event: { newSelection?: { id: string }[] }) => void) => void }

const paletteWidth = 76

async function openModeler(xml: string, container: HTMLElement, language: string): Promise<Modeler> {
  const [{ default: BpmnModeler }] = await Promise.all([
    import('bpmn-js/lib/Modeler'),
    import('bpmn-js/dist/assets/diagram-js.css'),
    import('bpmn-js/dist/assets/bpmn-js.css'),
    import('bpmn-js/dist/assets/bpmn-font/css/bpmn.css'),
  ])
  const modeler = new BpmnModeler({ container, moddleExtensions: { yiwang: yiwangModdle }, additionalModules: [{ translate: ['value', makeTranslate(language)] }] })
  await modeler.importXML(xml)
  fitBeside(modeler, paletteWidth)
  return modeler
}

type Stack = { undo: () => void; redo: () => void; canUndo: () => boolean; canRedo: () => boolean }

/** One change back, or forth again. */
function Steps({ modeler }: { modeler: Modeler }) {
  const { t } = useTranslation()
  const stack = modeler.get<Stack>('commandStack')
  return (
    <span className="undo">
      <Button size="small" disabled={!stack.canUndo()} onClick={() => stack.undo()}>
        {t('models.undo')}
      </Button>
      <Button size="small" disabled={!stack.canRedo()} onClick={() => stack.redo()}>
        {t('models.redo')}
      </Button>
    </span>
  )
}

type Editor = {
  /** The text when it was opened; a new one opens the editor anew. */
  xml: string
  label: string
  marks: Marks
  badges: Badge[]
  focus?: { element: string; at: number } | undefined
  onOpen: (modeler: Modeler | null) => void
  onChange: (xml: string) => void
  onSelect: (element: string | undefined) => void
}

export function ProcessEditor({ xml, label, marks, badges, focus, onOpen, onChange, onSelect }: Editor) {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  const place = useRef<HTMLDivElement>(null)
  const told = useRef({ onOpen, onChange, onSelect })
  told.current = { onOpen, onChange, onSelect }
  const [modeler, setModeler] = useState<Modeler | null>(null)
  const [fault, setFault] = useState(false)
  useEffect(() => {
    const container = place.current
    if (container === null) return
    let gone = false
    let opened: Modeler | undefined
    setFault(false)
    const listen = (made: Modeler) => {
      const bus = made.get<Bus>('eventBus')
      bus.on('selection.changed', ({ newSelection = [] }) => told.current.onSelect(newSelection.length === 1 ? newSelection[0]?.id : undefined))
      bus.on('commandStack.changed', () => {
        void made.saveXML({ format: true }).then(({ xml: written }) => {
          if (!gone && written !== undefined) told.current.onChange(keepHead(xml, written))
        })
      })
    }
    openModeler(xml, container, language).then(
      (made) => {
        opened = made
        if (gone) return made.destroy()
        listen(made)
        setModeler(made)
        told.current.onOpen(made)
      },
      (error: unknown) => {
        console.warn(error)
        if (!gone) setFault(true)
      },
    )
    return () => {
      gone = true
      setModeler(null)
      told.current.onOpen(null)
      opened?.destroy()
    }
  }, [xml, language])
  useOnDrawing(modeler, { marks, badges, focus })
  return (
    <div className="drawing studio-drawing">
      <section ref={place} className="drawing-place" aria-label={label} />
      {modeler !== null && (
        <>
          <Steps modeler={modeler} />
          <Zoom drawn={modeler} />
        </>
      )}
      {modeler === null && !fault && <Waiting />}
      {fault && <p className="nothing">{t('models.notDrawable')}</p>}
    </div>
  )
}
