// The Chinese words of promises at the window and of the registers with a page of their own: bars, waiting letters, seals; en-registers.ts has the same keys (tested).
export const zhRegisters = {
  intake: { missing: '还缺少或者不符合的，请当场告知申请人（不影响收件）：' },
  gap: { title: '可以晚些补交的材料（容缺）', note: '下列材料现在可以不交：申请人书面承诺补交日期，先受理。到期没有补交的，不能准予。', last: '最迟 {{date}}；不采用的不填。' },
  promise: {
    title: '办理方式', note: '此事项可以采用告知承诺。请先把以下内容告知申请人，由其自愿选择；选哪种都可以办理。', papers: '承诺后不用提交的材料', conditions: '承诺符合的条件', consequences: '承诺不实的后果', checked: '准予后 {{count}} 日内核查。', basis: '依据',
    ordinary: '一般程序：提交材料', promised: '告知承诺：已告知以上内容，申请人书面承诺', excluded: '这次不能采用告知承诺：', excludedNext: '请按一般程序收取材料，申请不受影响。', replaced: '以承诺代替',
  },
  receipt: { gaps: '承诺 {{date}} 前补交的材料', gapsNote: '到期没有补交的，不能准予。', promise: '告知承诺：申请人承诺符合下列条件，知悉后果', signed: '申请人签字：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿＿＿' },
}
