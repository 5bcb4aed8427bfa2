// The Chinese words of the life of an account; en-life.ts has the same keys (tested).
const passport = '护照写作“签发国代码-号码”，如 USA-E12345678'

export const zhLife = {
  keys: { of: { anywhere: { 'g e': '账号业务' } } },
  registers: { guardians: '监护', powers: '授权委托书' },
  powers: {
    note: '窗口收下委托书，核对双方证件；同单位的另一位同事再看一遍并确认，代理人即可在写明的事项和期限内代办。委托人随时可以收回。', take: '收下委托书', takeAbout: '请核对委托书原件和双方证件，扫描委托书。委托书须写明代理人、事项、权限和期限，由委托人签名或者盖章（民法典第一百六十五条）；单位的须盖公章并由法定代表人签字，核对营业执照、法定代表人证件（复印件）和代理人证件；依法须本人到场的事项不能代办。填写后请同事复核，一小时内有效。', confirm: '复核', confirmAbout: '请对照委托书和双方证件：事项、期限与列表一致的，再次填写姓名和号码；一致的，委托即生效，并告知双方。委托人没有登录方式的，请书面告知。', decline: '不予确认', declineAbout: '委托书、证件不符，或者有疑问的，不予确认；窗口可以重新核对。',
    principal: '委托人', agent: '代理人', scope: '事项和期限', until: '至{{date}}', paper: '看委托书', mark: { signature: '签名', seal: '盖章', both: '签名并盖章' }, of: { person: '自然人', company: '单位（盖公章并由法定代表人签字）' }, representative: '法定代表人 {{name}}', abroad: { no: '境内', yes: '境外形成' }, notarised: '公证、认证：{{number}}',
  },
  guardians: {
    note: '窗口看过证明和双方证件，同单位的另一位同事再看一遍并确认，即登记为监护人。未成年人到十八周岁自行终止，不用办理。', see: '核对监护证明', seeAbout: '请监护人到场，比对证明和双方证件。被监护人没有账号的，确认时自动开设，由监护人为其办事。填写后请同事复核，一小时内有效。', confirm: '复核', confirmAbout: '请再次对照双方证件填写；与窗口所填一致的，监护即登记生效。', decline: '不予确认', declineAbout: '证明、证件不符，或者有疑问的，不予确认；窗口可以重新核对。',
    guardian: '监护人', ward: '被监护人', kindHead: '种类', proofHead: '证明', kind: { minor: '未成年人', adult: '成年人' }, proof: { 'birth-certificate': '出生医学证明', 'household-register': '户口簿', 'court-judgment': '法院判决', designation: '指定监护的证明' }, jointly: { no: '各自办理', yes: '共同监护，一同办理' },
    objections: '监护人之间的异议', noObjections: '没有等待处理的异议。', objector: '提出人', words: '不同意什么', madeAt: '提出时间', settle: '处理', settleAbout: '依监护人之间的协议、居委会、村委会、民政部门的指定或者法院判决处理，记入证明编号；处理后各位监护人可以继续办事。监护人有变化的，由管理员在人员页面终止原登记。', settled: { agreed: '协议（民法典第三十条）', designated: '指定（第三十一条）', judged: '判决（第三十一条）' },
    side: { ward: '监护人：{{name}}', guardian: '监护{{name}}' }, until: '至{{date}}', inConflict: '监护人之间有异议', end: '终止监护', endAbout: '凭判决、指定等证明提出，由另一位管理员复核后立即生效，监护人随即不能再以被监护人的名义办事。',
    ground: { 'guardian-revoked': '撤销监护人资格（第三十六条）', replaced: '另有监护人（第三十条、第三十一条、第三十九条）', restored: '恢复行为能力（第二十四条）', 'self-supporting': '满十六周岁，以自己的劳动收入为主要生活来源（第十八条）' },
    ended: { 'of-age': '已成年', over: '期满', 'account-ended': '账号终结', restored: '恢复行为能力', 'self-supporting': '以自己的劳动收入生活', 'guardian-revoked': '撤销监护人资格', replaced: '另有监护人' },
  },
  field: {
    guardianshipKind: '监护种类', guardianProof: '证明', proofNumber: '证明编号', judgment: '法院认定行为能力的判决案号', guardianUntil: '最后一天', jointly: '几位监护人', wardName: '被监护人姓名', wardIdKind: '被监护人证件', wardNumber: '被监护人证件号码', wardBorn: '被监护人出生日期', wardLogin: '被监护人的账号名', guardianName: '监护人姓名', guardianIdKind: '监护人证件', guardianNumber: '监护人证件号码', powerReference: '委托书编号', powerOf: '谁的委托书', powerMark: '委托人', companyName: '单位名称', companyCode: '统一社会信用代码', representativeName: '签字的法定代表人', representativeIdKind: '法定代表人证件', representativeNumber: '法定代表人证件号码', powerAbroad: '在哪里形成', powerNotarised: '公证、认证文号', powerItems: '事项', powerUntil: '委托的最后一天', powerScan: '委托书扫描件', principalName: '委托人姓名', principalIdKind: '委托人证件', principalNumber: '委托人证件号码', principalLogin: '委托人的账号名', agentName: '代理人姓名', agentIdKind: '代理人证件', agentNumber: '代理人证件号码', settlement: '依据', endGround: '原因', endReason: '理由',
    hint: { documentNumber: passport, principalNumber: passport, representativeNumber: passport, agentNumber: passport, wardNumber: passport, guardianNumber: passport, idNumber: passport, powerNotarised: '境外形成的必须填写', powerItems: '输入名称查找，可选多项，以委托书写明的为准', companyName: '以营业执照为准', representativeName: '与登记的法定代表人一致', powerUntil: '三年以内', principalLogin: '没有账号的不填', guardianUntil: '未成年人不填：到十八周岁为止；成年人五年以内', wardBorn: '证件号码里没有出生日期的填写', wardLogin: '没有账号的不填' },
  },
  life: {
    title: '账号业务', acts: '操作', begunBy: '经办', confirm: '核对并确认', confirmSure: '您已亲自核对证件和本人？确认后生成找回码。', stop: '停止', stopSure: '停止这项找回？',
    ending: { closed: '已注销', died: '已登记死亡', dissolved: '已登记解散', terminated: '已登记终止', merged: '已合并' }, endingTitle: '死亡、解散、终止', endingOn: '日期', endingReference: '证明或登记编号', endingKind: '登记什么', endingNote: '登记', endingSure: '以登记机关的证明为准。登记后账号停用，代办授权终止，不能再以其名义申请。', endingTakeBack: '更正误登', endingTakeBackSure: '确认登记有误？账号恢复使用，已终止的授权不恢复。', liquidatorNote: '清算组负责人凭备案，在“法定代表人”中提出登记，由另一人复核。', byLiquidator: '单位正在清算，由清算组负责人持备案证明办理',
    merge: '合并账号', mergeAbout: '本人的两个账号（同一类）合为一个：办件、证照、消息、授权、地址等全部转到保留的账号，原账号停用，两个证件号码都能查到保留的账号。合并后不能撤销，须由另一位管理员复核。', mergeInto: '保留的账号', mergeSearch: '按登录名、姓名或完整证件号码查找', mergeLink: '怎样认定是同一人', mergeLinks: { renewed: '证件换发，号码改变', 'same-number': '同一证件注册了两次', corrected: '号码经发证机关更正', 'same-person': '两种证件，有同一人的证明' }, mergeReference: '证明编号', mergeReferenceAbout: '数字、字母和短横；哪个机关的什么证明，写在理由里，不进账本', mergeAsk: '提出合并', mergeSure: '两个账号都核对过了？复核后不能撤销。', mergeAsked: '已提出，等另一位管理员复核。', mergeLeft: '要合并的', mergeRight: '保留的', mergeWhat: '名下有什么', mergeNothing: '两个账号名下都没有东西',
    belonging: { restrictions: '限制处理', factors: '第二种验证方式（不转移）', agencies: '代办授权', companies: '担任法定代表人的单位', 'open-cases': '在办的办件', cases: '已办结的办件', drafts: '没提交的申请', papers: '材料库材料', sheets: '批量申请表', licences: '证照', messages: '通知', addresses: '邮箱和手机号码', consents: '对其他系统的授权', calendar: '日历订阅', helpers: '亲友代办', reviews: '评价', questions: '查阅询问', 'identity-checks': '身份核验', objections: '公示异议' },
    mergedInto: '合并到', former: '合并进来的账号',
    representative: '法定代表人', representativeNow: '现任', representativeNone: '没有登记', representativeNext: '新的法定代表人或者清算组负责人', representativeReference: '变更登记或者备案编号', representativeAsk: '提出变更', representativeAbout: '以登记机关的变更登记、清算组备案为准，由另一位管理员复核后生效；原任随即不能再以单位的名义办事。法定代表人本人在“绑定企业”中向企业登记核对的，不用在这里登记。', personNote: '输入账号、姓名或者完整证件号码查找',
    recover: '账号找回', recoverAbout: '本人持证件到场。核对证件后填写，由另一位工作人员再核对并确认；确认后有三天通知原联系方式，无异议的凭找回码设置新密码。', recoverStaffAbout: '只办理工作账号；由安全管理员确认。居民、企业的账号由窗口办理。', recoverLogin: '同一证件有几个账号时填写', recoverBegin: '开始找回', recoverNone: '没有正在办理的找回。',
    recoverState: { begun: '待另一人确认', waiting: '通知期', open: '可以使用', used: '已找回', stopped: '已停止', ended: '已失效' },
    slip: '找回凭条', slipCode: '找回码', slipOpens: '可用时间', slipEnds: '失效时间', slipWhere: '使用地址', slipAbout: '请打印或者抄给本人，关闭后不再显示。到时间后，凭登录名和找回码设置新密码；原来的验证方式和各处登录随即失效。', slipPrint: '打印', slipDone: '已交给本人',
    frozenSince: '冻结时间', frozenBy: '冻结原因', frozenGround: { officer: '管理员冻结', failures: '多次输错第二种验证', self: '本人冻结' },
  },
}
