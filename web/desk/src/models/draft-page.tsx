// A draft of a process or decision: drawn and edited on the left; its properties, check, trial run, comparison and publication on the right.
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { ModelDraft, ModelProblem } from '../api/types.ts'
import type { Badge, Marks } from '../parts/canvas.ts'
import { Waiting } from '../parts/panel.tsx'
import { readRefusal } from '../api/problem.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { useKeys } from '../shell/keys.ts'
import { CheckPanel } from './check-panel.tsx'
import type { Change, Tree } from './compare.ts'
import { DraftHead, Leaving, SaveButton, type Work } from './draft-head.tsx'
import { BothSides, ChangeList, type Focus, useChanges } from './comparison.tsx'
import { DecisionText } from './decision-text.tsx'
import { isEditable } from './decision-editor.tsx'
import type { Modeler } from './process-editor.tsx'
import { Properties } from './properties.tsx'
import { PublishPanel } from './publish-panel.tsx'
import { readTree } from './read-tree.ts'
import { addressOf, textOfVersion } from './reading.ts'
import { RehearsalPanel } from './rehearsal-panel.tsx'
import { TrialPanel } from './trial-panel.tsx'
import { useDraft } from './use-draft.ts'
import '../look/models.css'

const ProcessEditor = lazy(async () => ({ default: (await import('./process-editor.tsx')).ProcessEditor }))
const ProcessDrawing = lazy(async () => ({ default: (await import('../parts/process-drawing.tsx')).ProcessDrawing }))
const ContentDraft = lazy(async () => ({ default: (await import('./content-draft-page.tsx')).ContentDraft }))
const DecisionEditor = lazy(async () => ({ default: (await import('./decision-editor.tsx')).DecisionEditor }))

type Tab = 'properties' | 'check' | 'run' | 'comparison' | 'publication'

const editorWidthMin = 900

/** Whether the screen is too narrow to draw on: there a draft is read, checked and published, not edited. */
function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => window.innerWidth < editorWidthMin)
  useEffect(() => {
    const look = () => setNarrow(window.innerWidth < editorWidthMin)
    window.addEventListener('resize', look)
    return () => window.removeEventListener('resize', look)
  }, [])
  return narrow
}

/** A draft with unsaved text is not left by mistake. */
function useGuard(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsaved])
}

