// Gateways that wait for tokens: inclusive and complex joins exactly as the standard says (BPMN 2.0.2 §13.4.3, §13.4.5), parallel ones by counting.
import type { Place } from './data.ts'
import { valueOf } from './data.ts'
import { addToken, type Draft, nodeOf, pass } from './draft.ts'
import { leaveByConditions, leaveByReset } from './leave.ts'
import type { Gateway, ProcessModel, ProcessNode } from './model.ts'
import type { Token } from './state.ts'

/** Puts a token before a gateway. */
export function waitAt(draft: Draft, node: ProcessNode, scope: string, via: string): void {
  addToken(draft, node.id, scope, { via })
}

function waitingAt(draft: Draft, id: string, scope: string): Token[] {
  return draft.tokens.filter((token) => token.at === id && token.via !== undefined && (token.in ?? '') === scope)
}

/** Takes one token from each flow that has one, of those named. */
function consume(draft: Draft, tokens: readonly Token[], flows: readonly string[]): void {
  const taken = flows.flatMap((flow) => tokens.find((token) => token.via === flow) ?? [])
  draft.tokens = draft.tokens.filter((token) => !taken.includes(token))
}

/** A parallel gateway: true when a token now lies on every incoming flow; one of each is then consumed. */
export function joinsAll(draft: Draft, gateway: ProcessNode, scope: string, via: string | undefined): boolean {
  if (gateway.incoming.length < 2 || via === undefined) return true
  const tokens = waitingAt(draft, gateway.id, scope)
  const others = gateway.incoming.filter((flow) => flow !== via)
  if (others.every((flow) => tokens.some((token) => token.via === flow))) {
    consume(draft, tokens, others)
    return true
  }
  waitAt(draft, gateway, scope, via)
  return false
}

/** Fires the first inclusive or complex gateway that may; asked when nothing else moves, since every move may change the answer. */
export function fireJoins(draft: Draft): boolean {
  const seen = new Set<string>()
  for (const token of draft.tokens) {
    if (token.via === undefined) continue
    const scope = token.in ?? ''
    const gateway = nodeOf(draft, token.at)
    if (seen.has(`${gateway.id} ${scope}`)) continue
    seen.add(`${gateway.id} ${scope}`)
    if (gateway.type === 'inclusive' && fireInclusive(draft, gateway, scope)) return true
  }
  return draft.resets.some((reset) => resetComplex(draft, reset))
}

function fireInclusive(draft: Draft, gateway: Gateway, scope: string): boolean {
  const tokens = waitingAt(draft, gateway.id, scope)
  const filled = gateway.incoming.filter((flow) => tokens.some((token) => token.via === flow))
  if (mayStillCome(draft, gateway, scope, filled)) return false
  consume(draft, tokens, filled)
  leaveByConditions(draft, gateway, { in: scope })
  pass(draft, gateway.id)
  return true
}

/**
 * Whether a token elsewhere can reach, past this gateway, an incoming flow that is still empty, and none that is `filled`
 * (table 13.2: then the gateway waits for it).
 */
function mayStillCome(draft: Draft, gateway: Gateway, scope: string, filled: readonly string[]): boolean {
  const reach = reachOf(draft.model, gateway)
  const leads = (token: Token, flow: string) => reach.get(flow)?.has(token.at) === true
  return draft.tokens.some((token) => {
    if ((token.in ?? '') !== scope || token.at === gateway.id) return false
    const toEmpty = gateway.incoming.some((flow) => !filled.includes(flow) && leads(token, flow))
    return toEmpty && !filled.some((flow) => leads(token, flow))
  })
}

const reaches = new WeakMap<ProcessModel['nodes'], Map<string, Map<string, Set<string>>>>()

