// Random sound processes, put together of blocks, and what a state of one must look like: exactly one thread in each, two only where the block is parallel.
import fc from 'fast-check'
import { loadFile, type ProcessModel, type ProcessState } from '#engines/process'

/** What a process is made of. `side`: a step with a timer that begins work beside it; `timed`: one that ends it and goes another way. */
export type Shape =
  | { kind: 'step'; lawful: boolean; signed: boolean }
  | { kind: 'seq' | 'xor' | 'and' | 'or'; parts: Shape[] }
  | { kind: 'loop' | 'sub'; body: Shape }
  | { kind: 'timed'; other: Shape }
  | { kind: 'side' }

export const anyShape: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('step' as const), lawful: fc.nat(4).map((n) => n === 0), signed: fc.nat(5).map((n) => n === 0) }),
    fc.record({ kind: fc.constantFrom('seq' as const, 'xor' as const, 'and' as const, 'or' as const, 'seq' as const), parts: fc.array(tie('shape'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ kind: fc.constantFrom('loop' as const, 'sub' as const), body: tie('shape') }),
    fc.record({ kind: fc.constant('timed' as const), other: tie('shape') }),
    fc.constant({ kind: 'side' as const }),
  ),
})).shape

/** A loop would begin the side work again beside itself, without any move: such a process is not sound. */
function withoutSides(shape: Shape): Shape {
  if (shape.kind === 'side') return { kind: 'step', lawful: false, signed: false }
  if (shape.kind === 'loop' || shape.kind === 'sub') return { ...shape, body: withoutSides(shape.body) }
  if (shape.kind === 'timed') return { ...shape, other: withoutSides(shape.other) }
  return 'parts' in shape ? { ...shape, parts: shape.parts.map(withoutSides) } : shape
}

/** A block with the names of its parts. */
export interface Block {
  kind: Shape['kind']
  /** The step, the sub-process, or the join of a parallel block. */
  id: string
  parts: Block[]
  /** Of a parallel block: the flows into its join. */
  into: string[]
  /** All nodes of it that lie in its own container. */
  nodes: Set<string>
}

interface Drawing {
  xml: string[]
  count: number
}

interface Ends {
  block: Block
  first: string
  last: string
}

const name = (drawing: Drawing, kind: string) => `${kind}${drawing.count++}`

function flow(drawing: Drawing, from: string, to: string, condition = ''): string {
  const id = name(drawing, 'f')
  drawing.xml.push(`<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition && `<conditionExpression>${condition}</conditionExpression>`}</sequenceFlow>`)
  return id
}

function step(drawing: Drawing, marks = ''): Ends {
  const id = name(drawing, 'u')
  drawing.xml.push(`<userTask id="${id}" yiwang:step="work" yiwang:outcomes="pass,reject" ${marks}/>`)
  return { block: { kind: 'step', id, parts: [], into: [], nodes: new Set([id]) }, first: id, last: id }
}

function gateway(drawing: Drawing, type: string): string {
  const id = name(drawing, 'g')
  drawing.xml.push(`<${type}Gateway id="${id}"/>`)
  return id
}

/** A gateway whose conditions nobody can foresee has a way for the rest. */
function setDefault(drawing: Drawing, id: string, flowId: string): void {
  drawing.xml = drawing.xml.map((line) => line.replace(`Gateway id="${id}"/>`, `Gateway id="${id}" default="${flowId}"/>`))
}

function whole(kind: Shape['kind'], id: string, parts: Block[], more: string[], into: string[] = []): Block {
  return { kind, id, parts, into, nodes: new Set([...more, ...parts.flatMap((part) => [...part.nodes])]) }
}

