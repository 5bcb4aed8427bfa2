// A whole application from elsewhere (a row of a sheet): complete or refused, opened like any other, with what the licence store gives.
import type { Act } from '#base/act'
import type { Keys } from '#base/crypto'
import type { Ground } from '#base/context'
import type { FormData } from '#engines/forms'
import { getItemVersion, type Item } from '#core/items'
import { printHeld } from '#support/licences'
import { openNew } from './acts.ts'
import { mustBeComplete, type Draft } from './application.ts'
import { completeAnswers } from './answers.ts'
import type { Prepared } from './papers.ts'

/** Makes the documents that applications of this item by this account will need. */
export async function prepareWhole(ground: Ground, item: Item, account: string): Promise<Prepared> {
  const types = item.content.materials.flatMap(({ source, licenceType }) => (source === 'government' && licenceType !== undefined ? [licenceType] : []))
  return { licences: await printHeld(ground, account, types), pictures: new Map() }
}

/** Opens a case for a whole application of the actor. Throws what a submission throws. */
export async function applyWhole(act: Act, keys: Keys, whole: { itemVersion: string; form: FormData; scenario: Record<string, string>; prepared: Prepared }): Promise<{ id: string; number: string }> {
  const item = await getItemVersion(act.tx, whole.itemVersion)
  const form = mustBeComplete(item, await completeAnswers(act.tx, item.form, whole.form, { form: {}, files: [] }, act.now))
  const draft: Draft = {
    id: '', account: act.actor.id, item: item.code, itemVersion: item.versionId, correctionOf: null, form, known: [], scenario: whole.scenario, consent: true, byPerson: false, aboutLicence: null, othersSealed: null, gapUntil: null, promise: null,
    createdAt: act.now.toString(), updatedAt: act.now.toString(), caseNumber: null, files: [],
  }
  return openNew(act, keys, { item, draft, form, files: [], prepared: whole.prepared })
}
