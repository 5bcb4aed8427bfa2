// Two versions of a model side by side, element by element of the same id: what was added, removed and changed, in sentences; what was only moved is told apart.
import { wordsOf } from './compare-words.ts'
import { bpmnSpace, diagramSpace } from './standard-grammar.ts'
import { isKind } from './standard-schema.ts'
import { readTree, type TreeElement, walkTree } from './standard-tree.ts'

/** `moved`: on the diagram or in the order of the file, which changes nothing that runs. */
export interface ModelChange {
  kind: 'added' | 'removed' | 'changed' | 'moved'
  /** Id of the element. */
  element: string
  /** Name of its kind in BPMN, after the change. */
  type: string
  /** For `changed`: name, type, condition, documentation, connection, container, `attribute x`, or the name of a part. For `moved`: diagram or order. */
  what?: string
  before?: string
  after?: string
  /** A whole sentence. */
  zh: string
  en: string
}

interface Unit {
  id: string
  element: TreeElement
  container: string
}

const roles = ['flowElement', 'artifact', 'participant', 'messageFlow', 'lane', 'conversationNode', 'conversationLink']
const connections = ['sourceRef', 'targetRef', 'attachedToRef', 'processRef', 'calledElement']

/** Changes from one version to the other: added and changed in the order of the newer, removed last. Undefined when one of them is no XML. */
export function compareModels(before: string, after: string): ModelChange[] | undefined {
  const [old, now] = [readTree(before).root, readTree(after).root]
  if (!old || !now) return undefined
  const [was, is] = [unitsOf(old), unitsOf(now)]
  const label = (id: string) => labelOf(is.get(id)?.element ?? was.get(id)?.element, id)
  const [drawnBefore, drawnAfter] = [drawingOf(old), drawingOf(now)]
  const [orderBefore, orderAfter] = [orderOf(was, is), orderOf(is, was)]
  const changes: ModelChange[] = []
  for (const unit of is.values()) {
    const earlier = was.get(unit.id)
    if (!earlier) changes.push(makeChange('added', unit.element, { zh: `新增${named(unit.element).zh}。`, en: `${capital(named(unit.element).en)} was added.` }))
    else changes.push(...differences(earlier, unit, label), ...moves(unit, drawnBefore.get(unit.id) !== drawnAfter.get(unit.id), earlier.container === unit.container && orderBefore.get(unit.id) !== orderAfter.get(unit.id)))
  }
  for (const unit of was.values()) if (!is.has(unit.id)) changes.push(makeChange('removed', unit.element, { zh: `删除${named(unit.element).zh}。`, en: `${capital(named(unit.element).en)} was removed.` }))
  return changes
}

function isUnit(element: TreeElement): boolean {
  if (element.space !== bpmnSpace || !element.attributes.get('id')) return false
  const isRoot = element.parent?.name === 'definitions' && isKind(element.name, 'rootElement')
  return isRoot || roles.some((role) => isKind(element.name, role))
}

function unitsOf(root: TreeElement): Map<string, Unit> {
  const units = new Map<string, Unit>()
  for (const element of walkTree(root)) {
    if (!isUnit(element)) continue
    const id = element.attributes.get('id') ?? ''
    let around = element.parent
    while (around && !isUnit(around)) around = around.parent
    const container = around?.attributes.get('id') ?? ''
    if (!units.has(id)) units.set(id, { id, element, container })
  }
  return units
}

function makeChange(kind: ModelChange['kind'], element: TreeElement, sentence: { zh: string; en: string }, more: Partial<ModelChange> = {}): ModelChange {
  return { kind, element: element.attributes.get('id') ?? '', type: element.name, ...more, ...sentence }
}

function labelOf(element: TreeElement | undefined, id: string): string {
  return element?.attributes.get('name')?.replace(/\s+/g, ' ').trim() || id
}