function draw(drawing: Drawing, shape: Shape): Ends {
  switch (shape.kind) {
    case 'step':
      return step(drawing, `${shape.lawful ? 'yiwang:lawful="hearing"' : ''} ${shape.signed ? 'yiwang:signers="handling/clerk, deciding/head, joint:1/examiner" yiwang:rule="share:2/3"' : ''}`)
    case 'seq': {
      const drawn = shape.parts.map((part) => draw(drawing, part))
      for (const [at, { last }] of drawn.entries()) if (drawn[at + 1]) flow(drawing, last, drawn[at + 1]?.first ?? '')
      return { block: whole('seq', '', drawn.map(({ block }) => block), []), first: drawn[0]?.first ?? '', last: drawn.at(-1)?.last ?? '' }
    }
    case 'xor':
    case 'and':
    case 'or':
      return drawBranches(drawing, shape.kind, shape.parts)
    case 'loop': {
      const [begin, end] = [gateway(drawing, 'exclusive'), gateway(drawing, 'exclusive')]
      const inner = draw(drawing, withoutSides(shape.body))
      flow(drawing, begin, inner.first)
      flow(drawing, inner.last, end)
      flow(drawing, end, begin, `again = true and "${end}" != ""`)
      const after = gateway(drawing, 'exclusive')
      setDefault(drawing, end, flow(drawing, end, after))
      return { block: whole('loop', '', [inner.block], [begin, end, after]), first: begin, last: after }
    }
    case 'sub':
      return drawSub(drawing, shape.body)
    case 'timed':
    case 'side':
      return drawTimed(drawing, shape.kind === 'timed' ? shape.other : undefined)
  }
}

function drawBranches(drawing: Drawing, kind: 'xor' | 'and' | 'or', parts: Shape[]): Ends {
  const type = { xor: 'exclusive', and: 'parallel', or: 'inclusive' }[kind]
  const [split, join] = [gateway(drawing, type), gateway(drawing, type)]
  const drawn = parts.map((part) => draw(drawing, part))
  const isRest = (at: number) => kind === 'xor' && at === parts.length - 1
  // The name makes each condition one of its own, which a proof may assume apart from others.
  const condition = (at: number) => (isRest(at) ? '' : kind === 'xor' ? `way = ${at} and "${split}" != ""` : kind === 'or' ? '1 = 1' : '')
  for (const [at, { first }] of drawn.entries()) {
    const made = flow(drawing, split, first, condition(at))
    if (isRest(at)) setDefault(drawing, split, made)
  }
  const into = drawn.map(({ last }) => flow(drawing, last, join))
  return { block: whole(kind, join, drawn.map(({ block }) => block), [split, join], into), first: split, last: join }
}

function drawSub(drawing: Drawing, body: Shape): Ends {
  const id = name(drawing, 's')
  const inner: Drawing = { xml: [], count: drawing.count }
  const [begin, end] = [name(inner, 'b'), name(inner, 'e')]
  inner.xml.push(`<startEvent id="${begin}"/><endEvent id="${end}"/>`)
  const drawn = draw(inner, body)
  flow(inner, begin, drawn.first)
  flow(inner, drawn.last, end)
  drawing.count = inner.count
  drawing.xml.push(`<subProcess id="${id}">${inner.xml.join('\n')}</subProcess>`)
  return { block: { ...whole('sub', id, [drawn.block], []), nodes: new Set([id]) }, first: id, last: id }
}

function drawTimed(drawing: Drawing, other: Shape | undefined): Ends {
  const main = step(drawing)
  const boundary = name(drawing, 't')
  drawing.xml.push(`<boundaryEvent id="${boundary}" attachedToRef="${main.first}" cancelActivity="${other !== undefined}"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>`)
  const side = draw(drawing, other ?? { kind: 'step', lawful: false, signed: false })
  flow(drawing, boundary, side.first)
  if (other === undefined) {
    const end = name(drawing, 'e')
    drawing.xml.push(`<endEvent id="${end}"/>`)
    flow(drawing, side.last, end)
    return { block: whole('side', side.first, [main.block], []), first: main.first, last: main.last }
  }
  const meet = gateway(drawing, 'exclusive')
  flow(drawing, main.last, meet)
  flow(drawing, side.last, meet)
  return { block: whole('timed', '', [main.block, side.block], [meet]), first: main.first, last: meet }
}

export interface Made {
  model: ProcessModel
  root: Block
  xml: string
  /** Marked steps that lie on every way. */
  demanded: string[]
  /** Steps beside others, by id. */
  sides: Set<string>
}

