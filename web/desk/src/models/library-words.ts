// What bpmn-js and dmn-js say in their palettes, menus and tables, in Chinese. Their English is left as it is; what is not listed here is shown in English.

const plain: Record<string, string> = {
  // tools and menus of the canvas
  'Activate create/remove space tool': '增减空白', 'Activate global connect tool': '连线', 'Activate hand tool': '移动画布', 'Activate lasso tool': '框选', 'Align elements': '对齐', 'Align elements ': '对齐',
  'Distribute elements horizontally': '水平均布', 'Distribute elements vertically': '垂直均布', 'Change element': '改变类型', 'Change type': '改变类型', 'Connect to other element': '连到其他元素', 'Connect using association': '用关联线连接',
  'Connect using data input association': '用数据输入线连接', Delete: '删除', Remove: '删除', 'Search in diagram': '在图中查找', Search: '查找', 'Add text annotation': '加注释', 'Create group': '新建分组', 'Open {element}': '打开 {element}',
  // lanes and pools
  'Add lane above': '在上方加泳道', 'Add lane below': '在下方加泳道', 'Divide into two lanes': '分为两条泳道', 'Divide into three lanes': '分为三条泳道', 'Create pool/participant': '新建参与者（池）', 'Empty pool/participant': '空白参与者（池）',
  'Expanded pool/participant': '展开的参与者（池）', 'Participant multiplicity': '多个参与者',
  // making
  'Create data object reference': '新建数据对象', 'Create data store reference': '新建数据存储', 'Create end event': '新建结束事件', 'Create expanded sub-process': '新建子流程', 'Create gateway': '新建网关',
  'Create intermediate/boundary event': '新建中间或边界事件', 'Create start event': '新建开始事件', 'Create task': '新建任务', 'Append task': '接任务', 'Append gateway': '接网关', 'Append end event': '接结束事件', 'Append intermediate/boundary event': '接中间事件',
  'Append compensation activity': '接补偿任务', 'Append receive task': '接接收任务', 'Append conditional intermediate catch event': '接条件事件', 'Append message intermediate catch event': '接消息事件',
  'Append signal intermediate catch event': '接信号事件', 'Append timer intermediate catch event': '接定时事件',
  // kinds
  Task: '任务', 'User task': '用户任务', 'Service task': '服务任务', 'Business rule task': '规则任务', 'Script task': '脚本任务', 'Send task': '发送任务', 'Receive task': '接收任务', 'Manual task': '人工任务', 'Call activity': '调用活动', Transaction: '事务',
  'Sub-process': '子流程', 'Sub-process (collapsed)': '子流程（折叠）', 'Sub-process (expanded)': '子流程（展开）', 'Event sub-process': '事件子流程', 'Ad-hoc sub-process': '即席子流程', 'Ad-hoc sub-process (collapsed)': '即席子流程（折叠）', 'Ad-hoc sub-process (expanded)': '即席子流程（展开）',
  'Exclusive gateway': '排他网关', 'Parallel gateway': '并行网关', 'Inclusive gateway': '包容网关', 'Complex gateway': '复杂网关', 'Event-based gateway': '事件网关', 'Event based instantiating Gateway': '启动流程的事件网关', 'Parallel Event based instantiating Gateway': '启动流程的并行事件网关',
  'Data object reference': '数据对象', 'Data store reference': '数据存储', 'Sequence flow': '顺序流', 'Default flow': '默认流', 'Conditional flow': '条件流',
  Loop: '循环', 'Parallel multi-instance': '并行多实例', 'Sequential multi-instance': '顺序多实例', Collection: '集合', 'Toggle non-interrupting': '切换是否中断',
  // decisions: requirements and tables
  'Append decision': '接决策', 'Append input data': '接输入数据', 'Append knowledge source': '接知识来源', 'Append business knowledge model': '接业务知识模型', 'Create decision': '新建决策', 'Create input data': '新建输入数据', 'Create knowledge model': '新建业务知识模型', 'Create knowledge source': '新建知识来源',
  'Decision table': '决策表', Empty: '空白', 'Literal Expression': '表达式', 'Literal expression': '表达式', 'Literal expression editor': '表达式编辑', 'View DRD': '看决策关系图', 'Decision name': '决策名称', 'Decision name: ': '决策名称：', 'Definition ID': '文件标识', 'Definition name': '文件名称', 'Element name': '元素名称',
  'Hit policy': '命中策略', 'Hit policy:': '命中策略：', When: '当', And: '且', Then: '则', Annotation: '说明', Annotations: '说明', Input: '输入', Output: '输出', 'Add input': '加输入列', 'Add output': '加输出列', 'Add rule': '加规则', 'Add rule above': '在上方加规则', 'Add rule below': '在下方加规则',
  'Remove rule': '删除规则', 'Move rule': '移动规则', 'Copy rule': '复制规则', 'Cut rule': '剪切规则', 'Paste rule above': '粘贴到上方', 'Paste rule below': '粘贴到下方', 'Add input column left': '在左侧加输入列', 'Add input column right': '在右侧加输入列', 'Add output column left': '在左侧加输出列', 'Add output column right': '在右侧加输出列',
  'Remove input column': '删除输入列', 'Remove output column': '删除输出列', 'Copy input column': '复制输入列', 'Copy output column': '复制输出列', 'Cut input column': '剪切输入列', 'Cut output column': '剪切输出列', 'Paste input column left': '粘贴到左侧', 'Paste input column right': '粘贴到右侧', 'Paste output column left': '粘贴到左侧', 'Paste output column right': '粘贴到右侧',
  'Add cell description': '给单元格加说明', 'Remove cell description': '删除单元格说明', Resize: '调整列宽', 'Change cell expression language': '改变单元格的表达式语言', 'Editing not supported for set expression language': '不支持编辑这种表达式语言',
  'Edit input': '编辑输入', 'Edit output': '编辑输出', 'Input expression': '输入表达式', 'Input expression: ': '输入表达式：', 'Input label': '输入名称', 'Input label: ': '输入名称：', 'Input type': '输入类型', 'Input values': '输入允许值', 'Output label': '输出名称', 'Output label: ': '输出名称：', 'Output name': '输出变量', 'Output name: ': '输出变量：', 'Output type': '输出类型', 'Output values': '输出允许值',
  Expression: '表达式', 'Expression language': '表达式语言', 'Expression language:': '表达式语言：', 'Enter expression': '填写表达式', 'Predefined values': '预设值', 'Add predefined values': '加预设值', 'Clear predefined values': '清除预设值', 'Custom values': '自定值', 'No values': '没有值', 'Add values': '加值', Values: '值', Value: '值', Type: '类型', Kind: '种类', Edit: '编辑', name: '名称',
  'Variable name': '变量名', 'Variable name:': '变量名：', 'Variable type': '变量类型', 'Variable type:': '变量类型：', 'Add parameter': '加参数', 'Remove parameter': '删除参数', 'Edit formal parameters': '编辑参数', 'Edit function kind': '编辑函数种类', 'Test type': '比较方式',
  // values in cells
  Comparison: '比较', 'Comparison operator': '比较符', Range: '区间', Equals: '等于', Less: '小于', 'Less or equals': '小于等于', Greater: '大于', 'Greater or equals': '大于等于', Between: '介于', Before: '早于', After: '晚于', Exactly: '正好', Include: '包含', Exclude: '不包含', 'Match one': '符合其一', 'Match none': '都不符合', Yes: '是', No: '否',
  'Boolean value': '是否', 'String value': '文字', 'Date value': '日期', 'Time value': '时间', 'Date and time value': '日期时间', 'Duration value': '时长', 'Start value': '起', 'End value': '止', 'Range start operator': '起点是否包含', 'Range end operator': '终点是否包含', 'Range start value': '起点', 'Range end value': '终点',
  'Start date': '开始日期', 'End date': '结束日期', 'Start time': '开始时间', 'End time': '结束时间', 'Start date and time': '开始日期时间', 'End date and time': '结束日期时间', Date: '日期', Time: '时间', 'Date and time': '日期时间', 'Use now': '取现在', 'Use today': '取今天', 'Set date': '设日期', 'Set date and time': '设日期时间', 'Set duration': '设时长', 'Set time': '设时间', 'Set value': '设值',
  'Edit boolean': '编辑是否', 'Edit date': '编辑日期', 'Edit date and time': '编辑日期时间', 'Edit duration': '编辑时长', 'Edit number': '编辑数字', 'Edit string': '编辑文字', 'Edit time': '编辑时间', 'Strings must be in double quotes': '文字须用英文双引号括起来',
  Unique: '唯一', First: '首条', Priority: '优先', Any: '任一', Collect: '汇集', 'Collect (Sum)': '汇集（求和）', 'Collect (Min)': '汇集（最小）', 'Collect (Max)': '汇集（最大）', 'Collect (Count)': '汇集（计数）', 'Rule order': '按规则顺序', 'Output order': '按输出顺序',
}

