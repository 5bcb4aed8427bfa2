// Who extends the limit for the decision: the head of the body that decides; in joint handling of a permit the head of the people's
// government of that level (许可法 42). Where nobody of that rank is entered here, the refusal names whom to enter.
import type { Act } from '#base/act'
import type { Sql } from '#base/db'
import { extendsByGovernment } from '#core/clock'
import type { Item } from '#core/items'
import { findGovernment, findOrganisation } from '#core/organisations'
import { holdersOf } from '#core/people'
import { findRegion } from '#core/regions'
import type { Text } from '#engines/words'
import { openWork, type Handler } from './acts.ts'
import type { Case, Term } from './case.ts'
import { extenderNotEntered, extensionNotYours } from './refusals.ts'
import { saveWork } from './store.ts'
import { note, runningTerms, type Work } from './work.ts'

type Running = Pick<Work, 'item'> & { case: Case; terms: readonly Term[] }

/** The government whose head would extend, kept with the limit of the law so that it finds the case; null where none does, or none is entered. */
export async function approverFor(sql: Sql, item: Item, deciding: string): Promise<string | null> {
  return extendsByGovernment(item.content) ? ((await findGovernment(sql, deciding))?.code ?? null) : null
}

/** The organisation whose head extends; undefined where that is a government which nobody has entered here. */
export function extender({ case: row, terms, item }: Running): string | undefined {
  const named = terms.findLast((term) => term.kind === 'law')?.approver
  return named ?? (extendsByGovernment(item.content) ? undefined : row.deciding)
}

/** Refuses whoever is not that head; where there is no such head yet, says which one to enter. */
export async function mustExtend(work: Work, handler: Handler): Promise<void> {
  const approver = extender(work)
  if (handler.posts.some((post) => post.role === 'head' && post.organisation === approver)) return
  const missing = await findMissingExtender(work.act.tx, work, work.act.now)
  if (missing) throw extenderNotEntered({ role: 'head', organisation: approver ?? null, name: missing }, [{ path: '/head', code: 'not-entered', zh: missing.zh, en: missing.en ?? missing.zh }])
  throw extensionNotYours({ role: 'head', organisation: approver ?? null })
}

/** Whom to enter before the limit of a joint permit can be extended, in words: a government with its head, or only the head of one. */
export async function findMissingExtender(sql: Sql, of: Running, now: Temporal.Instant): Promise<Text | undefined> {
  if (!extendsByGovernment(of.item.content)) return undefined
  const approver = extender(of)
  const government = approver === undefined ? undefined : await findOrganisation(sql, approver)
  if (government) {
    const hasHead = (await holdersOf(sql, [government.code], now)).some(({ role }) => role === 'head')
    return hasHead ? undefined : { zh: `${government.name.zh}负责人`, en: `The head of ${government.name.en ?? government.name.zh}` }
  }
  const body = await findOrganisation(sql, of.case.deciding)
  const region = body && (await findRegion(sql, body.region))
  const place = region?.name ?? { zh: body?.region ?? of.case.deciding }
  return { zh: `${place.zh}的人民政府及其负责人`, en: `The people’s government of ${place.en ?? place.zh}, with its head` }
}

/** A government that was entered after a joint permit was accepted gets it before its head from now on. */
export async function nameExtender(act: Act, caseId: string): Promise<void> {
  const work = await openWork(act, caseId)
  const approver = await approverFor(act.tx, work.item, work.case.deciding)
  for (const term of runningTerms(work, ['law'])) {
    term.approver = approver
    work.changes.terms.add(term)
  }
  note(work, 'cases.extender-named', { organisation: approver })
  await saveWork(work)
}
