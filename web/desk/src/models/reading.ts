// What the pages of models read: one name in the cache for one thing.
import { queryOptions } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { api, ask, askText } from '../api/client.ts'
import type { ModelKind } from '../api/types.ts'

export type ModelName = { body: string; kind: ModelKind; name: string }

const kinds: ModelKind[] = ['process', 'decision', 'form', 'item']

/** The model that the address of the page names. */
export function useModelName(): ModelName {
  const { body = '', kind, name = '' } = useParams()
  return { body, kind: kinds.find((one) => one === kind) ?? 'process', name }
}

/** The address of a model's page on the desk. */
export function addressOf({ body, kind, name }: ModelName): string {
  return `/models/${[body, kind, name].map(encodeURIComponent).join('/')}`
}

/** One model in force with its versions and users. */
export function modelOf(named: ModelName) {
  return queryOptions({ queryKey: ['model', named.body, named.kind, named.name], queryFn: () => ask(api.GET('/api/models/{body}/{kind}/{name}', { params: { path: named } })) })
}

/** The stored text of one version. It never changes. */
export function textOfVersion(named: ModelName, digest: string | undefined) {
  return queryOptions({
    queryKey: ['model-text', named.body, named.kind, named.name, digest],
    queryFn: () => askText(`/api${addressOf(named)}/texts/${digest}`),
    enabled: digest !== undefined && digest !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function draftOf(id: string) {
  return queryOptions({ queryKey: ['model-draft', id], queryFn: () => ask(api.GET('/api/model-drafts/{id}', { params: { path: { id } } })), refetchOnWindowFocus: false })
}

/** The text of a draft at one revision. */
export function textOfDraft(id: string, revision: number | undefined) {
  return queryOptions({ queryKey: ['model-draft-text', id, revision], queryFn: () => askText(`/api/model-drafts/${id}/text`), enabled: revision !== undefined, staleTime: Number.POSITIVE_INFINITY })
}

/** Whom a publication would touch. */
export function effectOf(id: string) {
  return queryOptions({ queryKey: ['model-draft', id, 'effect'], queryFn: () => ask(api.GET('/api/model-drafts/{id}/effect', { params: { path: { id } } })) })
}
