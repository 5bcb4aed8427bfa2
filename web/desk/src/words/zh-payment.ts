// The Chinese words of what is to be paid in a case; en-payment.ts has the same keys (tested).
export const zhPayment = {
  payment: {
    title: '缴费', any: '缴费不限', wait: { waiting: '等待缴费', overdue: '逾期未缴' }, mark: '待缴 {{sum}} 元，{{date}} 前', markMissed: '逾期未缴 {{sum}} 元，{{date}} 到期',
    asked: '{{on}} 通知缴纳 · {{law}}', back: '{{on}} 通知退回 · {{law}}', paid: '{{on}} 已缴', waived: '{{on}} 减免', missed: '期限已过，没有缴纳。', runs: '办理期限照常计算（许可法 45 条没有列入缴费）。', stops: '等待缴费的时间不计入办理期限（{{law}}）。',
    unpaidUsual: '逾期不缴的，负责人可以书面终止办理，告知理由和救济途径。', unpaidBack: '逾期不退回的，书面说明并依法处理。', record: '登记已缴或减免', recordTitle: '登记：{{name}}', recordAbout: '按缴款凭证登记；以凭证上的日期判断是否按期。因缴费停止计时的，登记后恢复。',
  },
  act: {
    'ask-payment': '通知缴费', about: { 'ask-payment': '只能收取事项公布、有法律或者行政法规依据的费用（许可法 58、59）；随即出具缴费通知书，写明金额、依据、期限和逾期的后果。' },
    done: { 'cases.payment-asked': '通知缴费', 'cases.payment-settled': '款项结清', 'cases.payment-missed': '逾期未缴', 'cases.payment-not-missed': '无需作逾期未缴处理' },
  },
  field: { fee: '收费项目', sum: '金额', how: '结清方式' },
  choice: { how: { paid: '已缴', waived: '减免' } },
  term: { payment: '缴费期限' },
}
