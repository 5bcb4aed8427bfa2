// Handlers of imported models: each vendor's attribute, the standard's resources, and what has no plain meaning.
import assert from 'node:assert/strict'
import test from 'node:test'
import { readHandlers, type TaskHandlers } from './handlers.ts'

const spaces = 'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:fl="http://flowable.org/bpmn" xmlns:activiti="http://activiti.org/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
const read = (attributes: string, inner = '', more = ''): TaskHandlers => {
  const [task] = readHandlers(`<bpmn:definitions ${spaces}>${more}\n<bpmn:process id="p"><bpmn:startEvent id="s" fl:initiator="who"/><bpmn:userTask id="t" name="审核" ${attributes}>${inner}</bpmn:userTask></bpmn:process></bpmn:definitions>`)
  assert.ok(task)
  return task
}
const task = { task: 't', name: '审核', line: 2, users: [], groups: [], unread: [] }

const plain: [string, string, Partial<TaskHandlers>][] = [
  ['nothing', '', {}],
  ['a person of Camunda', 'camunda:assignee="zhang"', { assignee: { value: 'zhang' } }],
  ['a person of Flowable under any prefix', 'fl:assignee="zhang"', { assignee: { value: 'zhang' } }],
  ['a person of Activiti', 'activiti:assignee="zhang"', { assignee: { value: 'zhang' } }],
  ['an attribute without namespace, which means nothing', 'assignee="zhang"', {}],
  ['a variable', 'camunda:assignee="#{clerk}"', { assignee: { variable: 'clerk' } }],
  ['a path, as deferred expression', 'camunda:assignee="#{ order.clerk }"', { assignee: { variable: 'order.clerk' } }],
  ['whoever started the process', 'fl:assignee="#{who}"', { assignee: { starter: true } }],
  ['users and groups', 'camunda:candidateUsers="a, #{b}" camunda:candidateGroups="clerks,审批科"', { users: [{ value: 'a' }, { variable: 'b' }], groups: [{ value: 'clerks' }, { value: '审批科' }] }],
  ['dates', 'camunda:dueDate="P3D" camunda:followUpDate="2030-01-02T03:04:05Z"', { due: { value: 'P3D' }, followUp: { value: '2030-01-02T03:04:05Z' } }],
  ['a date from a variable', 'fl:dueDate="#{due}"', { due: { variable: 'due' } }],
  ['priority and form', 'activiti:priority="50" activiti:formKey="form1"', { priority: { value: '50' }, form: 'form1' }],
  ['a call, which has no plain meaning', 'camunda:assignee="#{service.pick(a, b)}"', { unread: ['assignee="#{service.pick(a, b)}"'] }],
  ['a word with an expression inside', 'camunda:assignee="user-#{id}"', { unread: ['assignee="user-#{id}"'] }],
  ['a date in other words', 'camunda:dueDate="next week" camunda:priority="high"', { unread: ['dueDate="next week"', 'priority="high"'] }],
  ['the readable part of a list', 'fl:candidateGroups="a,#{f(x, y)},b"', { groups: [{ value: 'a' }, { value: 'b' }], unread: ['candidateGroups="#{f(x, y)}"'] }],
]

for (const [sentence, attributes, expected] of plain) test(`reads ${sentence}`, () => assert.deepEqual(read(attributes), { ...task, ...expected }))

const role = (name: string, text: string) => `<bpmn:${name}><bpmn:resourceAssignmentExpression><bpmn:formalExpression>${text}</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:${name}>`
const resource = '<bpmn:resource id="r" name="审批人"/>'
const standard: [string, string, Partial<TaskHandlers>][] = [
  ['a potential owner by resource', '<bpmn:potentialOwner><bpmn:resourceRef>r</bpmn:resourceRef></bpmn:potentialOwner>', { groups: [{ value: '审批人' }] }],
  ['a resource that does not exist', '<bpmn:potentialOwner><bpmn:resourceRef>z</bpmn:resourceRef></bpmn:potentialOwner>', { unread: ['potentialOwner z'] }],
  ['potential owners by expression', role('potentialOwner', 'user(zhang), group(clerks), others'), { users: [{ value: 'zhang' }], groups: [{ value: 'clerks' }, { value: 'others' }] }],
  ['a human performer', role('humanPerformer', 'zhang'), { assignee: { value: 'zhang' } }],
  ['a performer from a variable', role('performer', '#{clerk}'), { assignee: { variable: 'clerk' } }],
  ['an expression that computes', role('potentialOwner', 'getOwners("x")'), { unread: ['potentialOwner getOwners("x")'] }],
  ['Camunda 8', '<bpmn:extensionElements><zeebe:assignmentDefinition assignee="=who.name" candidateGroups="=[&quot;a&quot;, &quot;b&quot;]"/><zeebe:taskSchedule dueDate="=due"/><zeebe:formDefinition formKey="f"/></bpmn:extensionElements>', { assignee: { variable: 'who.name' }, groups: [{ value: 'a' }, { value: 'b' }], due: { variable: 'due' }, form: 'f' }],
]

for (const [sentence, inner, expected] of standard) test(`reads ${sentence}`, () => assert.deepEqual(read('', inner, resource), { ...task, ...expected }))

test('both kinds of braces say the same', () => {
  const deferred = 'camunda:assignee="#{order.clerk}" camunda:candidateUsers="#{a},b"'
  assert.deepEqual(read(deferred.replaceAll('#', '$')), read(deferred))
})

test('other tasks have no handlers, and text that is no XML has no tasks', () => {
  assert.deepEqual(readHandlers(`<bpmn:definitions ${spaces}><bpmn:process id="p"><bpmn:serviceTask id="a" camunda:assignee="x"/></bpmn:process></bpmn:definitions>`), [])
  assert.deepEqual(readHandlers('no XML'), [])
})
