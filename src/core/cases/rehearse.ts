// An act done to see what it would leave, and undone: what a letter would say before it is sent. Nothing is written, nothing stays.
import type { Act, Entry } from '#base/act'
import type { Ground } from '#base/context'
import { acceptCase, refuseAcceptance, requestCorrection, type AcceptanceRefusal, type Missing } from './acceptance.ts'
import { caseLock, type Handler } from './acts.ts'
import { extendCase, resumeCase, suspendCase, type SuspensionInput } from './clockwork.ts'
import { decideCase, terminateCase, type DecisionInput } from './decision.ts'
import { findWholeCase, findWords, type WholeCase } from './store.ts'
import type { TerminationInput } from './termination.ts'

/** The acts that a letter follows, with what each asks. */
export interface Rehearsed {
  acceptance: Record<string, never>
  'acceptance-refusal': AcceptanceRefusal
  'correction-notice': { missing: Missing[]; days: number }
  decision: DecisionInput
  suspension: SuspensionInput
  resumption: Record<string, never>
  extension: { days: number; reason: string }
  termination: TerminationInput
}
export type RehearsedAct = keyof Rehearsed

const verbs: { [A in RehearsedAct]: (act: Act, caseId: string, handler: Handler, body: Rehearsed[A]) => Promise<void> } = {
  acceptance: (act, id, handler) => acceptCase(act, id, handler),
  'acceptance-refusal': refuseAcceptance,
  'correction-notice': (act, id, handler, { missing, days }) => requestCorrection(act, id, handler, missing, days),
  decision: decideCase,
  suspension: suspendCase,
  resumption: (act, id, handler) => resumeCase(act, id, handler),
  extension: extendCase,
  termination: terminateCase,
}

/** Carries what was read out of the act that is undone. */
class Undone<T> extends Error {
  readonly value: T
  constructor(value: T) {
    super('rehearsed')
    this.value = value
  }
}

export interface Left {
  whole: WholeCase
  entry: Entry
  words: Record<string, unknown>
}

/**
 * Does an act, lets `read` see each entry it leaves with the case as it then stands, and undoes all of it. Refuses what the act refuses.
 * Answers the first thing read that is not undefined.
 */
export async function rehearseAct<A extends RehearsedAct, T>(ground: Pick<Ground, 'runAct'>, on: { caseId: string; handler: Handler }, name: A, body: Rehearsed[A], read: (act: Act, left: Left) => Promise<T | undefined>): Promise<T | undefined> {
  const entries: Entry[] = []
  try {
    await ground.runAct({ actor: { id: on.handler.id, kind: 'staff' }, locks: [caseLock(on.caseId)] }, async (act) => {
      await verbs[name](watched(act, entries), on.caseId, on.handler, body)
      const whole = await findWholeCase(act.tx, on.caseId)
      const words = new Map((await findWords(act.tx, on.caseId)).map((one) => [one.entry, one.content as Record<string, unknown>]))
      for (const entry of entries) {
        const found = whole && (await read(act, { whole, entry, words: words.get(entry.id) ?? {} }))
        if (found !== undefined) throw new Undone(found)
      }
      throw new Undone(undefined)
    })
  } catch (error) {
    if (error instanceof Undone) return error.value as T | undefined
    throw error
  }
  return undefined
}

function watched(act: Act, entries: Entry[]): Act {
  return {
    ...act,
    record(kind, recorded) {
      const id = act.record(kind, recorded)
      entries.push({ id, seq: null, act: act.id, kind, subject: recorded.subject, actor: act.actor.id, actorKind: act.actor.kind, post: null, onBehalf: null, at: act.now, lawDate: recorded.lawDate?.toString() ?? null, facts: recorded.facts ?? {}, digest: null })
      return id
    },
  }
}