/** For each incoming flow of a gateway the nodes from which it can be reached without passing the gateway. */
function reachOf(model: ProcessModel, gateway: Gateway): Map<string, Set<string>> {
  const known = reaches.get(model.nodes) ?? new Map<string, Map<string, Set<string>>>()
  reaches.set(model.nodes, known)
  const made = known.get(gateway.id) ?? new Map(gateway.incoming.map((flow) => [flow, before(model, flow, gateway.id)]))
  known.set(gateway.id, made)
  return made
}

function before(model: ProcessModel, flow: string, gateway: string): Set<string> {
  const found = new Set<string>()
  const agenda = [model.flows.get(flow)?.from ?? '']
  for (let id = agenda.pop(); id !== undefined; id = agenda.pop()) {
    const node = id === gateway || found.has(id) ? undefined : model.nodes.get(id)
    if (!node) continue
    found.add(node.id)
    agenda.push(...node.incoming.map((one) => model.flows.get(one)?.from ?? ''))
    if (node.type === 'boundary') agenda.push(node.host)
    if (node.type === 'catch') agenda.push(...linkSources(model, node))
  }
  return found
}

function linkSources(model: ProcessModel, target: ProcessNode & { type: 'catch' | 'throw' }): string[] {
  const links = target.definitions.flatMap((one) => (one.kind === 'link' ? [one.link] : []))
  if (links.length === 0) return []
  return [...model.nodes.values()].filter((node) => node.type === 'throw' && node.container === target.container && node.definitions.some((one) => one.kind === 'link' && links.includes(one.link))).map((node) => node.id)
}

// ---- complex gateways

/** A token has come: the gateway is activated if its condition holds. */
export function activateComplex(draft: Draft, gateway: Gateway, scope: string): void {
  if (draft.resets.some((reset) => reset.at === gateway.id && (reset.in ?? '') === scope)) return
  const tokens = waitingAt(draft, gateway.id, scope)
  const place = placeOf(draft, gateway, scope, tokens, true)
  if (gateway.activation && valueOf(draft, gateway.activation, place, gateway.id) !== true) return
  const used = gateway.incoming.filter((flow) => tokens.some((token) => token.via === flow))
  consume(draft, tokens, used)
  leaveByConditions(draft, gateway, place)
  pass(draft, gateway.id)
  if (gateway.incoming.length > 1) draft.resets.push({ at: gateway.id, used, ...(scope === '' ? {} : { in: scope }) })
}

/** What its conditions may read: tokens on all incoming flows, on each by its id or name, and which phase it is in. */
function placeOf(draft: Draft, gateway: Gateway, scope: string, tokens: readonly Token[], waitingForStart: boolean): Place {
  const counts = gateway.incoming.flatMap((id) => {
    const count = tokens.filter((token) => token.via === id).length
    const name = draft.model.flows.get(id)?.name.zh
    return [[id, count], ...(name ? [[name, count]] : [])] as [string, number][]
  })
  return { in: scope, names: { ...Object.fromEntries(counts), activationCount: tokens.length, waitingForStart } }
}

/** Once no token can come any more that the first phase lacked, those that came late are consumed and the gateway begins anew. */
function resetComplex(draft: Draft, reset: Draft['resets'][number]): boolean {
  const gateway = nodeOf(draft, reset.at)
  if (gateway.type !== 'complex') return false
  const scope = reset.in ?? ''
  const tokens = waitingAt(draft, gateway.id, scope)
  const late = gateway.incoming.filter((flow) => !reset.used.includes(flow) && tokens.some((token) => token.via === flow))
  if (mayStillCome(draft, gateway, scope, [...reset.used, ...late])) return false
  consume(draft, tokens, late)
  draft.resets = draft.resets.filter((one) => one !== reset)
  const before = draft.agenda.length
  leaveByReset(draft, gateway, placeOf(draft, gateway, scope, tokens, false))
  if (draft.agenda.length > before) pass(draft, gateway.id)
  if (waitingAt(draft, gateway.id, scope).length > 0) activateComplex(draft, gateway, scope)
  return true
}
