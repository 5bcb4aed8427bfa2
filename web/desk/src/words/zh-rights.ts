// The Chinese words of people's data: purposes and their assessments; en-rights.ts has the same keys (tested).
export const zhRights = {
  shell: { purposes: '个人信息' },
  keys: { of: { anywhere: { 'g u': '个人信息' } } },
  purposes: {
    title: '处理目的和影响评估', comma: '、', name: '处理目的', handler: '负责单位', kept: '保存期限', none: '没有登记的处理目的。', needs: '需要评估，因为', needsNone: '不需要评估', since: '{{period}}，自{{from}}起', open: '在门户上看这一项',
    state: { live: '已启用', waiting: '待评估，未启用', changed: '已启用，变更待评估' },
    for: { sensitive: '敏感个人信息', automated: '自动化决策', entrusted: '委托处理', provided: '提供给他人', published: '公开', weighty: '其他重大影响' },
    assessments: '影响评估', noAssessments: '还没有评估。', version: '第 {{version}} 版', make: '作出评估', madeBy: '评估', decidedBy: '审批', approve: '批准', refuse: '退回', notYours: '由负责单位的数据管理人员评估、负责人批准。',
    assessment: { waiting: '等待批准', approved: '已批准', refused: '已退回' }, risk: { low: '低', medium: '中', high: '高' },
    about: { make: '写明个人信息保护法第五十六条要求的三项内容。由负责人批准后才启用；评估和处理记录至少保存三年。', approve: '批准后“{{name}}”即按评估的内容启用。', refuse: '写明退回的原因。' },
  },
  retention: {
    title: '留存和删除', link: '留存和删除', note: '期满的由系统每小时删除，连同存证所用的盐；这里只有数量，不显示任何人。', none: '没有登记。', tables: '各表', what: '内容和目的', matter: '办件所属事项的目的', byItem: '按事项的保存期限', kept: '现存', held: '封存', byTime: '期满删除', byRequest: '应请求删除', lastAt: '最近删除', basis: '依据', act: '操作',
    stays: { account: '注销账号时删除', row: '随所属记录删除', archive: '归档，期满由人鉴定', figures: '只有数量' }, whole: { yes: '申请人的全部信息', no: '只封存这个办件' },
    holds: '依法封存', noHolds: '没有封存。', hold: '提出封存', holdAbout: '封存期间不删除，由办理单位负责人复核后生效，最后一天以后自动解除。', end: '提出解除', endAbout: '解除办件 {{number}} 的封存，由办理单位负责人复核后生效；期满的随后删除。',
  },
  field: { wholePerson: '范围', heldUntil: '封存至', lawful: '目的、方式是否合法、正当、必要', effect: '对个人权益的影响和安全风险', risk: '风险程度', measures: '保护措施是否合法、有效并与风险相适应' },
}