/** Gives the text on the screen as a file: what is not saved yet is only here. */
function keepAsFile(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/xml' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

function Head({ draft, work, editing }: { draft: ModelDraft; work: Work; editing: boolean }) {
  const { t } = useTranslation()
  const { texts, unsaved } = work
  const fileName = `${draft.name}.${draft.kind === 'process' ? 'bpmn' : 'dmn'}`
  return (
    <DraftHead draft={draft} unsaved={unsaved} back={addressOf({ ...draft, body: draft.body.code })}>
      <span className="case-head-end buttons">
        {unsaved && texts !== undefined ? <Button onClick={() => keepAsFile(texts.now, fileName)}>{t('models.export')}</Button> : <a href={`/api/model-drafts/${draft.id}/text`}>{t('models.export')}</a>}
        {editing && <SaveButton draft={draft} work={work} />}
      </span>
    </DraftHead>
  )
}

type Shown = { marks: Marks; badges: Badge[]; focus?: Focus | undefined }
const nothingShown: Shown = { marks: {}, badges: [] }

/** The problems on the drawing, and the way that leads to the one that is looked at (`accept=accept` names an outcome). */
function problemsShown(problems: readonly ModelProblem[], looked: ModelProblem | undefined): Shown {
  const counts = new Map<string, number>()
  for (const { element } of problems) counts.set(element, (counts.get(element) ?? 0) + 1)
  return { marks: { problem: [...counts.keys()], done: (looked?.path ?? []).map((step) => step.split('=')[0] ?? '') }, badges: [...counts].map(([element, count]) => ({ element, kind: 'problem', text: String(count) })) }
}

type StageProps = { draft: ModelDraft; work: Work; tab: Tab; editing: boolean; shown: Shown; rule: string | undefined; onOpen: (modeler: Modeler | null) => void; onSelect: (id: string | undefined) => void; base: string | undefined; changes: Change[] | undefined }

/** What is drawn: the editor, or the text to read; the comparison covers it without closing it. */
function Canvas({ draft, work, tab, editing, shown, rule, onOpen, onSelect, base, changes }: StageProps) {
  const { t } = useTranslation()
  const text = useText()
  const { texts } = work
  if (texts === undefined) return <Waiting />
  const label = text(draft.title)
  const isProcess = draft.kind === 'process'
  const covered = tab === 'comparison' || (!isProcess && tab === 'run')
  return (
    <>
      {tab === 'comparison' && base !== undefined && (
        <div className="studio-comparison">
          <BothSides kind={draft.kind} before={base} after={texts.now} beforeName={t('models.before')} afterName={t('models.after')} changes={changes ?? []} focus={shown.focus} />
        </div>
      )}
      {!isProcess && tab === 'run' && <div className="studio-comparison"><DecisionText xml={texts.now} rule={rule} /></div>}
      <div className="studio-canvas" hidden={covered}>
        <Suspense fallback={<Waiting />}>
          {isProcess && editing && <ProcessEditor xml={texts.opened} label={label} {...shown} onOpen={onOpen} onChange={work.write} onSelect={onSelect} />}
          {isProcess && !editing && <ProcessDrawing xml={texts.now} label={label} marks={shown.marks} badges={shown.badges} {...(shown.focus === undefined ? {} : { focus: shown.focus })} className="studio-drawing" />}
          {!isProcess && editing && isEditable(texts.opened) && <DecisionEditor xml={texts.opened} label={label} onChange={work.write} />}
          {!isProcess && editing && !isEditable(texts.opened) && <p className="notice">{t('models.notEditable')}</p>}
          {!isProcess && (!editing || !isEditable(texts.opened)) && <DecisionText xml={texts.now} />}
        </Suspense>
      </div>
    </>
  )
}

/** Who was first, where somebody else has saved meanwhile. */
function NotSaved({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (error === null) return null
  const { by, at } = readRefusal(error).problem.facts ?? {}
  return (
    <>
      <RefusalNotice error={error} again={() => window.location.reload()} />
      {typeof by === 'string' && typeof at === 'string' && <p className="notice">{t('models.savedByAnother', { name: by, at: formatMoment(at) })}</p>}
    </>
  )
}

/** Asks before a page with unsaved text is left. */
/** Names of the elements of a text, by id. */
function namesIn(xml: string | undefined): Map<string, string> {
  const names = new Map<string, string>()
  const walk = (tree: Tree | undefined) => {
    const { id, name, label } = tree?.attributes ?? {}
    if (id !== undefined) names.set(id, label || name || '')
    for (const child of tree?.children ?? []) walk(child)
  }
  if (xml !== undefined) walk(readTree(xml))
  return names
}

function Tabs({ tabs, tab, open, problems }: { tabs: Tab[]; tab: Tab; open: (tab: Tab) => void; problems: number | undefined }) {
  const { t } = useTranslation()
  const nameOf = (one: Tab) => `${t(`models.tab.${one}`)}${one === 'check' && problems !== undefined ? ` ${problems === 0 ? '✓' : problems}` : ''}`
  return <Segmented aria-label={t('models.tabs')} value={tab} options={tabs.map((one) => ({ value: one, label: nameOf(one) }))} onChange={open} />
}

function Studio({ draft, work }: { draft: ModelDraft; work: Work }) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const editing = draft.acts.includes('save') && !narrow
  const hasProperties = editing && draft.kind === 'process'
  const tabs: Tab[] = [...(hasProperties ? (['properties'] as const) : []), 'check', 'run', 'comparison', 'publication']
  const [wanted, setWanted] = useState<Tab>(draft.state === 'drafting' ? 'properties' : 'publication')
  const tab = tabs.includes(wanted) ? wanted : 'check'
  const [modeler, setModeler] = useState<Modeler | null>(null)
  const [selected, setSelected] = useState<string | undefined>()
  const [rehearsed, setRehearsed] = useState<Shown>(nothingShown)
  const [rule, setRule] = useState<string | undefined>()
  const [focus, setFocus] = useState<Focus | undefined>()
  const base = useQuery(textOfVersion({ ...draft, body: draft.body.code }, draft.base))
  const { texts, check, checked, save, unsaved } = work
  const changes = useChanges(base.data, texts?.now)
  const [looked, setLooked] = useState<ModelProblem | undefined>()
  useGuard(unsaved)
  const now = texts?.now
  const runCheck = useCallback(() => now !== undefined && check.mutate(now), [now, check.mutate])
  const open = (next: Tab) => {
    setWanted(next)
    if (next === 'check' && checked?.text !== now) runCheck()
  }
  useKeys(Object.fromEntries(tabs.map((one, at) => [String(at + 1), () => open(one)])))
  const showMarks = useCallback((marks: Marks, badges: Badge[]) => setRehearsed({ marks, badges }), [])
  const select = (id: string | undefined) => {
    const found = id === undefined ? undefined : modeler?.get<{ get: (id: string) => unknown }>('elementRegistry').get(id)
    if (found) modeler?.get<{ select: (element: unknown) => void }>('selection').select(found)
    else setSelected(id)
    if (id !== undefined) setFocus({ element: id, at: Date.now() })
  }
  const look = (problem: ModelProblem) => {
    setLooked(problem)
    select(problem.element)
  }
  const names = useMemo(() => namesIn(now), [now])
  const nameOf = (element: string) => names.get(element) ?? ''
  useEffect(() => {
    if (tab === 'check' && checked === undefined && check.isIdle) runCheck()
  }, [tab, checked, check.isIdle, runCheck])
  const keep = editing ? (example: ModelDraft['examples'][number]) => save.mutate({ examples: [...draft.examples, example], revision: draft.revision }) : undefined
  const shown = tab === 'run' ? rehearsed : checked !== undefined && checked.text === now ? { ...problemsShown(checked.check.problems, looked), focus } : { ...nothingShown, focus }
  const count = checked === undefined ? undefined : checked.check.problems.length + checked.check.examples.filter((one) => !one.passed).length
  return (
    <div className={`studio ${tab === 'comparison' ? 'studio-wide' : ''}`}>
      <div className="studio-main">
        <Canvas draft={draft} work={work} tab={tab} editing={editing} shown={shown} rule={rule} onOpen={setModeler} onSelect={setSelected} base={base.data} changes={changes} />
      </div>
      <aside className="studio-side">
        <NotSaved error={save.error} />
        <Leaving unsaved={unsaved} />
        <Tabs tabs={tabs} tab={tab} open={open} problems={count} />
        <div className="studio-tab">
          {tab === 'properties' && modeler !== null && <Properties modeler={modeler} selected={selected} onSelect={select} />}
          {tab === 'check' && <CheckPanel check={checked?.check} isPending={check.isPending} error={check.error} isStale={checked !== undefined && checked.text !== now} run={runCheck} nameOf={nameOf} show={look} />}
          {tab === 'run' && now !== undefined && (draft.kind === 'process' ? <RehearsalPanel xml={now} body={draft.body.code} examples={draft.examples} show={showMarks} keep={keep} /> : <TrialPanel xml={now} examples={draft.examples} show={setRule} keep={keep} />)}
          {tab === 'comparison' && (changes === undefined ? <p className="notice">{t('models.notReadable')}</p> : <ChangeList changes={changes} show={(element) => setFocus({ element, at: Date.now() })} />)}
          {tab === 'publication' && <PublishPanel draft={draft} unsaved={unsaved} />}
        </div>
      </aside>
    </div>
  )
}

export function DraftPage() {
  const { id = '' } = useParams()
  const work = useDraft(id)
  const { draft } = work
  if (work.error !== null) return <RefusalNotice error={work.error} again={() => void work.refetch()} />
  if (draft === undefined) return <Waiting />
  if (draft.kind === 'form' || draft.kind === 'item')
    return (
      <Suspense fallback={<Waiting />}>
        <ContentDraft draft={draft} work={work} />
      </Suspense>
    )
  const narrow = window.innerWidth < editorWidthMin
  return (
    <div className="case">
      <Head draft={draft} work={work} editing={draft.acts.includes('save') && !narrow} />
      <Studio draft={draft} work={work} />
    </div>
  )
}
