// Errors and escalations travel outward until something catches them (BPMN 2.0.2 §10.5.6, §13.5.6): at the activity, in the scope, at what holds the scope.
import { boundariesOf, fireBoundary, roundsOf } from './boundaries.ts'
import { clearScope, dropScope, interrupt } from './clear.ts'
import { containerOf, type Draft, nodeOf, scopeOf, tokenOf } from './draft.ts'
import type { CatchingNode, StartEvent, SubProcess } from './model.ts'
import { openEventSub } from './scopes.ts'
import type { Scope, Token } from './state.ts'

type Kind = 'error' | 'escalation'

/** The event that catches this code: one that names it before one that names none. */
function catcher<T extends CatchingNode>(events: readonly T[], kind: Kind, code: string | undefined): T | undefined {
  const codesOf = (event: T) => event.definitions.flatMap((one) => (one.kind === kind ? [one.code] : []))
  return (code === undefined ? undefined : events.find((event) => codesOf(event).includes(code))) ?? events.find((event) => codesOf(event).includes(undefined))
}

function subCatcher(draft: Draft, scope: Scope, kind: Kind, code: string | undefined): { sub: SubProcess; start: StartEvent } | undefined {
  if (scope.taken) return undefined
  const found = (containerOf(draft, scope)?.eventSubs ?? []).flatMap((one) => {
    const sub = nodeOf(draft, one.sub)
    const start = nodeOf(draft, one.start)
    return sub.type === 'sub' && start.type === 'start' ? [{ sub, start }] : []
  })
  const start = catcher(found.map((one) => one.start), kind, code)
  return found.find((one) => one.start === start)
}

/** An activity (`token`) or an end event in `scope` ended in an error. What it passes on its way out has failed; caught by nothing it ends the process. */
export function raiseError(draft: Draft, code: string | undefined, scopeId: string, element: string, token?: Token): void {
  let at = scopeId
  let held = token
  for (;;) {
    if (held) {
      const rounds = roundsOf(draft, held)
      const boundary = rounds ? undefined : catcher(boundariesOf(draft, held), 'error', code)
      interrupt(draft, held, 'failed')
      if (boundary) return fireBoundary(draft, boundary, held)
      at = held.in ?? ''
    }
    const scope = scopeOf(draft, at)
    const found = subCatcher(draft, scope, 'error', code)
    if (found) return openEventSub(draft, scope, found.sub, found.start)
    if (scope.id === '') return fail(draft, code, element)
    held = tokenOf(draft, scope.token)
    if (scope.kind === 'undo') dropScope(draft, scope)
    if (!held) at = scope.in ?? ''
  }
}

function fail(draft: Draft, code: string | undefined, element: string): void {
  clearScope(draft, '')
  draft.agenda = []
  draft.undos = []
  draft.failed = { code: code ?? '', element }
}

/** An escalation is heard by the nearest that listens; by nobody, it is no harm. */
export function raiseEscalation(draft: Draft, code: string | undefined, scopeId: string, token?: Token): void {
  let at = scopeId
  let held = token
  for (;;) {
    if (held) {
      const boundary = roundsOf(draft, held) ? undefined : catcher(boundariesOf(draft, held), 'escalation', code)
      if (boundary) return fireBoundary(draft, boundary, held)
      at = held.in ?? ''
    }
    const scope = scopeOf(draft, at)
    const found = subCatcher(draft, scope, 'escalation', code)
    if (found) return openEventSub(draft, scope, found.sub, found.start)
    if (scope.id === '') return
    held = tokenOf(draft, scope.token)
    if (!held) at = scope.in ?? ''
  }
}
