// The Chinese words of the life of an account; en-life.ts has the same keys (tested).
export const zhLife = {
  keys: { of: { anywhere: { 'g e': '账号业务' } } },
  life: {
    title: '账号业务', acts: '操作', begunBy: '经办', confirm: '核对并确认', confirmSure: '您已亲自核对证件和本人？确认后生成找回码。', stop: '停止', stopSure: '停止这项找回？',
    ending: { closed: '已注销', died: '已登记死亡', dissolved: '已登记解散', terminated: '已登记终止' }, endingTitle: '死亡、解散、终止', endingOn: '日期', endingReference: '证明或登记编号', endingKind: '登记什么', endingNote: '登记', endingSure: '以登记机关的证明为准。登记后账号停用，代办授权终止，不能再以其名义申请。', endingTakeBack: '更正误登', endingTakeBackSure: '确认登记有误？账号恢复使用，已终止的授权不恢复。', liquidatorNote: '清算组负责人凭备案，在“法定代表人”中提出登记，由另一人复核。', byLiquidator: '单位正在清算，由清算组负责人持备案证明办理',
    representative: '法定代表人', representativeNow: '现任', representativeNone: '没有登记', representativeNext: '新的法定代表人或者清算组负责人', representativeReference: '变更登记或者备案编号', representativeAsk: '提出变更', representativeAbout: '以登记机关的变更登记、清算组备案为准，由另一位管理员复核后生效；原任随即不能再以单位的名义办事。法定代表人本人在“绑定企业”中向企业登记核对的，不用在这里登记。', personNote: '输入账号、姓名或者完整证件号码查找',
    recover: '账号找回', recoverAbout: '本人持证件到场。核对证件后填写，由另一位工作人员再核对并确认；确认后有三天通知原联系方式，无异议的凭找回码设置新密码。', recoverStaffAbout: '只办理工作账号；由安全管理员确认。居民、企业的账号由窗口办理。', recoverLogin: '同一证件有几个账号时填写', recoverBegin: '开始找回', recoverNone: '没有正在办理的找回。',
    recoverState: { begun: '待另一人确认', waiting: '通知期', open: '可以使用', used: '已找回', stopped: '已停止', ended: '已失效' },
    slip: '找回凭条', slipCode: '找回码', slipOpens: '可用时间', slipEnds: '失效时间', slipWhere: '使用地址', slipAbout: '请打印或者抄给本人，关闭后不再显示。到时间后，凭登录名和找回码设置新密码；原来的验证方式和各处登录随即失效。', slipPrint: '打印', slipDone: '已交给本人',
    frozenSince: '冻结时间', frozenBy: '冻结原因', frozenGround: { officer: '管理员冻结', failures: '多次输错第二种验证', self: '本人冻结' },
  },
}