/** A process `accept` → the shape. */
export async function makeProcess(shape: Shape): Promise<Made> {
  const drawing: Drawing = { xml: ['<startEvent id="start"/><endEvent id="end"/><userTask id="accept" yiwang:step="acceptance"/>'], count: 1 }
  const drawn = draw(drawing, shape)
  flow(drawing, 'start', 'accept')
  flow(drawing, 'accept', drawn.first)
  flow(drawing, drawn.last, 'end')
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:yiwang="urn:yiwang:bpmn" id="d" targetNamespace="urn:test"><process id="p" isExecutable="true">${drawing.xml.join('\n')}</process></definitions>`
  const { models: [model], problems } = await loadFile(xml, ['way', 'again'])
  if (!model) throw new Error(JSON.stringify(problems))
  const accept: Block = { kind: 'step', id: 'accept', parts: [], into: [], nodes: new Set(['accept']) }
  const root = whole('seq', '', [accept, drawn.block], [])
  return { model, root, xml, demanded: demandedIn(model, drawn.block), sides: new Set(sidesIn(drawn.block)) }
}

function demandedIn(model: ProcessModel, block: Block): string[] {
  if (block.kind === 'step') return model.nodes.get(block.id)?.lawful === undefined ? [] : [block.id]
  return ['seq', 'and', 'or', 'loop', 'sub'].includes(block.kind) ? block.parts.flatMap((part) => demandedIn(model, part)) : []
}

function sidesIn(block: Block): string[] {
  return [...(block.kind === 'side' ? [block.id] : []), ...block.parts.flatMap(sidesIn)]
}

/** Nothing where the state is one that the process can be in by itself; else what is wrong with it. */
export function faultOf({ root, sides }: Made, state: ProcessState): string | undefined {
  if (state.ended !== undefined) return state.tokens.length === 0 ? undefined : 'ended with tokens'
  for (const side of sides) if (state.tokens.filter(({ at }) => at === side).length > 1) return `two tokens at ${side}`
  return faultIn(root, state, '', sides)
}

function faultIn(block: Block, state: ProcessState, scope: string, sides: ReadonlySet<string>): string | undefined {
  const own = state.tokens.filter((token) => (token.in ?? '') === scope)
  const main = own.filter(({ at }) => !sides.has(at))
  // The thread has ended; what was begun beside it still runs.
  if (main.length === 0) return own.length > 0 ? undefined : `nothing in ${scope || 'the process'}`
  if (main.some(({ at }) => !block.nodes.has(at))) return `a token outside of its place: ${main.map(({ at }) => at).join()}`
  return faultOfBlock(block, state, scope, sides)
}

function faultOfBlock(block: Block, state: ProcessState, scope: string, sides: ReadonlySet<string>): string | undefined {
  const inside = (part: Block) => state.tokens.filter(({ at, in: lies }) => (lies ?? '') === scope && part.nodes.has(at) && !sides.has(at))
  const held = inside(block)
  if (block.kind === 'step') return held.length === 1 ? undefined : `${held.length} tokens at ${block.id}`
  if (block.kind === 'sub') {
    const [host, second] = held
    const content = state.scopes?.find((one) => one.token === host?.id)
    const [body] = block.parts
    if (!host || second || !content || !body) return `sub-process ${block.id} stands wrong`
    return faultIn(body, state, content.id, sides)
  }
  if (block.kind === 'and' || block.kind === 'or') {
    const waiting = block.into.map((via) => held.filter((token) => token.via === via).length)
    if (waiting.every((count) => count > 0)) return `join ${block.id} did not fire`
    for (const [at, part] of block.parts.entries()) {
      const active = inside(part).length > 0
      if ((waiting[at] ?? 0) + (active ? 1 : 0) !== 1) return `branch ${at} of ${block.id} has ${waiting[at]} waiting and is ${active ? '' : 'not '}active`
      const fault = active ? faultOfBlock(part, state, scope, sides) : undefined
      if (fault) return fault
    }
    return undefined
  }
  const active = block.parts.filter((part) => inside(part).length > 0)
  const [only] = active
  return active.length === 1 && only ? faultOfBlock(only, state, scope, sides) : `${active.length} parts of a ${block.kind} are active`
}
