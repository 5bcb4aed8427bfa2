// The Chinese words of the desk; en.ts has the same keys (tested).
import { zhAfter } from './zh-after.ts'
export const zh = {
  shell: {
    name: '一网 · 办公台', places: '导航', work: '待办', intake: '窗口收件', items: '事项', models: '流程与决策', licences: '证照', automation: '自动办理', organisations: '机构', people: '人员', life: '账号业务', ledger: '账本',
    demonstration: '演示', live: '实时', notLive: '未连接', liveHint: '页面随办理进展自动更新', notLiveHint: '与服务器的连接已断开，正在重连；内容可能不是最新',
    keys: '快捷键', skip: '跳到正文', lost: '没有这个页面', broken: '页面出错了', backToWork: '回到待办',
    password: '修改密码', account: '登录与安全', notReady: '还差一步', lacks: { 'own-password': '您的密码是他人设置的。请先改成自己的密码，再回到办公台。', 'second-factor': '工作人员登录须有第二种验证方式。请先添加验证器应用或者通行密钥，再回到办公台。' }, passwordNow: '当前密码', passwordNext: '新密码', passwordRule: '至少 15 个字符，可用一句话', passwordSave: '保存', passwordChanged: '密码已修改', signOut: '退出',
    clockLeapt: '服务器时钟跳变，按时间进行的工作已暂停', clockForward: '时钟突然快了 {{hours}} 小时，现在显示 {{now}}。', clockBack: '时钟突然慢了 {{hours}} 小时，现在显示 {{now}}。',
    clockHeld: '期限届满、默许受理、催办提醒和清理暂不生效；查看和人工办理照常。时钟校正后自行恢复。', clockToday: '时钟其实正确？请对照另一个时钟，填写今天的日期', clockBy: '对照的是哪个时钟', clockAsk: '提请确认时钟正确', clockAsked: '已提请，安全管理员复核后恢复', clockDecide: '时钟是否正确，由系统管理员提请、您复核',
  },
  parts: {
    loading: '正在读取…', more: '更多', cancel: '取消', remove: '删除', yes: '是', no: '否', days: '天', done: '{{title}}：已完成', searchKey: '按 / 搜索',
    differs: '有变化', stands: '现行', proposed: '拟改为', none: '（无）', isNew: '新登记：这个代号目前没有登记。',
    yuan: '元', computed: '自动计算', notComputed: '填写后自动计算', totals: '合计', total: '{{column}}合计：{{total}}', addRow: '添加{{row}}', row: '一行', from: '开始日期', to: '结束日期', fromTo: '{{from}} 至 {{to}}',
    region: '选择地区', detail: '街路、门牌号、楼栋和房号', signName: '签名人姓名', signedAt: '签署于 {{at}}', drawn: '手写签名', withPapers: '文件请在下方“材料”中登记。',
  },
  refusal: {
    field: '{{name}}：', conflict: '已有他人先行办理。', reload: '重新载入', other: '请求未被接受（{{code}}）', '0': '没有收到服务器的答复。请检查网络后重试，重试不会重复办理。',
    '401': '请先登录', '403': '您没有办理此事的权限', '404': '没有找到', '409': '情况已经变化', '429': '操作过于频繁，请稍后再试', '500': '服务器出错了', '503': '服务暂不可用，请稍后再试',
  },
  signIn: {
    title: '工作人员登录', login: '账号', password: '密码', enter: '登录', portal: '群众和企业办事请到一网通办', staffOnly: '办公台仅供工作人员使用。',
    demonstration: '演示账号', demonstrationNote: '演示环境，点一下即以该身份登录。',
    second: '再确认一步', secondNote: '这个账号除密码外还有一种验证方式。', code: '验证码', codeHint: '验证器上现在显示的六位数字，或者一个恢复码。', recoveryHint: '一个恢复码。', send: { sms: '把验证码发到我的手机', email: '把验证码发到我的邮箱' }, sent: '验证码已发到 {{address}}，五分钟内有效。不要告诉任何人。', sentHint: '收到的六位数字，或者一个恢复码。', goOn: '继续', again: '返回，重新登录',
    byCertificate: '用数字证书（UKey）登录',
    useCertificate: '使用数字证书（UKey）',
    noCertificate: '用数字证书登录的，请插好 UKey，完全退出浏览器后重新打开本页。',
    byPasskey: '用通行密钥登录', usePasskey: '使用通行密钥', noPasskey: '没有用上通行密钥。请重试，或者换一种方式。',
  },
  keys: {
    anywhere: '任何页面', lists: '列表', work: '待办', case: '{{case}}页',
    of: {
      anywhere: { '?': '本表', 'g w': '待办', 'g n': '窗口收件', 'g i': '事项', 'g d': '流程与决策', 'g z': '证照', 'g a': '自动办理', 'g o': '机构', 'g p': '人员', 'g l': '账本', '/': '搜索' },
      lists: { j: '下一行', k: '上一行', Enter: '打开', m: '更多' },
      work: { 't 1': '切换视图', c: '领取所在行' },
      case: { '1–9': '办理相应事项', r: '重新载入', u: '返回待办', 'Ctrl+Enter': '提交', Esc: '关闭' },
    },
  },
  work: {
    views: '视图', view: { todo: '待办', mine: '我的', department: '本部门', finished: '已办结', copied: '抄送我的' },
    none: { todo: '没有待办的{{cases}}。', mine: '您没有领取中的{{cases}}。', department: '本部门没有在办的{{cases}}。', finished: '还没有办结的{{cases}}。', copied: '没有抄送给您的{{cases}}。' }, noneFound: '没有符合条件的{{cases}}。',
    search: '编号或名称', anyItem: '全部事项', anyState: '全部状态', due: '时限', finished: '办结', number: '办件编号', item: '事项', applicant: '申请人', step: '环节', state: '状态', handler: '经办', opened: '收件时间', claim: '领取', claimed: '已领取', mine: '我',
  },
  lamp: { name: '时限灯', green: '绿灯：时限充裕', amber: '黄灯：临近时限', red: '红灯：已超时限', none: '无时限' },
  clock: {
    none: '无时限', suspended: '已中止', suspendedSince: '自 {{date}} 起因{{cause}}中止计时，预计 {{count}} 天，恢复后继续计算。', extended: '已延长 {{count}} 天', today: '今日到期', left: '剩 {{count}} 天', over: '超 {{count}} 天',
    fromTo: '{{from}} 起，{{to}} 止', provisional: '暂定：该年放假通知尚未发布，发布后重新计算',
  },
  state: { submitted: '已提交', correcting: '待补正', accepted: '已受理', decided: '已决定', finished: '办结', draft: '草稿' },
  outcome: {
    granted: '准予', 'partly-granted': '部分准予', refused: '不予', 'not-accepted': '不予受理', withdrawn: '已撤回', terminated: '已终止', 'correction-lapsed': '逾期未补正',
    grant: '准予', 'partly-grant': '部分准予', refuse: '不予', accept: '受理', 'refuse-acceptance': '不予受理', pass: '通过', reject: '不通过', done: '完成', 'corrected-at-once': '立行立改', 'corrected-in-time': '限期整改', explained: '说明解释', appealed: '申请认定误评', mistaken: '认定误评', 'not-mistaken': '不是误评', satisfied: '回访满意', dissatisfied: '回访不满意', unreachable: '无法联系', agree: '同意', disagree: '不同意', return: '退回',
  },
  term: { defence: '陈述、申辩', renewal: '证照届满',
    notice: '受理期限', acceptance: '受理期限', promise: '承诺时限', promised: '承诺时限', law: '法定时限', statutory: '法定时限', legal: '法定时限', delivery: '送达期限', correction: '补正期限', hearing: '听证', gap: '容缺补交期限', step: '环节时限',
    state: { running: '进行中', kept: '已按时', met: '已按时', missed: '已超时', ended: '已结束' },
    starts: { receipt: '自收到起算', complete: '自材料齐全起算', notice: '自告知起算', acceptance: '自受理起算', 'window-end': '自受理期限终止起算', decision: '自决定起算' },
    days: { working: '{{count}} 个工作日', calendar: '{{count}} 日', months: '{{count}} 个月', none: '当场' },
  },
  case: {
    answers: '申请内容', noAnswers: '没有填写内容。', materials: '申请材料', noMaterials: '此事项无需材料。', otherFiles: '其他文件', process: '办理过程', timeline: '办理记录', clock: '时限', parties: '当事人与机关',
    rule: '规则判定：{{name}}（为什么）', acts: '可办理', noActs: '现在没有您可以办理的事。', letters: '文书', noLetters: '还没有文书。', results: '办理结果', signer: '会签', copies: '抄送', unread: '未阅', readBy: '{{who}} 已阅', delegated: '{{by}} 委派 {{to}}', unclaimed: '待领取', waiting: '办理中', closed: '已结束', dateInLaw: '法律上的日期 {{date}}', system: '系统', corrected: '补正', missing: '已告知补正：',
    receiving: '收件', handling: '承办', deciding: '决定机关', openedAt: '收件时间', itemVersion: '事项版本',
  },
  drawing: { larger: '放大', smaller: '缩小', fit: '全图', fault: '流程图无法显示。', finished: '流程图：已走完', at: '流程图：现在是{{step}}' },
  material: {
    electronic: '电子', paper: '纸质', missing: '未收', fetched: '调取', when: '视情形',
    need: { required: '必需', optional: '可选', gap: '可容缺', fetched: '免提交，系统调取' }, form: { paper: '纸质', electronic: '电子', either: '纸质或电子' }, source: { applicant: '申请人提供', government: '政府部门核发', 'third-party': '第三方出具' },
  },
  party: { applicant: '申请人', 'joint-applicant': '共同申请人', agent: '经办人', respondent: '被申请人', 'third-party': '第三人', invited: '共同申请人（待确认）', declined: '未参加', named: '被申请人（未受理）' },
  act: {
    onStep: '{{act}}：{{step}}', return: '退回', 'take-back': '取回', jump: '跳转', transfer: '转办', delegate: '委派', 'answer-delegation': '答复委派', 'add-signers': '加签', 'remove-signer': '减签', urge: '催办', copy: '抄送', 'read-copy': '已阅', claim: '领取', release: '放回', accept: '受理', 'request-correction': '一次性告知补正', 'refuse-acceptance': '不予受理', 'complete-step': '办理', mend: '当场更正', 'receive-owed': '收取补交的材料', decide: '作出决定', deliver: '送达', suspend: '中止计时', resume: '恢复计时', extend: '延长期限', terminate: '终止办理', 'tell-intention': '告知拟作出的处理',
    about: {
      mend: '申请表上可以当场更正的错误，经申请人确认后当场更正（许可法32）；不算一次性告知。', 'receive-owed': '勾选现在收到的材料。', return: '退回较早的步骤，期限照常计算，不重新起算。办完直接送回的，不再经过中间步骤。', jump: '法定步骤（告知、听证、核查、法制审核、公示，以及受理、决定、送达）不得越过。', transfer: '转给同单位同岗位的同事，或者交由本单位另一科室，由其办理并负责。', delegate: '由同事代办，办后交回您确认，责任仍在您。', 'add-signers': '请他人先签、同签或后签；人员各有一步，可减去尚未签署的。', urge: '提醒经办人，一天一次。', copy: '请他人阅知，只读，不办理。', 'answer-delegation': '写明办理情况，交回委派人确认。',
      accept: '受理后即向申请人出具加盖印章、注明日期的受理通知书，办理时限由此起算。', 'request-correction': '材料不齐或不合法定形式的，当场或五日内一次告知需要补正的全部内容；逾期不告知的，自收到材料之日起即为受理。', 'refuse-acceptance': '不予受理须书面说明理由，并告知救济途径。',
      decide: '决定一经作出即生成书面决定；不予或部分准予的，须说明理由并告知申请行政复议、提起行政诉讼的权利。', suspend: '所需时间不计入办理期限，须书面告知申请人。', extend: '经本机关负责人（并联办理的，经本级人民政府负责人）批准可延长一次，并将理由告知申请人。', terminate: '终止后不再办理，须选择法定情形、说明理由，并告知救济途径。', 'tell-intention': '写明事实、理由和依据，书面告知持证人；陈述、申辩的期限从送达之日起算。决定以前必须告知。', deliver: '记录文书或证件已送达申请人。', resume: '中止的原因已消除，时限继续计算。', 'complete-step': '结论和意见记入办理记录，不能更改。',
    },
    done: {
      'applications.submitted': '提交申请', 'cases.opened': '收件', 'cases.accepted': '受理', 'cases.acceptance-refused': '不予受理', 'cases.correction-asked': '告知补正', 'cases.corrected': '补正', 'cases.step-claimed': '领取环节', 'cases.step-released': '放回环节', 'cases.step-completed': '完成环节', 'cases.decided': '作出决定', 'cases.suspended': '中止计时', 'cases.resumed': '恢复计时', 'cases.extended': '延长期限', 'cases.withdrawn': '撤回申请', 'cases.terminated': '终止', 'cases.delivered': '送达', 'cases.finished': '办结', 'licences.issued': '发证',
      'automation.decided': '系统自动准予', 'automation.left-to-person': '转由人办理', 'automation.review-asked': '要求人工复核', 'automation.reviewed': '人工复核完毕', 'automation.reversed': '自动决定被改变',
      'cases.correction-lapsed': '逾期未补正', 'cases.mended': '当场更正', 'cases.party-corrected': '当事人资料已更正', 'cases.party-correction-not-needed': '无需更正当事人资料', 'cases.gap-promised': '承诺补交', 'cases.gap-met': '补交材料', 'cases.gap-missed': '逾期未补交', 'cases.gap-not-missed': '无需作逾期未补处理', 'cases.notice-missed': '逾期未答复', 'cases.commitment-made': '作出承诺', 'cases.commitment-withdrawn': '撤回承诺', 'commitments.check-opened': '开始核查承诺', 'commitments.check-not-due': '无需核查', 'commitments.check-ended': '承诺核查完毕', 'commitments.annulment-opened': '依职权立案，拟撤销', 'commitments.annulment-not-opened': '未立案撤销', 'commitments.check-known': '核查结果已记录', 'commitments.barred': '记录不实承诺', 'commitments.repaired': '修复', 'cases.timer-fired': '到时', 'cases.rule-evaluated': '规则判定', 'cases.service-run': '自动步骤', 'cases.extender-named': '确定批准延长的政府', 'cases.terms-recomputed': '重算期限', 'cases.timer-passed-by': '到时未动', 'cases.deeming-not-needed': '无需视为受理', 'cases.lapse-not-needed': '无需作逾期处理', 'cases.delivery-not-due': '未到送达', 'deliveries.letter-made': '出具文书', 'deliveries.letter-printed': '文书成文', 'deliveries.letters-received': '查收文书', 'deliveries.template-published': '发布文书模板', 'applications.started': '开始申请', 'applications.saved': '保存申请', 'applications.file-added': '上传材料', 'applications.file-removed': '移除材料', 'applications.discarded': '放弃申请', 'applications.moved-to-version': '换用新版事项', 'people.added': '开设账号', 'people.frozen': '冻结账号', 'people.unfrozen': '解冻账号', 'people.signed-in': '登录', 'people.signed-out': '退出', 'people.sign-in-failed': '登录失败', 'people.password-changed': '修改密码', 'people.post-granted': '授予岗位', 'people.post-ended': '解除岗位', 'items.published': '发布事项', 'items.list-imported': '导入事项', 'packs.applied': '应用事项包', 'packs.part-applied': '应用事项包（部分）', 'clock.year-published': '发布年历', 'licences.type-published': '发布证照类型', 'licences.printed': '证照成文', 'notifications.sent': '发出通知', 'notifications.read': '阅读通知', 'seals.made': '制作印章', 'applications.received-at-window': '窗口收件', 'reviews.given': '评价', 'licences.changed': '变更', 'licences.renewed': '延续', 'licences.reissued': '补发', 'licences.suspended': '暂停', 'licences.resumed': '恢复', 'licences.annulled': '撤销', 'licences.withdrawn': '撤回', 'licences.revoked': '吊销', 'licences.deregistered': '注销', 'models.drafted': '起草修改稿', 'models.saved': '保存修改稿', 'models.submitted': '送审修改稿', 'models.withdrawn': '撤回送审', 'models.returned': '退回修改稿', 'models.discarded': '作废修改稿', 'models.published': '发布流程或决策',
      'cases.intention-told': '告知拟作出的处理', 'cases.defence-opened': '陈述申辩期限开始', 'cases.defence-stated': '陈述、申辩', 'cases.letters-chosen': '选择送达方式', 'cases.renewal-undecided': '期满未决定', 'deliveries.delivery-recorded': '记录送达', 'deliveries.paper-handed-over': '交付纸质件', 'deliveries.paper-asked': '请求纸质文书', 'supervision.opened': '上级督办', 'supervision.answered': '答复督办', 'supervision.closed': '督办结束', 'archives.made': '归档', 'licences.renewal-pending': '延续申请办理中', 'licences.renewal-ended': '延续申请办完', 'licences.ending': '到期提醒',
      'cases.returned': '退回', 'cases.taken-back': '取回', 'cases.jumped': '跳转', 'cases.transferred': '转办', 'cases.delegated': '委派', 'cases.delegation-answered': '答复委派', 'cases.signers-added': '加签', 'cases.signer-removed': '减签', 'cases.urged': '催办', 'cases.copied': '抄送', 'cases.copy-read': '已阅',
    },
  },
  field: {
    to: '到', then: '办完以后', place: '签署次序', rule: '会签规则', signers: '签署人', request: '请代办的事', answer: '办理情况', words: '说明', whom: '抄送给', account: '人员', organisation: '单位', noColleague: '没有合适的同事', opinion: '意见', reason: '理由', reasons: '理由', outcome: '结论', days: '天数', kind: '事由', missing: '需要补正的内容', missingNone: '至少列出一项', stillMissing: '已告知而仍未补齐的（只能选告知过的）', gapUntil: '申请人书面承诺的补交日期', papers: '收到的材料', form: '更正后的申请表', mendCount: '已更正 {{count}} 项', confirmation: '申请人如何确认', missingWords: '请补交：{{name}}', missingOther: '其他需要补正的内容', missingAdd: '增加其他内容', expectedDays: '预计天数', competentBody: '有权办理的机关', means: '送达方式', proof: '凭证', face: '证照照面', faceNote: '照面由系统按申请内容生成，可在此改正。', faceAuto: '由系统生成', required: '请填写', ground: '法定情形', validTo: '新的有效期至', decisionNumber: '处罚决定文号', facts: '查明的事实', basis: '依据（法律和条款）', on: '送达日期', receiver: '代收人', witness: '见证人',
    hint: { reasons: '写明事实、依据和理由', proof: '签收单、邮件编号等', basis: '如：行政许可法第六十九条', on: '不填为今天', receiver: '不是本人签收的填写', witness: '留置送达的必填' },
  },
  choice: {
    then: { on: '逐步办理', 'straight-back': '直接送回' }, place: { before: '我之前', with: '与我同时', after: '我之后' }, rule: { all: '全部同意', 'two-thirds': '三分之二同意', veto: '一票否决', any: '任一人办理即可（或签）' }, whom: { person: '人员', unit: '单位' },
    kind: { hearing: '听证', tender: '招标', auction: '拍卖', inspection: '检验', testing: '检测', quarantine: '检疫', appraisal: '鉴定', 'expert-review': '专家评审' },
    means: { window: '窗口领取', post: '邮寄', electronic: '电子送达', left: '拒收，留置送达', 'public-notice': '公告送达' },
    ground: {
      'not-required': '不需要取得行政许可', 'not-competent': '不属于本机关职权范围', 'still-missing': '补正后仍不齐全或不合法定形式', 'outside-window': '不在受理期限内收到',
      termination: { 'applicant-gone': '申请人死亡、丧失行为能力或者依法终止', 'no-longer-required': '法律、法规、规章修改或者废止，不再需要办理', 'fee-unpaid': '依法应当缴纳的费用逾期未缴', 'force-majeure': '因不可抗力需要终止', 'decided-elsewhere': '同一事项已由其他有效的决定处理', 'other-law': '法律、法规、规章规定的其他情形' },
      annulment: { abuse: '滥用职权、玩忽职守作出准予决定（许可法 69 条一款一项）', 'beyond-powers': '超越法定职权（69 条一款二项）', procedure: '违反法定程序（69 条一款三项）', 'not-qualified': '申请人不具备资格或不符合条件（69 条一款四项）', other: '依法可以撤销的其他情形（69 条一款五项）', deceit: '以欺骗、贿赂等不正当手段取得（69 条二款）' },
      withdrawal: { 'law-changed': '所依据的法律、法规、规章修改或者废止（8 条）', 'circumstances-changed': '所依据的客观情况发生重大变化（8 条）' },
      deregistration: { expired: '有效期届满未延续（70 条一项）', 'death-or-incapacity': '公民死亡或者丧失行为能力（70 条二项）', dissolved: '法人或者其他组织依法终止（70 条三项）', 'annulled-withdrawn-revoked': '依法被撤销、撤回或者吊销（70 条四项）', 'force-majeure': '因不可抗力无法实施（70 条五项）', other: '法律、法规规定的其他情形（70 条六项）' },
    },
  },
  standing: {
    title: '受理提示', warnings: '以下提示不拦申请，由您一次性书面答复：', stillOpen: '已受理，下列各项仍须留意：', kind: { paper: '缺材料', gap: '可容缺', condition: '条件不符', window: '受理期限', 'in-person': '须本人', capacity: '行为能力' }, owed: '承诺补交的材料', met: '已补交', until: '{{date}}前', noDay: '决定前补齐', commitment: '告知承诺', instead: '申请人以承诺代替：{{papers}}。准予后核查。', takenBack: '承诺已撤回，须提交：{{papers}}。', place: '受理顺序第 {{place}} 位，数量 {{count}}，已准予 {{granted}}，在先 {{ahead}}（许可法57）。', beyond: '受理顺序第 {{place}} 位，数量 {{count}}，在先 {{ahead}}：须待受理在先的决定（许可法57）。', notified: '已告知补正的内容',
  },
  intake: {
    title: '窗口收件', note: '代到场的申请人录入，收件即给凭证', item: '办理事项', applicant: '申请人', kind: '类型', name: '姓名', legalName: '名称', idKind: '证件类型', idNumber: '证件号码', uscc: '统一社会信用代码', phone: '联系电话', consent: '同意以电子方式送达文书', channel: '来件方式', byWindow: '到场', byPost: '来信', receivedOn: '收到日期（早于今日的填写）', scenario: '情形', form: '申请内容', papers: '收到的材料', papersCount: '已收 {{got}} / {{all}}', scan: '扫描件', send: '收件', nameFirst: '请先填写申请人姓名和号码',
  },
  callBack: { title: '回访', look: '查看联系方式（会留下记录）', name: '评价人', phone: '电话', none: '没有留电话' },
  receipt: { title: '收件凭证', at: '收件时间', clerk: '收件人', papers: '收到的纸质材料（{{count}}）', files: '收到的电子文件（{{count}}）', judge: '请您评价本次窗口服务（不用登录，评价一次）：', code: '评价码 {{code}}', notAcceptance: '本凭证仅表明材料已收到，不代表申请已被受理。凭{{case}}编号可查询进展。', print: '打印', open: '打开{{case}}', next: '下一位' },
  items: {
    search: '事项名称或编码', anyType: '全部类型', name: '事项', type: '类型', body: '实施机关', caseKind: '{{case}}类型', code: '编码', none: '没有符合条件的事项。', versions: '版本', version: '第 {{version}} 版', inForce: '{{from}} 起，{{to}}', open: '现行', shown: '本页', notInForce: '第 {{version}} 版不是现在施行的版本，仅供查阅。', toCurrent: '查看现行版本', guide: '办事指南', flags: '导入时发现：{{flags}}', level: '层级', origin: { pack: '事项包', import: '导入' }, process: '流程', form: '申请表', formNote: '申请人看到的表单，可试填，不会提交。', cases: '本部门{{cases}}', intake: '窗口收件', content: '基本信息', targets: '服务对象', joint: '联办机构', automation: '自动办理等级', statutory: '法定时限', promised: '承诺时限', visits: '到现场次数', fees: '收费', free: '不收费', results: '办理结果', conditions: '受理条件', materials: '申请材料（{{count}}）', basis: '设定依据', remedy: '救济途径', review: '行政复议', court: '行政诉讼',
  },
  itemType: { ADMIN_PERMIT: '行政许可', ADMIN_CONFIRMATION: '行政确认', ADMIN_BENEFIT: '行政给付', ADMIN_REWARD: '行政奖励', ADMIN_ADJUDICATION: '行政裁决', OTHER_POWER: '其他行政权力', PUBLIC_SERVICE: '公共服务' },
  caseKind: { INSTANT: '即办件', PROMISED: '承诺件' },
  target: { natural: '自然人', legal: '法人', company: '企业法人', institution: '事业法人', society: '社会组织法人', organ: '行政机关', other: '其他组织' },
  level: { national: '国家级', province: '省级', city: '市级', county: '县级', town: '乡镇级', village: '村级', graded: '分级' },
  places: { search: '机构名称', none: '没有符合条件的机构。', name: '机构', kind: '类型', region: '区划', superior: '上级', address: '地址', phone: '电话', code: '统一社会信用代码', items: '查看该机构的事项' },
  organisationKind: { government: '政府', department: '部门', hall: '政务服务大厅', court: '法院', institution: '事业单位', other: '其他', team: '科室', window: '窗口' },
  people: {
    search: '姓名或账号', kind: '账号类型', add: '新增人员', none: '没有符合条件的人员。', name: '姓名', login: '账号', posts: '岗位', state: '状态', frozen: '已冻结', since: '建立时间', added: '人员已新增', phone: '电话', idNumber: '证件号码', loginRule: '小写字母开头，可用数字、点、横线', reason: { left: '离岗', risk: '存在风险', misuse: '滥用', request: '本人申请' }, firstPassword: '初始密码', role: '角色', organisation: '机构', addPost: '增加岗位', noPosts: '还没有岗位。', endPost: '解除', endPostSure: '解除这个岗位？', until: '最后一天', untilNote: '留空则一直有效，到期自动终止', untilMoment: '{{moment}} 自动终止', section: '科室、窗口', sectionWhole: '整个机构', sectionNote: '选了科室或窗口的，只看到、只办理在它手中的办件', hours: '生效时段', hoursAlways: '全天', hoursFrom: '自（北京时间）', hoursTo: '至（北京时间）', days: { working: '工作日', every: '每天' }, freeze: '冻结账号', thaw: '解除冻结',
  },
  accountKind: { staff: '工作人员', natural: '自然人', legal: '法人' },
  idKind: { 'resident-id': '居民身份证', 'hmt-residence': '港澳台居民居住证', 'permanent-residence': '外国人永久居留身份证', passport: '护照', 'hmt-travel': '港澳台居民来往内地通行证' },
  role: { window: '综合窗口', clerk: '受理承办', examiner: '审查', approver: '审批', head: '机关负责人', 'item-steward': '事项管理', 'data-steward': '数据管理', 'system-admin': '系统管理员', 'security-admin': '安全管理员', 'audit-admin': '审计管理员' },
  licences: {
    search: '证照编号或持有人', number: '证照编号', type: '证照类型', holder: '持有人', issuer: '发证机关', state: '状态', issued: '发证日期', expires: '有效期至', noEnd: '长期', none: '没有符合条件的证照。', face: '照面', history: '变动记录', noHistory: '没有变动。', standing: '状态', version: '版本', case: '来自{{case}}', validFrom: '生效日期', identifier: '证照标识', verify: '公开核验页',
  },
  automation: {
    note: '系统只能全部准予；其他一律由人决定', none: '没有自动办理的事项。', item: '事项', stands: '状态', grade: '{{grade}} 级', rate: '改变率', above: '超过 {{limit}}', within: '限 {{limit}}', cases: '办件', choose: '点一个数字，看它背后的办件。', noCases: '没有办件。', by: '由谁办理', why: '转人工的原因', at: '时间',
    what: { decided: '系统准予', person: '转人工', reviewed: '人工复核', changed: '复核后改变', reversed: '被改变' },
    state: { running: '运行', stopped: '已停用', 'restart-asked': '待第二人确认启用' },
    act: { stop: '停用', 'ask-restart': '提出重新启用', restart: '确认重新启用' },
    about: { stop: '立即生效：新办件全部转人工。写明理由，记入账本。', 'ask-restart': '须由另一人确认后才启用。', restart: '您是第二人，确认后立即启用。' },
    decider: { machine: '系统', person: '工作人员' }, reversedBy: { review: '人工复核后改变', annulment: '证照被撤销' }, datum: { missing: '查不到', contested: '不一致' },
    rule: '第 {{number}} 条规则 {{label}}', asks: '（条件：{{condition}}）', help: '以下供参考，不是决定。', review: '人工复核', open: '办理中', changed: '已改变原决定', upheld: '维持原决定', wish: '申请人要求人工办理',
    reason: { 'asked-for-person': '申请人要求人工', 'switched-off': '自动办理停用', 'table-withdrawn': '决策表已更换', 'law-demands': '依法先经人办', 'third-party': '涉及他人', 'person-began': '已有人办理', 'step-not-declared': '须由人办的步骤', 'paper-missing': '材料未齐', 'data-missing': '数据查不到', 'data-contested': '数据不一致', 'table-problem': '计算有问题', 'no-rule': '没有准予的结果', 'table-says-person': '表定转人工', 'less-than-asked': '少于申请的内容' },
  },
  after: zhAfter,
  licenceState: { 'in-force': '有效', suspended: '暂停', annulled: '已撤销', withdrawn: '已撤回', revoked: '已吊销', deregistered: '已注销', superseded: '已被新版本替代', expired: '已届满', 'not-yet-valid': '未到生效日' },
  licenceAct: {
    change: '变更', renewal: '延续', reissue: '补发', suspension: '暂停', resumption: '恢复使用', annulment: '撤销', withdrawal: '撤回', revocation: '吊销', deregistration: '注销',
    about: {
      change: '照面内容变化，生成新版本，旧版本留存。', renewal: '被许可人在有效期届满三十日前申请延续（许可法 50 条）。', reissue: '遗失或损毁，内容不变。', suspension: '暂停期间证照不生效。', resumption: '恢复效力。', annulment: '准予本身违法或以不正当手段取得（许可法 69 条）。', withdrawal: '合法的许可因法律或客观情况变化而收回，造成损失的依法补偿（许可法 8 条）。', revocation: '对持有人违法行为的行政处罚（处罚法 9 条），须有处罚决定。', deregistration: '办理注销手续，不是处罚（许可法 70 条）。',
    },
  },
  ledger: {
    checkpoint: '最近的检查点', at: '时间', size: '记录数', root: '树根', waiting: '待入列', signature: '签名', signer: '签名者', signed: { checking: '正在验签…', holds: '签名成立', broken: '签名不成立', cannot: '本浏览器无法验签' }, auditorsOnly: '记录由审计管理员查阅；任何人都可以按序号验证。', entry: '记录内容', facts: '事实', note: '账本只存摘要，不存个人信息。每条记录都在检查点签名的树里，任何人都可以自行验证。', entries: '记录', seq: '序号', moment: '时间', kind: '行为', subject: '对象', leaf: '叶摘要', proof: '证明', verify: '验证', none: '还没有记录。', proofOf: '第 {{seq}} 条记录的包含证明', included: '在树中：从该记录算得的树根与 {{size}} 条记录的检查点一致。', notIncluded: '不在树中：算得的树根与 {{size}} 条记录的检查点不一致。请立即报告。', path: '证明路径', how: '以上由本浏览器按 RFC 9162 计算，未采信服务器的结论。',
  },
}
export type Words = typeof zh