/** `用户任务“受理”`, `user task "受理"`. */
function named(element: TreeElement): { zh: string; en: string } {
  const { zh, en } = wordsOf(element.name)
  const label = labelOf(element, element.attributes.get('id') ?? '')
  return { zh: `${zh}“${label}”`, en: `${en} "${label}"` }
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function differences(was: Unit, is: Unit, label: (id: string) => string): ModelChange[] {
  const { zh, en } = named(is.element)
  const changes: ModelChange[] = []
  const tell = (what: string, before: string, after: string, zhAbout: string, enAbout: string) => {
    if (before !== after) changes.push(makeChange('changed', is.element, { zh: `${zh}${zhAbout}${zhFromTo(before, after)}。`, en: `${capital(en)}: ${enAbout} ${enFromTo(before, after)}.` }, { what, before, after }))
  }
  tell('type', wordsOf(was.element.name).zh, wordsOf(is.element.name).zh, '的类型', 'the type')
  const type = changes.at(-1)
  if (type) type.en = `${capital(en)}: the type ${enFromTo(wordsOf(was.element.name).en, wordsOf(is.element.name).en)}.`
  const attribute = (unit: Unit, name: string) => unit.element.attributes.get(name) ?? ''
  tell('name', attribute(was, 'name'), attribute(is, 'name'), '的名称', 'the name')
  tell('container', was.container, is.container, '所在的流程或泳池', 'where it stands')
  for (const name of connections) {
    const [from, to] = [attribute(was, name), attribute(is, name)]
    const [one, other] = [labelled(from, label), labelled(to, label)]
    // Two elements may have one name; then only their ids tell them apart.
    if (from !== to) tell('connection', one === other ? from : one, one === other ? to : other, connectionWords[name]?.[0] ?? name, connectionWords[name]?.[1] ?? name)
  }
  tell('condition', partText(was, 'conditionExpression'), partText(is, 'conditionExpression'), '的条件', 'the condition')
  tell('documentation', partText(was, 'documentation'), partText(is, 'documentation'), '的说明', 'the documentation')
  for (const name of new Set([...was.element.attributes.keys(), ...is.element.attributes.keys()])) {
    if (name !== 'id' && name !== 'name' && !connections.includes(name)) tell(`attribute ${shortName(name)}`, attribute(was, name), attribute(is, name), `的属性 ${shortName(name)} `, `the attribute ${shortName(name)}`)
  }
  return [...changes, ...partDifferences(was, is)]
}

const connectionWords: Record<string, [zh: string, en: string]> = {
  sourceRef: ['的起点', 'the source'], targetRef: ['的终点', 'the target'], attachedToRef: ['所附的活动', 'the activity it is attached to'], processRef: ['的流程', 'the process'], calledElement: ['所调用的流程', 'what it calls'],
}

function labelled(id: string, label: (id: string) => string): string {
  return id === '' ? '' : label(id.slice(id.indexOf(':') + 1))
}

function shortName(name: string): string {
  return name.slice(name.lastIndexOf('}') + 1)
}

function zhFromTo(before: string, after: string): string {
  if (before === '') return `写为“${shorten(after)}”`
  return after === '' ? `“${shorten(before)}”被删除` : `由“${shorten(before)}”改为“${shorten(after)}”`
}

function enFromTo(before: string, after: string): string {
  if (before === '') return `was set to "${shorten(after)}"`
  return after === '' ? `"${shorten(before)}" was removed` : `was changed from "${shorten(before)}" to "${shorten(after)}"`
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function partText(unit: Unit, name: string): string {
  return unit.element.children.filter((child) => child.space === bpmnSpace && child.name === name).map(textOf).join('\n').replace(/\s+/g, ' ').trim()
}

function textOf(element: TreeElement): string {
  return [element.text, ...element.children.map(textOf)].join(' ').trim()
}

/** Parts without a life of their own: event definitions, loops, data, extensions. Flows are told by their ends. */
function partDifferences(was: Unit, is: Unit): ModelChange[] {
  const [before, after] = [partsOf(was.element), partsOf(is.element)]
  const { zh, en } = named(is.element)
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name)).map((name) => {
    const words = wordsOf(name)
    const [zhAct, enAct] = !before.has(name) ? ['新增', 'was added'] : !after.has(name) ? ['删除', 'was removed'] : ['修改', 'was changed']
    return makeChange('changed', is.element, { zh: `${zh}：${zhAct}${words.zh}。`, en: `${capital(en)}: ${words.en} ${enAct}.` }, { what: name })
  })
}

const toldElsewhere = ['incoming', 'outgoing', 'conditionExpression', 'documentation']

function partsOf(element: TreeElement): Map<string, string> {
  const parts = new Map<string, string>()
  for (const child of element.children) {
    const stranger = child.space !== bpmnSpace
    if (isUnit(child) || (!stranger && toldElsewhere.includes(child.name)) || isHolder(child)) continue
    parts.set(child.name, `${parts.get(child.name) ?? ''}${canonical(child)}`)
  }
  return parts
}

/** Lane sets only hold units. */
function isHolder(element: TreeElement): boolean {
  return element.space === bpmnSpace && (element.name === 'laneSet' || element.name === 'childLaneSet')
}

/** The same text for elements that say the same: no prefixes, no ids, no order of attributes, no white space around. */
function canonical(element: TreeElement): string {
  const attributes = [...element.attributes].filter(([name]) => name !== 'id').map(([name, value]) => `${name}=${JSON.stringify(value)}`).sort()
  return `<${element.space} ${element.name} ${attributes.join(' ')}>${element.text.trim()}${element.children.map(canonical).join('')}</>`
}

/** What is drawn for each element: all of its shapes and edges, as one text. */
function drawingOf(root: TreeElement): Map<string, string> {
  const drawn = new Map<string, string>()
  for (const diagram of root.children.filter(({ space }) => space === diagramSpace)) {
    for (const shape of walkTree(diagram)) {
      const of = shape.attributes.get('bpmnElement')
      if (of !== undefined && shape.name !== 'BPMNPlane') drawn.set(of, `${drawn.get(of) ?? ''}${canonical(shape)}`)
    }
  }
  return drawn
}

/** For each unit the one before it in its container, among those that stand there in both versions. */
function orderOf(units: Map<string, Unit>, others: Map<string, Unit>): Map<string, string | undefined> {
  const last = new Map<string, string>()
  const previous = new Map<string, string | undefined>()
  for (const { id, container } of units.values()) {
    if (others.get(id)?.container !== container) continue
    previous.set(id, last.get(container))
    last.set(container, id)
  }
  return previous
}

function moves({ element }: Unit, isRedrawn: boolean, isReordered: boolean): ModelChange[] {
  const { zh, en } = named(element)
  return [
    ...(isRedrawn ? [makeChange('moved', element, { zh: `${zh}在图上的位置或样子变了。`, en: `${capital(en)} was moved or redrawn on the diagram.` }, { what: 'diagram' })] : []),
    ...(isReordered ? [makeChange('moved', element, { zh: `${zh}在文件中的顺序变了。`, en: `${capital(en)} stands elsewhere in the file.` }, { what: 'order' })] : []),
  ]
}
