// The verbs of the own desk: save a list, remove it. Names are words of a person and stand beside the ledger, never in it.
import type { Act } from '#base/act'
import type { ListQuery } from '#core/cases'
import { listNameTaken, listNotFound, savedListsMax, tooManyLists } from './desk.ts'
import { deleteSaved, insertSaved, listSaved } from './store.ts'

/** The lock of what one person keeps. */
export const deskLock = (account: string): string => `desk:${account}`

export async function saveList(act: Act, { name, query }: { name: string; query: ListQuery }): Promise<void> {
  if ((await listSaved(act.tx, act.actor.id)).length >= savedListsMax) throw tooManyLists()
  const id = act.newId()
  if (!(await insertSaved(act.tx, act.actor.id, { id, name: name.trim(), query }, act.now))) throw listNameTaken()
  act.record('desks.list-saved', { subject: act.actor.id, facts: { list: id } })
}

export async function removeList(act: Act, id: string): Promise<void> {
  if (!(await deleteSaved(act.tx, act.actor.id, id))) throw listNotFound()
  act.record('desks.list-removed', { subject: act.actor.id, facts: { list: id } })
}
