// The Chinese words of the life of an account; en-life.ts has the same keys (tested).
export const zhLife = {
  keys: { of: { anywhere: { 'g e': '账号业务' } } },
  life: {
    title: '账号业务', acts: '操作', begunBy: '经办', confirm: '核对并确认', confirmSure: '您已亲自核对证件和本人？确认后生成找回码。', stop: '停止', stopSure: '停止这项找回？',
    ending: { closed: '已注销', died: '已登记死亡', dissolved: '已登记解散', terminated: '已登记终止', merged: '已合并' }, endingTitle: '死亡、解散、终止', endingOn: '日期', endingReference: '证明或登记编号', endingKind: '登记什么', endingNote: '登记', endingSure: '以登记机关的证明为准。登记后账号停用，代办授权终止，不能再以其名义申请。', endingTakeBack: '更正误登', endingTakeBackSure: '确认登记有误？账号恢复使用，已终止的授权不恢复。', liquidatorLogin: '清算组负责人的账号', liquidatorName: '清算组负责人的姓名', byLiquidator: '单位正在清算，由清算组负责人持备案证明办理',
    merge: '合并账号', mergeAbout: '本人的两个账号（同一类）合为一个：办件、证照、消息、授权、地址等全部转到保留的账号，原账号停用，两个证件号码都能查到保留的账号。合并后不能撤销，须由另一位管理员复核。', mergeInto: '保留的账号', mergeSearch: '按登录名、姓名或完整证件号码查找', mergeLink: '怎样认定是同一人', mergeLinks: { renewed: '证件换发，号码改变', 'same-number': '同一证件注册了两次', corrected: '号码经发证机关更正', 'same-person': '两种证件，有同一人的证明' }, mergeReference: '证明编号', mergeReferenceAbout: '数字、字母和短横；哪个机关的什么证明，写在理由里，不进账本', mergeAsk: '提出合并', mergeSure: '两个账号都核对过了？复核后不能撤销。', mergeAsked: '已提出，等另一位管理员复核。', mergeLeft: '要合并的', mergeRight: '保留的', mergeWhat: '名下有什么', mergeNothing: '两个账号名下都没有东西',
    belonging: { factors: '第二种验证方式（不转移）', agencies: '代办授权', companies: '担任法定代表人的单位', 'open-cases': '在办的办件', cases: '已办结的办件', drafts: '没提交的申请', papers: '材料库材料', sheets: '批量申请表', licences: '证照', messages: '通知', addresses: '邮箱和手机号码', consents: '对其他系统的授权', calendar: '日历订阅', helpers: '亲友代办', reviews: '评价', questions: '查阅询问', 'identity-checks': '身份核验', objections: '公示异议' },
    mergedInto: '合并到', former: '合并进来的账号',
    representative: '法定代表人', representativeNow: '现任', representativeNone: '没有登记', representativeNext: '新的法定代表人或者清算组负责人', representativeReference: '变更登记或者备案编号', representativeAsk: '提出变更', representativeAbout: '以登记机关的变更登记、清算组备案为准，由另一位管理员复核后生效；原任随即不能再以单位的名义办事。法定代表人本人在“绑定企业”中向企业登记核对的，不用在这里登记。', personNote: '输入账号、姓名或者完整证件号码查找',
    recover: '账号找回', recoverAbout: '本人持证件到场。核对证件后填写，由另一位工作人员再核对并确认；确认后有三天通知原联系方式，无异议的凭找回码设置新密码。', recoverStaffAbout: '只办理工作账号；由安全管理员确认。居民、企业的账号由窗口办理。', recoverLogin: '同一证件有几个账号时填写', recoverBegin: '开始找回', recoverNone: '没有正在办理的找回。',
    recoverState: { begun: '待另一人确认', waiting: '通知期', open: '可以使用', used: '已找回', stopped: '已停止', ended: '已失效' },
    slip: '找回凭条', slipCode: '找回码', slipOpens: '可用时间', slipEnds: '失效时间', slipWhere: '使用地址', slipAbout: '请打印或者抄给本人，关闭后不再显示。到时间后，凭登录名和找回码设置新密码；原来的验证方式和各处登录随即失效。', slipPrint: '打印', slipDone: '已交给本人',
    frozenSince: '冻结时间', frozenBy: '冻结原因', frozenGround: { officer: '管理员冻结', failures: '多次输错第二种验证', self: '本人冻结' },
  },
}
