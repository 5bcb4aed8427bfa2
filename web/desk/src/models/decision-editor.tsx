// The editor of decisions: dmn-js for tables and the diagram of requirements, in Chinese. What it cannot read or would lose is shown to read only.
import type Modeler from 'dmn-js/lib/Modeler'
import { loadDecisions } from '#engines/decisions'
import { Segmented } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../parts/panel.tsx'
import { DecisionText } from './decision-text.tsx'
import { keepHead } from './keep-head.ts'
import { makeTranslate } from './library-words.ts'

type View = ReturnType<Modeler['getViews']>[number]

// dmn-js reads DMN 1.3 and drops what later versions added, so only files of that version are given to it.
const editable = 'https://www.omg.org/spec/DMN/20191111/MODEL/'

/** Whether dmn-js can edit a file without losing anything of it. */
export function isEditable(xml: string): boolean {
  return xml.includes(editable)
}

async function openModeler(xml: string, container: HTMLElement, language: string, changed: (modeler: Modeler) => void): Promise<Modeler> {
  const [{ default: DmnModeler }] = await Promise.all([
    import('dmn-js/lib/Modeler'),
    import('dmn-js/dist/assets/diagram-js.css'),
    import('dmn-js/dist/assets/dmn-js-shared.css'),
    import('dmn-js/dist/assets/dmn-js-drd.css'),
    import('dmn-js/dist/assets/dmn-js-decision-table.css'),
    import('dmn-js/dist/assets/dmn-js-decision-table-controls.css'),
    import('dmn-js/dist/assets/dmn-js-literal-expression.css'),
    import('dmn-js/dist/assets/dmn-font/css/dmn.css'),
  ])
  const translated = { additionalModules: [{ translate: ['value', makeTranslate(language)] }] }
  const modeler = new DmnModeler({ container, drd: translated, decisionTable: translated, literalExpression: translated, boxedExpression: translated })
  listen(modeler, () => changed(modeler))
  await modeler.importXML(xml)
  // A table is what a civil servant looks for; the diagram is one tap away.
  const table = modeler.getViews().find((view) => view.type === 'decisionTable')
  if (table) await modeler.open(table)
  return modeler
}

type Stack = { on: (name: string, heard: (event: { trigger: string }) => void) => void }

// Each view has a command stack of its own, made when the view is first opened; opening one clears it, which is no change.
function listen(modeler: Modeler, changed: () => void): void {
  modeler.on('viewer.created', ({ viewer }) => viewer.get<Stack>('eventBus').on('commandStack.changed', ({ trigger }) => trigger !== 'clear' && changed()))
}

type Editor = { xml: string; label: string; onChange: (xml: string) => void }

export function DecisionEditor({ xml, label, onChange }: Editor) {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  const place = useRef<HTMLDivElement>(null)
  const told = useRef(onChange)
  told.current = onChange
  const [modeler, setModeler] = useState<Modeler | null>(null)
  const [view, setView] = useState<View | undefined>()
  const [fault, setFault] = useState(false)
  useEffect(() => {
    const container = place.current
    if (container === null) return
    let gone = false
    let opened: Modeler | undefined
    const write = (made: Modeler) => {
      void made.saveXML({ format: true }).then(({ xml: written }) => {
        if (!gone) told.current(keepHead(xml, written))
      })
    }
    openModeler(xml, container, language, write).then(
      (made) => {
        opened = made
        if (gone) return made.destroy()
        made.on('views.changed', ({ activeView }) => setView(activeView))
        setModeler(made)
        setView(made.getActiveView())
      },
      (error: unknown) => {
        console.warn(error)
        if (!gone) setFault(true)
      },
    )
    return () => {
      gone = true
      setModeler(null)
      opened?.destroy()
    }
  }, [xml, language])
  const views = modeler?.getViews() ?? []
  const labels = useMemo(() => new Map([...(loadDecisions(xml).model?.decisions.values() ?? [])].map(({ id, label }) => [id, label])), [xml])
  const nameOf = (one: View) => (one.type === 'drd' ? t('models.requirements') : (labels.get(one.element.id) ?? one.name ?? one.element.id))
  useEffect(() => {
    if (view?.type !== 'decisionTable') return
    // The library leaves the head of the column of numbers empty, which a screen reader cannot name.
    for (const head of place.current?.querySelectorAll('th.index-column:empty') ?? []) head.textContent = '#'
  }, [view])
  return (
    <div className="decision-editor">
      {views.length > 1 && (
        <Segmented
          aria-label={t('models.view')}
          value={view?.element.id ?? ''}
          options={views.map((one) => ({ value: one.element.id, label: nameOf(one) }))}
          onChange={(id) => {
            const wanted = views.find((one) => one.element.id === id)
            if (wanted) void modeler?.open(wanted)
          }}
        />
      )}
      <section ref={place} className="decision-place" aria-label={label} hidden={fault} />
      {modeler === null && !fault && <Waiting />}
      {fault && (
        <>
          <p className="notice">{t('models.notEditable')}</p>
          <DecisionText xml={xml} />
        </>
      )}
    </div>
  )
}