const triggers: Record<string, string> = {
  '': '', Message: '消息', Timer: '定时', Error: '错误', Escalation: '升级', Signal: '信号', Conditional: '条件', Compensation: '补偿', Cancel: '取消', Link: '链接', Terminate: '终止',
}
const events: Record<string, string> = { 'start event': '开始事件', 'end event': '结束事件', 'boundary event': '边界事件', 'intermediate throw event': '中间抛出事件', 'intermediate catch event': '中间捕获事件' }
const event = /^(?:(\w+) )?(start event|end event|boundary event|intermediate throw event|intermediate catch event)( \(non-interrupting\))?$/i

/** The Chinese of what a library says; events are put together from what triggers them and where they stand. */
export function inChinese(said: string): string {
  const known = plain[said]
  if (known !== undefined) return known
  const [, trigger = '', place = '', calm] = event.exec(said) ?? []
  const [first, second] = [triggers[trigger], events[place.toLowerCase()]]
  return first === undefined || second === undefined ? said : `${first}${second}${calm === undefined ? '' : '（不中断）'}`
}

/** The libraries' own way of translating: words with blanks `{name}`. */
export function makeTranslate(language: string): (said: string, blanks?: Record<string, string>) => string {
  return (said, blanks = {}) => (language === 'en' ? said : inChinese(said)).replace(/\{\s*(\w+)\s*\}/g, (blank, name: string) => blanks[name] ?? blank)
}
