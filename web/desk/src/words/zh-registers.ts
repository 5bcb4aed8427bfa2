// The Chinese words of promises at the window and of the registers with a page of their own: bars, waiting letters, seals; en-registers.ts has the same keys (tested).
export const zhRegisters = {
  intake: { missing: '还缺少或者不符合的，请当场告知申请人（不影响收件）：' },
  gap: { title: '可以晚些补交的材料（容缺）', note: '下列材料现在可以不交：申请人书面承诺补交日期，先受理。到期没有补交的，不能准予。', last: '最迟 {{date}}；不采用的不填。' },
  promise: {
    title: '办理方式', note: '此事项可以采用告知承诺。请先把以下内容告知申请人，由其自愿选择；选哪种都可以办理。', papers: '承诺后不用提交的材料', conditions: '承诺符合的条件', consequences: '承诺不实的后果', checked: '准予后 {{count}} 日内核查。', basis: '依据',
    ordinary: '一般程序：提交材料', promised: '告知承诺：已告知以上内容，申请人书面承诺', excluded: '这次不能采用告知承诺：', excludedNext: '请按一般程序收取材料，申请不受影响。', replaced: '以承诺代替',
  },
  receipt: { gaps: '承诺 {{date}} 前补交的材料', gapsNote: '到期没有补交的，不能准予。', promise: '告知承诺：申请人承诺符合下列条件，知悉后果', signed: '申请人签字：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿＿＿' },
  shell: { registers: '台账' },
  keys: { of: { anywhere: { 'g r': '台账' } } },
  registers: {
    letters: '待送达文书', bars: '不得采用告知承诺', seals: '电子印章', which: '范围', allWaiting: '全部待送达', only: { late: '已超送达期限', paper: '要求纸质' }, noLetters: '没有待送达的文书。', dueOn: '应送达', letter: '文书', letterNumber: '文号', dated: '文书日期', wish: '要求',
    barName: '姓名或者名称', allBars: '全部记录', bar: { open: '未修复', repaired: '已修复', 'false-promise': '不实承诺', 'bad-credit': '严重失信' }, noBars: '没有符合条件的记录。', ground: '原因', barCase: '作出承诺的{{case}}', since: '记录日期', repairedOn: '{{date}} 修复',
    repair: '修复', repairAbout: '修复后，{{name}}可以再作承诺。写明符合修复条件的情况；记录以后不能更改。', addBar: '登记严重失信', addBarAbout: '只有法律、法规或者公布的清单有规定的，才能登记。未修复前不适用告知承诺，一般程序不受影响。',
  },
  seals: {
    none: '本单位还没有用过电子印章：第一次用印时自动启用。', look: '样式', name: '印章', uses: '用于', users: '用印', madeAt: '启用时间', cancelledAt: '注销时间', certificate: '证书', state: { 'in-use': '使用中', cancelled: '已注销' },
    use: { name: '决定、中止、延长、终止等文书', acceptance: '收件凭证、受理、不予受理、补正文书', approval: '审批文书', licence: '证照' },
    user: { name: '审批人员作出行为时自动用印', acceptance: '窗口、受理人员作出行为时自动用印', approval: '审批人员作出行为时自动用印', licence: '准予决定后颁发证照时自动用印' },
    certificateIs: { demonstration: '演示（没有依法认证的证书）', licensed: '依法认证' }, ground: { 'body-changed': '单位撤销或者更名', 'key-exposed': '密钥可能泄露', replaced: '更换新印章' },
    cancel: '注销印章', cancelOne: '注销{{name}}', cancelAbout: '注销后这枚印章不再用印，不能恢复；下次用印时自动启用新的印章。此前所盖文书仍然有效。', headOnly: '只有本单位负责人可以注销。',
  },
  field: { cancelGround: '注销事由', law: '依据的法律、法规或者清单', article: '条款' },
}
