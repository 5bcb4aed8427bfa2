// Who may handle the user tasks of an imported model: the attributes of Camunda, Flowable and Activiti and the standard's own resources, where they have a plain meaning. Assigns nobody.
import { bpmnSpace } from './standard-grammar.ts'
import { childrenOf } from './standard-model.ts'
import { readTree, type TreeElement, walkTree } from './standard-tree.ts'

/** What a model says: a word as it stands, the value of a variable when the task opens (a path such as `order.clerk`), or whoever started the case. */
export type Said = { value: string } | { variable: string } | { starter: true }

export interface TaskHandlers {
  /** Id of the user task. */
  task: string
  name: string
  /** From 1. */
  line: number
  /** The one person whose task it is. */
  assignee?: Said
  /** Persons and groups (roles) of whom any may claim it. */
  users: Said[]
  groups: Said[]
  /** ISO 8601 date, date-time or duration. */
  due?: Said
  followUp?: Said
  /** A whole number; a higher one goes first. */
  priority?: Said
  form?: string
  /** What stands there but has no plain meaning: `assignee="${service.pick()}"`. */
  unread: string[]
}

const vendors = ['http://camunda.org/schema/1.0/bpmn', 'http://flowable.org/bpmn', 'http://activiti.org/bpmn']
const zeebe = 'http://camunda.org/schema/zeebe/1.0'

/** The user tasks of a model, global ones included, in document order. Text that is no XML has none. */
export function readHandlers(xml: string): TaskHandlers[] {
  const { root } = readTree(xml)
  if (!root) return []
  const elements = [...walkTree(root)].filter((element) => element.space === bpmnSpace)
  const starters = new Set(elements.flatMap((element) => (element.name === 'startEvent' ? (vendorAttribute(element, 'initiator') ?? []) : [])))
  const resources = new Map(elements.filter(({ name }) => name === 'resource').map((element) => [element.attributes.get('id') ?? '', element.attributes.get('name') ?? '']))
  return elements.filter(({ name }) => name === 'userTask' || name === 'globalUserTask').map((element) => readTask(element, starters, resources))
}

function readTask(element: TreeElement, starters: ReadonlySet<string>, resources: ReadonlyMap<string, string>): TaskHandlers {
  const task: TaskHandlers = { task: element.attributes.get('id') ?? '', name: element.attributes.get('name') ?? '', line: element.line, users: [], groups: [], unread: [] }
  const written = new Map(['assignee', 'candidateUsers', 'candidateGroups', 'dueDate', 'followUpDate', 'priority', 'formKey'].flatMap((name) => {
    const value = vendorAttribute(element, name) ?? zeebeAttribute(element, name)
    return value === undefined ? [] : [[name, value] as const]
  }))
  const one = (name: string, fits: RegExp) => {
    const value = written.get(name)
    const said = value === undefined ? undefined : readSaid(value, starters)
    if (value !== undefined && (!said || ('value' in said && !fits.test(said.value)))) task.unread.push(`${name}="${value}"`)
    else return said
  }
  const many = (name: string) => {
    const said = splitList(written.get(name) ?? '').map((value) => ({ value, said: readSaid(value, starters) }))
    task.unread.push(...said.flatMap((part) => (part.said ? [] : [`${name}="${part.value}"`])))
    return said.flatMap((part) => part.said ?? [])
  }
  const found = { assignee: one('assignee', /\S/), due: one('dueDate', moment), followUp: one('followUpDate', moment), priority: one('priority', /^\d+$/) }
  for (const [name, said] of Object.entries(found)) if (said) Object.assign(task, { [name]: said })
  task.users = many('candidateUsers')
  task.groups = many('candidateGroups')
  const form = written.get('formKey')
  if (form !== undefined) task.form = form
  for (const child of element.children) if (child.space === bpmnSpace) readRole(task, child, starters, resources)
  return task
}

/** ISO 8601: a date, a date-time, or a duration. */
const moment = /^(\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?|P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)$/

function vendorAttribute(element: TreeElement, name: string): string | undefined {
  const value = vendors.map((space) => element.attributes.get(`{${space}}${name}`)?.trim()).find((one) => one !== undefined)
  return value === '' ? undefined : value
}

/** Camunda 8 says the same in elements. */
function zeebeAttribute(element: TreeElement, name: string): string | undefined {
  const inside = childrenOf(element, 'extensionElements').flatMap((child) => child.children).filter(({ space }) => space === zeebe)
  const value = inside.map((child) => (child.name === 'ioMapping' ? undefined : child.attributes.get(name))).find((one) => one !== undefined)?.trim()
  return value === '' ? undefined : value
}

/** A word, `${path}`, `#{path}` or FEEL's `=path`; undefined for anything that computes. */
function readSaid(text: string, starters: ReadonlySet<string>): Said | undefined {
  const word = text.trim()
  const expression = /^[$#]\{\s*(.*?)\s*\}$/s.exec(word)?.[1] ?? /^=\s*(.*)$/s.exec(word)?.[1]
  if (expression === undefined) return /[$#]\{/.test(word) || word === '' ? undefined : { value: word }
  const quoted = /^"([^"\\]*)"$/.exec(expression)?.[1]
  if (quoted !== undefined) return { value: quoted }
  if (!/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(expression)) return undefined
  return starters.has(expression) ? { starter: true } : { variable: expression }
}

/** At commas outside braces and brackets; FEEL's list of words too. */
function splitList(text: string): string[] {
  const words = /^=\s*\[((?:\s*"[^"\\]*"\s*,?)*)\]$/.exec(text.trim())?.[1]
  const parts = words === undefined ? text.split(/,(?![^{]*\}|[^(]*\))/) : [...words.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word)
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** The standard's roles (BPMN 2.0.2 §10.3.1): a potential owner may claim, a performer is the one who does it. A resource is a role, so it names a group. */
function readRole(task: TaskHandlers, role: TreeElement, starters: ReadonlySet<string>, resources: ReadonlyMap<string, string>): void {
  if (role.name !== 'potentialOwner' && role.name !== 'humanPerformer' && role.name !== 'performer') return
  for (const reference of childrenOf(role, 'resourceRef')) {
    const id = reference.text.trim()
    const name = resources.get(id.slice(id.indexOf(':') + 1))
    if (name && childrenOf(role, 'resourceParameterBinding').length === 0) task.groups.push({ value: name })
    else task.unread.push(`${role.name} ${id}`)
  }
  for (const expression of childrenOf(role, 'resourceAssignmentExpression').flatMap((child) => child.children)) {
    for (const part of splitList(expression.text)) {
      const [, kind = '', inner = part] = /^(user|group)\((.*)\)$/s.exec(part) ?? []
      const said = readSaid(inner, starters)
      const isPlain = said !== undefined && !('value' in said && /[()=]/.test(said.value))
      if (!isPlain) task.unread.push(`${role.name} ${part}`)
      else if (kind === 'user') task.users.push(said)
      else if (kind === 'group' || role.name === 'potentialOwner') task.groups.push(said)
      else if (task.assignee) task.unread.push(`${role.name} ${part}`)
      else task.assignee = said
    }
  }
}
