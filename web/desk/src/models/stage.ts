// Makes ready what a rehearsal runs on: the model of the text, and the decision file of the body that answers its rule tasks.
import { evaluateDecision, loadDecisions } from '#engines/decisions'
import { describeProgress, loadProcess, type ProcessModel, startProcess, stepProcess } from '#engines/process'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, askText } from '../api/client.ts'
import type { Text } from '../api/types.ts'
import { addressOf } from './reading.ts'
import type { Engine, Stage } from './simulation.ts'

const engine: Engine = { startProcess, stepProcess, describeProgress, evaluateDecision }

/** The decision files in force of a body. */
function useDecisions(body: string) {
  return useQuery({
    queryKey: ['model-decisions', body],
    staleTime: 60_000,
    queryFn: async () => {
      const { items } = await ask(api.GET('/api/models', {}))
      const own = items.filter((row) => row.kind === 'decision' && row.body.code === body)
      const texts = await Promise.all(own.map((row) => askText(`/api${addressOf({ ...row, body })}/texts/${row.digests[0]}`)))
      return texts.flatMap((text) => loadDecisions(text).model ?? [])
    },
  })
}

/** The stage of a text; `fault` says why it cannot be rehearsed. */
export function useStage(xml: string, body: string): { stage?: Stage; fault?: Text } {
  const { i18n } = useTranslation()
  const decisions = useDecisions(body)
  const [loaded, setLoaded] = useState<{ model?: ProcessModel; fault?: Text }>({})
  useEffect(() => {
    let gone = false
    void loadProcess(xml).then(({ model, problems: [first] }) => {
      if (gone) return
      setLoaded(model ? { model } : { fault: first ? { zh: first.zh, en: first.en } : { zh: '', en: '' } })
    })
    return () => {
      gone = true
    }
  }, [xml])
  const { model, fault } = loaded
  const files = decisions.data
  const { language } = i18n
  const stage = useMemo((): Stage | undefined => {
    if (model === undefined || decisions.isPending) return undefined
    const asked = [...model.nodes.values()].flatMap((node) => (node.type === 'rule' ? node.decision : []))
    return { engine, model, decisions: files?.find((file) => [...file.decisions.values()].some(({ name, id }) => asked.includes(name) || asked.includes(id))), language }
  }, [model, decisions.isPending, files, language])
  return { ...(stage === undefined ? {} : { stage }), ...(fault === undefined ? {} : { fault }) }
}

/** An input to begin with: every variable that the conditions read, still empty. */
export function templateOf(model: ProcessModel): Record<string, unknown> {
  const template: Record<string, unknown> = { form: {} }
  for (const path of model.reads) {
    const [root] = path
    if (root === undefined || model.nodes.has(root)) continue
    place(template, path)
  }
  return template
}

function place(into: Record<string, unknown>, [name, ...rest]: readonly string[]): void {
  if (name === undefined) return
  if (rest.length === 0) {
    into[name] ??= null
    return
  }
  const inner = into[name]
  const below: Record<string, unknown> = typeof inner === 'object' && inner !== null ? { ...inner } : {}
  into[name] = below
  place(below, rest)
}
