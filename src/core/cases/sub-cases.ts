// Separate decisions in joint handling (许可法 26): each body that decides for itself has a sub-case of its own item, with limits of its own.
// The window accepted once for all, so a sub-case is accepted with its parent and its papers are the parent's: nobody is asked twice.
import type { Act } from '#base/act'
import { dateInChina } from '#base/time'
import { findItem } from '#core/items'
import { acceptByRight } from './acceptance.ts'
import { openCase, openWork } from './acts.ts'
import { takesPart } from './case.ts'
import { closeProcedure, placeProcedure } from './procedure.ts'
import { findParties, findSubCases, findWaitingFor } from './store-procedures.ts'
import { findWholeCase, saveWork } from './store.ts'
import { finish, note } from './work.ts'

/** The items that decide separately beside an item, in the order of its joint bodies. */
export function separateItems(content: { bodies: { joint?: { separate?: string }[] } }): string[] {
  return (content.bodies.joint ?? []).flatMap((body) => body.separate ?? [])
}

/** Opens the sub-cases of a case that was accepted, each once. */
export async function openSubCases(act: Act, parentId: string): Promise<void> {
  const work = await openWork(act, parentId)
  const whole = await findWholeCase(act.tx, parentId)
  const there = new Set((await findSubCases(act.tx, parentId)).map((one) => one.item))
  const opened: string[] = []
  for (const code of work.case.state === 'accepted' && whole ? separateItems(work.item.content) : []) {
    const item = there.has(code) ? undefined : await findItem(act.tx, code, act.now)
    if (!item || !whole) continue
    const parties = (await findParties(act.tx, parentId)).filter((party) => party.role !== 'third-party' && takesPart(party)).map(({ ordinal: _place, interest: _why, ...party }) => party)
    const files = whole.files.map(({ id: _id, version: _version, at: _at, ...file }) => file)
    const child = await openCase(act, { item, parties, form: whole.form, scenario: whole.scenario, files, parent: parentId, channel: 'system', receiving: work.case.receiving, ...(work.case.window ? { window: work.case.window } : {}) })
    await acceptByRight(act, child.id, dateInChina(act.now))
    await placeProcedure(work, { kind: 'sub-case', about: child.id })
    opened.push(child.id)
  }
  note(work, opened.length > 0 ? 'cases.sub-cases-opened' : 'cases.sub-cases-known', { cases: opened })
  await saveWork(work)
}

/** A sub-case has ended: its parent no longer waits for it. */
export async function endSubCase(act: Act, parentId: string, subCase: string): Promise<void> {
  const work = await openWork(act, parentId)
  const waiting = await findWaitingFor(act.tx, subCase)
  if (waiting.length > 0 && work.case.state !== 'finished') await closeProcedure(work, { kind: 'sub-case', about: subCase, outcome: 'done' })
  note(work, waiting.length > 0 ? 'cases.sub-case-ended' : 'cases.sub-case-known', { case: subCase })
  await saveWork(work)
}

/** The parent was withdrawn or ended without a decision: so are its sub-cases that are still open. */
export async function followParent(act: Act, subCase: string, outcome: 'withdrawn' | 'terminated'): Promise<void> {
  const work = await openWork(act, subCase)
  if (work.case.state === 'finished' || work.case.state === 'decided') {
    note(work, 'cases.sub-case-known', { case: subCase })
  } else {
    note(work, 'cases.ended-with-parent', { parent: work.case.parent, outcome })
    finish(work, outcome)
  }
  await saveWork(work)
}
