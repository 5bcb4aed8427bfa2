// Two versions of a model: each kind of change is told once, and what is only drawn or written otherwise is no change.
import assert from 'node:assert/strict'
import test from 'node:test'
import { compareModels } from './compare.ts'
import { bases } from '../../../test/models.ts'

type Told = [kind: string, element: string, what: string | undefined]

const rows: [string, keyof typeof bases, string, string, Told[], RegExp, RegExp][] = [
  ['an element added', 'plain', '<task id="a"/>', '<task id="a"/><userTask id="n" name="复核"/>', [['added', 'n', undefined]], /新增用户任务“复核”/, /User task "复核" was added/],
  ['an element removed', 'choice', '<sequenceFlow id="f6" sourceRef="x" targetRef="j"/>', '', [['removed', 'f6', undefined]], /删除连线“f6”/, /Flow "f6" was removed/],
  ['a name', 'plain', '<task id="a"/>', '<task id="a" name="受理"/>', [['changed', 'a', 'name']], /名称写为“受理”/, /name was set to/],
  ['a type', 'plain', '<task id="a"/>', '<userTask id="a"/>', [['changed', 'a', 'type']], /类型由“任务”改为“用户任务”/, /type was changed from "task" to "user task"/],
  ['a condition', 'choice', 'x = 1', 'x = 2', [['changed', 'f2', 'condition']], /条件由“x = 1”改为“x = 2”/, /condition was changed from "x = 1" to "x = 2"/],
  ['a target', 'choice', 'id="f7" sourceRef="b" targetRef="j"', 'id="f7" sourceRef="b" targetRef="e"', [['changed', 'f7', 'connection']], /终点由“j”改为“e”/, /target was changed from "j" to "e"/],
  ['a host', 'undoing', 'id="cb" attachedToRef="book"', 'id="cb" attachedToRef="other"', [['changed', 'cb', 'connection']], /所附的活动由“book”改为“other”/, /attached to was changed/],
  ['an attribute', 'choice', 'gatewayDirection="Converging"', 'gatewayDirection="Mixed"', [['changed', 'j', 'attribute gatewayDirection']], /属性 gatewayDirection 由“Converging”改为“Mixed”/, /attribute gatewayDirection/],
  ['an attribute of another namespace', 'plain', '<task id="a"/>', '<task id="a" ext:due="P1D"/>', [['changed', 'a', 'attribute due']], /属性 due 写为“P1D”/, /attribute due was set/],
  ['a documentation', 'plain', '<task id="a"/>', '<task id="a"><documentation>why</documentation></task>', [['changed', 'a', 'documentation']], /说明写为“why”/, /documentation was set/],
  ['a timer', 'events', 'PT1H', 'PT2H', [['changed', 'c', 'timerEventDefinition']], /中间捕获事件“c”：修改定时器/, /timer was changed/],
  ['a loop', 'data', '<loopCardinality>3</loopCardinality>', '<loopCardinality>4</loopCardinality>', [['changed', 'a', 'multiInstanceLoopCharacteristics']], /修改多实例设置/, /multi-instance was changed/],
  ['an extension', 'plain', '<task id="a"/>', '<task id="a"><extensionElements><ext:x/></extensionElements></task>', [['changed', 'a', 'extensionElements']], /新增扩展内容/, /extension was added/],
  ['an event definition', 'events', '<terminateEventDefinition/>', '', [['changed', 'e3', 'terminateEventDefinition']], /删除终止定义/, /terminate definition was removed/],
  ['an error code', 'events', 'errorCode="E1"', 'errorCode="E2"', [['changed', 'er', 'attribute errorCode']], /错误“er”的属性 errorCode/, /Error "er"/],
  ['a lane', 'pools', '<flowNodeRef>recv</flowNodeRef>', '', [['changed', 'l2', 'flowNodeRef']], /泳道“l2”：删除所含元素/, /Lane "l2"/],
  ['a shape that was moved', 'drawn', 'x="1" y="1" width', 'x="9" y="1" width', [['moved', 'a', 'diagram']], /在图上的位置/, /moved or redrawn/],
  ['a flow that was bent', 'drawn', '<di:waypoint x="2" y="2"/>', '<di:waypoint x="3" y="2"/>', [['moved', 'f1', 'diagram']], /在图上的位置/, /moved or redrawn/],
  ['another order', 'plain', '<startEvent id="s"/>\n<task id="a"/>', '<task id="a"/>\n<startEvent id="s"/>', [['moved', 'a', 'order'], ['moved', 's', 'order'], ['moved', 'e', 'order']], /顺序/, /elsewhere in the file/],
]

for (const [sentence, base, from, to, told, zh, en] of rows) {
  test(`tells ${sentence}`, () => {
    assert.ok(bases[base].includes(from))
    const changes = compareModels(bases[base], bases[base].replace(from, () => to))
    assert.deepEqual(changes?.map(({ kind, element, what }) => [kind, element, what]), told)
    assert.match(changes?.[0]?.zh ?? '', zh)
    assert.match(changes?.[0]?.en ?? '', en)
    for (const change of changes ?? []) {
      assert.match(change.zh, /。$/)
      assert.match(change.en, /^[A-Z].*\.$/s)
    }
  })
}

test('an element put into a sub-process has changed its container', () => {
  const before = bases.nested.replace('<endEvent id="e"/>', '<task id="n"/><endEvent id="e"/>')
  const after = bases.nested.replace('<task id="ina"/>', '<task id="ina"/><task id="n"/>')
  assert.deepEqual(compareModels(before, after)?.map(({ element, what, before, after }) => [element, what, before, after]), [['n', 'container', 'p', 'sub']])
})

test('prefixes, white space, order of attributes and comments are no change', () => {
  const other = bases.choice.replaceAll(/<(\/?)(\w+)/g, '<$1b:$2').replace('xmlns=', 'xmlns:b=').replaceAll('<?b:xml', '<?xml').replace('<b:userTask id="a"/>', '<!-- x --><b:userTask\n  id="a"></b:userTask>').replace('id="j" gatewayDirection="Converging"', 'gatewayDirection="Converging"   id="j"')
  assert.deepEqual(compareModels(bases.choice, other), [])
})

test('every model compared with itself has no change, and text that is no XML cannot be compared', () => {
  for (const xml of Object.values(bases)) assert.deepEqual(compareModels(xml, xml), [])
  assert.equal(compareModels('x', bases.plain), undefined)
})
