// The state of an open draft: the text as it was opened, as it is saved, as it now stands; saving and checking it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import type { ModelCheck, ModelDraft, ModelExample } from '../api/types.ts'
import { draftOf, textOfDraft } from './reading.ts'

type Texts = { opened: string; saved: string; now: string }

function useTexts(draft: ModelDraft | undefined) {
  const [revision, setRevision] = useState<number | undefined>()
  // The text is read once; savings of one's own do not open the editor anew.
  const source = useQuery(textOfDraft(draft?.id ?? '', revision ?? draft?.revision))
  const [texts, setTexts] = useState<Texts | undefined>()
  useEffect(() => {
    if (draft !== undefined) setRevision((known) => known ?? draft.revision)
  }, [draft])
  useEffect(() => {
    if (source.data !== undefined) setTexts((known) => known ?? { opened: source.data, saved: source.data, now: source.data })
  }, [source.data])
  return { texts, setTexts, error: source.error }
}

/** Everything that the page of a draft works with. */
export function useDraft(id: string) {
  const queries = useQueryClient()
  const query = useQuery(draftOf(id))
  const draft = query.data
  const { texts, setTexts, error } = useTexts(draft)
  const [checked, setChecked] = useState<{ check: ModelCheck; text: string } | undefined>()
  const check = useMutation({
    mutationFn: async (text: string) => ({ text, check: await ask(api.POST('/api/model-drafts/{id}/check', { params: { path: { id }, header: { 'Idempotency-Key': crypto.randomUUID() } }, body: { text } })) }),
    onSuccess: setChecked,
    retry: false,
  })
  const save = useAct(
    ({ text, examples, revision }: { text?: string; examples?: ModelExample[]; revision: number }, key) =>
      ask(api.PUT('/api/model-drafts/{id}', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: { revision, ...(text === undefined ? {} : { text }), ...(examples === undefined ? {} : { examples }) } })).then((saved) => ({ saved, text })),
    ['model-drafts'],
    ({ saved, text }) => {
      queries.setQueryData(draftOf(id).queryKey, saved)
      if (text !== undefined) setTexts((known) => known && { ...known, saved: text })
    },
  )
  return {
    draft, texts, error: query.error ?? error, refetch: query.refetch, check, checked, save,
    write: (now: string) => setTexts((known) => known && { ...known, now }),
    unsaved: texts !== undefined && texts.now !== texts.saved,
  }
}
