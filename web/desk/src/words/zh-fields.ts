// The Chinese names of what is sent to the API, for refusals that name a field: by the last part of its path, or by the last two where that part alone says too little.
export const zhFields = {
  fieldName: {
    representative: '法定代表人',
    'hours-days': '生效时段（工作日或每天）', 'hours-from': '生效时段的起', 'hours-to': '生效时段的止', 'name-zh': '中文名称', 'name-en': '英文名称', 'purpose-zh': '用途（中文）', 'purpose-en': '用途（英文）', 'basis-law': '依据的法律', 'basis-article': '依据的条款', 'papers-material': '收到的材料', 'missing-text': '需要补正的内容',
    'missing-material': '需要补正的材料', 'to-section': '科室、窗口', 'signers-account': '签署人', 'signers-role': '签署人的岗位', 'signers-organisation': '签署人的单位', 'signers-section': '签署人的科室', 'receivers-to': '接收人',
    body: '机关', item: '事项', act: '办理方式', address: '地址', answers: '各步的结果', applicant: '申请人', article: '条款', attended: '参加人', at: '时间', byLiquidator: '清算组负责人到场', byPerson: '由人办理', channel: '来件方式', clientSecret: '接入密码', closedReason: '不公开的理由', code: '代码', consent: '同意以电子方式送达文书', contact: '联系方式', content: '内容',
    current: '当前密码', decision: '决策表', deputy: '代办人', effect: '影响', electronic: '以电子方式送达', examples: '样例', expect: '应有的结果', faces: '证照照面', field: '项目', fields: '各项', file: '文件', freeze: '冻结或者解冻', from: '起', hold: '法律保留', hours: '生效时段', idKind: '证件类型', idNumber: '证件号码',
    interest: '利害关系', isPublic: '公开举行', keys: '公钥', kinds: '数据种类', label: '名称', law: '法律', lawful: '合法性', levelMin: '最低实名等级', login: '账号', logout: '退出地址', material: '材料', materials: '材料', measures: '保护措施', mentions: '提到的同事', minutes: '笔录', name: '姓名、名称', nameEn: '英文姓名', next: '新密码',
    note: '说明', number: '编号', officers: '共同核查的人员', organisation: '机构', paper: '纸质材料', party: '当事人', password: '密码', path: '经过的步骤', person: '人员', phone: '联系电话', post: '岗位', presider: '主持人', promise: '告知承诺', promised: '告知承诺', purpose: '用途', reads: '读取的内容', receivedOn: '收到日期', receivers: '接收人', redirects: '返回地址',
    reference: '文号', results: '办理结果', risk: '风险', role: '角色', scenario: '情形', scopes: '范围', section: '科室、窗口', signature: '签名', statement: '陈述', step: '步骤', steps: '步骤', summary: '公示内容', text: '内容', timer: '计时', title: '标题', today: '今天的日期', type: '类型', until: '止', uscc: '统一社会信用代码',
    validUntil: '证件有效期', value: '值', variables: '变量', verdict: '结论', version: '版本', waived: '放弃陈述、申辩',
    judgment: '认定行为能力的判决文号', jointly: '须共同行使', ward: '被监护人', born: '出生日期', guardian: '监护人', guardianship: '监护关系', how: '怎样解决', repayCents: '应退金额', cents: '金额', fee: '收费项目', into: '保留的账号', link: '证件之间的联系', issuer: '签发地址', client: '对方给本平台的代号', levels: '等级对照',
    mark: '签署方式', notarised: '公证书或认证编号', abroad: '是否在境外签署', items: '委托的事项', principal: '委托人', agent: '受托人',
    others: '共同申请人、被申请人', present: '本人到场', join: '是否共同申请', means: '方式',
    zh: '中文', en: '英文',
  },
}
