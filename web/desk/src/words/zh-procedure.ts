// The Chinese words of what happens between acceptance and decision; en-procedure.ts has the same keys (tested).
export const zhProcedure = {
  clock: { overrun: '预计 {{date}} 恢复，已超期。', suspendedLate: '中止超期', extenderMissing: '延长期限须经本级人民政府负责人批准，尚未登记：{{who}}。需要延长的，请联系管理员先行登记。' },
  outcome: { call: '同意举行听证', decline: '不予举行听证', replace: '主持人回避', keep: '不予回避', 'take-late': '收取', 'refuse-late': '不予收取' },
  standing: { late: { waiting: '逾期补交，待决定是否收取', taken: '逾期补交，已收取', refused: '逾期补交，不予收取' } },
  act: {
    'complete-check': '办理', 'open-annulment': '立案，拟撤销准予决定', 'name-third-party': '列为利害关系人', 'record-statement': '记录陈述申辩', forward: '转报', 'offer-hearing': '告知听证权利', 'call-hearing': '依职权举行听证', 'record-right-told': '记录听证告知书送达', 'schedule-hearing': '确定并通知听证', 'write-minutes': '制作听证笔录', 'record-signature': '记录当事人签字', 'publish-notice': '发布公示', 'answer-objection': '答复异议',
    about: {
      'complete-check': '实地核查须两名以上工作人员进行，并写明核查记录（许可法 34）。', 'name-third-party': '事项直接关系他人重大利益的，书面告知并听取意见后才能决定（许可法 36）。', 'record-statement': '当事人当面或者书面陈述的，如实记录。', forward: '本级审查完毕，报有权机关决定：本级期限到此为止，编号不变，材料不再要求重交（许可法 43）。',
      'open-annulment': '另开一个办件：先书面告知，听取陈述、申辩，再决定；决定送达后，原准予决定才撤销（许可法 7、69；其他决定按各自的法律）。', 'offer-hearing': '直接涉及申请人与他人重大利益关系的，决定前告知听证权利；当事人五日内可以要求听证（许可法 47）。', 'call-hearing': '法律、法规、规章规定应当听证，或者涉及公共利益的，向社会公告并举行听证（许可法 46）。听证期间不计入期限。', 'record-right-told': '最后一名当事人收到告知书之日起，要求听证的期限开始计算。', 'schedule-hearing': '举行的七日前通知时间、地点；主持人不能是审查本办件的人员（许可法 48）。', 'write-minutes': '笔录交到场的当事人确认无误后签字，据此作出决定（许可法 48）。', 'record-signature': '当事人在纸质笔录上签字，或者拒绝签字的，由主持人记录。',
      'publish-notice': '写明拟作决定的内容，不写个人信息；申请人姓名由系统隐去后显示。期满自动结束。', 'answer-objection': '异议答复后才能作出决定；提出人凭回执可以看到答复。',
    },
    done: {
      'cases.annulled': '准予决定被撤销', 'cases.annulment-known': '撤销已记录', 'cases.third-party-named': '列为利害关系人', 'cases.joint-applicants-asked': '请共同申请人确认', 'cases.joined': '共同申请人确认', 'cases.not-joined': '不作为共同申请人', 'cases.respondent-told': '通知被申请人', 'cases.third-party-told': '告知利害关系人', 'cases.statement-made': '陈述、申辩', 'cases.forwarded': '转报', 'cases.sub-cases-opened': '开立子办件', 'cases.late-papers-came': '逾期补交', 'cases.late-papers-taken': '收取逾期补交的材料', 'cases.late-papers-refused': '不予收取逾期补交的材料', 'cases.sub-case-ended': '子办件已决定', 'cases.sub-cases-known': '子办件已开立', 'cases.sub-case-known': '子办件结果已记录', 'cases.ended-with-parent': '随主办件结束',
      'hearings.offered': '告知听证权利', 'hearings.offered-by-notice': '告知书一并告知听证权利', 'hearings.right-told': '听证告知书送达', 'hearings.asked': '申请听证', 'hearings.request-referred': '逾期听证申请转人决定', 'hearings.request-declined': '不予举行听证', 'hearings.called': '决定举行听证', 'hearings.scheduled': '通知听证', 'hearings.presider-objected': '申请主持人回避', 'hearings.objection-decided': '决定是否回避', 'hearings.minutes-written': '制作听证笔录', 'hearings.minutes-confirmed': '确认听证笔录', 'hearings.closed': '听证结束', 'hearings.answer-known': '结果已记录',
      'publicity.opened': '发布公示', 'publicity.ended': '公示期满，待答复异议', 'publicity.closed': '公示结束', 'publicity.taken-down': '撤下公示',
    },
  },
  field: { repay: '应当退回的金额', hint: { repay: '没有发放的写 0' }, officers: '一同核查的人员', record: '核查记录', partyName: '姓名或者名称', idKind: '证件类型', idNumber: '证件号码或统一社会信用代码', phone: '电话', consent: '电子送达', interest: '涉及的重大利益', party: '当事人', statement: '陈述、申辩的内容', ground: '依据', at: '时间', hall: '地点', presider: '主持人', isPublic: '是否公开', closedReason: '不公开的理由', attended: '到场的当事人', minutes: '听证笔录', answer: '结果', summary: '拟作决定的内容', answerWords: '答复' },
  choice: { consent: { yes: '同意以电子方式送达', no: '纸质送达' }, hearingGround: { law: '法律、法规、规章规定应当听证', 'public-interest': '涉及公共利益' }, isPublic: { yes: '公开', no: '不公开' }, signature: { signed: '已签字', refused: '拒绝签字' } },
  procedure: {
    title: '决定以前', before: '以下各项结束以后才能作出决定：', until: '至 {{date}}', parent: '主办件', subCases: '子办件（单独决定）', kind: { hearing: '听证', publicity: '公示', 'third-party': '听取利害关系人意见', 'sub-case': '其他部门的单独决定' },
    notTold: '未告知', toldOn: '{{date}} 告知，{{until}} 前可陈述', interest: '（{{interest}}）',
    hearing: {
      title: '听证', late: '已超过举行期限', askBy: '可要求听证至', notTold: '告知书尚未全部送达', holdBy: '应当举行至', at: '时间', place: '地点', presider: '主持人', noPresider: '待另行指定', objection: '回避申请', attended: '到场', minutes: '听证笔录',
      state: { offered: '已告知权利', late: '逾期申请，待决定', called: '待通知', scheduled: '已通知', minuted: '笔录待确认', held: '已举行', closed: '未举行' }, ending: { lapsed: '逾期未申请', declined: '不予举行', withdrawn: '已撤回申请', 'case-ended': '办件已结束' },
      objectionIs: { open: '待决定', kept: '不予回避', replaced: '已更换主持人' }, answer: { waiting: '待确认', confirmed: '已确认', signed: '已签字', refused: '拒绝签字' },
    },
    publicity: { title: '公示', days: '{{from}} 至 {{to}}', noObjections: '没有异议。', answered: '已答复：{{answer}}', state: { running: '公示中', ended: '期满，待答复异议', closed: '已结束' } },
  },
}
